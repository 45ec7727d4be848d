"""Abbreviations of a book of memory mean what its own legend says, and the legend is said of nobody."""

from archive.records import Block, Cell
from parsers.person import Named
from tests.parsers.service.pages import of_document

LEGEND = "Сокращения: моб. — призван по мобилизации; к. — контракт до 2022 г.; св. — из колонии."


def categories(**said: str) -> dict[str, str]:
    """The category of each man of a table whose last cell holds one abbreviation."""
    text, blocks, named = LEGEND, [Block(0, len(LEGEND), "main", "paragraph")], []
    for group, (surname, short) in enumerate(said.items(), start=1):
        name = f"{surname} Иван"
        at = len(text) + 1
        text += f"\n{name}; {short}"
        cell = Cell("Прим.", at + len(name) + 2, len(text))
        blocks.append(Block(at, len(text), "main", "row", group=group, cells=(cell,)))
        end = at + len(name)
        named.append(Named(at, end, ((at, end),), "soldier", "killed", "m", surname, "Иван", None))
    found = of_document(text, tuple(blocks), named, published=None, lang="ru")
    return {
        name.split()[0]: next((claim.value for claim in mine if claim.field == "category"), "")
        for name, mine in found.items()
    }


def test_a_page_explains_its_own_abbreviations() -> None:
    assert categories(Каменкин="моб.", Лугов="к.", Осокин="св.", Ракитин="ум.") == {
        "Каменкин": "mobilised",
        "Лугов": "contract",
        "Осокин": "prisoner",
        "Ракитин": "",
    }
