"""A document's blocks before their offsets are known, and the text that they make together."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from archive.records import Block, Cell, Part
from parsers.page.segment import LabelledSpan

Kind = Literal["heading", "paragraph", "item", "row", "card", "caption"]


class Draft(Struct, frozen=True):
    """As `Block`, with its own text; cells count from the text's start."""

    text: str
    part: Part = "main"
    kind: Kind = "paragraph"
    group: int = 0
    published: str | None = None
    cells: tuple[LabelledSpan, ...] = ()


def compose(drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...]]:
    """The text, one line break between blocks, and the blocks with their offsets in it."""
    blocks: list[Block] = []
    at = 0
    for draft in drafts:
        end = at + len(draft.text)
        cells = tuple(Cell(label, at + start, at + stop) for label, start, stop in draft.cells)
        blocks.append(Block(at, end, draft.part, draft.kind, draft.group, draft.published, cells))
        at = end + 1
    return "\n".join(draft.text for draft in drafts), tuple(blocks)
