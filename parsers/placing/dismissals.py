"""Places that are nobody's home: of things, of organisations, of paragraphs about others."""

import re
from typing import TYPE_CHECKING

from archive.records import Block, Document
from parsers.morph import analyse
from parsers.placing.homonyms import Resolved
from parsers.placing.words import STREET

if TYPE_CHECKING:
    from parsers.placing.residents import Residents

# «из Гиагинского переулка Армавира»: the street has its name already
_NAMED_STREET = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ого|ей|ой)\s+(?:переулка|улицы|проспекта|бульвара|микрорайона|площади|шоссе)\s$"
)
_DATELINE = re.compile(r"^[А-ЯЁ-]{3,}(?:,| \()")
_QUOTED_NAME = re.compile(r"[«\"“][^«»\"“”]{0,40}$")
# «почту из Ныды», «вернулся из Кабула»: the word before the preposition is of no man from there
_BEFORE_OUT_OF = re.compile(r"(?<![\w-])([а-яё-]+)\s+(?:из|с)\s+(?:[а-яё.]+\s+)?$", re.IGNORECASE)
_ITSELF = frozenset({"сам", "сама", "родом", "он", "она", "один", "двое", "трое", "наш", "свой", "мой"})


def is_of_things(text: str, place: Resolved, people: "Residents") -> bool:
    """Whether «из X» follows a thing or a verb, in a clause that names no soldier."""
    if place.toponym.how == "demonym" or people.named_in(*people.scope.clause(place.toponym.start)):
        return False
    before = _BEFORE_OUT_OF.search(text, max(0, place.toponym.start - 40), place.toponym.start)
    if before is None or before[1].lower() in _ITSELF:
        return False
    best = analyse(before[1])[0].tag
    return best.POS in ("VERB", "INFN", "GRND") or (best.POS == "NOUN" and "inan" in best)


def is_of_nobody(place: Resolved, block: Block, alone_at: frozenset[int], people: "Residents") -> bool:
    """«Калужская область. В Юхнове …»: a paragraph that opens with its own place and names no soldier."""
    opens = next((at for at in alone_at if block.start <= at <= block.start + 2), None)
    is_first = opens is None or place.toponym.start <= opens
    return block.kind == "paragraph" and not is_first and not people.named_in(block.start, block.end)


def is_other(document: Document, block: Block, place: Resolved) -> bool:
    """Streets, names of organisations in quotes, datelines."""
    start, text = place.toponym.start, document.text
    title = document.publisher.title
    if " " in title and title in text[max(block.start, start - len(title)) : place.toponym.end + len(title)]:
        return True
    before = text[max(block.start, start - 60) : start]
    is_street = STREET.search(before) and not _NAMED_STREET.search(before)
    if (is_street and place.toponym.how == "name") or (
        _DATELINE.match(text[start : start + 30]) and start == block.start
    ):
        return True
    quoted = _QUOTED_NAME.search(before)
    return bool(
        quoted and re.match(r"[^«»\"“”.!?]{0,30}[»\"”]", text[place.toponym.end :]) and before[-1:] != "ь"
    )
