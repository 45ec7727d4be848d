"""Which element holds the article, and which segments of the page are in it or belong to it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from parsers.lexicon import words
from parsers.page.chrome import is_byline, is_credit, is_ending, is_notice, is_read_more, is_related_heading
from parsers.page.headline import folded
from parsers.page.peers import with_peers
from parsers.page.segment import Segment
from parsers.page.tree import Node
from parsers.page.zones import CAPTION

_SENTENCE_END = re.compile(r"[.!?…»\"”)][\s\d]*$")

_LOWER = re.compile(r"\b[а-яёa-z]{3,}\b")
# a date or a time: «9 февраля 2024», «15:20»
_DIGITS = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d")
# «1996–2023», «14.07.1971 – 28.01.2026» under a name
_LIFE = re.compile(r"\(?(?:\d\d\.\d\d\.)?\d{4}\s*[–—-]\s*(?:\d\d\.\d\d\.)?\d{4}\)?")
_SHARES = (1.0, 0.6, 0.3)
_LEAD = 25
_FINALISTS = 6
_PARAGRAPH = 60


def article_body(found: Sequence[Segment], headline: Node | None) -> Node | None:
    """The element that holds the article: most prose, named so, right behind the headline.

    Without any prose the element around the headline; None on an empty page.
    """
    weights = [prose_weight(segment) if segment.zone is None else 0.0 for segment in found]
    scores: defaultdict[Node, float] = defaultdict(float)
    alone = _alone(found)
    for segment, weight in zip(found, weights, strict=True):
        if weight:
            for share, holder in zip(_SHARES, _holders(segment, alone), strict=False):
                scores[holder] += share * weight
    if not scores:
        return _around(headline, found)
    at = headline_place(found, headline)
    likely = sorted(scores, key=lambda node: -scores[node] * (2.5 if _is_named(node) else 1.0))[:_FINALISTS]
    best = max(
        likely, key=lambda node: (scores[node] * _factor(node, headline, found, weights, at), -node.order)
    )
    return with_peers(best, found, weights)


def _around(headline: Node | None, found: Sequence[Segment]) -> Node | None:
    if headline is None:
        return [found[0].node, *found[0].node.ancestors()][-1] if found else None
    return next((node for node in headline.ancestors() if node.size > headline.size + _LEAD), None)


def headline_place(found: Sequence[Segment], headline: Node | None) -> int:
    """The index of the headline's (last) segment, -1 if there is none.

    A headline that is a mere `b` shares its block with the text: there it is the segment that says the same.
    """
    if headline is None:
        return -1
    inside = [at for at, one in enumerate(found) if headline.holds(one.node)]
    if inside:
        return inside[-1]
    title = folded(headline.text())
    same = (at for at, one in enumerate(found) if one.node.holds(headline) and folded(one.text) == title)
    return next(same, -1)


def in_body(found: Sequence[Segment], body: Node, headline: Node | None) -> list[Segment]:
    """The segments of the body, the lead before it and what continues it, in reading order."""
    at = headline_place(found, headline)
    inside = [place for place, one in enumerate(found) if body.holds(one.node)]
    if not inside:
        return []
    start = at if at < inside[-1] else -1
    kept: list[Segment] = []
    for place, segment in enumerate(found):
        if place > inside[-1] and (is_ending(segment.text) or is_related_heading(segment.text)):
            break
        if segment.zone not in (None, CAPTION) or place <= start:
            continue
        if body.holds(segment.node):
            kept.append(segment)
        elif place < inside[0]:
            kept += [segment] if start >= 0 and is_lead(segment) else []
        elif segment.zone is None and _continues(segment, body, headline):
            kept.append(segment)
    return kept


def prose_weight(segment: Segment) -> float:
    """How much a segment speaks for its container being the article: its length, less links and fragments."""
    if segment.kind in {"row", "card"}:
        return min(len(segment.text), 300)
    length = len(segment.text) * (1 - segment.linked)
    if length < _LEAD or segment.linked > 0.5 or segment.kind in {"heading", "caption"}:
        return 0.0
    if is_notice(segment.text) or is_read_more(segment.text) or is_credit(segment.text):
        return 0.0
    return min(length, 1000.0) * (1.0 if is_sentence(segment.text) else 0.25)


def is_sentence(text: str) -> bool:
    """Whether a line ends as sentences do, or is long enough for one that was cut."""
    return bool(_SENTENCE_END.search(text)) or len(text) > 160


def is_lead(segment: Segment) -> bool:
    """«Церемония пройдёт 13 февраля.» between headline and body; no line of dates, names or counters."""
    text = segment.text
    if _LIFE.fullmatch(text):
        return True
    if len(text) < _LEAD or segment.linked >= 0.3:
        return False
    if _SENTENCE_END.search(text):
        return True
    return (
        len(text.split()) >= 4
        and len(_LOWER.findall(text)) >= 2
        and not (is_byline(text) or is_notice(text) or is_credit(text) or _DIGITS.search(text))
    )


def _alone(found: Sequence[Segment]) -> frozenset[Node]:
    """Elements with one segment only: a `div` used as a paragraph."""
    counts: defaultdict[Node, int] = defaultdict(int)
    for segment in found:
        counts[segment.node] += 1
    return frozenset(node for node, count in counts.items() if count == 1)


def _holders(segment: Segment, alone: frozenset[Node]) -> list[Node]:
    """The containers that a segment speaks for, nearest first."""
    node: Node | None = segment.node
    if segment.node in alone and segment.node.parent is not None and not _is_named(segment.node):
        node = segment.node.parent
    holders: list[Node] = []
    while node is not None and len(holders) < len(_SHARES):
        if node.tag not in words("page_tags_parts"):
            holders.append(node)
        node = node.parent
    return holders


def _factor(
    node: Node, headline: Node | None, found: Sequence[Segment], weights: Sequence[float], at: int
) -> float:
    """How likely an element is the article's by its name and by its place to the headline."""
    factor = 2.5 if _is_named(node) else 1.2 if node.tag in {"article", "main"} else 1.0
    if headline is None or node.holds(headline):
        return factor
    inside = [place for place, one in enumerate(found) if node.holds(one.node)]
    if inside[-1] <= at:
        return factor * 0.2
    own, between = sum(weights[place] for place in inside), sum(weights[at + 1 : inside[0]])
    return factor * own / (own + 2 * between) if own else factor


def _is_named(node: Node) -> bool:
    if "articleBody" in node.get("itemprop"):
        return True
    return bool(node.words) and any(
        node.words.issuperset(names.split()) for names in words("page_body_classes")
    )


def _continues(segment: Segment, body: Node, headline: Node | None) -> bool:
    """Prose after the body under the same parent: further parts of it, or a note in a box of its own."""
    parent = body.parent
    if parent is None or parent.tag in {"body", "html", "tr"}:
        return False
    if not parent.holds(segment.node) or headline is None or not parent.holds(headline):
        return False
    if body.words and any(one.parent is parent and one.words == body.words for one in _up(segment.node)):
        return True
    return len(segment.text) >= _PARAGRAPH and segment.linked < 0.15 and is_sentence(segment.text)


def _up(node: Node) -> list[Node]:
    return [node, *node.ancestors()]
