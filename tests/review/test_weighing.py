"""Why a person waits: from his state and from what people concluded."""

import pytest
from msgspec.structs import replace

from archive.persons_judged import Verified
from desk.counting.person import Counted
from desk.persons.said import Place
from desk.persons.state import FieldValue, Other, PersonState
from desk.review import weighing
from desk.review.weighing import Facts, is_drawn, weighed

EARLY, LATE = "2026-03-02T01:10:00.000000Z", "2026-03-09T01:10:00.000000Z"
PLACES = {
    "m1": Place("m1", "s1", 0, 5, "killed", "2023-05-14", "meta", "volna", EARLY),
    "m2": Place("m2", "s2", 0, 5, "unsure", None, None, "vesti", LATE),
}
CONFIRMED = PersonState(Counted("p", "confirmed", ("I4.media",), region="RU-PNZ"), {}, ("m1",), 1, "grade-1")
NEVER, ALWAYS = "never", "always"


def said(verdict: str, by: str = "anna", at: str = "2026-03-05T00:00:00.000000Z") -> Verified:
    return Verified(f"v{by}", "p", None, None, verdict, None, None, None, None, None, "", by, 1, at)  # type: ignore[arg-type]


def state(
    grade: str = "confirmed", status: str = "killed", reasons: tuple[str, ...] = (), **more: object
) -> PersonState:
    counted = replace(CONFIRMED.counted, grade=grade, status=status, reasons=reasons)
    return replace(CONFIRMED, counted=counted, **more)


def dates(*others: str) -> dict[str, FieldValue]:
    told = tuple(Other(value, "m2") for value in others)
    return {"death_date": FieldValue("2023-05-14", "death_date.stated", 0.9, "m1", others=told)}


TWO = ("m1", "m2")
CASES = {
    "nobody looked at him": (state(), (), "unseen"),
    "held back by the rules": (state("provisional"), (), "held"),
    "nobody can tell": (state("provisional", "unsure", mentions=TWO), (), "unsure"),
    "sources that cannot both hold": (state(fields=dates("2023-06-01"), mentions=TWO), (), "contradiction"),
    "one source less exact": (state(fields=dates("2023-05"), mentions=TWO), (), "unseen"),
    "an open contradiction": (state("provisional", reasons=("I4.open_contradiction",)), (), "contradiction"),
    "concluded": (state(), (said("confirmed"),), None),
    "rejected": (state("rejected"), (said("rejected"),), None),
    "unsure himself": (state(), (said("unsure"),), "asked"),
    "new since": (state(mentions=TWO), (said("confirmed"),), "changed"),
    "two who differ": (state(), (said("confirmed"), said("rejected", "boris")), "asked"),
    "a third has decided": (
        state(),
        (said("confirmed"), said("rejected", "boris"), said("rejected", "vera")),
        None,
    ),
    "no page is read": (state(mentions=()), (), None),
}  # fmt: skip


@pytest.mark.parametrize(("one", "concluded", "kind"), CASES.values(), ids=CASES)
def test_why_he_waits(
    one: PersonState, concluded: tuple[Verified, ...], kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "AUDITED", 0.0)
    monkeypatch.setattr(weighing, "REPEATED", 0.0)
    item = weighed(one, Facts(PLACES, concluded), "seed")
    assert (item and item.kind) == kind


def test_some_of_what_is_concluded_is_repeated_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "REPEATED", 1.0)
    item = weighed(state(), Facts(PLACES, (said("confirmed"),)), "seed")
    assert item and (item.kind, item.is_blind, item.decided_by) == ("second", True, "anna")


@pytest.mark.parametrize(
    ("kind", "mention"),
    [
        (state("provisional", "unsure", mentions=TWO), "m2"),
        (state(fields=dates("2023-06-01"), mentions=TWO), "m2"),
        (state(mentions=TWO), "m1"),
    ],
)
def test_he_is_looked_at_where_it_matters(kind: PersonState, mention: str) -> None:
    item = weighed(kind, Facts(PLACES, ()), "seed")
    assert item and item.mention == mention


def test_chance_is_as_often_as_said_and_the_same_each_time() -> None:
    drawn = [is_drawn(0.05, "seed", str(n)) for n in range(20_000)]
    assert 0.04 < sum(drawn) / len(drawn) < 0.06
    assert drawn == [is_drawn(0.05, "seed", str(n)) for n in range(20_000)]
    assert drawn != [is_drawn(0.05, "other", str(n)) for n in range(20_000)]
