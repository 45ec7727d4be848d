"""How each source stands: its numbers, a state, and the reason for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from archive import issues
from archive.clock import stamp
from archive.issues import Issue
from archive.sqlite import Database
from crawlers.source import SourceConfig
from desk.health.night import LOOKBACK, Night, nights

State = Literal["good", "look", "failing", "paused", "unverified"]

FAILING = ("down", "mentions-fell", "yields-nothing", "empty-list", "robots-unreachable", "robots-disallow")
"""While one of these is open, the source is failing: what it publishes is being missed."""

FORGOTTEN = timedelta(days=3)
"""An active source that was not visited for so long is looked at: the nights may not be running."""

SHOWN_FIELDS = ("age", "death_date", "region")
"""Fields whose fill rates stand in the table; `--json` has all."""

_HELD = """SELECT source, count(DISTINCT url_key) FROM own_capture
WHERE purpose = 'page' AND status = 200 AND refusal IS NULL GROUP BY source"""
_MENTIONS = """SELECT capture.source, count(*) FROM mention
JOIN document ON document.snapshot = mention.document JOIN capture ON capture.id = document.capture
GROUP BY capture.source"""
_DUE = "SELECT source, count(*) FROM frontier WHERE state <> 'done' OR due_at <= ? GROUP BY source"
_VANISHED = """SELECT fate.source, count(*) FROM fate
JOIN turn ON turn.source = fate.source AND turn.url_key = fate.url_key AND turn.rank = fate.turn
WHERE fate.state = 'gone' AND turn.last_seen IS NOT NULL GROUP BY fate.source"""


class Standing(Struct, frozen=True):
    """One source. `why` is the reason of its state; `fill`, `refused`, `failed`: of the last thirty days.

    `new_7` and `new_30`: pages at a new address in so many days. `refused`: the share of answers.
    """

    source: str
    state: State
    why: str
    last_good: str | None
    pages: int
    new_7: int
    new_30: int
    mentions: int
    fill: dict[str, float]
    refused: float
    failed: int
    due: int
    vanished: int


def standings(db: Database, now: datetime, sources: Sequence[SourceConfig]) -> list[Standing]:
    """One standing a source, in their order."""
    known = nights(db, now)
    held, mentions, vanished = (dict(db.conn.execute(query)) for query in (_HELD, _MENTIONS, _VANISHED))
    due = dict(db.conn.execute(_DUE, (stamp(now),)))
    open_issues = issues.open_issues(db)
    return [
        _standing(
            one,
            known.get(one.id, []),
            [issue for issue in open_issues if issue.source == one.id],
            now,
            pages=held.get(one.id, 0),
            mentions=mentions.get(one.id, 0),
            due=due.get(one.id, 0),
            vanished=vanished.get(one.id, 0),
        )
        for one in sources
    ]


def _standing(
    source: SourceConfig, its: Sequence[Night], raised: Sequence[Issue], now: datetime, **counts: int
) -> Standing:
    month = [night for night in its if now - night.at <= timedelta(days=30)]
    state, why = _state(source, its, raised, now)
    answers = sum(night.fetched for night in month)
    return Standing(
        source=source.id,
        state=state,
        why=why,
        last_good=next((stamp(night.at)[:16] + "Z" for night in reversed(its) if night.sound), None),
        new_7=sum(night.fresh for night in month if now - night.at <= timedelta(days=7)),
        new_30=sum(night.fresh for night in month),
        fill=_fill(month),
        refused=round(sum(night.refused for night in month) / answers, 3) if answers else 0.0,
        failed=sum(night.failed for night in month),
        **counts,
    )


def _state(
    source: SourceConfig, its: Sequence[Night], raised: Sequence[Issue], now: datetime
) -> tuple[State, str]:
    if source.status == "paused" or source.status == "unverified":
        return source.status, source.note
    failing = [issue for issue in raised if issue.kind in FAILING]
    if failing:
        return "failing", _told(failing)
    if raised:
        return "look", _told(raised)
    if not its:
        return "look", f"not visited in {LOOKBACK.days} days"
    if now - its[-1].at > FORGOTTEN:
        return "look", f"not visited since {its[-1].at:%Y-%m-%d}"
    return "good", ""


def _told(raised: Sequence[Issue]) -> str:
    """The last issue; an error of reading without its words, which quote the page and may name people."""
    last = raised[-1]
    said = last.kind if last.kind.startswith("unread: ") else f"{last.kind}: {last.detail}"
    return f"{said} (and {len(raised) - 1} more)" if len(raised) > 1 else said


def _fill(month: Sequence[Night]) -> dict[str, float]:
    mentions = sum(night.mentions for night in month)
    fields = sorted({field for night in month for field in night.fill})
    return {
        field: round(sum(night.fill.get(field, (0, 0))[0] for night in month) / mentions, 2)
        for field in fields
        if mentions
    }
