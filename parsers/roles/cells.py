"""What the labelled cells of a row or a card tell of the person in it: his death's date, status, service."""

import re
from collections.abc import Iterator

from archive.records import Block, Cell
from parsers.names.person import Person
from parsers.roles.story import Span, Story

_NAME = re.compile(r"фио|ф\.\s*и\.\s*о|фамили|имя", re.I)
_DEATH = re.compile(r"погиб|гибел|смерт|умер|уш[её]л|захорон|похорон", re.I)
_SERVICE = re.compile(r"звани|категор|часть|подраздел|род войск|статус|прим|должност|основани", re.I)
_SERVES = re.compile(
    r"рядов|серж|с-т\b|ефр|старшин|прапор|лейт|л-т\b|капитан|майор|полковник|гв\.|моб|контр|доб\b|доб\.|добров|"
    r"св\b|св\.|чвк|сво\b|в/ч|вч \d|бригад|полк|батал|погиб|вагнер|шторм",
    re.I,
)
_GONE = re.compile(r"пропал|без вести|бвп\b|пленн?", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WAR_BEGAN = 2022


def marks_of_cells(story: Story, person: Person) -> Iterator[str]:
    """`cell.…` marks for one whom a row or a card is about."""
    block = _block_about(story, person.spots[0].start)
    if block is None:
        return
    years = [
        int(y[0])
        for cell in block.cells
        if _DEATH.search(cell.label)
        for y in _YEAR.finditer(_of(story, cell))
    ]
    if years:
        yield "cell.died-now" if max(years) >= _WAR_BEGAN else "cell.died-before"
    marks = " ".join(_of(story, cell) for cell in block.cells if _SERVICE.search(cell.label))
    if _SERVES.search(marks):
        yield "cell.serves"
    if _GONE.search(marks):
        yield "cell.gone"


def death_in_cells(story: Story, at: int) -> Span | None:
    """The span of the date of death in the row or card of an offset, where it is of these years."""
    block = _block_about(story, at)
    for cell in block.cells if block else ():
        if _DEATH.search(cell.label) and any(
            int(y[0]) >= _WAR_BEGAN for y in _YEAR.finditer(_of(story, cell))
        ):
            return cell.start, cell.end
    return None


def _block_about(story: Story, at: int) -> Block | None:
    """The row or card whose name cell holds an offset, or the card right under the heading that holds it."""
    block = story.block(at)
    if block.cells:
        return block if _is_of_names(block, at) else None
    if block.kind != "heading":
        return None
    below = next((one for one in story.document.blocks if one.start >= block.end), None)
    names_itself = below is not None and any(_NAME.search(cell.label) for cell in below.cells)
    return None if below is None or below.kind != "card" or names_itself else below


def _is_of_names(block: Block, at: int) -> bool:
    holder = next((cell for cell in block.cells if cell.start <= at < cell.end), None)
    return holder is not None and bool(_NAME.search(holder.label))


def _of(story: Story, cell: Cell) -> str:
    return story.text[cell.start : cell.end]
