"""Dates of publication away from the headline: said to be one, or alone below a heading."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from parsers.page.dates import days
from parsers.page.segment import Segment
from parsers.page.tree import Node

# «Опубликовано 10.10.2024», «Дата публикации: 5 мая 2024»; «опубликовано в газете» has no date beside it
_SAYS_SO = re.compile(r"\b(?:опубликован\w*|размещен\w*|дата\s+публикации|published(?:\s+on)?)\s*:?\s*", re.I)
_NOT_WORDS = re.compile(r"[^А-Яа-яЁёA-Za-z]")


def stated(found: Sequence[Segment], body: Node | None, now: datetime) -> str | None:
    """The day, if the page names but one so."""
    for candidates in (set(_said(found, now)), set(_below_headings(found, body, now))):
        if len(candidates) == 1:
            return candidates.pop()
    return None


def _said(found: Sequence[Segment], now: datetime) -> Iterator[str]:
    for segment in found:
        for cue in _SAYS_SO.finditer(segment.text):
            yield from (day.value for day in days(segment.text, now) if day.start == cue.end() and day.exact)


def _below_headings(found: Sequence[Segment], body: Node | None, now: datetime) -> Iterator[str]:
    for heading, line in pairwise(found):
        if heading.kind == "heading" and body is not None and body.holds(line.node):
            for day in days(line.text, now)[:1]:
                rest = line.text[: day.start] + line.text[day.end :]
                if day.exact and len(_NOT_WORDS.sub("", rest)) <= 2:  # «г.»
                    yield day.value
