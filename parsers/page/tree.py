"""The element tree of a page, bounded in depth; each element knows how much text and links it holds."""

import re
from collections.abc import Callable, Iterator

from lxml import etree  # type: ignore[import-untyped]

from parsers.lexicon import words

DEEPEST = 120
"""Elements below this depth are dissolved into their ancestor: recursion is safe, real pages are flatter."""

SENTENCE = 70

SILENT = words("page_tags_silent")
"""Elements whose text nobody reads as part of a page."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")
_SCRIPTED = re.compile(r"<(?:no)?(?:script|style)\b", re.I)
_TAG = re.compile(r"<[^<>]{0,400}>")


class Node:
    """An element. `content` holds its texts and children in order; `size`, `linked` and `prose` count
    characters below it: all, those in links, those in runs long enough for a sentence.

    `order` is its place in the document, `last` the place of its last descendant.
    """

    __slots__ = (
        "attributes",
        "content",
        "last",
        "linked",
        "order",
        "parent",
        "prose",
        "size",
        "tag",
        "words",
        "zone",
    )

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None", order: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.content: list[Node | str] = []
        self.order = order
        self.last = order
        self.size = 0
        self.prose = 0
        self.linked = 0
        self.words = _words(attributes)
        self.zone: str | None = None

    def get(self, name: str) -> str:
        """An attribute, "" if it is not there."""
        return self.attributes.get(name, "")

    @property
    def children(self) -> "list[Node]":
        """The child elements."""
        return [part for part in self.content if isinstance(part, Node)]

    def holds(self, other: "Node") -> bool:
        """Whether another element is this one or below it."""
        return self.order <= other.order <= self.last

    def walk(self) -> "Iterator[Node]":
        """This element and all below it, in the document's order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> "Iterator[Node]":
        """Parent, grandparent, and so on up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def find(self, test: "Callable[[Node], bool]") -> "Node | None":
        """The first element below (or this one) that passes a test."""
        return next((node for node in self.walk() if test(node)), None)

    def text(self) -> str:
        """All text below, white space collapsed, silent elements left out."""
        return " ".join(" ".join(_texts(self)).split())


def parse(markup: str) -> Node:
    """The tree of a page's markup; never raises, an empty page gives an empty root."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        top = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        top = None
    root = Node("html", {}, None, 0)
    if top is not None:
        _build(top, root)
    if not root.size and not _SCRIPTED.search(markup):
        bare = " ".join(_TAG.sub(" ", markup).split())
        if bare and "<" not in bare:
            root.content, root.size = [bare], len(bare)
    return root


def _build(top: etree._Element, root: Node) -> None:
    """Copy the parser's tree below `root`, dissolving what is too deep."""
    stack, depth, order = [root], 0, 0
    for event, element in etree.iterwalk(top, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            depth += 1
            if depth <= DEEPEST and element is not top:
                order += 1
                stack.append(Node(tag.lower(), dict(element.items()), stack[-1], order))
                stack[-2].content.append(stack[-1])
            elif element is top:
                root.attributes = dict(element.items())
            _append(stack[-1], element.text)
        else:
            if depth <= DEEPEST and element is not top:
                _close(stack.pop(), order)
            depth -= 1
            if element is not top:
                _append(stack[-1], element.tail)
    root.last = order
    _measure(root)


def _append(node: Node, text: str | None) -> None:
    if text:
        node.content.append(text)


def _close(node: Node, order: int) -> None:
    node.last = order
    if node.tag not in SILENT:
        _measure(node)


def _measure(node: Node) -> None:
    for part in node.content:
        if isinstance(part, str):
            length = len(part.strip())
            node.size += length
            node.prose += length if length >= SENTENCE else 0
        else:
            node.size += part.size
            node.linked += part.linked
            node.prose += part.prose
    if node.tag == "a" and "href" in node.attributes:
        node.linked, node.prose = node.size, 0


def _texts(node: Node) -> Iterator[str]:
    for part in node.content:
        if isinstance(part, str):
            yield part
        elif part.tag not in SILENT:
            yield from _texts(part)


def _words(attributes: dict[str, str]) -> frozenset[str]:
    """The words that class and id are made of: `postMeta b-info` gives post, meta, b, info."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if names == " ":
        return frozenset()
    return frozenset(_WORD.findall(_CAMEL.sub(" ", names).lower())) | frozenset(_WORD.findall(names.lower()))
