"""What became of a page, by tables of looks: one letter a look, the day before it."""

from datetime import timedelta

import pytest

from archive.ledger import Look, Outage, account
from tests.archive.volna import START

DAY = timedelta(days=1)
OUTCOMES = {
    "a": "seen",
    "b": "seen",
    "x": "vanished",
    "m": "moved",
    "s": "soft",
    "r": "refused",
    "f": "failed",
}
"""Letters of the tables: a, b are what the page showed when it was seen; f: no answer or 5xx."""


def looks(history: str) -> list[Look]:
    """The looks of a history such as `0a 1x 3x`: the day, and what it came to."""
    found = []
    for told in history.split():
        day, letter = float(told[:-1]), told[-1]
        digest = letter if OUTCOMES[letter] == "seen" else None
        found.append(Look(START + day * DAY, told, OUTCOMES[letter], digest))  # type: ignore[arg-type]
    return found


def outages(*days: tuple[float, float]) -> list[Outage]:
    return [Outage(START + begin * DAY, START + end * DAY) for begin, end in days]


@pytest.mark.parametrize(
    ("name", "history", "out", "state", "events"),
    [
        ("never looked at", "", [], "live", ""),
        ("always there", "0a 1a 3a", [], "live", ""),
        ("edited once", "0a 1b 3b", [], "live", "changed@1b"),
        ("edited just now", "0a 1a 3b", [], "changed", "changed@3b"),
        ("404 once", "0a 1x", [], "missing", "missing@1x"),
        ("404 once, then back", "0a 1x 2a", [], "live", "missing@1x back@2a"),
        ("404 once, then back and edited", "0a 1x 2b", [], "changed", "missing@1x back@2b changed@2b"),
        ("three looks in six days", "0a 1x 3x 7x", [], "missing", "missing@1x"),
        ("three looks in seven days", "0a 1x 4x 8x", [], "gone", "missing@1x gone@8x"),
        ("two looks in a year", "0a 1x 366x", [], "missing", "missing@1x"),
        ("three tries of one night and one later", "0a 1x 1.1x 1.2x 9x", [], "missing", "missing@1x"),
        ("as the schedule has it", "0a 30x 30.75x 32.75x 37x", [], "gone", "missing@30x gone@37x"),
        ("stays gone", "0a 1x 4x 8x 38x", [], "gone", "missing@1x gone@8x"),
        ("gone and back", "0a 1x 4x 8x 38a", [], "live", "missing@1x gone@8x back@38a"),
        ("gone, back, gone again",
            "0a 1x 4x 8x 38a 60x 63x 67x", [], "gone", "missing@1x gone@8x back@38a missing@60x gone@67x"),
        ("back in between: counted anew",
            "0a 1x 4x 5a 6x 9x", [], "missing", "missing@1x back@5a missing@6x"),
        ("a captcha in between says nothing",
            "0a 1x 2r 4x 8x", [], "gone", "missing@1x refused@2r missing@4x gone@8x"),
        ("captchas alone", "0a 1r 4r 8r 38r", [], "refused", "refused@1r"),
        ("captcha, then there", "0a 1r 4a", [], "live", "refused@1r back@4a"),
        ("a captcha does not bring back", "0a 1x 4x 8x 9r", [], "gone", "missing@1x gone@8x"),
        ("one page that fails, its host up",
            "0a 1x 2f 4x 8x", [], "gone", "missing@1x unreachable@2f missing@4x gone@8x"),
        ("DNS failure for a week", "0a 1f 1.01f 3f 7f 8f", [(1, 8)], "unreachable", "unreachable@1f"),
        ("DNS failure for a week, then there", "0a 1f 3f 8f 9a", [(1, 8)], "live", "unreachable@1f back@9a"),
        ("gone, then the host too", "0a 1x 4x 8x 38f", [(38, 39)], "gone", "missing@1x gone@8x"),
        ("an outage makes void what was before", "0a 1x 4x 8x", [(5, 5)], "missing", "missing@1x"),
        ("and is counted from its end", "0a 1x 4x 8x 11x 15x", [(5, 5)], "gone", "missing@1x gone@15x"),
        ("an outage before the first look", "0a 1x 4x 8x", [(0.2, 0.9)], "gone", "missing@1x gone@8x"),
        ("an outage after the last look", "0a 1x 4x 8x", [(9, 12)], "gone", "missing@1x gone@8x"),
        ("404 for all while the host is out",
            "0a 1x 4x 8x 38x", [(0.5, 40)], "unreachable", "unreachable@1x"),
        ("the same, then there", "0a 1x 4x 8x 38a", [(0.5, 37)], "live", "unreachable@1x back@38a"),
        ("moved", "0a 1m 2m", [], "moved", "moved@1m"),
        ("moved, then gone", "0a 1m 2x 5x 9x", [], "gone", "moved@1m missing@2x gone@9x"),
        ("gone, then moved", "0a 1x 4x 8x 9m", [], "moved", "missing@1x gone@8x moved@9m"),
        ("a redirect in between: counted anew",
            "0a 1x 4m 8x", [], "missing", "missing@1x moved@4m missing@8x"),
        ("moved and back", "0a 1m 2a", [], "live", "moved@1m back@2a"),
        ("soft 404 is never gone", "0a 1s 4s 8s 38s", [], "soft-404", "soft-404@1s"),
        ("soft 404, then back", "0a 1s 4a", [], "live", "soft-404@1s back@4a"),
        ("soft 404, then a true one", "0a 1s 2x 5x 9x", [], "gone", "soft-404@1s missing@2x gone@9x"),
        ("never seen, then there", "0f 1a", [], "live", "unreachable@0f"),
        ("never seen at all", "0x 3x 7x", [], "gone", "missing@0x gone@7x"),
    ],
)  # fmt: skip
def test_looks_give_a_state_and_events(
    name: str, history: str, out: list[tuple[float, float]], state: str, events: str
) -> None:
    told = account(looks(history), outages(*out))
    assert told.state == state
    assert " ".join(f"{event.kind}@{event.evidence[-1].id}" for event in told.events) == events


@pytest.mark.parametrize(
    ("history", "out", "last_seen", "first_missed", "evidence"),
    [
        ("0a 1a 3x 6x 10x", [], "1a", "3x", "3x 6x 10x"),
        ("0a 1f 3x 6x 10x", [], "0a", "3x", "3x 6x 10x"),
        ("0a 3x 3.1x 6x 10x", [], "0a", "3x", "3x 6x 10x"),
        ("0a 3x 6r 7x 10x", [], "0a", "3x", "3x 7x 10x"),
        ("0a 3x 5f 6x 9x 13x", [(5, 5)], "0a", "3x", "6x 9x 13x"),
        ("0a 2x 3x 6x 10x", [(2, 2)], "0a", "3x", "3x 6x 10x"),
        ("0x 3x 7x", [], None, "0x", "0x 3x 7x"),
    ],
)
def test_gone_names_when_it_was_last_seen_first_missed_and_what_it_rests_on(
    history: str, out: list[tuple[float, float]], last_seen: str | None, first_missed: str, evidence: str
) -> None:
    gone = account(looks(history), outages(*out)).events[-1]
    assert gone.kind == "gone"
    assert (gone.last_seen and gone.last_seen.id) == last_seen
    assert gone.first_missed.id == first_missed
    assert " ".join(look.id for look in gone.evidence) == evidence


def test_back_names_since_when_the_page_was_missed() -> None:
    back = account(looks("0a 1f 3x 6x 10x 40a")).events[-1]
    assert (back.kind, back.first_missed.id, back.last_seen and back.last_seen.id) == ("back", "1f", "0a")
