"""What became of a page, from the looks at its URL alone: states, and the events between them. Pure.

A page is gone only by the rule of `docs/vanished.md`; what the looks do not settle yet stays `missing`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

LOOKS = 3
SPAN = timedelta(days=7)
APART = timedelta(hours=12)
"""`gone` needs so many looks that did not find the page, from first to last at least `SPAN`, and each `APART`
from the one before: the tries of one night are one look."""

Outcome = Literal["seen", "moved", "vanished", "soft", "refused", "failed"]
"""What one look came to. `vanished`: 404, 410 or a platform's own notice that the page was deleted."""

State = Literal["live", "changed", "moved", "missing", "gone", "refused", "soft-404", "unreachable"]
Kind = Literal["back", "changed", "moved", "missing", "gone", "refused", "soft-404", "unreachable"]

Absent = Literal["missing", "moved", "refused", "soft-404", "unreachable"]
_ABSENT: dict[Outcome, Absent] = {"soft": "soft-404", "refused": "refused", "failed": "unreachable"}


class Look(Struct, frozen=True):
    """One look at a URL: `id` is its capture or miss, `also` the captures where its redirects led.

    `digest`: of the page, if it was seen. `why`: what was answered, in words. `leads_to`: where a redirect
    leads.
    """

    at: datetime
    id: str
    outcome: Outcome
    digest: str | None = None
    why: str = ""
    also: tuple[str, ...] = ()
    leads_to: str | None = None


class Outage(Struct, frozen=True):
    """A time in which a host was out, both ends included (see archive.ledger_hosts)."""

    begin: datetime
    end: datetime


class Event(Struct, frozen=True):
    """A state that began, or `back`. `last_seen` is the look that saw the page last, None if none did.

    `first_missed` is the first look since then that speaks for it; `evidence` holds all that do, in time.
    """

    kind: Kind
    at: datetime
    why: str
    last_seen: Look | None
    first_missed: Look
    evidence: tuple[Look, ...]


class Account(Struct, frozen=True):
    """A page's state after all looks, and how it came to it.

    `counting_since`: the first of the looks that count for `gone` now, None if none does.
    """

    state: State
    events: tuple[Event, ...]
    counting_since: datetime | None


def account(looks: Iterable[Look], outages: Sequence[Outage] = ()) -> Account:
    """The account of one URL from its looks, in time order, and the outages of its host, in time order."""
    teller = _Teller(outages)
    for look in looks:
        teller.take(look)
    return Account(teller.state, tuple(teller.events), teller.counting_since)


class _Teller:
    def __init__(self, outages: Sequence[Outage]) -> None:
        self.state: State = "live"
        self.events: list[Event] = []
        self._outages = outages
        self._seen: Look | None = None
        self._missed: list[Look] = []  # every look since it was seen
        self._vanished: list[Look] = []  # of these, the ones that found it missing while the host was up
        self._counted: list[Look] = []  # of these, the ones that count for `gone` now

    @property
    def counting_since(self) -> datetime | None:
        return self._counted[0].at if self._counted else None

    def take(self, look: Look) -> None:
        if look.outcome == "seen":
            self._take_seen(look)
            return
        self._missed.append(look)
        if look.outcome == "vanished":
            self._take_vanished(look)
        elif look.outcome == "moved":
            self._take_moved(look)
        elif self.state != "gone":
            self._enter(_ABSENT[look.outcome], look)

    def _take_seen(self, look: Look) -> None:
        before = self._seen
        if self._missed and before:
            self._tell("back", look, self._missed[0], (look,))
        if before and before.digest != look.digest:
            self._tell("changed", look, look, (look,))
            self.state = "changed"
        else:
            self.state = "live"
        self._seen = look
        self._missed, self._vanished, self._counted = [], [], []

    def _take_moved(self, look: Look) -> None:
        self._vanished, self._counted = [], []
        self._enter("moved", look)

    def _take_vanished(self, look: Look) -> None:
        if any(outage.begin <= look.at <= outage.end for outage in self._outages):
            if self.state != "gone":
                self._enter("unreachable", look)
            return
        self._vanished.append(look)
        self._count(look)
        if self.state == "gone":
            return
        if len(self._counted) >= LOOKS and look.at - self._counted[0].at >= SPAN:
            self._tell("gone", look, self._vanished[0], tuple(self._counted))
            self.state = "gone"
        else:
            self._enter("missing", look)

    def _count(self, look: Look) -> None:
        """An outage makes void what was counted before it: the host may have come back half restored."""
        since = max((outage.end for outage in self._outages if outage.begin <= look.at), default=None)
        if since:
            self._counted = [counted for counted in self._counted if counted.at > since]
        if not self._counted or look.at - self._counted[-1].at >= APART:
            self._counted.append(look)

    def _enter(self, state: Absent, look: Look) -> None:
        if self.state != state:
            self._tell(state, look, look, (look,))
            self.state = state

    def _tell(self, kind: Kind, look: Look, first_missed: Look, evidence: tuple[Look, ...]) -> None:
        self.events.append(Event(kind, look.at, look.why, self._seen, first_missed, evidence))
