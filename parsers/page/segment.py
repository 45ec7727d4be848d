"""A stretch of a page's text before it is known whether it belongs to the document."""

from typing import Literal

from msgspec import Struct

from parsers.page.tree import Node

SegmentKind = Literal["heading", "paragraph", "item", "row", "card", "caption"]
LabelledSpan = tuple[str, int, int]
"""The label as the page words it, and where in the segment's text its value is."""


class Segment(Struct, frozen=True):
    """`node` is the block element that holds it; `linked` and `bold` are shares of its text from 0 to 1.

    `cells` are the labelled values of a row or a card.
    """

    text: str
    node: Node
    kind: SegmentKind = "paragraph"
    linked: float = 0.0
    bold: float = 0.0
    cells: tuple[LabelledSpan, ...] = ()

    @property
    def zone(self) -> str | None:
        """The zone of the page that it stands in."""
        return self.node.zone
