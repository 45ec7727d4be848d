"""What a man did: posts in the army and trades before it, of any case, with the words that complete them."""

import re
from collections.abc import Iterator
from functools import cache

from pymorphy3.analyzer import Parse

from parsers.lexicon import words
from parsers.morph import analyse
from parsers.serving.passage import Found, folded

_WORD = re.compile(r"\b[а-я]{3,20}(?:-[а-я]{3,20})?\b")
_GRADE = re.compile(r"(?:старш|младш|главн|перв|втор)[а-я]{2,3}\s\Z")
# «командир отделения», «заместитель командира взвода по вооружению», «начальник медицинской службы»
_OF_POST = re.compile(
    r"(?:\s(?:командира|начальника|гранатометчика|пулеметчика|наводчика|отделения|взвода|роты|батальона|полка|бригады|"
    r"дивизиона|батареи|расчета|орудия|танка|экипажа|боевой\sмашины(?:\sпехоты)?|бмп|бтр|бпла|группы|эскадрильи|корабля|"
    r"штаба|связи|разведки|медицинской\sслужбы|медпункта|артиллерии|звена|отряда|стрелка|рации|радиостанции|"
    r"беспилотн[а-я]{2}\s[а-я]+|по\s(?:вооружению|тылу|работе\sс\sличным\sсоставом|военно-политической\s(?:работе|части))|"
    r"[а-я-]+(?:ого|ой)\s(?:отделения|взвода|роты|батальона|полка|бригады|дивизиона|батареи|расчета|группы|отряда)))+"
)
# posts that say nothing without what they are posts of
_INCOMPLETE = frozenset(
    {"командир", "начальник", "заместитель", "помощник", "номер", "инженер", "старшина", "инструктор"}
)
_ALSO_CIVIL = frozenset(
    {
        "водитель",
        "повар",
        "медик",
        "врач",
        "хирург",
        "фельдшер",
        "медсестра",
        "слесарь",
        "электрик",
        "механик",
        "оператор",
        "кинолог",
        "химик",
        "топограф",
        "писарь",
        "ремонтник",
        "связист",
        "радист",
        "звеньевой",
        "эвакуаторщик",
        "анестезиолог",
        "медбрат",
        "санитар",
        "дизелист",
        "пилот",
        "летчик",
        "лётчик",
    }
)

# «работал слесарем», «по профессии — повар», «до войны был учителем», «выучился на сварщика»
_WORKED = re.compile(
    r"(?:(?:по)?(?:работа|труди)(?:л|лся|лась|ла|вш[а-я]+|ющ[а-я]+)|по\s(?:профессии|специальности)|в\sмирной\sжизни|"
    r"на\sгражданке|до\s(?:войны|мобилизации|сво|службы|контракта|армии|этого|отправки|призыва|ухода)|выучил(?:ся|ась)\sна|устроил(?:ся|ась)|"
    r"(?:обучал|учил)(?:ся|ась)\sна|специальность|работа:|профессия:|профессии:)(?:[\s,:—–-]+(?!и\b|но\b|а\b)[а-я«»-]{1,20}){0,4}?[\s,:—–-]+\Z"
)
# «служил санитаром», «военный хирург»: a soldier's post and not his trade
_IN_ARMY = re.compile(r"(?:служ|воева|военн|армейск|назначен|в\sроте|в\sполку)[а-я]*\s(?:[а-я-]+\s){0,2}\Z")
# «работал на пилораме», «трудился в колхозе»
_WORKED_AT = re.compile(
    r"\b(?:проработал|работал|трудил(?:ся|ась))[а-я]*\s(?:на|в|во)\s[^,.;:!?()\n]{3,40}(?=[,.;:!?()\n]|\Z)"
)


def positions(text: str, low: str) -> Iterator[Found]:
    """Posts of soldiers in a folded text, in the nominative: «наводчиком БМП» is «наводчик БМП»."""
    for start, end, value, head in _named(text, low, "positions", _OF_POST):
        is_soldiers = head not in _ALSO_CIVIL or _IN_ARMY.search(low[max(0, start - 30) : start])
        if is_soldiers and not (head in _INCOMPLETE and value.endswith(head)):
            yield Found("position", value, start, end, "position.said", 0.8)


def trades(text: str, low: str) -> Iterator[Found]:
    """Trades in a folded text; the rule says whether work is spoken of, or the word alone stands."""
    for start, end, value, _ in _named(text, low, "occupations", None):
        if _IN_ARMY.search(low[max(0, start - 30) : start]) or low.startswith("мастер спорта", start):
            continue
        worked = _WORKED.search(low[max(0, start - 70) : start])
        rule, confidence = ("occupation.worked_as", 0.9) if worked else ("occupation.beside_name", 0.7)
        is_plural = low[start:end].split()[0] in _plurals()
        yield Found("occupation", value, start, end, rule, confidence, plural=is_plural)


def workplaces(text: str, low: str) -> Iterator[Found]:
    """Where he worked, in the page's words, where no trade is told."""
    for match in _WORKED_AT.finditer(low):
        yield Found(
            "occupation", text[slice(*match.span())], *match.span(), "occupation.worked_at", 0.6, "before"
        )


def _named(
    text: str, low: str, lexicon: str, of: re.Pattern[str] | None
) -> Iterator[tuple[int, int, str, str]]:
    known = _forms(lexicon) if of else _forms(lexicon) | _plurals()
    for match in _WORD.finditer(low):
        word = match[0]
        head = known.get(word) or (_hyphened(word, known) if "-" in word else None)
        if head is None:
            continue
        start, end, grade = match.start(), match.end(), ""
        before = _GRADE.search(low[max(0, start - 16) : start]) if of else None
        if before:
            start, grade = start - len(before[0]), before[0][:4]
        more = of.match(low, end) if of else None
        end = more.end() if more else end if of else _completed(low, end)
        yield start, end, (_grade(grade) + head + text[match.end() : end]), head


def _grade(stem: str) -> str:
    return {
        "стар": "старший ",
        "млад": "младший ",
        "глав": "главный ",
        "перв": "первый ",
        "втор": "второй ",
    }.get(stem, "")


def _completed(low: str, end: int) -> int:
    """Where the genitive that completes a trade ends: «учитель физкультуры», «слесарь локомотивного депо»."""
    at = end
    for _ in range(2):
        match = re.compile(r"\s([а-я-]{3,20})\b").match(low, at)
        parses = analyse(match[1]) if match else ()
        if any(p.tag.POS == "NOUN" and p.tag.case == "gent" and p.tag.animacy == "inan" for p in parses[:3]):
            return match.end() if match else end
        if not match or not any(p.tag.POS == "ADJF" and p.tag.case == "gent" for p in parses[:2]):
            return end
        at = match.end()
    return end


def _hyphened(word: str, known: dict[str, str]) -> str | None:
    """The nominative of «стрелка-санитара»: each part must be an entry."""
    parts = [known.get(part) for part in word.split("-")]
    return "-".join(str(part) for part in parts) if all(parts) else None


@cache
def _forms(lexicon: str) -> dict[str, str]:
    """Singular forms of every entry of one word."""
    found: dict[str, str] = {}
    for noun in words(lexicon):
        parse = next(
            (p for p in analyse(noun) if p.tag.POS in ("NOUN", "PRTF", "ADJF") and p.tag.case == "nomn"), None
        )
        forms = {folded(f.word) for f in parse.lexeme if _is_of_a_man(f)} if parse else set()
        found |= dict.fromkeys(forms | {folded(noun)}, noun)
    return found


@cache
def _plurals() -> dict[str, str]:
    """Plural forms of every trade: «горнорабочие Ринат Сагдеев и Фёдор Ушкалов»."""
    found: dict[str, str] = {}
    for noun in words("occupations"):
        parses = (p for p in analyse(noun) if p.tag.POS in ("NOUN", "ADJF") and p.tag.case == "nomn")
        lexeme: list[Parse] = next((p.lexeme for p in parses), [])
        forms = {folded(form.word) for form in lexeme if form.tag.number == "plur"}
        found |= dict.fromkeys(forms - _forms("occupations").keys(), noun)
    return found


def _is_of_a_man(form: Parse) -> bool:
    """A singular form; of an adjective the masculine ones, for «в пожарной части» tells of no fireman."""
    is_other = form.tag.POS in ("ADJF", "PRTF") and form.tag.gender != "masc"
    return form.tag.number == "sing" and not is_other
