"""Ranks in a text: army, navy, Cossack; declined, abbreviated, plural, Ukrainian and English spellings."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from parsers.lexicon import words
from parsers.morph import analyse
from parsers.serving.passage import folded

_GUARDS = r"(?P<guards>гвардии|гв\.|гв(?=\s)|гвардейск(?:ий|ого|ому|им|ом)|guards?)(?:\s*|-)"
_GRADE = (
    r"(?P<grade>мл|ст|младш(?:ий|его|ему|им|ем|ие|их|ими|ая|ей|ую)|"
    r"(?:стар?ш|страш|старщ|сташ)(?:ий|его|ему|им|ем|ие|их|ими|ая|ей|ую)|главн(?:ый|ого|ому|ым|ом|ые|ых|ыми)|"
    r"молодш(?:ий|ого|ому|им|і|их)|старшо(?:го|му))(?:\.|\b)\s*(?:корабельн(?:ый|ого|ому|ым|ом|ые|ых)\s+)?"
)
# «капитан 2-го ранга», «старшина 1 статьи», «капитану первого ранга»
_DEGREE = (
    r"\s+(?P<degree>[123]|i{1,3}|перв(?:ой|ого)|втор(?:ой|ого)|трет(?:ьей|ьего)|першого|другого|третього)"
    r"(?:\s?-?(?:го|й|ой|ей|его))?\s+(?P<scale>ранга|рангу|статьи|статті)\b"
)
# «медицинской службы», «полиции», «запаса»
_SERVICE = (
    r"(?P<service>(?:\s+(?:медицинск(?:ой|ая)|внутренн(?:ей|яя)|ветеринарной|технической|таможенной|"
    r"инженерно-технической|интендантской)\s+(?:службы|сл\.)|\s+(?:полиции|юстиции|милиции|авиации)"
    r"|\s+м/с\b)?)(?P<retired>(?:\s+(?:запаса|в\s+запасе|в\s+отставке))?)"
)
# forms of every noun begin with one of these
_STEM = (
    r"(?:рядов|рядаов|ряд\.|ряд-|єфр|ефр|е-р\b|с-та?\b|сержа|серж|стар?ш|ст-н|прапо|прап|пр-|"
    r"м[иі]чм|м-ман|лейт|л-т|л-нт|лт\.|"
    r"кап[иіе.]?|каплей|к-на?\b|майор|маер|м-ра?\b|п/п|пп-|п[оі]д|п-ка?\b|полк|матр|ген|адмирал|контр-|вице-|"
    r"приказн|урядн|вахмистр|хорунж|сотник|есаул)"
)
_RANK = re.compile(
    rf"(?<![\w-])(?:{_GUARDS})?(?:{_GRADE})?(?P<noun>{_STEM}[\w/-]*\.?(?:-[\w-]+\.?)?)"
    rf"(?:{_DEGREE})?{_SERVICE}"
)
_DEGREES = {
    "1": "1",
    "2": "2",
    "3": "3",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "пе": "1",
    "вт": "2",
    "др": "2",
    "тр": "3",
}
_GRADES = {"м": "младший", "с": "старший", "г": "главный"}

# «улица Генерала Карбышева», «командир роты», «рядовой случай», «какой-то капитан»
_NOT_BEFORE = re.compile(
    r"(?:\b(?:улиц[аеуы]|ул\.|проспект\w*|пр\.|площад\w+|переул\w+|пер\.|имени|им\.|какой-то|некий|"
    r"один|наш\s+бывший|"
    r"работал|трудился|был\s+избран)\s*)$"
)
_NOT_AFTER = re.compile(
    r"\s+(?:(?:[а-я-]+(?:ой|ых)\s+)?(?:команды|сборной)\s*[.,;—–-]|(?:[а-я-]*больной|хоккейной|школьной|заводской)\s+команды|команды?\s+(?:квн|по\b|«|школ)|сборной|клуба|«динамо|судна|теплохода|ледокола|траулера|"
    r"случа[йяею]|поряд[ок]|тон[еао]?м?\b|гражд|жител|"
    r"сотрудни|член|состав|избирател|потребител|россиян|прокурор|бюро|консул|директор|совет|карбышев)"
)
# a старшина of a crew is a post, whatever his rank; «старшина батальона» is said of the rank
_POST = re.compile(
    r"\s+(?:\w+(?:ой|ей)\s+)?(?:роты|команды|группы|батареи|эскадрильи|заставы|экипажа|отделения)\b"
)


class Rank(Struct, frozen=True):
    """A rank where a text names it; `value` is its nominative, `plural` whether its form is only plural."""

    value: str
    start: int
    end: int
    plural: bool = False


def ranks(low: str, *, lang: str = "ru") -> Iterator[Rank]:
    """Every rank in a folded text, in order.

    >>> [rank.value for rank in ranks("проводили гв. мл. сержанта и ст. л-та")]
    ['гвардии младший сержант', 'старший лейтенант']
    """
    for match in _RANK.finditer(low):
        found = _read(low, match)
        if found:
            yield found
    if lang == "en":
        for match in _english()[0].finditer(low):
            guards = "гвардии " if match["guards"] else ""
            yield Rank(guards + _english()[1][match["name"]], match.start(), match.end())


def _read(low: str, match: re.Match[str]) -> Rank | None:
    noun, end = match["noun"], match.end()
    form = _forms().get(noun)
    if form is None and "-" in noun:  # «сержант-контрактник»
        form, end = _forms().get(noun.split("-")[0]), match.start("noun") + noun.index("-")
    if form is None and noun.endswith("."):
        form, end = _forms().get(noun[:-1]), match.end() - 1
        if match.end() != match.end("noun"):
            return None
    if form is None or _is_other(low, match, form[0]):
        return None
    return Rank(_value(match, form[0]), match.start(), end, form[1])


def _is_other(low: str, match: re.Match[str], noun: str) -> bool:
    """Whether the word is a street's, a sportsman's, a post's and not a rank."""
    if _NOT_BEFORE.search(low[max(0, match.start() - 20) : match.start()]):
        return True
    if noun == "старшина" and not match["degree"] and not match["grade"] and _POST.match(low, match.end()):
        return True
    return bool(_NOT_AFTER.match(low, match.end()))


def _value(match: re.Match[str], noun: str) -> str:
    parts = ["гвардии"] if match["guards"] else []
    if match["grade"]:
        parts.append(_GRADES[match["grade"][0]])
        if "корабельн" in match[0]:
            parts.append("корабельный")
    parts.append(noun)
    if match["degree"]:
        degree = _DEGREES[match["degree"] if match["degree"] in _DEGREES else match["degree"][:2]]
        parts.append(f"{degree}-{'й статьи' if match['scale'].startswith('ст') else 'го ранга'}")
    parts += _service(match["service"]).split() + match["retired"].split()
    return " ".join(parts)


def _service(said: str) -> str:
    said = said.replace("м/с", "медицинской службы").replace("сл.", "службы")
    return said.replace("медицинская", "медицинской").replace("внутренняя", "внутренней")


@cache
def _forms() -> dict[str, tuple[str, bool]]:
    """Every form of a rank's noun: its nominative, and whether the form is only plural."""
    found: dict[str, tuple[str, bool]] = {}
    for noun in words("ranks"):
        parse = next(p for p in analyse(noun) if p.tag.POS == "NOUN")
        for form in parse.lexeme:
            word = folded(form.word)
            singular = form.tag.number == "sing" or not found.get(word, ("", True))[1]
            found[word] = (noun, not singular)
    for line in words("rank_spellings"):
        noun, _, spellings = line.partition(": ")
        found |= {folded(spelling): (noun, False) for spelling in spellings.split(", ")}
    return found


@cache
def _english() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of English ranks, longest first, and what each means."""
    found: dict[str, str] = {}
    for line in words("rank_spellings_english"):
        noun, _, spellings = line.partition(": ")
        found |= dict.fromkeys(spellings.split(", "), noun)
    names = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
    ends = r"(?<=\.)|(?![\w-])(?!\s+(?:military|company|cemetery|house|school|general'|staff|city|part|role))"
    return re.compile(rf"(?<![\w-])(?:(?P<guards>guards?)\s+)?(?P<name>{names})(?:{ends})"), found
