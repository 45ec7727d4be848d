"""What of the body is not the article (read-more boxes, notices, bylines), and where the article ends."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from parsers.page.body import is_sentence
from parsers.page.chrome import (
    is_bare_name,
    is_byline,
    is_counter,
    is_credit,
    is_ending,
    is_notice,
    is_read_more,
    is_related_heading,
)
from parsers.page.headline import folded
from parsers.page.segment import Segment
from parsers.page.tree import Node

# «14:02 27 ноября», «Вторник, 3 апреля 2022 г.», «Опубликовано: 15.02.2023», «17.03.2023 | 18:25»
_DATE_LINE = re.compile(
    r"(?:(?:дата\s+публикации|опубликовано|размещено|добавлено|создано|posted|published|updated|обновлено|icon|date"
    r"|[а-я]+,)\s*:?\s*)*(?:\d{1,2}[:.]\d\d\s*[|,/]?\s*)?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|\d{1,2}\s+[а-яёіїє]{3,9}\.?(?:,?\s+\d{4})?)"
    r"(?:\s*(?:г(?:ода|оду|\.)?|року))?[\s,|/в-]*(?:\d{1,2}[:.]\d\d(?::\d\d)?)?\)?(?:[\s,|]*\d{1,6})?",
    re.I,
)
_DATE_PREFIX = re.compile(r"^(?:date|icon)\s+\d{4}-\d\d-\d\d\s+(?=\S)", re.I)

# «Каменкин Илья Петрович», «DAMBAEV Zorikto», «Рядовой Каменкин И. П. (1990–2022)»: a person's page
_NAME = re.compile(
    r"(?:(?i:гв|гвардии|ст|мл|старш\w+|младш\w+|рядовой|ефрейтор|сержант|старшина|\w*прапорщик|\w*лейтенант"
    r"|капитан|майор|\w*полковник|матрос|мичман|private|sergeant|corporal)\.?\s){0,3}[А-ЯЁA-Z][а-яёa-zА-ЯЁA-Z-]+(?:\s+[А-ЯЁA-Z][\w.-]*){1,3}(?:[\s,(]+[\d–—.\s()гр-]*)?"
)
_RUBRIC = re.compile(r"[А-ЯЁ«][\w«»/& -]{2,24}")


def cut(found: Sequence[Segment], title: str) -> list[Segment]:
    """The article's own segments among those of its body; bylines and credits become captions."""
    scissors = _Scissors(found, title)
    for segment in found:
        if not scissors.take(segment):
            break
    return _without_repeats(_signed(scissors.kept()))


class _Scissors:
    """Goes through a body once; knows whether the story has begun and whether a list of links goes on."""

    def __init__(self, found: Sequence[Segment], title: str) -> None:
        self._found = found
        self._title = title
        self._kept: list[Segment] = []
        self._begun = False
        self._latest = -1
        self._box: Node | None = None
        self._cue: Segment | None = None
        self._headed = False

    def take(self, segment: Segment) -> bool:
        """Keep or drop the next segment; False where the article ends."""
        if self._box is not None and self._box.holds(segment.node):
            return True
        if is_ending(segment.text) and segment.kind != "row":
            return not self._begun
        if is_related_heading(segment.text):
            self._box, self._cue, self._headed = self._box_of(segment), segment, False
            return True
        self._keep(self._under_cue(segment))
        return True

    def kept(self) -> list[Segment]:
        """What was kept; a rubric that heads nothing belongs to it."""
        if self._cue is not None and self._box is None and not self._headed:
            self._keep(_rubric(self._cue))
        return self._kept

    def _under_cue(self, segment: Segment) -> Segment | None:
        """The segment as the document keeps it, or None."""
        if self._cue is not None and _is_teaser(segment):
            self._headed = True
            return _aside(segment)
        if self._cue is not None and not self._headed:
            self._keep(_rubric(self._cue))
        self._cue = None
        return _own(segment, self._begun, self._title)

    def _keep(self, segment: Segment | None) -> None:
        if segment is None:
            return
        self._kept.append(segment)
        self._latest = max(self._latest, segment.node.order)
        self._begun = self._begun or segment.kind in {"row", "card"} or is_sentence(segment.text)

    def _box_of(self, heading: Segment) -> Node | None:
        """The element that holds the heading and its links, and none of the article so far."""
        box: Node | None = None
        for node in (heading.node, *heading.node.ancestors()):
            whole = node.holds(self._found[0].node) and node.holds(self._found[-1].node)
            if whole or self._latest >= node.order:
                break
            box = node
        return box


def is_link_only(segment: Segment) -> bool:
    """A line that is a link to another page, unless it is a person's name in a register of links."""
    if segment.linked <= 0.5 or segment.kind in {"row", "card"} or _NAME.fullmatch(segment.text):
        return False
    return segment.linked > 0.8 or not is_sentence(segment.text)


def _own(segment: Segment, begun: bool, title: str) -> Segment | None:
    """The segment as the document keeps it outside of lists of links, or None."""
    text = segment.text
    if segment.kind in {"row", "card"}:
        return segment
    if is_counter(text) or is_notice(text) or is_link_only(segment):
        return None
    if is_read_more(text):
        return replace(segment, kind="caption") if len(text.split()) <= 2 and not segment.linked else None
    if not begun and _is_title(text, title):
        return None
    if (
        segment.kind == "caption"
        or is_credit(text)
        or _is_stamp(text)
        or (not begun and _is_head_line(segment))
    ):
        return replace(segment, kind="caption")
    prefix = _DATE_PREFIX.match(text)
    return replace(segment, text=text[prefix.end() :]) if prefix else segment


def _rubric(cue: Segment) -> Segment | None:
    """«Новости» that no link follows is a rubric of the article."""
    return None if cue.linked else replace(cue, kind="caption")


def _aside(segment: Segment) -> Segment | None:
    """What stands unlinked under «Последние новости» in the text itself: kept, as no part of the story."""
    return None if segment.linked > 0.3 or segment.kind == "item" else replace(segment, kind="caption")


def _is_stamp(text: str) -> bool:
    """«12 марта 2023, 10:00» alone on a line, in the text itself: of a link that stood there."""
    return len(text) <= 40 and ":" in text and bool(_DATE_LINE.fullmatch(text))


def _is_head_line(segment: Segment) -> bool:
    """Before the first sentence: a date, a byline, a rubric."""
    text = segment.text
    if segment.kind in {"heading", "item"}:
        return False
    if _DATE_LINE.fullmatch(text) or is_byline(text):
        return True
    return len(text.split()) == 1 and bool(_RUBRIC.fullmatch(text)) and not text.isupper()


def _is_title(text: str, title: str) -> bool:
    one, other = folded(text), folded(title)
    if one == other:
        return True
    cut_short = len(one) >= 25 and other.startswith(one)
    return cut_short or (len(other) >= 25 and one.startswith(other) and len(one) <= len(other) + 4)


def _is_teaser(segment: Segment) -> bool:
    """After «Читайте также»: links, items and headlines; a whole unlinked sentence is the article again."""
    if segment.linked > 0.3 or segment.kind == "item":
        return True
    return not (len(segment.text) >= 80 and is_sentence(segment.text))


def _signed(kept: list[Segment]) -> list[Segment]:
    """An author's name under the article is no one whom the article names."""
    for place in range(len(kept) - 1, 0, -1):
        segment, before = kept[place], kept[place - 1]
        if segment.kind == "caption":
            continue
        alone = segment.kind in {"paragraph", "heading"} and (
            is_bare_name(segment.text) or is_byline(segment.text)
        )
        if alone and len(before.text) >= 60 and is_sentence(before.text):
            kept[place] = replace(segment, kind="caption")
        break
    return kept


def _without_repeats(kept: list[Segment]) -> list[Segment]:
    """Each paragraph once: engines print the lead, whole or cut short, above the text that begins with it."""
    folds = [folded(one.text) if one.kind in {"paragraph", "heading", "caption"} else "" for one in kept]
    found: list[Segment] = []
    seen: set[str] = set()
    for place, (segment, fold) in enumerate(zip(kept, folds, strict=True)):
        begun = len(fold) >= 40 and any(after.startswith(fold) for after in folds[place + 1 : place + 4])
        if (len(fold) >= 40 and fold in seen) or begun:
            continue
        seen.add(fold)
        found.append(segment)
    return found
