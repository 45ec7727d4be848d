"""Rows and cards: who they are about, and whether he is of this war, by their labels."""

from datetime import UTC, datetime

import pytest

from archive.records import Page, Publisher
from parsers.people import everyone_named
from parsers.reader import read_document

CARD = """<h1>{name}</h1><dl><dt>Родился</dt><dd>21.10.1989</dd><dt>Погиб</dt><dd>{died}</dd>
<dt>Звание</dt><dd>прапорщик</dd><dt>Категория</dt><dd>{category}</dd></dl>"""


@pytest.mark.parametrize(
    ("died", "category", "status"),
    [
        ("10.02.2023", "контракт", "killed"),
        ("2024", "мобилизован", "killed"),
        ("12.08.1996", "срочная служба", None),
    ],
)
def test_the_card_under_a_name_tells_of_its_bearer(died: str, category: str, status: str | None) -> None:
    html = CARD.format(name="Осокорин Викентий Витальевич", died=died, category=category)
    fetched = datetime(2026, 3, 2, tzinfo=UTC)
    page = Page(html.encode(), "", "https://pamyat.example/o", fetched, Publisher("Память", "memorial"))
    (found,) = everyone_named(read_document(page))
    assert (found.surname, found.status) == ("Осокорин", status)
