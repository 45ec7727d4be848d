"""Units in a text, of every kind of naming, best first: numbers, names, в/ч, ЧВК, ships, branches."""

import re
from collections.abc import Iterator

from parsers.serving.passage import Found
from parsers.serving.unit_names import match_text, named_units
from parsers.serving.unit_phrases import Phrase, phrases

_ENGLISH = re.compile(
    r"\b(?P<number>\d{1,4}(?:st|nd|rd|th)\s)?(?P<what>(?:(?:separate|guards?|motor(?:i[sz]ed)?|"
    r"rifles?|air|assault|airborne|tank|"
    r"engineer|marine|naval|infantry|special|forces|spetsnaz|artillery|reconnaissance|mountain|"
    r"railway|independent|volunteer|"
    r"paratroop|landing|purpose|operations|combined|arms|mechani[sz]ed|storm|cossack)[\s-])*)"
    r"(?:brigade|regiment|division|battalion|company|army|corps|platoon|detachment)\b"
)
_UKRAINIAN = re.compile(
    r"\b\d{1,4}(?:\s?-?(?:ї|та|а|у|ю|й|го|му|ма|га|тої|ої|ій|ий))?\s(?:[а-яіїє-]+(?:ої|ого|ій|ому|"
    r"а|ий|у|ою)\s){0,4}"
    r"(?:бригад|полк|дивізі|батальйон|загін|загон|рот)[а-яіїє]{0,3}\b(?:\s(?:морської\sпіхоти|"
    r"десантників|десантних\sкораблів|спецпризначення))?"
    r"|\b(?:загін|батальйон|полк|бригада)\s«[^«»\n]{2,30}»"
)


def units(text: str, low: str, *, lang: str = "ru") -> list[Found]:
    """Every unit in a text and its folded twin, in order; none lies in another.

    >>> text = "служил в 1-м батальоне 1251-го мотострелкового полка"
    >>> [unit.value for unit in units(text, folded(text))]
    ['1-й батальон 1251-го мотострелкового полка']
    """
    found = [*_numbered(text, low), *named_units(text, low), *_other_languages(text, low, lang)]
    found.sort(key=lambda one: (-one.confidence, one.start - one.end))
    kept: list[Found] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _numbered(text: str, low: str) -> Iterator[Found]:
    run: list[Phrase] = []
    for phrase in sorted(phrases(text, low), key=lambda one: one.start):
        if run and not _continues(low, run[-1], phrase):
            yield from _of_run(text, run)
            run = []
        run.append(phrase)
    yield from _of_run(text, run)


def _continues(low: str, one: Phrase, other: Phrase) -> bool:
    gap = low[one.end : other.start]
    if gap.isspace():
        return other.is_genitive and "\n" not in gap
    is_apposed = gap == ", " and not one.is_bare and not other.is_bare and other.is_nominative
    return is_apposed and (not (one.numbered and other.numbered) or _level(one) < _level(other))


_LEVELS = ("отделен", "взвод", "рота", "батальон|дивизион", "полк", "бригад", "дивизия", "корпус", "армия")


def _level(phrase: Phrase) -> int:
    """How high a unit stands: «1-й батальон, 1251 полк» is one, for it is a part of the other."""
    return next(
        (i for i, kinds in enumerate(_LEVELS) if re.search(kinds, phrase.value.lower())), len(_LEVELS)
    )


def _of_run(text: str, run: list[Phrase]) -> Iterator[Found]:
    """One unit of a chain: what stands before its first numbered or named member says too little."""
    known = [one for one in run if one.numbered or one.named]
    if not known and all(one.is_bare for one in run):
        return
    first = run.index(known[0]) if known else next(i for i, one in enumerate(run) if not one.is_bare)
    end = run[-1].end
    value = run[first].value + text[run[first].end : end]
    yield Found("unit", value, run[0].start, end, *_sureness(known))


def _sureness(known: list[Phrase]) -> tuple[str, float]:
    """The rule and its confidence: an army or a corps is too high to be the unit where another is told."""
    if any(one.is_high for one in known):
        return "unit.high", 0.83
    if any(one.numbered for one in known):
        return "unit.numbered", 0.95
    return ("unit.named", 0.93) if known else ("unit.kind", 0.82)


def _other_languages(text: str, low: str, lang: str) -> Iterator[Found]:
    if lang == "en":
        for match in _ENGLISH.finditer(low):
            is_proper = match_text(text, match)[:1].isupper() and match["what"]
            if match["number"] or is_proper:
                yield Found(
                    "unit", match_text(text, match), match.start(), match.end(), "unit.numbered", 0.93
                )
    if lang == "uk":
        for match in _UKRAINIAN.finditer(low):
            yield Found("unit", match_text(text, match), match.start(), match.end(), "unit.numbered", 0.93)
