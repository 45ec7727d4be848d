"""Each rule by itself: what it says, and that it says nothing of small numbers."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from crawlers.expect import Expect
from desk.health.chance import Share, is_rarely_so_few
from desk.health.history import Held, History
from desk.health.night import Night
from desk.health.rules import judge

START = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
WELL = {"due": 12, "fetched": 12, "sound": 12, "fresh": 10, "pages": 10, "naming": 8, "mentions": 8}
AGES = {"name": (8, 8), "age": (6, 6)}


def nights(*tonight: dict[str, object], before: int = 20, **usual: object) -> list[Night]:
    told = [{**WELL, "fill": AGES, **usual}] * before + [{**WELL, "fill": AGES, **one} for one in tonight]
    return [Night(str(at), START + timedelta(days=at), **one) for at, one in enumerate(told)]  # type: ignore[arg-type]


class Case(NamedTuple):
    history: History
    says: dict[str, str]


CASES = {
    "a good night": Case(History(nights({})), {}),
    "nobody named on ten pages": Case(
        History(nights({"naming": 0, "mentions": 0, "fill": {}})), {"mentions-fell": "0 of 10 new pages name"}
    ),
    "nobody named on two pages": Case(History(nights({"pages": 2, "naming": 0, "fill": {}})), {}),
    "two such nights, then a third": Case(
        History(nights(*[{"pages": 3, "naming": 0, "mentions": 0, "fill": {}}] * 3)),
        {"mentions-fell": "0 of 9"},
    ),
    "half as many named": Case(History(nights({"naming": 4, "mentions": 4})), {}),
    "as few as on a good night before": Case(
        History(nights({"naming": 0, "fill": {}}, *[{}] * 4, {"naming": 0, "fill": {}})), {}
    ),
    "no age any more": Case(
        History(nights({"fill": {"name": (8, 8)}}, {"fill": {"name": (8, 8)}})), {"fill-fell": "age on 0 of"}
    ),
    "an age less": Case(History(nights({"fill": {"name": (8, 8), "age": (3, 3)}})), {}),
    "lists that shrank": Case(
        History(nights({"mentions": 9}, mentions=160)),
        {"mentions-fell": "1.1 mentions a page, before it was 20"},
    ),
    "with too few nights before": Case(History(nights({"naming": 0, "fill": {}}, before=2)), {}),
    "five captchas of ten": Case(
        History(nights({"refused": 5, "sound": 5})), {"refusals-rose": "5 of 12 answers"}
    ),
    "four captchas": Case(History(nights({"refused": 4})), {}),
    "as many captchas as ever": Case(History(nights({"refused": 6}, refused=5)), {}),
    "captchas on the first night": Case(
        History(nights({"refused": 9, "fetched": 9, "sound": 0}, before=0)), {"refusals-rose": "9 of 9"}
    ),
    "one night without an answer": Case(History(nights({"sound": 0, "fetched": 0, "failed": 3})), {}),
    "three nights without an answer": Case(
        History(nights(*[{"sound": 0, "fetched": 0, "failed": 3, "pages": 0, "fresh": 0}] * 3)),
        {"down": "no page and no list came in 3 nights, since 2026-03-22"},
    ),
    "three nights outside the site's hours": Case(
        History(nights(*[{"sound": 0, "fetched": 0, "pages": 0, "fresh": 0}] * 3)), {}
    ),
    "nothing new for three days": Case(History(nights(*[{"fresh": 0, "pages": 0}] * 3)), {}),
    "nothing new for four days": Case(
        History(nights(*[{"fresh": 0, "pages": 0}] * 4)), {"silent": "no page at a new address for 4 days"}
    ),
    "nothing new, with little known": Case(History(nights(*[{"fresh": 0, "pages": 0}] * 9, before=9)), {}),
    "nothing new, as expected": Case(
        History(nights(*[{"fresh": 0, "pages": 0}] * 9), expect=Expect(new="30d")), {}
    ),
    "nothing new, for longer than expected": Case(
        History(nights(*[{"fresh": 0, "pages": 0}] * 3, before=1), expect=Expect(new="2d")),
        {"silent": "3 days"},
    ),
    "a hundred pages and nobody on them": Case(
        History(nights({}), held=Held(pages=120, read=120)), {"yields-nothing": "120 pages were read"}
    ),
    "a field less often than expected": Case(
        History(nights({}), expect=Expect(fill={"name": 1.0, "age": 0.9})),
        {"low-fill": "of the newest 24 mentions: age 0.75 (expected 0.90)"},
    ),
    "a field as often as expected": Case(History(nights({}), expect=Expect(fill={"age": 0.7})), {}),
    "more captchas than expected": Case(
        History(nights({"refused": 3}), expect=Expect(refusals=0.1)), {"many-refusals": "3 of 12 answers"}
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_is_said_of_tonight(case: Case) -> None:
    if not case.history.held.read:
        held = Held(pages=1, read=1, mentions=1)
        case = Case(History(case.history.nights, case.history.expect, held), case.says)
    said = {one.kind: one.detail for one in judge(case.history) if one.detail}
    assert set(said) == set(case.says)
    assert all(words in said[kind] for kind, words in case.says.items())


def test_how_many_pages_tell_is_as_the_document_says() -> None:
    document = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    shares, pages = (
        re.findall(r"(\d+)(?: %)? \|", line)
        for line in re.findall(r"^\| (?:of the pages|new pages) .*", document, re.M)
    )
    for share, needed in zip(map(int, shares), map(int, pages), strict=True):
        before = Share(round(70 * share / 100), 70)
        assert is_rarely_so_few(Share(0, needed), before), share
        assert not is_rarely_so_few(Share(0, needed - 1), before), share
