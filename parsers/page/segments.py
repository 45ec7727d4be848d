"""The tree's text in reading order: one segment a paragraph, line, heading, list item, table row or card."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from parsers.layouts.card import definition_card, table_card
from parsers.layouts.table import register
from parsers.lexicon import words
from parsers.page.lines import clean, joins
from parsers.page.segment import Segment, SegmentKind
from parsers.page.tree import SILENT, Node

_BOLD = frozenset({"b", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_SUBHEAD = 100
_KEEPS_LINES = ("pre-line", "pre-wrap", "break-spaces")

Structured = Callable[[Node], Sequence[Segment]]


class _Line(Struct):
    text: str
    linked: int
    bold: int


def segments(root: Node) -> list[Segment]:
    """All segments below an element, whatever zone they stand in."""
    walker = _Walker(root)
    walker.visit(root, root)
    walker.flush(root)
    return walker.found


class _Walker:
    """Gathers inline text into lines and closes a segment at each edge of a block."""

    def __init__(self, root: Node) -> None:
        self.found: list[Segment] = []
        self._lines: list[_Line] = [_Line("", 0, 0)]
        self._pieces: list[str] = []
        self._links = 0
        self._bolds = 0
        self._keeps_lines = 0

    def visit(self, node: Node, block: Node) -> None:
        """Read an element whose nearest block is `block`."""
        before: Node | None = None
        apart = _are_apart(node, block)
        for part in node.content:
            if isinstance(part, str):
                self._add(part)
                before = None if part.strip() else before
                continue
            if part.tag == "br":
                self._break()
            elif part.tag not in SILENT:
                if before is not None and apart:
                    self._add(" ")
                self._enter(part, block)
                before = part

    def flush(self, block: Node) -> None:
        """Close the run of inline text that a block holds so far."""
        self._break()
        lines = [line for line in self._lines if line.text or len(self._lines) > 1]
        self._lines = []
        if any(line.text for line in lines):
            self.found.extend(_paragraphs(lines, block))

    def _enter(self, node: Node, block: Node) -> None:
        if node.tag in words("page_tags_inline") and node.zone == block.zone:
            self._inline(node, block)
            return
        self.flush(block)
        structured = _structured(node)
        if structured:
            self.found.extend(structured)
            return
        keeps = node.tag == "pre" or any(way in node.get("style") for way in _KEEPS_LINES)
        self._keeps_lines += keeps
        self.visit(node, node)
        self.flush(node)
        self._keeps_lines -= keeps

    def _inline(self, node: Node, block: Node) -> None:
        link = node.tag == "a" and "href" in node.attributes
        bold = node.tag in _BOLD
        self._links += link
        self._bolds += bold
        self.visit(node, block)
        self._links -= link
        self._bolds -= bold

    def _add(self, text: str) -> None:
        if self._keeps_lines and "\n" in text:
            first, *rest = text.split("\n")
            self._add(first)
            for line in rest:
                self._break()
                self._add(line)
            return
        self._pieces.append(text)
        if not self._lines:
            self._lines.append(_Line("", 0, 0))
        length = len(text.strip())
        self._lines[-1].linked += length if self._links else 0
        self._lines[-1].bold += length if self._bolds else 0

    def _break(self) -> None:
        if self._lines:
            self._lines[-1].text = clean("".join(self._pieces))
        self._pieces.clear()
        self._lines.append(_Line("", 0, 0))


def _structured(node: Node) -> Sequence[Segment]:
    """The rows or the card of an element that is a table of data; nothing for any other element."""
    if node.zone is not None:
        return ()
    if node.tag == "table":
        return table_card(node) or register(node)
    return definition_card(node) if node.tag == "dl" else ()


def _are_apart(parent: Node, block: Node) -> bool:
    """Whether inline elements stand apart: `<div><span>3 мая</span><span>204</span></div>` is two things."""
    if block.tag in {"p", "li", "td"} or block.tag in _HEADINGS:
        return False
    return not any(isinstance(part, str) and part.strip() for part in parent.content)


def _paragraphs(lines: list[_Line], block: Node) -> list[Segment]:
    kind = _kind(block)
    chunks: list[list[_Line]] = [[]]
    for line in lines:
        if line.text:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [_segment(group, block, kind) for chunk in chunks for group in _joined(chunk, block)]


def _joined(lines: list[_Line], block: Node) -> list[list[_Line]]:
    """Lines between two empty ones, those that continue each other together."""
    glued = joins([line.text for line in lines])
    found: list[list[_Line]] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before and (block.tag in _HEADINGS or glued[place - 1] or _is_split_name(before, line)):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _segment(lines: list[_Line], block: Node, kind: SegmentKind) -> Segment:
    text = " ".join(line.text for line in lines)
    linked, bold = sum(line.linked for line in lines), sum(line.bold for line in lines)
    if kind == "paragraph" and bold * 10 >= len(text) * 9 and _is_subhead(text):
        kind = "heading"
    return Segment(text, block, kind, min(1.0, linked / len(text)), min(1.0, bold / len(text)))


def _is_subhead(text: str) -> bool:
    """Bold, short and no sentence: «Владлен Кисляк, 41 год»."""
    return len(text) <= _LONGEST_SUBHEAD and text[-1] not in ".!?…:;,»"


def _is_split_name(line: _Line, after: _Line) -> bool:
    """A bold name on two lines: «КАМЕНКИН ИЛЬЯ» + «ПЕТРОВИЧ»."""
    both = (line, after)
    if not all(one.text and one.bold * 10 >= len(one.text.replace(" ", "")) * 9 for one in both):
        return False
    counts = sorted(len(one.text.split()) for one in both)
    return counts[0] == 1 and sum(counts) <= 4 and all(one.text.replace(" ", "").isalpha() for one in both)


def _kind(block: Node) -> SegmentKind:
    if block.tag in _HEADINGS:
        return "heading"
    if block.zone == "caption" or block.tag in {"figcaption", "caption"}:
        return "caption"
    near = block
    for _ in range(3):
        if near.tag == "li":
            return "item"
        if near.parent is None:
            break
        near = near.parent
    return "paragraph"
