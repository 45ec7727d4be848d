"""Estimates from a coverage, from overlapping lists, and from how late deaths are reported."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.counting.delays import delay_curve
from desk.counting.estimates import NotAnEstimate, coverage, densities, estimate, figures, half_up, percent
from desk.counting.figures import of_table
from desk.counting.overlaps import NotLists, Overlaps, overlaps, source_lists
from desk.counting.person import Counted, SourceClass
from desk.counting.systems import systems_estimate
from desk.counting.territory import NotATerritory, territories
from tests.counting.persons import Register, asking

AS_OF = date(2026, 3, 1)


@given(st.integers(0, 10**7), st.integers(1, 100), st.integers(1, 100))
def test_an_estimate_is_never_below_those_identified(identified: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    found = estimate(identified, coverage(f"{low}%:{high}%"))
    assert identified <= found.low <= found.high
    assert found.low * high == found.high * low == identified * 100


def test_a_coverage_may_say_when_it_was_given() -> None:
    assert coverage("45%:65%@2025-05-05") == coverage("0.45:0.65@2025-05-05")
    assert (coverage("0.45:0.65@2025-05").day, coverage("0.45:0.65").day) == ("2025-05", None)


@pytest.mark.parametrize(
    "text", ["", "0.5", "0.65:0.45", "0:0.5", "0.5:1.1", "45:65", "0.4:0.5:0.6", "a:b", "-1:1"]
)
def test_what_is_no_coverage_is_refused(text: str) -> None:
    with pytest.raises(NotAnEstimate):
        coverage(text)


def test_a_range_of_figures_has_its_low_end_first() -> None:
    with pytest.raises(NotAnEstimate, match="low figure"):
        figures("23500:21000")


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        (Fraction(1, 2), 0, 1.0),
        (Fraction(5, 2), 0, 3.0),
        (Fraction(1, 8), 2, 0.13),
        (Fraction(184_500), -3, 185_000.0),
    ],
)
def test_halves_are_rounded_up(exact: Fraction, places: int, rounded: float) -> None:
    assert half_up(exact, places) == rounded


def test_a_share_is_said_without_trailing_zeros() -> None:
    assert [percent(Fraction(share)) for share in ("0.65", "0.2", "1", "0.19656")] == [
        "65 %",
        "20 %",
        "100 %",
        "19.66 %",
    ]


def test_a_numerator_is_always_named() -> None:
    assert [one.numerator for one in densities(9, Fraction(3))] == ["identified"]
    assert [one.numerator for one in densities(9, Fraction(3), coverage("0.5:0.5"))] == [
        "identified",
        "at 50 % coverage",
    ]


def _lists(*names: str, **patterns: int) -> Overlaps:
    """`_lists("a", "b", ab=20, a=30)`: twenty on both, thirty on the first alone."""
    named = {tuple(int(name in pattern) for name in names): n for pattern, n in patterns.items()}
    return Overlaps(names, named)


def test_two_lists_are_chapman_s_estimator() -> None:
    found = systems_estimate(_lists("a", "b", a=80, b=40, ab=20))
    assert (found.method, found.identified) == ("Chapman", 140)
    assert found.total == pytest.approx(101 * 61 / 21 - 1)
    # by hand: 152.38 unseen; Seber's variance 101*61*80*40 / (21² * 22) = 2032.08; log-normal factor 1.7642
    assert (found.low, found.high) == (pytest.approx(226.37, abs=0.01), pytest.approx(408.83, abs=0.05))


def test_three_independent_lists_give_back_the_population() -> None:
    whole = 10_000
    shares = {"a": 0.5, "b": 0.4, "c": 0.25}
    patterns = {}
    for cell in range(1, 8):
        names = "".join(name for place, name in enumerate("abc") if cell >> place & 1)
        odds = np.prod([share if name in names else 1 - share for name, share in shares.items()])
        patterns[names] = round(whole * float(odds))
    found = systems_estimate(_lists("a", "b", "c", **patterns))
    assert found.models[0].dependent == ()
    assert found.total == pytest.approx(whole, rel=0.001)
    assert found.low < whole < found.high


def test_with_every_pair_dependent_three_lists_have_a_closed_form() -> None:
    cells = {"a": 300, "b": 200, "c": 100, "ab": 120, "ac": 80, "bc": 60, "abc": 100}
    closed = 100 * 300 * 200 * 100 / (120 * 80 * 60)
    found = systems_estimate(_lists("a", "b", "c", **cells))
    [saturated] = [one for one in found.models if len(one.dependent) == 3]
    assert saturated.total - sum(cells.values()) == pytest.approx(closed, rel=1e-4)


def test_the_interval_is_the_widest_of_the_models_about_as_good_as_the_best() -> None:
    found = systems_estimate(_lists("a", "b", "c", a=23, b=24, c=33, ab=85, ac=17, bc=23, abc=28))
    ends = [(round(one.low), round(one.high)) for one in found.models]
    assert ends == [(250, 304), (236, 249), (272, 339), (238, 277)]
    assert (round(found.low), round(found.high), found.total) == (236, 339, found.models[0].total)


@pytest.mark.parametrize(
    ("shares", "copies"), [((0.4, 0.3), False), ((0.4, 0.3, 0.2), True), ((0.4, 0.3, 0.2, 0.1, 0.3), True)]
)
def test_of_simulated_lists_the_interval_holds_the_truth_about_as_often_as_it_says(
    shares: tuple[float, ...], copies: bool
) -> None:
    chance, whole, trials = np.random.default_rng(7), 5_000, 20
    found = [systems_estimate(_simulated(chance, whole, shares, copies)) for _ in range(trials)]
    assert sum(one.low <= whole <= one.high for one in found) >= trials - 3
    assert np.mean([one.total for one in found]) == pytest.approx(whole, rel=0.05)
    assert np.mean([one.high - one.low for one in found]) < whole / 3


def _simulated(chance: np.random.Generator, whole: int, shares: tuple[float, ...], copies: bool) -> Overlaps:
    """Lists of a population; `copies`: who is on the first is on the second three times as often."""
    on = np.array([chance.random(whole) < share for share in shares])
    if copies:
        on[1] = chance.random(whole) < np.where(on[0], 1.8, 0.6) * shares[1]
    patterns = Counter(tuple(map(int, one)) for one in on.T)
    del patterns[(0,) * len(shares)]
    return Overlaps(tuple("abcdef"[: len(shares)]), dict(patterns))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (_lists("a", "b", a=10, b=10), "nobody is on two lists"),
        (_lists("a", "b", "c", a=10, b=10, c=5), "nobody is on two lists"),
        (_lists(*"abcdefg", ab=3), "at most 6"),
    ],
)
def test_overlaps_that_tell_nothing_are_refused(found: Overlaps, words: str) -> None:
    with pytest.raises(NotLists, match=words):
        systems_estimate(found)


def _reported(*classes: SourceClass) -> Counted:
    return Counted("P1", "confirmed", source_classes=classes)


def test_lists_are_the_classes_that_confirm_alone() -> None:
    found = overlaps([_reported("media", "grave", "roster"), _reported("media"), _reported("roster")])
    assert (found.lists, found.patterns, found.on_none) == (("grave", "media"), {(0, 1): 1, (1, 1): 1}, 1)


def test_classes_can_be_taken_together() -> None:
    persons = [_reported("media", "relative"), _reported("official"), _reported("grave")]
    found = overlaps(persons, source_lists("media+relative,official+memorial"))
    assert (found.lists, found.patterns) == (("media+relative", "official+memorial"), {(0, 1): 1, (1, 0): 1})
    assert (found.on(0), found.identified, found.on_none) == (1, 2, 1)


@pytest.mark.parametrize(
    "text", ["media", "media,media", "media+grave,grave", "media,roster", "media,blogs", "media,"]
)
def test_what_is_no_choice_of_lists_is_refused(text: str) -> None:
    with pytest.raises(NotLists):
        source_lists(text)


def test_an_empty_list_is_refused_by_name() -> None:
    with pytest.raises(NotLists, match="nobody is on the list grave"):
        overlaps([_reported("media", "official")], source_lists("media,official,grave"))


def _deaths(delays: list[int], days: int) -> list[Counted]:
    """On each of so many days up to AS_OF, a death for each delay, of those reported by AS_OF."""
    register = Register()
    for ago in range(days):
        died = AS_OF - timedelta(days=ago)
        for delay in delays:
            if delay <= ago:
                told = died + timedelta(days=delay)
                register.add(1, death_date=died.isoformat(), published=told.isoformat())
    return register.made


def test_the_curve_does_not_take_the_unreported_for_the_punctual() -> None:
    found = delay_curve(_deaths([0, 5, 10, 100], 400), AS_OF)
    assert found.longest == 100
    shares = {one.days: one.share for one in found.curve}
    assert (shares[0], shares[7], shares[14], shares[90]) == pytest.approx((0.25, 0.5, 0.75, 0.75), abs=0.01)
    assert found.median == 5


def test_what_recent_months_may_come_to_is_near_the_truth() -> None:
    found = delay_curve(_deaths([0, 5, 10, 100], 400), AS_OF, months=4)
    assert [one.month for one in found.months] == ["2026-03", "2026-02", "2026-01", "2025-12"]
    february, december = found.months[1], found.months[3]
    assert (february.seen, february.expected) == (28 * 3 - 4 - 9, pytest.approx(28 * 4, abs=4))
    assert december.expected == pytest.approx(31 * 4, abs=3)


def test_one_very_late_report_does_not_decide_the_curve() -> None:
    register = Register(_deaths([0, 5], 200))
    register.add(1, death_date="2022-03-01", published="2026-02-01")
    found = delay_curve(register.made, AS_OF)
    assert (found.longest, found.later) == (5, 1)
    assert found.curve[0].share == pytest.approx(0.5, abs=0.02)


def test_wrong_and_unknown_days_are_said_and_not_used() -> None:
    register = Register(_deaths([0], 30))
    register.add(2, death_date="2026-01-10", published="2026-01-09")
    register.add(3, death_date="2026-01", published="2026-01-09")
    register.add(1, death_date="2026-02-01", published="2026-04-01")
    found = delay_curve(register.made, AS_OF)
    assert (found.used, found.wrong, found.unused) == (30, 2, 4)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=80, max_size=120))
def test_the_curve_is_the_product_limit_by_its_definition(pairs: list[tuple[int, int]]) -> None:
    seen = [(min(pair), max(pair)) for pair in pairs]  # delay, days since the death
    register = Register()
    for delay, ago in seen:
        died = AS_OF - timedelta(days=ago)
        register.add(1, death_date=died.isoformat(), published=(died + timedelta(delay)).isoformat())
    found = delay_curve(register.made, AS_OF)
    if found.longest is None:
        return
    for one in found.curve:
        share, variance = 1.0, 0.0
        for day in range(one.days + 1, found.longest + 1):
            at_risk = sum(delay <= day <= ago for delay, ago in seen)
            late = sum(delay == day for delay, _ in seen)
            share *= 1 - late / at_risk if at_risk else 1
            variance += late / (at_risk * (at_risk - late)) if at_risk > late else 0
        spread = np.exp(1.959964 * np.sqrt(variance))
        assert (one.share, one.low) == pytest.approx((share, share / spread))
        assert one.high == pytest.approx(min(1, share * spread))


def test_too_few_deaths_give_no_curve() -> None:
    found = delay_curve(_deaths([0], 5), AS_OF)
    assert (found.longest, found.curve, found.months, found.median) == (None, (), (), None)


def test_the_interval_of_the_curve_holds_the_truth() -> None:
    chance = np.random.default_rng(3)
    register = Register()
    for _ in range(3_000):
        ago, delay = int(chance.integers(0, 500)), int(chance.exponential(40))
        if delay <= ago:
            died = AS_OF - timedelta(days=ago)
            register.add(1, death_date=died.isoformat(), published=(died + timedelta(delay)).isoformat())
    for one in delay_curve(register.made, AS_OF).curve:
        if one.days < 180:
            # an exponential delay of 40 days, in whole days
            assert one.low - 0.02 <= 1 - np.exp(-(one.days + 1) / 40) <= one.high + 0.02


def test_each_period_of_a_territory_table_is_counted_by_itself(tmp_path: Path) -> None:
    table = tmp_path / "land.csv"
    table.write_text("period,km2,source\n2023,500,a map\n2024-09..2024-11,10.5,a map\n", "utf-8")
    register = Register()
    register.add(1_000, death_date="2023")
    register.add(21, death_date="2024-10")
    register.add(5, death_date="2024-12-01")
    found = of_table(register.made, asking(), territories=territories(table))
    assert [(one.period, one.persons, one.per_km2) for one in found.per_km2] == [
        ("2023", 1_000, 2.0),
        ("2024-09..2024-11", 21, 2.0),
    ]
    assert found.identified == 1_026


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("year,km2\n2023,500\n", "expected the columns period,km2"),
        ("period,km2\n2023,many\n", "line 2"),
        ("period,km2\n2023,0\n", "more than 0"),
        ("period,km2\n2023,5\nsummer,5\n", "line 3.*summer"),
        ("period,km2\n2024..2023,5\n", "ends before"),
        ("period,km2\n2024\n", "line 2"),
        ("period,km2\n,5\n", "line 2"),
    ],
)
def test_a_territory_table_that_cannot_be_read_is_refused_by_its_line(
    tmp_path: Path, text: str, words: str
) -> None:
    table = tmp_path / "land.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(NotATerritory, match=words):
        territories(table)
