"""When a host was out: tables of hours, and the same from answers in the database."""

from datetime import timedelta

import pytest

from archive.clock import stamp
from archive.ledger_hosts import Answer, Hour, add, host_of, outages, outages_of
from tests.archive.volna import START, Archive

HOUR = timedelta(hours=1)
MIDNIGHT = START.replace(hour=0, minute=0)

SOUND, FAILED, LIST, OTHER = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)
"""What came within an hour: a sound page; a failure; a list that was not sound; a 404 or a captcha only."""


@pytest.mark.parametrize(
    ("hours", "out"),
    [
        ({}, []),
        ({1: SOUND, 25: SOUND}, []),
        ({1: OTHER}, []),
        ({1: FAILED}, [(1, 1)]),
        ({1: LIST}, [(1, 1)]),
        ({1: SOUND, 2: FAILED}, []),
        ({1: FAILED, 2: SOUND}, []),
        ({1: FAILED, 9: SOUND}, []),
        ({1: FAILED, 10: SOUND}, [(1, 1)]),
        ({1: SOUND, 25: FAILED, 49: SOUND}, [(25, 25)]),
        ({1: SOUND, 25: FAILED, 49: FAILED, 73: LIST, 97: SOUND}, [(25, 73)]),
        ({1: SOUND, 25: FAILED, 49: OTHER, 73: FAILED, 97: SOUND}, [(25, 73)]),
        ({1: SOUND, 25: OTHER, 49: FAILED, 73: OTHER, 97: SOUND}, [(49, 49)]),
        ({1: SOUND, 25: FAILED, 49: SOUND, 73: FAILED, 97: SOUND}, [(25, 25), (73, 73)]),
        ({1: SOUND, 6: FAILED, 12: FAILED, 18: SOUND}, []),
        ({1: SOUND, 6: FAILED, 12: FAILED, 21: SOUND}, [(12, 12)]),
    ],
)
def test_a_host_is_out_from_its_first_failing_hour_to_its_last_with_no_sound_page_near(
    hours: dict[int, tuple[int, int, int]], out: list[tuple[int, int]]
) -> None:
    asked = [Hour(MIDNIGHT + at * HOUR, *told) for at, told in hours.items()]
    found = [((one.begin - MIDNIGHT) // HOUR, (one.end - MIDNIGHT) // HOUR) for one in outages_of(asked)]
    assert found == out


@pytest.mark.parametrize(
    ("purpose", "status", "refused", "is_out"),
    [
        ("page", 200, False, False),
        ("page", 304, False, False),
        ("list", 200, False, False),
        ("page", 404, False, False),
        ("page", 200, True, False),
        ("page", None, False, True),
        ("page", 503, False, True),
        ("robots", None, False, True),
        ("robots", 200, False, False),
        ("list", 404, False, True),
        ("list", 200, True, True),
    ],
)
def test_what_one_answer_says_of_its_host(
    archive: Archive, purpose: str, status: int | None, refused: bool, is_out: bool
) -> None:
    told = add(archive.db, [Answer("https://Volna.example/a", stamp(START), purpose, status, refused)])
    hour = START.replace(minute=0)
    assert told == ({"volna.example": hour} if is_out else {})
    assert [one.begin for one in outages(archive.db, "volna.example")] == [hour] * is_out


def test_a_robots_txt_that_answers_does_not_show_that_the_site_is_up(archive: Archive) -> None:
    page = Answer("https://volna.example/a", stamp(START), "page", 502, False)
    robots = Answer("https://volna.example/robots.txt", stamp(START), "robots", 200, False)
    add(archive.db, [robots, page])
    assert len(outages(archive.db, "volna.example")) == 1


def test_answers_that_come_in_later_count_with_those_of_their_hour(archive: Archive) -> None:
    add(archive.db, [Answer("https://volna.example/a", stamp(START), "page", 502, False)])
    assert len(outages(archive.db, "volna.example")) == 1
    sound = Answer("https://volna.example/b", stamp(START + 3 * HOUR), "page", 200, False)
    assert add(archive.db, [sound]) == {"volna.example": START.replace(minute=0)}
    assert outages(archive.db, "volna.example") == []


@pytest.mark.parametrize(
    ("url", "host"), [("https://VOLNA.example.:443/a", "volna.example"), ("http://[::1", ""), ("x", "")]
)
def test_the_host_of_a_url(url: str, host: str) -> None:
    assert host_of(url) == host
