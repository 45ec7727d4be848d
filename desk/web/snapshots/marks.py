"""Marks over the words of claims, nested where claims share words: one way for pages and for plain texts."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """Words of a claim, from `start` to `end` of some text. `claim` is its name within the mention."""

    start: int
    end: int
    claim: str


class Marker:
    """Writes texts with marks. The first mark of each claim bears the id by which a link finds it."""

    def __init__(self, title: dict[str, str] | None = None) -> None:
        """`title`: what a claim says, in words, to be read where its mark is pointed at."""
        self._title = title or {}
        self._named: set[str] = set()

    def marked(self, text: str, spans: Sequence[Span]) -> str:
        """The text, escaped, each span of it in `<mark data-claim>`."""
        held = sorted((span for span in spans if span.start < span.end), key=_widest_first)
        written: list[str] = []
        around: list[Span] = []
        for start, end in _stretches(len(text), held):
            covering = [span for span in held if span.start <= start and end <= span.end]
            kept = _common(around, covering)
            written += ["</mark>"] * (len(around) - kept)
            written += map(self._opened, covering[kept:])
            written.append(escape(text[start:end]))
            around = covering
        return "".join(written) + "</mark>" * len(around)

    def _opened(self, span: Span) -> str:
        name = escape(span.claim)
        identity = "" if span.claim in self._named else f' id="claim-{name}"'
        title = f' title="{escape(self._title[span.claim])}"' if span.claim in self._title else ""
        self._named.add(span.claim)
        return f'<mark{identity} data-claim="{name}"{title}>'


def _widest_first(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.claim


def _stretches(length: int, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The parts of a text in which no mark begins or ends."""
    edges = {0, length, *(edge for span in spans for edge in (span.start, span.end))}
    ordered = sorted(edge for edge in edges if 0 <= edge <= length)
    yield from pairwise(ordered)


def _common(around: Sequence[Span], covering: Sequence[Span]) -> int:
    """How many marks stay open, from the outermost on."""
    pairs = zip(around, covering, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(around), len(covering)))
