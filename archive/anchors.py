"""How a mention keeps its id when its page is read anew: by where its name stands, else by its words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import Struct

from archive.ids import text_of

Span = tuple[int, int]

_WORD = re.compile(r"\w+")


class Anchor(Struct, frozen=True):
    """Where the name of a snapshot's mention number `ordinal` stood in one text of the snapshot."""

    ordinal: int
    text_digest: str
    start: int
    end: int
    raw: str


def mention_id(snapshot: str, ordinal: int) -> str:
    """The id of a snapshot's mention: no personal data, and the same whenever it is made anew."""
    return text_of(int.from_bytes(sha256(f"{snapshot}:{ordinal}".encode()).digest()[:16]))


def anchored(text: str, spans: Sequence[Span], known: Sequence[Anchor]) -> list[Anchor]:
    """An anchor for each name span of a reading, in their order: of a known mention or a new one.

    In the same text a span that overlaps a known one is its mention, the best overlap first. What is then
    left goes by words (the text may have changed): the first mention of these words is the first known.
    """
    digest = sha256(text.encode()).hexdigest()
    here = [anchor for anchor in known if anchor.text_digest == digest]
    given: dict[int, int] = {}
    _give(given, _same_span(spans, here))
    _give(given, _overlaps(spans, here, given))
    _give(given, _same_words(text, spans, known, given))
    _give(given, _new(spans, known, given))
    return [Anchor(given[i], digest, start, end, text[start:end]) for i, (start, end) in enumerate(spans)]


def _give(given: dict[int, int], wishes: Iterable[tuple[int, int]]) -> None:
    """Gives spans (by index) the ordinals they wish for, first come first served, each ordinal once."""
    taken = set(given.values())
    for index, ordinal in wishes:
        if index not in given and ordinal not in taken:
            given[index] = ordinal
            taken.add(ordinal)


def _same_span(spans: Sequence[Span], here: Sequence[Anchor]) -> Iterable[tuple[int, int]]:
    standing: dict[Span, list[int]] = defaultdict(list)
    for anchor in sorted(here, key=lambda anchor: anchor.ordinal):
        standing[anchor.start, anchor.end].append(anchor.ordinal)
    return [(index, ordinal) for index, span in enumerate(spans) for ordinal in standing.get(span, ())]


def _overlaps(
    spans: Sequence[Span], here: Sequence[Anchor], given: dict[int, int]
) -> Iterable[tuple[int, int]]:
    shared = [
        (min(end, anchor.end) - max(start, anchor.start), index, anchor.ordinal)
        for index, (start, end) in _without(given, spans)
        for anchor in here
    ]
    best_first = sorted((-length, index, ordinal) for length, index, ordinal in shared if length > 0)
    return [(index, ordinal) for _, index, ordinal in best_first]


def _same_words(
    text: str, spans: Sequence[Span], known: Sequence[Anchor], given: dict[int, int]
) -> Iterable[tuple[int, int]]:
    taken = set(given.values())
    bearers: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for anchor in known:
        if anchor.ordinal not in taken:
            bearers[_words(anchor.raw)].add(anchor.ordinal)
    return [
        (index, ordinal)
        for index, (start, end) in _without(given, spans)
        for ordinal in sorted(bearers.get(_words(text[start:end]), ()))
    ]


def _new(spans: Sequence[Span], known: Sequence[Anchor], given: dict[int, int]) -> Iterable[tuple[int, int]]:
    first = max((anchor.ordinal for anchor in known), default=-1) + 1
    return [(index, first + number) for number, (index, _) in enumerate(_without(given, spans))]


def _without(given: dict[int, int], spans: Sequence[Span]) -> list[tuple[int, Span]]:
    return [(index, span) for index, span in enumerate(spans) if index not in given]


def _words(raw: str) -> tuple[str, ...]:
    """«Иванов  Пётр» and «ПЕТР ИВАНОВ» have the same words."""
    return tuple(sorted(_WORD.findall(raw.casefold().replace("ё", "е"))))
