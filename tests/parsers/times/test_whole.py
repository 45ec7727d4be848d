"""Labelled values that are dates and nothing else."""

import pytest

from parsers.dates.whole import whole_day

WRITTEN = [
    ("2023/03/14", (2023, 3, 14)),
    ("2023.03.14", (2023, 3, 14)),
    ("14-Mar-2023", (2023, 3, 14)),
    ("14 03 2023", (2023, 3, 14)),
    (" 14мая2023 ", (2023, 5, 14)),
    ("14 сакавіка 2023", (2023, 3, 14)),
]


@pytest.mark.parametrize(("written", "day"), WRITTEN)
def test_a_whole_value_is_read_as_the_day_it_says(written: str, day: tuple[int, int, int]) -> None:
    found = whole_day(written)
    assert found and (found.year, found.month, found.day) == day
    assert written[found.start : found.end] == written.strip()


OTHERS = [
    "",
    "2023",
    "март 2023",
    "в/ч 30616-2023",
    "31.02.2023",
    "14 марта 2023, 2-й батальон",
    "1994 года",
    "ряд 14 место 2023",
    "контракт 2023",
    "45 03 2023",
]


@pytest.mark.parametrize("written", OTHERS)
def test_what_says_anything_else_or_less_is_no_day(written: str) -> None:
    assert whole_day(written) is None
