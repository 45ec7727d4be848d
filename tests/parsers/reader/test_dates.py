"""Days as pages write them beside a headline and in their addresses."""

from datetime import UTC, datetime

import pytest

from parsers.page.dates import day_in_path, days, is_utc

NOW = datetime(2024, 3, 2, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3 Апреля 2022, 14:01", "2022-04-03"),
        ("05 Мар 2022", "2022-03-05"),
        ("Март 7, 2022", "2022-03-07"),
        ("07.05.2023", "2023-05-07"),
        ("20:06 | 22.08.22", "2022-08-22"),
        ("17-03-2023, 18:25", "2023-03-17"),
        ("icon 23/08/2022", "2022-08-23"),
        ("date 2025-10-13 Орденом", "2025-10-13"),
        ("2023-06-16 03:11:08Z", "2023-06-16"),
        ("2022-03-24T11:00:00+03:00", "2022-03-24"),
        ("25 октября 202225 окт 2022", "2022-10-25"),
        ("21 вересня 2023, 18:51", "2023-09-21"),
        ("April 13, 2022", "2022-04-13"),
        ("9 May 2023", "2023-05-09"),
        ("1 марта 2023 года", "2023-03-01"),
        ("сегодня, 10:20", "2024-03-02"),
        ("вчера в 9:05", "2024-03-01"),
        ("5 часов назад", "2024-03-01"),
        ("3 дня назад", "2024-02-28"),
    ],
)
def test_a_stated_day_is_exact(line: str, day: str) -> None:
    found = days(line, NOW)
    assert [(one.value, one.exact) for one in found[:1]] == [(day, True)]
    assert line[found[0].start : found[0].end].strip()


@pytest.mark.parametrize(
    ("line", "day"),
    [("11 фев в 19:30", "2024-02-11"), ("14:02 27 ноября", "2023-11-27"), ("6 августа, 10:32", "2023-08-06")],
)
def test_without_a_year_it_is_the_last_such_day_and_not_exact(line: str, day: str) -> None:
    assert [(one.value, one.exact) for one in days(line, NOW)] == [(day, False)]


@pytest.mark.parametrize(
    "line", ["31 февраля 2022", "12:30", "1 402", "45.13.2022", "Сегодня ясно", "тел. 2-11-00"]
)
def test_no_day_is_found_where_none_is(line: str) -> None:
    assert days(line, NOW) == []


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/text/politics/2023/03/17/72155310/", "2023-03-17"),
        ("/news/2022-06-03/v-kamenke-5120", "2022-06-03"),
        ("/mir/20230131101455/slug", "2023-01-31"),
        ("/20230407/slug__1.html", "2023-04-07"),
        ("/text/14-11-2022/001", "2022-11-14"),
        ("/news/18233-shahter.html", None),
        ("/listnews/slug/115072777/", None),
        ("/11/27/ordena/", None),
        ("/news/73330118", None),
    ],
)
def test_an_address_carries_a_day_only_when_whole(path: str, day: str | None) -> None:
    assert day_in_path(path) == day


@pytest.mark.parametrize(
    ("stamp", "utc"),
    [
        ("2023-02-14T09:53:00.000Z", True),
        ("2023-02-14T09:53:00+00:00", True),
        ("2023-02-14T09:53:00+07:00", False),
    ],
)
def test_stamps_in_utc_are_known(stamp: str, utc: bool) -> None:
    assert is_utc(stamp) is utc
