"""Clauses: the pieces of a sentence that have a predicate of their own."""

import re

from parsers.lexicon import words

# a comma, semicolon or dash behind which a new clause can begin
_SEAM = re.compile(r"[;,](?=\s)|\)(?=\s*,)|(?<=\s)[—–](?=\s)")

# «погиб», «похоронен», «простились»: words that make a piece a clause; participles («погибший») do not
_PREDICATE = re.compile(
    r"\b(?:погиб|пал|умер|будет|будут|нет|убит[ыа]?|ранен[ыа]?|родом|известн[оы]|должен|должн[оаы]|"
    r"(?:за|по)?хоронен[ыа]?|призван[ыа]?|мобилизован[ыа]?|награжд[её]н[ыа]?|посвящен[аы]?|присвоен[оа]?|"
    r"объявлен[оы]?|назван[ыао]?|отмечен[ыа]?|признан[ыа]?|назначен[ыао]?|предан[ыао]?|"
    r"[а-яё]*(?:шл|везл|несл|легл|могл|росл|ползл|берегл|спасл|умерл|сожгл|влекл|нашл)[аио](?:сь)?|"
    r"[а-яё]+(?:[аеёиоуыя]л(?:[аои]|с[яь]|ась|ось|ись)?|шёл|шел|лся|лась|лось|лись|гибл[аи]|мерл[аи]|нес|нёс)|"
    r"[а-яё]{2,}(?:ет|ит|ют|ят|ут|ется|ится|утся|ются|ятся|атся)|"
    r"was|were|is|are|had|has|died|fell|killed|said|buried|born|left|went|joined|became|served|signed|"
    r"загину[вл][аи]?|поховал[аи]|поховано|народи[вл](?:ся|ася|ися)|помер(?:ла)?|було|бу[вл][аи]?|"
    r"[а-яіїє]+ли(?:ся|сь))\b"
)
_OPENS = re.compile(
    r"\s*(?:что|чтобы|как|когда|где|куда|откуда|котор\w+|хотя|однако|пока|после\s+чего|затем|поэтому|ведь|"
    r"если|because|that|who|which|when|where|while|що|як[аеі]?|який|яко\w+|коли|де)\b"
)


# «а наутро, …»: a conjunction before a piece without a predicate opens the clause that follows
_JOINS = re.compile(r"\s*(?:а|но|однако|but)\s")
_HEARSAY = re.compile(r"\s*(?:как|по\s+(?:словам|данным|информации|сообщению)|according|as)\s", re.IGNORECASE)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the clauses of the sentence `text[start:end]`, in order and without gaps.

    A piece between commas that has no predicate («20-летний житель Омска», «погибший 3 мая») stays with its
    neighbour: with the piece before it, but at the sentence's start, after «как сообщил глава,» and after a
    conjunction («а наутро, в воскресенье, прошли похороны») with the next.
    """
    seams = [match.end() for match in _SEAM.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    full = False
    for left, right in zip([start, *seams], [*seams, end], strict=True):
        says = is_predicative(text, left, right)
        if not found or text[left - 1] == ";" or (full and _begins(text, left, right, says, found[-1])):
            found.append((left, right))
            full = says
        else:
            found[-1] = (found[-1][0], right)
            full = full or says
    return found


def _begins(text: str, left: int, right: int, says: bool, last: tuple[int, int]) -> bool:
    """Whether a piece begins a new clause after one that has its predicate."""
    if says or _OPENS.match(text, left, right) or _is_hearsay(text, *last):
        return True
    return bool(_JOINS.match(text, left, right))


def _is_hearsay(text: str, start: int, end: int) -> bool:
    return bool(_HEARSAY.match(text, start, end))


def is_predicative(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text holds a finite verb or a short participle; nouns in -ал, -ет are known."""
    return any(_is_verb(match[0]) for match in _PREDICATE.finditer(text, start, end))


def _is_verb(word: str) -> bool:
    return word not in words("not_predicates") and not word.endswith("генерал")
