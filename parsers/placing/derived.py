"""Places in words made of their names: «валдайской школы», «губахинский ДК», «саратовцев», «норильчанин»."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.gazetteer.entries import SETTLEMENTS, fold
from parsers.gazetteer.lookup import Gazetteer
from parsers.lexicon import words
from parsers.morph import analyse
from parsers.placing import words as kinds
from parsers.placing.phrases import RELATIVE_ADJECTIVE
from parsers.placing.toponyms import Toponym

_DEMONYM = re.compile(
    r"(?<![\w-])(?:[А-ЯЁ]?[а-яё\u00ad]{2,}(?:-[а-яё]+)?)(?:ец|ц[ауыое][мвх]?|цам[и]?|цах|цев|цем|[ая]не?|[ая]нин(?:а|у|ом|е)?|[ая]нам[и]?|[ая]нах|"
    r"анк[аиуе]|анкой|янк[аиуе]|ич(?:а|у|ом|ем|е|и|ей|ам|ами)?|як(?:а|у|ом|е|и|ов|ам|ами)?)(?![\w-])"
)  # fmt: skip


_NOT_OF_PLACES = ("российск", "русск", "морск", "городск")
# «в забайкальском селе»
_VILLAGE = re.compile(
    r"\s+(?:сел[оауе]м?|деревн[яиеюь]\w?|пос[её]лк\w{1,2}|пос[её]лок|станиц\w{1,2}|хутор\w{0,2}|аул\w{0,2}|улус\w{0,2})\b"
)


def institutions(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«валдайской школы», «в губахинском ДК»; with a school also «Сынтульской школе»."""
    for match in RELATIVE_ADJECTIVE.finditer(text):
        if match[0].lower().startswith(_NOT_OF_PLACES):
            continue
        if match[0].islower() and _VILLAGE.match(text, match.end()):
            around = tuple(gazetteer.regions_by_adjective(match[0]))
            if len(around) == 1:
                yield Toponym(
                    match.start(), match.end(), match.start(), "region", "adjective", (), "", None, around
                )
            continue
        noun = kinds.INSTITUTION.match(text, match.end())
        if not noun or (
            match[0][0].isupper() and not re.match(r"\s+(?:\w+\s+)?(?:школ|гимнази|лице|ДК|СОШ)", noun[0])
        ):
            continue
        codes = tuple(gazetteer.regions_by_adjective(match[0]))
        options = tuple(one for one in gazetteer.by_adjective(match[0]) if one.kind in SETTLEMENTS)
        if codes:
            yield Toponym(
                match.start(), noun.end(), match.start(), "region", "adjective", (), "", None, codes
            )
        elif options:
            yield Toponym(
                match.start(), noun.end(), match.start(), "settlement", "adjective", options, options[0].name
            )


def demonyms(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«саратовцев», «норильчанин», «житомирян»: of a region where its capital's people are called so too."""
    for match in _DEMONYM.finditer(text):
        word = fold(match[0])
        codes = tuple(gazetteer.regions_by_demonym(word))
        if codes:
            city = tuple(one for one in gazetteer.named(_FEDERAL.get(codes[0], "")) if one.region == codes[0])
            yield Toponym(
                match.start(),
                match.end(),
                match.start(),
                "settlement" if city else "region",
                "demonym",
                city[:1],
                city[0].name if city else "",
                None,
                codes,
            )
            continue
        if word.startswith(_not_demonyms()) or _is_patronymic(match[0]) or not _is_person(text, match):
            continue
        options = tuple(
            one for one in gazetteer.by_demonym(word) if one.kind != "village" or one.population > _KNOWN_FROM
        )
        if options:
            yield Toponym(
                match.start(), match.end(), match.start(), "settlement", "demonym", options, options[0].name
            )


_FEDERAL = {"RU-MOW": "Москва", "RU-SPE": "Санкт-Петербург", "UA-40": "Севастополь"}
"""Cities that are regions: who is called after one is of that city."""
_KNOWN_FROM = 3000
"""People from whom a village's inhabitants may have a name that a stranger understands."""


# «Норильчанин Иван»: only the first word of a sentence, a line or a quotation has a capital
_OPENING = re.compile(r"(?:^|[.!?:…–—•«\"“(\n\]])\s*$")


def _is_person(text: str, match: re.Match[str]) -> bool:
    """Whether the word may name an inhabitant: not a surname by its capital, not a thing («кольца»)."""
    start = match.start()
    if match[0][0].isupper() and not _OPENING.search(text[max(0, start - 3) : start]):
        return False
    readings = [one for one in analyse(match[0]) if one.is_known]
    return not readings or any("anim" in one.tag for one in readings)


def _is_patronymic(word: str) -> bool:
    return word[0].isupper() and any(
        "Patr" in one.tag or "Surn" in one.tag or ("Name" in one.tag and one.is_known)
        for one in analyse(word)
    )


@cache
def _not_demonyms() -> tuple[str, ...]:
    return tuple(words("not_demonyms"))
