"""An archive of an invented town: pages of several publishers, linked, and what people decided."""

from datetime import timedelta

from archive import persons
from archive.clock import Clock
from archive.sqlite import Database
from desk.persons import decisions
from tests.archive.volna import START
from tests.persons.pages import Pages, man

HIDDEN = "Тихонравов"
NOT_CONFIRMED = "Пропалов"
PRIVATE = "Негромкин"
"""Who asked for nothing to be shown; of whom nobody knows; whom a private page alone names."""

CALL_SIGN = "Можжевельник"
"""A field that the public tier does not give."""

DAYS = ("2025-11-02", "2023-05-14", "2024-02", "2026-02-20")
REGIONS = ("RU-PNZ", "RU-BA", "RU-TA", "UA-43")
CATEGORIES = ("mobilised", "volunteer", "contract", "prisoner")


def build(db: Database, people: int = 40) -> Pages:
    """Keep, read and link the town's pages, and restrict one man, all on the first day."""
    clock = Clock(START)
    pages = Pages(db, clock)
    pages.source("volna", region="RU-PNZ", home="https://volna.example/")
    pages.source("anna", kind="social", evidence="relative", home="https://lica.example/anna")
    pages.source("rozysk", kind="social", home="https://lica.example/rozysk")
    pages.read("lists/1", *(soldier(number) for number in range(people)))
    pages.read("about/hidden", man(HIDDEN, death_date="2024-03-03", region="RU-SA", unit="331-й полк"))
    pages.read("wall-7", man(PRIVATE, death_date="2024-04-04", region="RU-ME"), source="anna")
    pages.read("wall-8", man(NOT_CONFIRMED, region="RU-KL"), source="rozysk")
    pages.read("wall-9", man(surname(0), rank="рядовой особый"), source="anna")
    pages.link()
    decisions.restrict(db, clock, person(db, HIDDEN), "v1", "asked by the family")
    return pages


def soldier(number: int) -> dict[str, object]:
    """The so-many-th man of the town."""
    return man(
        surname(number),
        death_date=DAYS[number % 4],
        region=REGIONS[number % 4],
        category=CATEGORIES[number % 3],
        age=str(20 + number % 30),
        rank="рядовой",
        call_sign=CALL_SIGN,
    )


def surname(number: int) -> str:
    """An invented surname of a number's own."""
    return "Го" + "".join("абвгдежзик"[int(digit)] for digit in f"{number:03}") + "лов"


def person(db: Database, name: str) -> str:
    """The id of the one man of a surname."""
    (found,) = db.conn.execute("SELECT id FROM person WHERE surname = ?", (name,)).fetchall()
    return persons.resolve(db, found[0])


def later(days: int = 1) -> Clock:
    """A clock of some days after."""
    return Clock(START + timedelta(days=days))
