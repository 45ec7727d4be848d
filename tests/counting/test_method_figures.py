"""Every figure O1 to O11 of the counting method (docs/counting.md), by its letter."""

from fractions import Fraction

import pytest

from desk.counting.counts import Count, count
from desk.counting.estimates import coverage, densities, estimate, figures, half_up, percent, ratio
from tests.counting.persons import Register, asking

EXPERTS = coverage("0.45:0.65")
MILITIA = figures("21000:23500")


@pytest.mark.parametrize(
    ("letter", "identified", "dead"),
    [
        ("O1", 106_745, (164_223, 237_211)),
        ("O3", 122_883, (189_051, 273_073)),
        ("O4", 90_019, (138_491, 200_042)),
        ("O5", 95_026, (146_194, 211_169)),
    ],
)
def test_o1_o3_o4_o5_a_coverage_divides(letter: str, identified: int, dead: tuple[int, int]) -> None:
    assert estimate(identified, EXPERTS).rounded == dead, letter


@pytest.mark.parametrize(
    ("letter", "identified", "dead"),
    [("O2", 106_745, (185_223, 260_711)), ("O5", 95_026, (167_194, 234_669))],
)
def test_o2_o5_the_militias_are_added_low_to_low(letter: str, identified: int, dead: tuple[int, int]) -> None:
    assert (estimate(identified, EXPERTS) + MILITIA).rounded == dead, letter


def test_o2_is_published_with_its_low_end_to_the_thousand_and_its_high_end_to_the_hundred() -> None:
    low, high = (estimate(106_745, EXPERTS) + MILITIA).rounded
    assert (half_up(Fraction(low), -3), half_up(Fraction(high), -2)) == (185_000, 260_700)


def test_o6_deaths_for_each_square_kilometre_name_their_numerator() -> None:
    found = densities(45_287, Fraction(4_168), EXPERTS)
    assert [(one.numerator, half_up(one.per_km2, 2)) for one in found] == [
        ("identified", 10.87),
        ("at 65 % coverage", 16.72),
        ("at 45 % coverage", 24.15),
    ]


def test_o6_the_published_27_is_reached_only_at_a_coverage_of_40_percent() -> None:
    *_, outside = densities(45_287, Fraction(4_168), coverage("0.40:0.65"))
    assert (outside.numerator, half_up(outside.per_km2, 2)) == ("at 40 % coverage", 27.16)
    assert max(half_up(one.per_km2) for one in densities(45_287, Fraction(4_168), EXPERTS)) < 27


def test_o7_three_months_of_2024() -> None:
    register = Register()
    register.add(6_000, death_date="2024-09-01")
    register.add(5_678, death_date="2024-11")
    register.add(99, death_date="2024-12-01")
    found = count(register.made, asking(since="2024-09", until="2024-11"))
    assert found.total == 11_678
    [identified] = densities(found.total, Fraction(2_356))
    assert half_up(identified.per_km2, 2) == 4.96


def test_o8_one_year_is_so_many_times_another() -> None:
    register = Register()
    register.add(17_890, death_date="2022-06-01")
    register.add(37_633, death_date="2023")
    register.add(45_287, funeral_date="2024-02-03")
    years = _buckets(count(register.made, asking(), by="year"))
    assert _times(years["2024"], years["2022"]) == 2.53
    assert _times(years["2024"], years["2023"]) == 1.20


def test_o9_a_share_of_the_whole() -> None:
    """The method does not say of whom; any value of any dimension is asked alike."""
    register = Register()
    register.add(13_781, category="volunteer")
    register.add(70_112 - 13_781, category="unknown")
    found = count(register.made, asking(), by="category")
    share = ratio(_buckets(found)["volunteer"], found.total)
    assert share is not None
    assert percent(share) == "19.66 %"
    assert percent(share, 0) == "20 %"


def test_o10_is_a_product_of_two_published_numbers() -> None:
    """Payments are in no table of ours: only the rounding is our code's."""
    monthly, months = figures("67575:67575").low, 34
    assert half_up(monthly * months) == 2_297_550


def test_o11_a_range_of_days_one_day_and_one_region_with_a_share_can_be_asked() -> None:
    register = Register()
    register.add(1_000, death_date="2024-08-06", region="RU-KRS", experience="yes")
    register.add(226, funeral_date="2024-08-13", region="RU-KRS", experience="yes")
    register.add(1, death_date="2024-08-14", region="RU-KRS", experience="yes")
    register.add(201, death_date="2024-02-20", region="RU-KRS", experience="yes")
    register.add(1_838, region="RU-BA", experience="no")
    register.add(4_836 - 1_838, region="RU-BA", experience="unknown")
    assert count(register.made, asking(since="2024-08-06", until="2024-08-13")).total == 1_226
    assert count(register.made, asking(since="2024-02-20", until="2024-02-20")).total == 201
    region = count(register.made, asking("bbc-1", "region=RU-BA"), by="experience")
    share = ratio(_buckets(region)["no"], region.total)
    assert region.total == 4_836
    assert share is not None
    assert percent(share, 0) == "38 %"


def test_a_partition_sums_to_its_headline_with_the_foreign_and_the_unknown() -> None:
    register = Register()
    register.add(3, region="RU-BA")
    register.add(2, foreign=True, country="UZ")
    register.add(1)
    found = count(register.made, asking(), by="region")
    assert (found.headline, _buckets(found)) == ("at least 6", {"RU-BA": 3, "foreign": 2, "unknown": 1})


def _buckets(found: Count) -> dict[str, int]:
    return {bucket.value: bucket.persons for bucket in found.buckets}


def _times(later: int, earlier: int) -> float:
    found = ratio(later, earlier)
    assert found is not None
    return half_up(found, 2)
