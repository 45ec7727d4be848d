"""Settlements behind the word for their kind: «в селе Крутом Логе», «г. Тверь», «из сёл Ольховка и Луг»."""

import re
from collections.abc import Iterator

from parsers.gazetteer.entries import SETTLEMENTS, Place, PlaceKind
from parsers.gazetteer.lookup import Gazetteer
from parsers.placing import words as kinds
from parsers.placing.nominative import nominative
from parsers.placing.phrases import ADJECTIVE_WORD, CAPITAL, NEXT, ends_of, is_given, is_half, plain
from parsers.placing.toponyms import Toponym

# «станицы и хутора Кубани»
_AND_TYPE = re.compile(r"(?:станицы|с[её]ла|деревни|города|пос[её]лки|аулы|хутора)\s+и\s+$", re.IGNORECASE)
# «родился в деревне Бакур»: a word that is also a given name; not «аул Прокопия Осипова»
_OF_VILLAGE = re.compile(r"(?:деревн|сел|посёл|посел|хутор|станиц)[а-яё]+\s", re.IGNORECASE)
_NAMED_ON = re.compile(r"\s[А-ЯЁ][а-яё]+(?!\w*[сц]к(?:ого|ом)\b)(?<![сц]кого)(?<![сц]ком)(?!\w)")
_LIST_GAP = re.compile(r"\s*(?:,|,?\s+и|,\s*а\s+также)\s+(?=[А-ЯЁ])")


def typed(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«в селе Крутом Логе», «г. Тверь», «из сёл Ольховка, Луговое и Каменка»."""
    for match in kinds.TYPED.finditer(text):
        if _AND_TYPE.search(text, max(0, match.start() - 20), match.start()) and _is_region(
            text, match.end(), gazetteer
        ):
            continue
        kind, gender = kinds.kind_of(match)
        start, at = match.start(), match.end() + (text[match.end()] in '«"“')
        while True:
            one = _after_type(text, start, at, kind, gender, gazetteer)
            if one is None:
                break
            yield one
            gap = _LIST_GAP.match(text, one.end)
            if not gap or not kinds.PLURAL_TYPE.search(match[0].strip()):
                break
            start = at = gap.end()


def _after_type(
    text: str, start: int, at: int, kind: PlaceKind, gender: kinds.Gender, gazetteer: Gazetteer
) -> Toponym | None:
    for end in ends_of(text, at):
        options = tuple(one for one in gazetteer.named(text[at:end]) if one.kind in SETTLEMENTS)
        if options and not is_half(text, at, end) and not kinds.DISTRICT_WORD.match(text, end):
            fitting = tuple(one for one in options if _fits(one, kind)) or (options if kind == "town" else ())
            if all(_is_of_other_gender(one.name, gender) for one in fitting):
                break
            return Toponym(start, end, at, "settlement", "typed", fitting, fitting[0].name, kind)
    first = CAPITAL.match(text, at)
    if not first or kinds.DISTRICT_WORD.match(text, first.end()):
        return None
    end = first.end()
    second = NEXT.match(text, end)
    if (
        second
        and second[1][0].isupper()
        and not is_given(second[1])
        and ADJECTIVE_WORD.fullmatch(first[0])
        and not kinds.DISTRICT_WORD.match(text, second.end())
        and not kinds.REGION_WORD.match(text, second.end())
    ):
        end = second.end()
    if re.fullmatch(r"[А-ЯЁ]\.?|[А-ЯЁ]{2,3}", text[at:end]):
        return None
    if is_given(text[at:end]) and not (_OF_VILLAGE.match(text, start) and not _NAMED_ON.match(text, end)):
        return None
    if is_given(first[0]) and end > first.end():  # «глава улуса Прокопий Осипов»
        return None
    return Toponym(
        start, end, at, "settlement", "typed", (), nominative(plain(text[at:end]), gender, None), kind
    )


def _is_region(text: str, at: int, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.regions(text[at:end]) for end in ends_of(text, at))


def _is_of_other_gender(name: str, gender: kinds.Gender) -> bool:
    """«хутор Железный» is not the village Железное."""
    ends = {"m": ("ый", "ий", "ой"), "f": ("ая", "яя"), "n": ("ое", "ее"), "p": ("ые", "ие")}
    return any(name.endswith(ends[other]) for other in ends if other != gender)


def _fits(place: Place, kind: PlaceKind) -> bool:
    return place.kind in ("city", "town") if kind == "town" else place.kind not in ("city", "town")
