"""Whatever stands in an address, the desk does not fail."""

from time import monotonic

import pytest

from tests.web.served import Served

ODD = (
    '" OR "',
    "a AND",
    "NEAR(a b)",
    "^x",
    "surnames:x",
    "\0",
    "Щёл\0ков",
    "\u202eвоков",
    "a_b",
    "😀",
    "я " * 999,
)


@pytest.mark.parametrize("name", ["q", "region", "grade", "status"])
@pytest.mark.parametrize("path", ["/persons", "/persons.csv", "/api/v1/persons"])
def test_odd_words_are_searched_for(desk: Served, path: str, name: str) -> None:
    reader = desk.signed_in("reader", "reader")
    assert {reader.get(path, params={"q": "Иван", name: odd}).status_code for odd in ODD} <= {200, 400}


def test_a_word_of_many_letters_takes_no_longer(desk: Served) -> None:
    reader = desk.signed_in("reader", "reader")
    reader.get("/api/v1/persons", params={"q": "Щёлоков"})
    begun = monotonic()
    assert reader.get("/api/v1/persons", params={"q": "x" * 20_000}).status_code == 200
    assert monotonic() - begun < 1


@pytest.mark.parametrize("path", ["/counts", "/counts.csv", "/api/v1/counts"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2023-02-30"])
def test_a_day_that_cannot_be_counted_is_a_mistake(desk: Served, path: str, day: str) -> None:
    assert desk.signed_in("reader", "reader").get(f"{path}?as_of={day}").status_code == 400


def test_a_file_of_no_possible_name_is_not_there(desk: Served) -> None:
    assert desk.stranger().get("/assets/vendor/%00").status_code == 404
