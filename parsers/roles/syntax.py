"""How the words of a sentence bear on a name: what describes it, what governs it, whose subject it is.

«матери погибшего рядового Дениса Каменкина»: «погибшего», «рядового» agree with the name and describe him;
«матери» does not agree, so it governs the name: she is somebody else.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from parsers.morph import analyse
from parsers.names.person import Spot
from parsers.roles.words import agrees, shape

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W_][\w-]*|[^\w\s]")
_REACH = 90
_VERB_REACH = 110


# «X рассказал об офицере, который погиб»
_OTHERS = re.compile(r"\bкотор\w+|\bчь[яиёею]\w*|\bчей\b")


class Tie(NamedTuple):
    """A word tied to a name: `how` is describes, governs, apposes, subject, object."""

    how: str
    lemma: str
    start: int
    end: int


def ties(
    text: str,
    spot: Spot,
    sentence: Span,
    stops: Span,
    gender: str,
    governs: Callable[[int, int], bool],
    kills: Callable[[int, int], bool],
) -> Iterator[Tie]:
    """The ties of a name within its sentence; verbs are sought between `stops`, the other people's names.

    `governs` says of a noun's offsets whether it may have a person as its complement: «гибель», «мать»;
    `kills` says of a verb's whether it tells a death.
    """
    start, end = sentence
    case = case_of(spot, gender)
    yield from _before(text, spot, (max(start, spot.start - _REACH), stops[0]), case, gender, governs)
    yield from _after(text, spot, min(end, spot.end + _REACH), case, gender)
    yield from _verbs(text, spot, (max(start, stops[0]), min(end, stops[1])), case, gender, kills)


def case_of(spot: Spot, gender: str) -> str:
    """The case of a name, by its best reading of the person's sex; empty for a lone word."""
    return next((name.case for name in spot.names if name.gender == gender), "")


def _before(
    text: str, spot: Spot, limits: Span, case: str, gender: str, governs: Callable[[int, int], bool]
) -> Iterator[Tie]:
    """Words that lead up to the name, the nearest first.

    A noun that does not agree is passed over as another noun's complement («глава округа Иван …», «мать
    Антона Зинаида …»), unless it is one that governs people: that ends the search.
    """
    first = max(limits[0], _beyond_complement(text, spot, limits[1]))
    is_joined = False  # «комиссар Каменского и Ольшанского округов Иван …»
    is_phrase = (
        False  # past a preposition only a noun that governs counts: «гибели на фронте X», «память о X»
    )
    for match in reversed(list(_TOKEN.finditer(text, limits[0], spot.start))):
        word = match[0]
        if word in '«»"“”-–№' or word[0].isdigit():
            continue
        if not word[0].isalnum() or match.start() < first:
            return
        found = shape(word.lower())
        if found.kinds & {"VERB", "INFN", "GRND", "PRTS"} and "NOUN" not in found.kinds:
            return
        if "PREP" in found.kinds and len(word) < 5:
            if not is_phrase:
                yield Tie("preposition", found.lemma, match.start(), match.end())
            is_phrase = True
            continue
        if word == "и" and not is_joined:
            is_joined = True
            continue
        if "CONJ" in found.kinds:
            return
        if not found.kinds & {"NOUN", "ADJF", "PRTF"}:
            continue
        if not is_phrase and agrees(found, case, gender):
            yield Tie("describes", found.lemma, _with_negation(text, match.start()), match.end())
        elif is_phrase and case == "nomn" and "NOUN" in found.kinds and agrees(found, case, gender):
            yield Tie("describes", found.lemma, match.start(), match.end())  # «глава комитета по делам … X»
            return
        elif (
            "NOUN" in found.kinds
            and (case in {"gent", "accs", "datv", ""} or (is_phrase and case != "nomn"))
            and governs(match.start(), match.end())
        ):
            yield Tie("governs", found.lemma, match.start(), match.end())
            return


def _beyond_complement(text: str, spot: Spot, before: int) -> int:
    """Where the search may reach: past another name only if that name stands right before this one."""
    return 0 if before and text[before : spot.start].strip() == "" else before


def _after(text: str, spot: Spot, end: int, case: str, gender: str) -> Iterator[Tie]:
    """An apposition: «…, отец троих детей», «…, погибшего на фронте», «… — глава района»."""
    opening = re.compile(r"\s*(?:,|—|–|\(|-\s)\s*").match(text, spot.end, end)
    if not opening:
        return
    for number, match in enumerate(_TOKEN.finditer(text, opening.end(), end)):
        word = match[0]
        if not word[0].isalnum() or number > 4:
            return
        found = shape(word.lower())
        if found.kinds & {"NOUN", "PRTF", "ADJF"} and agrees(found, case or "nomn", gender):
            yield Tie("apposes", found.lemma, _with_negation(text, match.start()), match.end())
            if "NOUN" in found.kinds:
                return
        elif found.kinds & {"VERB", "PRTS", "PREP", "CONJ"} and not found.kinds & {"NPRO", "ADJF"}:
            return


def _verbs(
    text: str, spot: Spot, limits: Span, case: str, gender: str, kills: Callable[[int, int], bool]
) -> Iterator[Tie]:
    """The verbs of the name's clause: all after it, the nearest before it.

    A verb of death is taken across commas and dashes («погиб земляк — рядовой X», «X, убит в мае»).
    """
    start, end = limits
    how = "subject" if case == "nomn" else f"object-{case or 'none'}"
    opens = len(text[start : spot.start].split()) < 5  # «Ивана X похоронили»: an object before its verb
    quoted = re.compile(r"[:;«“]|, (?:что|как|когда|где)\b|\. ").search(text, spot.end, end)
    end = min(quoted.start() if quoted else end, spot.end + _VERB_REACH)
    last = end
    for number, verb in enumerate(_verb_tokens(_TOKEN.finditer(text, spot.end, end))):
        at = _with_negation(text, verb.start())
        deadly = kills(at, verb.end())
        if number and _OTHERS.search(text, last, verb.start()):
            break
        last = verb.end()
        if number and not deadly:
            continue
        if how == "subject":
            is_his = _agrees_in_sex(verb[0], gender) and (
                deadly or _is_clean_after(text[spot.end : verb.start()])
            )
        else:
            is_his = opens or _agrees_in_sex(verb[0], gender)
        if is_his:
            yield Tie(how, shape(verb[0].lower()).lemma, at, verb.end())
        if how != "subject" and not deadly:
            break
    before = list(_TOKEN.finditer(text, max(start, spot.start - _VERB_REACH), spot.start))
    for verb in list(_verb_tokens(iter(reversed(before))))[:1]:
        at = _with_negation(text, verb.start())
        deadly = kills(at, verb.end())
        if how != "subject" or (
            _agrees_in_sex(verb[0], gender) and (deadly or _is_clean_before(text[verb.end() : spot.start]))
        ):
            yield Tie(f"{how}-inverted", shape(verb[0].lower()).lemma, at, verb.end())


def _with_negation(text: str, at: int) -> int:
    """The start of «не стало», «не вернулся», where the verb stands at `at`."""
    return at - 3 if text[max(0, at - 3) : at].lower() == "не " else at


def _verb_tokens(tokens: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for match in tokens:
        if match[0][0].isalpha():
            found = shape(match[0].lower())
            is_verb = found.kinds & {"VERB", "PRTS", "INFN"} and not found.kinds & {"NOUN", "PREP", "CONJ"}
            if is_verb or match[0] in {"пал", "пали"}:
                yield match


def _is_clean_after(gap: str) -> bool:
    """Not «X, пишет газета»: a comma and at once the verb."""
    return not re.fullmatch(r"[»\"\s]*,\s*(?:как\s+)?", gap) and gap.count("(") == gap.count(")")


def _is_clean_before(gap: str) -> bool:
    """«сказал глава района X», but not «сказал он: X», nor «сообщил, что X»."""
    return not re.search(r"[,;:—]|\bчто\b", gap)


def _agrees_in_sex(verb: str, gender: str) -> bool:
    other = {"m": ("femn", "neut"), "f": ("masc", "neut")}[gender]
    return not all(str(parse.tag.gender) in other for parse in analyse(verb.lower())[:2])
