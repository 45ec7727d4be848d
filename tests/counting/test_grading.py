"""I1 to I9 of the counting method: how well a death is attested, and the code of why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Status
from desk.counting.evidence import Dossier, Statement, Verification
from desk.counting.grading import GRADING, graded
from desk.counting.person import SourceClass

RULE = GRADING["grade-1"]


def _says(
    source_class: SourceClass,
    cluster: str = "",
    *,
    status: Status = "killed",
    names_him: bool = True,
    in_this_war: bool = True,
    published: str | None = "2024-03-01",
) -> Statement:
    return Statement(source_class, cluster or source_class, status, names_him, in_this_war, published)


@pytest.mark.parametrize(
    ("statements", "grade", "reasons"),
    [
        # I4: one source of these classes is enough
        ([_says("official")], "confirmed", ("I4.official",)),
        ([_says("relative")], "confirmed", ("I4.relative",)),
        ([_says("media")], "confirmed", ("I4.media",)),
        ([_says("memorial")], "confirmed", ("I4.memorial",)),
        ([_says("grave")], "confirmed", ("I4.grave",)),
        # I4: of these it never is, however often
        ([_says("roster")], "provisional", ("I4.roster_alone",)),
        ([_says("registry")], "provisional", ("I4.registry_alone",)),
        ([_says("search")], "provisional", ("I4.search_alone",)),
        ([_says("roster", "a"), _says("roster", "b")], "provisional", ("I4.roster_alone",)),
        # I4: until a second, independent source of another class agrees
        ([_says("roster"), _says("registry")], "confirmed", ("I4.registry_and_roster",)),
        (
            [_says("roster"), _says("registry", in_this_war=False)],
            "provisional",
            ("I4.roster_alone",),
        ),
        ([_says("roster"), _says("search", status="missing")], "provisional", ("I4.roster_alone",)),
        ([_says("roster"), _says("media")], "confirmed", ("I4.media",)),
        # I8: copies are one source, of the class of the earliest; the lesser class if they are of one day
        (
            [_says("roster", "a", published="2024-03-01"), _says("media", "a", published="2024-03-02")],
            "provisional",
            ("I4.roster_alone",),
        ),
        ([_says("roster", "a"), _says("media", "a")], "provisional", ("I4.roster_alone",)),
        (
            [_says("media", "a", published="2024-02-28"), _says("roster", "a", published="2024-03-02")],
            "confirmed",
            ("I4.media",),
        ),
        ([_says("roster", "a"), _says("registry", "a")], "provisional", ("I4.registry_alone",)),
        # I1, I2: a name, and this war
        ([_says("media", names_him=False)], "provisional", ("I1.not_named",)),
        ([_says("media", in_this_war=False)], "provisional", ("I2.not_said_in_this_war",)),
        (
            [_says("grave", names_him=False, in_this_war=False)],
            "provisional",
            ("I1.not_named", "I2.not_said_in_this_war"),
        ),
        (
            [_says("media", names_him=False), _says("grave", in_this_war=False)],
            "provisional",
            ("I4.no_source_says_it_all",),
        ),
        # I5: the missing and the captured
        ([_says("media", status="missing")], "provisional", ("I5.missing",)),
        ([_says("media", status="captive")], "provisional", ("I5.captive",)),
        ([_says("media", status="alive")], "rejected", ("I5.alive",)),
        ([_says("media", status="unsure")], "provisional", ("I5.unsure",)),
        ([], "provisional", ("I5.unsure",)),
    ],
)
def test_a_grade_has_the_code_of_its_rule(
    statements: list[Statement], grade: str, reasons: tuple[str, ...]
) -> None:
    found = graded(Dossier(tuple(statements)), RULE)
    assert (found.grade, found.reasons, found.rule) == (grade, reasons, "grade-1")


def test_a_missing_man_who_is_later_reported_dead_is_dead() -> None:
    search = _says("search", status="missing", published="2023-01-01")
    found = graded(Dossier((search, _says("media", published="2024-03-01"))), RULE)
    assert (found.status, found.grade) == ("killed", "confirmed")


@pytest.mark.parametrize(
    ("seen", "published", "reasons"),
    [
        ("alive", "2024-03-02", ("I4.open_contradiction", "alive_later")),
        ("captive", "2024-03-02", ("I4.open_contradiction", "captive_later")),
        ("missing", "2024-03-02", ("I4.media",)),
        ("alive", "2024-02-28", ("I4.media",)),
        # a month is not surely later than a day in it
        ("alive", "2024-03", ("I4.media",)),
        ("alive", None, ("I4.media",)),
    ],
)
def test_who_is_seen_alive_after_his_death_was_reported_is_not_confirmed(
    seen: Status, published: str | None, reasons: tuple[str, ...]
) -> None:
    later = _says("official", status=seen, published=published)
    assert graded(Dossier((_says("media"), later)), RULE).reasons == reasons


def test_an_open_contradiction_holds_a_person_back() -> None:
    found = graded(Dossier((_says("media"),), contradictions=("two_birth_dates",)), RULE)
    assert (found.grade, found.reasons) == ("provisional", ("I4.open_contradiction", "two_birth_dates"))


REJECTED = Verification("rejected", "other_war", "key-1", "2024-05-01T10:00:00Z")
CONFIRMED = Verification("confirmed", "seen_the_grave", "key-0", "2024-06-01T10:00:00Z")


@pytest.mark.parametrize(
    ("verifications", "grade", "reasons"),
    [
        ((REJECTED,), "rejected", ("I9.rejected_by_a_person", "other_war")),
        ((REJECTED, CONFIRMED), "confirmed", ("I9.confirmed_by_a_person", "seen_the_grave")),
        ((CONFIRMED, REJECTED), "confirmed", ("I9.confirmed_by_a_person", "seen_the_grave")),
        (
            (Verification("rejected", "other_war", "key-1", "2024-05-01T10:00:00Z", withdrawn=True),),
            "provisional",
            ("I4.roster_alone",),
        ),
    ],
)
def test_what_a_person_concluded_outranks_every_rule_until_it_is_withdrawn(
    verifications: tuple[Verification, ...], grade: str, reasons: tuple[str, ...]
) -> None:
    found = graded(Dossier((_says("roster"),), verifications=verifications), RULE)
    assert (found.grade, found.reasons) == (grade, reasons)


def test_whom_a_person_confirmed_is_dead_also_where_pages_call_him_missing() -> None:
    found = graded(Dossier((_says("media", status="missing"),), verifications=(CONFIRMED,)), RULE)
    assert (found.grade, found.status) == ("confirmed", "killed")


def test_the_classes_for_overlaps_are_those_of_independent_sources_that_say_it_all() -> None:
    found = graded(
        Dossier(
            (
                _says("official", "a", published="2024-03-01"),
                _says("media", "a", published="2024-03-02"),
                _says("grave", "b"),
                _says("grave", "c"),
                _says("memorial", "d", names_him=False),
            )
        ),
        RULE,
    )
    assert found.classes == ("grave", "official")


ANYTHING = st.builds(
    Statement,
    source_class=st.sampled_from(sorted(RULE.alone | RULE.together)),
    cluster=st.sampled_from("abc"),
    status=st.sampled_from(("killed", "missing", "alive")),
    names_him=st.booleans(),
    in_this_war=st.booleans(),
    published=st.sampled_from((None, "2024-03", "2024-03-01", "2024-04-01")),
)


@given(st.lists(ANYTHING, max_size=6), st.randoms(use_true_random=False))
def test_copies_and_order_change_no_grade(statements: list[Statement], chance: object) -> None:
    copied = statements * 10
    chance.shuffle(copied)  # type: ignore[attr-defined]
    once, often = (graded(Dossier(tuple(those)), RULE) for those in (statements, copied))
    assert (often.grade, set(often.reasons), often.classes) == (once.grade, set(once.reasons), once.classes)
