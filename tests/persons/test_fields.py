"""Which value stands of those that a person's mentions give, and where it points (docs/persons.md)."""

from collections.abc import Sequence

import pytest

from archive import persons
from archive.clock import Clock
from archive.sqlite import Database
from desk.persons import decisions
from desk.persons.decisions import Quote
from desk.persons.state import PersonState
from tests.persons.pages import Pages, man, state

Told = tuple[str, dict[str, object]]
"""When a page was published, and what it says."""


def linked(pages: Pages, told: Sequence[Told]) -> PersonState:
    """One man, of whom each page is a text of its own."""
    for number, (published, fields) in enumerate(told):
        pages.read(f"p{number}", man("Зуев", **fields), published=published)
    pages.link()
    (person,) = set(persons.assigned(pages.db).values())
    return state(pages.db, person)


def value(found: PersonState, field: str) -> str | None:
    return found.fields[field].value if field in found.fields else None


@pytest.mark.parametrize(
    ("why", "field", "said", "stands"),
    [
        ("two texts outweigh one", "rank", ["сержант", "рядовой", "рядовой"], "рядовой"),
        ("of two the surer", "rank", [("сержант", "rank.said", 0.6), "рядовой"], "рядовой"),
        ("of equals the first published", "rank", ["сержант", "рядовой"], "сержант"),
        ("a day says more than its month", "death_date", ["2023-05", "2023-05-14"], "2023-05-14"),
        ("no day of another month", "death_date", ["2023-06", "2023-06", "2023-05-14"], "2023-06"),
        ("two days apart, and a month", "death_date", ["2023-05-14", "2023-05-15", "2023-05"], "2023-05"),
        ("two days apart alone", "death_date", ["2023-05-14", "2023-05-15"], "2023-05-14"),
        ("no month and day of two pages", "death_date", ["2023", "2022-05"], "2022-05"),
        ("a name says more than an initial", "patronymic", ["И.", "Ильич"], "Ильич"),
        ("ё is е", "given", ["Фёдор", "Федор", "Иван"], "Фёдор"),
        ("a day that is none is not said", "death_date", ["2023-02-30", "2023"], "2023"),
        (
            "residence before birthplace, however many say it",
            "region",
            [("RU-BU", "region.birth", 0.9)] * 2 + [("RU-PNZ", "region.residence", 0.8)],
            "RU-PNZ",
        ),
        (
            "birthplace before burial",
            "region",
            [("RU-BU", "region.funeral", 0.9), ("RU-PNZ", "region.birth", 0.8)],
            "RU-PNZ",
        ),
        (
            "a place that is merely near, last",
            "region",
            [("RU-BU", "region.near", 0.9), ("RU-PNZ", "region.farewell", 0.7)],
            "RU-PNZ",
        ),
        (
            "a doubtful residence is no more than near",
            "region",
            [("RU-BU", "region.residence", 0.3), ("RU-PNZ", "region.farewell", 0.7)],
            "RU-PNZ",
        ),
        ("prison before any contract", "category", ["contract", "contract", "prisoner"], "prisoner"),
        ("a summons before a contract", "category", ["contract", "mobilised"], "mobilised"),
        (
            "a summons before a signature of which only the date tells",
            "category",
            [("volunteer", "category.signed_after", 0.9), ("mobilised", "category.mobilised", 0.9)],
            "mobilised",
        ),
    ],
)  # fmt: skip
def test_the_value_that_stands(pages: Pages, why: str, field: str, said: list[object], stands: str) -> None:
    found = linked(pages, [(f"2023-06-0{number}", {field: one}) for number, one in enumerate(said, 1)])
    assert value(found, field) == stands, why


def test_a_value_points_to_its_words_and_shows_what_others_say(pages: Pages, db: Database) -> None:
    found = linked(pages, [("2023-06-01", {"rank": "сержант"}), ("2023-06-02", {"rank": "рядовой"})])
    rank = found.fields["rank"]
    (text,) = db.conn.execute("SELECT text FROM document WHERE snapshot = ?", (rank.snapshot,)).fetchone()
    assert text[rank.start : rank.end] == rank.raw == rank.value == "сержант"
    assert (rank.rule, rank.mention in found.mentions) == ("rank.said", True)
    assert [(other.value, other.mention) for other in rank.others] == [
        ("рядовой", next(one for one in found.mentions if one != rank.mention))
    ]


def test_a_page_that_was_put_right_speaks_as_it_stands_last(pages: Pages) -> None:
    pages.read("a", man("Зуев", age="49"))
    pages.read("a", man("Зуев", age="39"), edition=1)
    pages.link()
    (person,) = set(persons.assigned(pages.db).values())
    found = state(pages.db, person)
    assert (value(found, "age"), found.sources) == ("39", 1)


def test_the_settlement_is_of_the_region_that_stands(pages: Pages) -> None:
    born = {"region": ("RU-BU", "region.birth", 0.9), "settlement": ("Нестерово", "settlement.birth", 0.9)}
    lived = {
        "region": ("RU-PNZ", "region.residence", 0.9),
        "settlement": ("Сурск", "settlement.residence", 0.9),
    }
    typed = {"settlement_type": ("town", "settlement_type.residence", 0.9)}
    found = linked(pages, [("2023-06-01", born), ("2023-06-02", born), ("2023-06-03", lived | typed)])
    assert [value(found, field) for field in ("region", "settlement", "settlement_type")] == [
        *("RU-PNZ", "Сурск", "town")
    ]


def test_the_outlet_s_region_is_last_and_has_no_words(pages: Pages) -> None:
    pages.source("volna", region="RU-PNZ")
    found = linked(pages, [("2023-06-01", {})])
    region = found.fields["region"]
    assert (region.value, region.rule, region.raw) == ("RU-PNZ", "region.from_outlet", None)
    assert found.counted.region == "RU-PNZ"


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ({"age": "31", "birth_date": "1990-01-01", "death_date": "2023-05-14"}, 31),
        ({"birth_date": "1990-01-01", "death_date": "2023-05-14"}, 33),
        ({"birth_date": "1990", "death_date": "2023-05-14"}, None),
    ],
)
def test_an_age_is_stated_or_follows_from_two_dates(
    pages: Pages, told: dict[str, object], years: int | None
) -> None:
    assert linked(pages, [("2023-06-01", told)]).counted.age == years


def test_published_is_the_earliest_report_of_his_death(pages: Pages) -> None:
    told: list[Told] = [
        ("2023-05-20", {"status": "missing"}),
        ("2023-06-02", {}),
        ("2023-06-01", {}),
    ]
    found = linked(pages, told)
    assert (found.counted.published, found.counted.status) == ("2023-06-01", "killed")
    assert found.fields["published"].raw is None


def test_what_a_person_set_stands_above_all_pages_until_it_is_withdrawn(
    pages: Pages, db: Database, clock: Clock
) -> None:
    said = linked(pages, [("2023-06-01", {"rank": "рядовой"}), ("2023-06-02", {"rank": "рядовой"})])
    words = said.fields["rank"]
    assert words.snapshot and words.start and words.end and words.raw
    quote = Quote(words.snapshot, words.start, words.end, words.raw)
    person = said.counted.person
    done = decisions.verify(
        db, clock, person, "corrected", "vera", field="rank", value="сержант", quote=quote, seen=1
    )
    rank = state(db, person).fields["rank"]
    assert (rank.value, rank.rule, rank.verification, rank.raw) == (
        *("сержант", "human.corrected", done.facts[0], "рядовой"),
    )
    assert {other.value for other in rank.others} == {"рядовой"}
    decisions.withdraw(db, clock, done.facts[0], "vera", "misread")
    assert state(db, person).fields["rank"] == words


def test_that_no_page_says_a_value_can_be_said(pages: Pages, db: Database, clock: Clock) -> None:
    found = linked(pages, [("2023-06-01", {"rank": "рядовой"})])
    decisions.verify(db, clock, found.counted.person, "corrected", "vera", field="rank", seen=1)
    assert state(db, found.counted.person).counted.rank is None


def test_what_was_accepted_stays_when_the_page_is_read_otherwise(
    pages: Pages, db: Database, clock: Clock
) -> None:
    found = linked(pages, [("2023-06-01", {"rank": "рядовой"})])
    decisions.verify(db, clock, found.counted.person, "accepted", "vera", field="rank", seen=1)
    pages.read("p0", man("Зуев", rank="сержант"), version="2")
    pages.link()
    assert value(state(db, found.counted.person), "rank") == "рядовой"


def test_another_settlement_by_a_person_takes_its_type_with_it(
    pages: Pages, db: Database, clock: Clock
) -> None:
    found = linked(pages, [("2023-06-01", {"settlement": "Сурск", "settlement_type": "town"})])
    person = found.counted.person
    decisions.verify(db, clock, person, "corrected", "vera", field="settlement", value="Каменка", seen=1)
    assert state(db, person).counted.settlement_type is None


@pytest.mark.parametrize("verdict", ["rejected", "corrected"])
def test_what_one_mention_was_misread_to_say_is_left_out_and_others_speak(
    pages: Pages, db: Database, clock: Clock, verdict: decisions.Verdict
) -> None:
    found = linked(pages, [("2023-06-01", {"rank": "сержант"}), ("2023-06-02", {"rank": "рядовой"})])
    person, mention = found.counted.person, found.fields["rank"].mention
    why = {"reason": "his brother", "field": "rank", "mention": mention}
    decisions.verify(db, clock, person, verdict, "vera", seen=1, **why)  # type: ignore[arg-type]
    rank = state(db, person).fields["rank"]
    assert (rank.value, rank.others) == ("рядовой", ())
