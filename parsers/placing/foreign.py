"""Places on English and Ukrainian pages: found by sound in the gazetteer, or after "village of"."""

import re
from collections.abc import Iterator

from parsers.gazetteer.entries import SETTLEMENTS, Place, PlaceKind
from parsers.gazetteer.lookup import Gazetteer
from parsers.lexicon import words
from parsers.placing.toponyms import Toponym

_WORD = r"[A-ZА-ЯЁЄІЇҐ][\w'’-]+"
_CAPITALS = re.compile(rf"(?<![\w'’-]){_WORD}(?:[^\S\n]{_WORD}){{0,2}}")
_REGION = re.compile(
    r"[^\S\n](?:region|oblast|krai|republic|territory|област\w+|кра[йюї]\w?)\b", re.IGNORECASE
)
_DISTRICT = re.compile(r"[^\S\n](?:district|raion|район\w*)\b", re.IGNORECASE)
# "the village of Ivanovskoye", «із села Ключі»: taken though the gazetteer is silent
_TYPES: tuple[tuple[str, PlaceKind], ...] = (
    (
        r"(?:village|settlement|hamlet|stanitsa|khutor)\s+of\s+(?:the\s+)?|сел[оаіу][^\S\n]+|селищ[еаі][^\S\n]+|станиц[іяюуеи][^\S\n]+",
        "village",
    ),
    (r"(?:town|city)\s+of\s+|міст[оаі][^\S\n]+", "town"),
)
# "Vladimir Putin", "Vladimir Today", "the Siverskyi Donets": part of another name
_ANOTHER_NAME = re.compile(
    r"[^\S\n](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?i:region|oblast|krai|republic|territory|district|raion))[A-Z][a-z]"
)
_SHORTEST_IN_CAPITALS = 5
"""Letters of a town in a dateline; what is shorter is "DNA"."""
_TYPED = tuple((re.compile(rf"(?:{stems})$", re.IGNORECASE), kind) for stems, kind in _TYPES)


def foreign(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Settlements and regions of a text that is not in Russian."""
    reached = 0
    for match in _CAPITALS.finditer(text):
        for start in re.finditer(r"\S+", match[0]):
            at = match.start() + start.start()
            ends = [end.end() for end in re.finditer(r"\S+", text[at : match.end()])][::-1]
            found = (_place(text, at, at + end, gazetteer) for end in ends)
            one = next((one for one in found if one), None) if at >= reached else None
            if one:
                reached = one.end
                yield one


def _place(text: str, at: int, end: int, gazetteer: Gazetteer) -> Toponym | None:
    phrase = text[at:end]
    is_short = len(phrase) < 3 or (phrase.isupper() and len(phrase) < _SHORTEST_IN_CAPITALS)
    if is_short or phrase.lower() in words("not_places_foreign"):
        return None
    region = _REGION.match(text, end)
    if region is None and _ANOTHER_NAME.match(text, end):
        return None
    codes = tuple(_regions(phrase, region is not None, gazetteer))
    if codes:
        return Toponym(at, region.end() if region else end, at, "region", "name", (), "", None, codes)
    kind = next((kind for before, kind in _TYPED if before.search(text[max(0, at - 30) : at])), None)
    options = tuple(one for one in _sounding(phrase, gazetteer) if one.kind in SETTLEMENTS)
    if options and not _DISTRICT.match(text, end):
        return Toponym(at, end, at, "settlement", "typed" if kind else "name", options, options[0].name, kind)
    if kind is None or region is not None:
        return None
    return Toponym(at, end, at, "settlement", "typed", (), _called(phrase), kind)


def _called(phrase: str) -> str:
    """«у станиці Холмській» → Холмська; of a longer phrase the words before a region's adjective."""
    return re.sub(r"(?<=[сц]ьк)ій\b", "а", phrase)


def _sounding(phrase: str, gazetteer: Gazetteer) -> list[Place]:
    """By sound; of a Ukrainian locative («в Беслані») by that of the Russian one."""
    found = gazetteer.sounding(phrase)
    if not found and phrase.endswith(("і", "ї")):
        found = gazetteer.sounding(phrase[:-1] + "е") or gazetteer.sounding(phrase[:-1])
    return found


def _regions(phrase: str, is_said: bool, gazetteer: Gazetteer) -> list[str]:
    """«Пензенської області», "Buryatia", "Kursk region": of the last the adjective's or the town's region."""
    if not is_said:
        return gazetteer.regions_sounding(phrase)
    stem = re.sub(r"(?<=[сцз]ьк)(?:ого|ому|ий|им|ої|ій|а|у)$", "", phrase)
    stem = re.sub(r"(?<=бур)зьк$", "гск", stem)  # «Оренбурзької»
    spelled = gazetteer.regions_sounding(stem + " oblast") or gazetteer.regions_sounding(phrase + " oblast")
    spelled = spelled or gazetteer.regions_sounding(phrase)
    return spelled or [one.region for one in gazetteer.sounding(phrase)[:1]]
