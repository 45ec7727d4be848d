"""On which date a death is counted, and how its age, rank and unit are read for the tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.counting.ages import age, band
from desk.counting.branches import branch_of
from desk.counting.dating import CHAINS, Dated, dated, finest
from desk.counting.days import Grain, NotADate, cut, end, first_day, is_as_fine_as, last_day
from desk.counting.person import Counted
from desk.counting.ranks import is_officer
from tests.counting.persons import ANYONE

BBC, STRICT = CHAINS["bbc-1"], CHAINS["strict-1"]


def _known(death: str | None = None, funeral: str | None = None, told: str | None = None) -> Counted:
    return Counted("P1", "confirmed", death_date=death, funeral_date=funeral, published=told)


@pytest.mark.parametrize(
    ("grain", "person", "row", "kind"),
    [
        ("day", _known("2024-02-20", "2024-03-01", "2024-03-02"), "2024-02-20", "death"),
        ("day", _known(None, "2024-03-01", "2024-03-02"), "2024-03-01", "funeral"),
        ("day", _known(None, None, "2024-03-02"), "2024-03-02", "publication"),
        ("week", _known("2024-12-30"), "2025-W01", "death"),
        ("month", _known("2024-02"), "2024-02", "death"),
        ("year", _known("2024"), "2024", "death"),
        # a month stays a month; by day only a date in that month may stand in
        ("month", _known("2024-02", "2024-03-01"), "2024-02", "death"),
        ("day", _known("2024-02", "2024-02-28"), "2024-02-28", "funeral"),
        ("day", _known("2024-02", "2024-03-01", "2024-02-27"), "2024-02-27", "publication"),
        ("day", _known("2024", "2024-02", "2024-02-27"), "2024-02-27", "publication"),
        ("month", _known("2024", "2023-02", "2024-05-27"), "2024-05", "publication"),
    ],
)
def test_bbc_1_takes_the_death_then_the_funeral_then_the_report(
    grain: Grain, person: Counted, row: str, kind: str
) -> None:
    found = dated(person, BBC, grain)
    assert found is not None
    assert (found.value, found.kind) == (row, kind)


@pytest.mark.parametrize(
    ("grain", "person"),
    [
        ("day", _known("2024-02")),
        ("day", _known("2024-02", "2024-03-01", "2024-03-02")),
        ("week", _known("2024-02", "2024-03-01")),
        ("month", _known("2024", "2025-01-02", "2025-01-03")),
        ("year", _known()),
    ],
)
def test_no_death_is_dated_more_exactly_than_it_is_known(grain: Grain, person: Counted) -> None:
    assert dated(person, BBC, grain) is None


def test_strict_1_takes_the_death_alone() -> None:
    assert dated(_known("2024-02-20"), STRICT, "day") == Dated("2024-02-20", "death")
    assert dated(_known(None, "2024-03-01", "2024-03-02"), STRICT, "year") is None
    assert dated(_known("2024-02", "2024-02-28"), STRICT, "day") is None


@given(ANYONE, st.sampled_from(list(CHAINS)))
def test_tables_of_every_grain_agree_on_a_person(person: Counted, version: str) -> None:
    chain = CHAINS[version]
    day, month, year = (dated(person, chain, grain) for grain in ("day", "month", "year"))
    week = dated(person, chain, "week")
    assert (week.value if week else None) == (cut(day.value, "week") if day else None)
    for finer, coarser in ((day, month), (month, year)):
        assert finer is None or (coarser is not None and finer.value.startswith(coarser.value))


@given(ANYONE)
def test_a_death_known_to_the_month_is_never_counted_in_another(person: Counted) -> None:
    found = finest(person, BBC)
    if found and person.death_date:
        assert found.value.startswith(person.death_date)


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2024-08-13", "2024-08-13", "2024-08-13"),
    ],
)
def test_a_prefix_is_a_stretch_of_days(prefix: str, first: str, last: str) -> None:
    assert (first_day(prefix).isoformat(), last_day(prefix).isoformat()) == (first, last)


def test_a_week_ends_on_its_sunday() -> None:
    assert end("2025-W01").isoformat() == "2025-01-05"


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-2-1", "20240201", "2024-W05", "٢٠٢٤"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotADate, match=text or "expected"):
        first_day(text)


def test_only_a_day_is_as_fine_as_a_week() -> None:
    assert [is_as_fine_as(prefix, "week") for prefix in ("2024", "2024-02", "2024-02-20")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("stated", "born", "died", "years"),
    [
        (31, None, None, 31),
        (31, "1990-01-01", "2024-02-20", 31),
        (None, "1990-02-21", "2024-02-20", 33),
        (None, "1990-02-20", "2024-02-20", 34),
        (None, "1990-01", "2024-02", 34),
        (None, "1990-02", "2024-02", None),
        (None, "1990", "2024-02-20", None),
        (None, "1990", None, None),
        (None, "2025-01-01", "2024-02-20", None),
    ],
)
def test_an_age_is_stated_or_follows_from_two_dates_without_guessing(
    stated: int | None, born: str | None, died: str | None, years: int | None
) -> None:
    assert age(Counted("P1", "confirmed", age=stated, birth_date=born, death_date=died)) == years


@pytest.mark.parametrize(("years", "row"), [(4, "00-04"), (18, "15-19"), (20, "20-24"), (100, "100-104")])
def test_bands_of_age_are_of_five_years(years: int, row: str) -> None:
    assert band(years) == row


@pytest.mark.parametrize(
    ("rank", "officer"),
    [
        ("гвардии старший лейтенант", True),
        ("капитан-лейтенант", True),
        ("капитан 2 ранга", True),
        ("Генерал-майор", True),
        ("контр-адмирал", True),
        ("старший прапорщик", False),
        ("старшина 1 статьи", False),
        ("рядовой", False),
        ("есаул", None),
        (None, None),
    ],
)
def test_an_officer_is_known_by_his_rank(rank: str | None, officer: bool | None) -> None:
    assert is_officer(rank) is officer


@pytest.mark.parametrize(
    ("unit", "branch"),
    [
        ("331-й гвардейский парашютно-десантный полк", "airborne"),
        ("83 одшбр", "airborne"),
        ("810-я бригада морской пехоты", "marines"),
        ("810 обрмп", "marines"),
        ("Росгвардия", "rosgvardia"),
        ("СОБР «Рысь»", "rosgvardia"),
        ("15 омсбр", "motor_rifle"),
        ("1-й мотострелковый полк", "motor_rifle"),
        ("4-я танковая дивизия", "tank"),
        ("ЧВК «Вагнер»", "wagner"),
        ("БАРС-11", "bars"),
        ("отряд «Шторм Z»", "storm"),
        ("22-я отдельная бригада специального назначения", "special"),
        ("зенитный ракетный полк", "air_defence"),
        ("ракетная бригада", "rocket"),
        ("самоходно-артиллерийский дивизион", "artillery"),
        ("инженерно-сапёрный батальон", "engineers"),
        ("18-й вертолётный полк", "aviation"),
        ("разведывательный батальон", "reconnaissance"),
        ("отряд", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_unit_shows_its_branch(unit: str | None, branch: str) -> None:
    assert branch_of(unit) == branch
