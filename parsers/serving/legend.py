"""Abbreviations that a page explains itself: «Условные обозначения: моб. — призван по мобилизации»."""

import re
from collections.abc import Iterator

from archive.records import Document
from parsers.serving.category import categories
from parsers.serving.passage import Found

Span = tuple[int, int]

_OPENS = re.compile(
    r"(?:условные|принятые|использованные|список)?\s?(?:обозначени[яй]|сокращени[яй]|пометки|пометы)"
    r"(?:\s(?:в\s)?[а-я]+){0,2}\s?[:.—–]\s?"
)
_ENTRY = re.compile(r"(?:\A|[;,\n(])\s*(?P<short>[а-я/-]{1,12}\.?)\s?[—–=-]\s?(?P<means>[^;\n]+)")


class Legend:
    """What the abbreviations of a page mean, as categories, and where they are explained."""

    def __init__(self, document: Document, low: str) -> None:
        self.spans: list[Span] = []
        self._means: dict[str, str] = {}
        for block in document.blocks:
            opened = _OPENS.match(low, block.start, block.end)
            if opened:
                self.spans.append((block.start, block.end))
                self._means |= dict(_entries(low[opened.end() : block.end], document.published))

    def explains(self, at: int) -> bool:
        """Whether an offset lies in an explanation, which is said of nobody."""
        return any(start <= at < end for start, end in self.spans)

    def category(self, low: str, start: int, end: int) -> Found | None:
        """The category of a cell that holds nothing but an abbreviation of the legend."""
        value = self._means.get(_plain(low[start:end]))
        return Found("category", value, start, end, "category.legend", 0.97) if value else None


def _entries(low: str, published: str | None) -> Iterator[tuple[str, str]]:
    for match in _ENTRY.finditer(low):
        means = match["means"]
        found = max(categories(means, 0, len(means), published), key=lambda one: one.confidence, default=None)
        if found:
            yield _plain(match["short"]), found.value
        elif "контракт" in means:
            yield _plain(match["short"]), "contract"


def _plain(short: str) -> str:
    return short.strip(" .,;()\n")
