"""Whether a clause places a date on the battlefield: «24 февраля, под Берховкой», «в Крынках, 29 марта»."""

import re
from functools import cache

from parsers.gazetteer.lookup import gazetteer
from parsers.lexicon import words

# «под» with a name is of a battle far oftener than of a home; these are the exceptions that the language has
_NO_BATTLE = (
    r"(?!Москв|Петербург|Питер|Ленинград|Рязань|Самар|Казань|Новый|Рожд|Пасх|Крещен|Кабул|Кандагар|Грозн|Ржев|Сталинград|"
    r"Вязьм|Курск(?:ом|у)?\s(?:дуг|в\s194)|Днём|Знам)"
)
_UNDER = re.compile(rf"(?<![\w-])(?:[Пп]од|[Пп]одо)\s{_NO_BATTLE}(?P<name>[А-ЯЁ][\w-]+)")
_LANDS = (
    r"(?:на|над|в|под|за)\s(?:[А-Яа-яё]+ск(?:ом|ую|ое)\sнаправлени[еи]|Донбасс[еу]?|Донеччин[еу]|Луганщин[еу]|"
    r"Херсонщин(?:е|у|ой)|"
    r"Запорожье|Харьковщин(?:е|у|ой)|Сумщин(?:е|у)|Украин[еу]|левом\sберегу)|"
    r"в\s(?:зоне\s(?:СВО|спецопераци|боевых)|ЛНР|ДНР|(?:Курск|Белгородск|Донецк|Луганск|Запорожск|Херсонск|Харьковск|Сумск)ой\s"
    r"обл)"
)
# «A — 17.09.2022, Херсонская обл.»
_BESIDE = (
    r",\s(?:Херсонск|Донецк|Луганск|Запорожск|Харьковск|Сумск|Николаевск|Киевск|Черниговск)ая\sобл|"
    r",\s(?:ДНР|ЛНР)\b"
)
_REACH = 90


@cache
def _battle() -> re.Pattern[str]:
    stems = "|".join(
        sorted((re.escape(one.capitalize()) for one in words("front_places")), key=len, reverse=True)
    )
    where = (
        r"(?:у|возле|близ|около|за|на|в|из|от|near|outside|in)\s(?:(?:сел[аеу]|посёлк[аеу]|город[аеу])\s)?"
    )
    # «26 июня, Волчанск»: the place alone, behind a comma
    return re.compile(
        rf"(?<![\w-])(?:{_LANDS})|(?:(?<=[.;…]\s)|^)(?:{stems})[а-яё]{{0,3}}(?=,\s\d)|{_BESIDE}|(?<![\w-])(?:[Уу]|[Вв]|[Нн]а|[Зз]а|{where})\s*(?:{stems})|,\s(?:{stems})[а-яё]{{0,3}}(?=[.,;)…]|$)"
    )


def battlefield(text: str, clause: tuple[int, int], at: tuple[int, int]) -> tuple[int, int] | None:
    """The place of the fighting that the clause names beside a date at `at`; None when it names none."""
    start, end = max(clause[0], at[0] - _REACH), min(clause[1], at[1] + _REACH)
    found = next((one for one in _UNDER.finditer(text, start, end) if not _is_at_home(one["name"])), None)
    found = found or _battle().search(text, start, end)
    return found.span() if found else None


def _is_at_home(name: str) -> bool:
    """Whether a name is that of a town in Russia: «под Пензой»."""
    towns = [one for one in gazetteer().named(name) if one.kind in ("city", "town")]
    return (
        bool(towns)
        and all(one.region.startswith("RU-") for one in towns)
        and not _battle().search("у " + name)
    )
