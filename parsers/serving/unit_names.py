"""Units told by a word of their own: в/ч, ЧВК, БАРС, «Шторм», ships, police, branches, names in quotes."""

import re
from collections.abc import Iterator

from parsers.lexicon import words
from parsers.serving.passage import Found, has_any
from parsers.serving.unit_words import nominative_adjective

_CODE = re.compile(
    r"(?:в[/\\]ч|в\.\s?ч\.|вч|войсков[а-я]+\sчаст[а-я]+|воинск[а-я]+\sчаст[а-я]+|"
    r"військов[а-яі]+\sчастин[а-яі]+|military\sunit|\bчаст[ьи](?=\s(?:№\s?)?\d{5}\b))"
    r"\s*(?:пп\s*)?(?:№|n|no\.?)?\s*(?P<code>\d{3,6})(?!\d)"
)
# «ЧВК «Вагнер»», «ЧВК Редут», «группы «Вагнер»», «вагнеровец», «Wagner Group»
_PRIVATE = re.compile(
    r"(?P<kind>\bчвк|\bпвк|частн[а-я]+\sвоенн[а-я]+\sкомпани[а-я]+|"
    r"приватн[а-яії]+\sвійськов[а-яії]+\sкомпані[а-яії]+|"
    r"private\smilitary\scompan[a-z]+)"
    r"(?:\s?-?\s?(?P<name>[«\"]?(?:вагнер[а-я]{0,2}|wagner|редут[а-я]{0,2}|эспаньол[а-я]{0,2}|"
    r"патриот[а-я]{0,2}|конвой|рсб|"
    r"щит|ветеран[а-я]{0,2}|факел|пламя|поток|ястреб)[»\"]?))?(?![\w])"
    r"|(?P<group>\bгрупп[а-я]{1,3}\s[«\"]?(?P<wagner>вагнер[а-я]{0,2})[»\"]?|wagner\sgroup|the\swagner)"
    r"|(?P<alone>[«\"](?:чвк\s)?вагнер[а-я]{0,2}[»\"]|\bвагнер(?:ом|у|е)\b|\bwagner\b)"
    r"|(?P<member>\bвагнеров[ец]{1,2}[а-я]{0,3}\b|\bвагнерівц?[а-яі]{1,3}\b)"
)
_BARS = re.compile(r"[«\"]?\bбарс(?:а|у|е|ом)?\b[»\"]?(?:\s?-?\s?(?P<number>\d{1,2})(?!\d))?[»\"]?")
_STORM = re.compile(
    r"[«\"]?\b(?:шторм(?:а|у|е|ом)?|storm)[»\"]?\s?[-–]?\s?[«\"]?(?P<letter>z|v|зет|зэт|з)?\b[»\"]?"
)
_SHIP = re.compile(
    r"\b(?P<kind>крейсер|фрегат|корвет|эсмин|тральщик|большо[а-я]+\sдесантно[а-я]+\sкорабл|бдк|"
    r"подводн[а-я]+\sлодк|апл)"
    r"[а-я]{0,4}\s(?P<name>[«\"][^«»\"\n]{2,40}[»\"])"
)
_SHIPS = {
    "эсмин": "эсминец",
    "бдк": "БДК",
    "апл": "АПЛ",
    "подво": "подводная лодка",
    "больш": "большой десантный корабль",
}
_POLICE = re.compile(
    r"(?P<adjective>\b[а-я-]+ск(?:ий|ой|ого|ому|им|ом)\s)?\b(?P<kind>омон|собр)(?:а|у|е|"
    r"ом)?\b(?P<name>\s?[«\"][^«»\"\n]{2,25}[»\"])?"
    r"(?P<whose>(?:\s(?:управления\s)?росгвардии)?(?:\sпо\s(?:республике\s)?[а-я-]+(?:\s(?:области|"
    r"краю|республике|округу))?)?)"
)
_BRANCH = re.compile(
    r"\b(?P<marines>морск[а-яї]+\s(?:пехот[а-я]+|піхот[аиіу])|морпех[а-я]{0,3}|"
    r"marines?\b)(?P<fleet>\s(?:тоф|чф|бф|сф|каспийской флотилии|"
    r"(?:балтийского|черноморского|тихоокеанского|северного)\sфлота))?"
    r"|\b(?P<airborne>вдв|воздушно-десантн[а-я]+\sвойск[а-я]*)\b|\b(?P<special>спецназ(?:а|е|у|"
    r"ом)?)\b(?:\s(?:гру|росгвардии|вдв))?"
    r"|\b(?P<guard>росгварди[а-я]{1,2}|национальной\sгвардии)\b|\b(?P<tanks>танковы[а-я]{1,2}\sвойск[а-я]*)"
    r"|\b(?P<rifles>мотострелков[а-я]{2,3}\sвойск[а-я]*)|"
    r"\b(?P<artillery>ракетн[а-я]+\sвойск[а-я]*(?:\sи\sартиллери[а-я])?)"
    r"|\b(?P<engineers>(?:инженерн|железнодорожн|пограничн|ракетн|территориальн)[а-я]{2}\sвойск[а-я]*)"
    r"|\b(?P<militia>народн[а-я]{2}\sмилици[а-я]{1,2}(?:\s(?:лнр|днр))?)"
)
_BRANCHES = {
    "marines": "морская пехота",
    "airborne": "ВДВ",
    "special": "спецназ",
    "guard": "Росгвардия",
    "tanks": "танковые войска",
    "rifles": "мотострелковые войска",
    "artillery": "ракетные войска",
}
# a name in quotes after one of these is a unit's: «бойцом «Боотура»»
_MEMBER_OF = re.compile(
    r"(?:боец|бойц[а-я]+|доброволец|добровольц[а-я]+|комбат[а-я]*|замкомбата|командир[а-я]*|"
    r"штурмовик[а-я]*|стрелок|в составе|"
    r"вступил в|служил[а]? в|воевал[а]? в|рядах|ряды|разведчик[а-я]*|подразделени[а-я]+)\s\Z"
)
_QUOTED = re.compile(r"[«\"](?P<name>[а-яăӑ-]{2,20})[»\"](?:\s?-\s?\d{1,2})?")


def named_units(text: str, low: str) -> Iterator[Found]:
    """Every such unit of a text, kind by kind; one may lie in another."""
    for match in _matches(_CODE, low):
        yield Found("unit", f"в/ч {match['code']}", match.start(), match.end(), "unit.code", 0.86)
    for match in _matches(_PRIVATE, low):
        if match["kind"] and match["kind"] not in ("чвк", "пвк") and not match["name"]:
            continue  # «одной из частных военных компаний» names none
        yield Found("unit", _private(match), match.start(), match.end(), "unit.private", 0.9)
    for match in _matches(_SHIP, low):
        name = text[match.start("name") : match.end("name")]
        value = f"{_SHIPS.get(match['kind'][:5], match['kind'])} {name}"
        yield Found("unit", value, match.start(), match.end(), "unit.ship", 0.94)
    yield from _volunteers(text, low)
    yield from _branches(text, low)


# a stem of every word that a pattern can begin with
_STEMS = {
    _CODE: ("в/ч", "в\\ч", "в.", "вч", "част", "military"),
    _PRIVATE: ("чвк", "пвк", "вагнер", "wagner", "компани", "компані", "military"),
    _SHIP: ("крейсер", "фрегат", "корвет", "эсмин", "тральщик", "кораб", "бдк", "лодк", "апл"),
    _BARS: ("барс",),
    _STORM: ("шторм", "storm"),
    _POLICE: ("омон", "собр"),
    _BRANCH: ("морск", "морпех", "marine", "вдв", "десантн", "спецназ", "гварди", "войск", "милици"),
}


def _matches(pattern: re.Pattern[str], low: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(low) if has_any(low, *_STEMS[pattern]) else iter(())


def _volunteers(text: str, low: str) -> Iterator[Found]:
    for match in _matches(_BARS, low):
        if any(letter.isupper() for letter in match_text(text, match)):
            value = "БАРС" + (f"-{match['number']}" if match["number"] else "")
            yield Found("unit", value, match.start(), match.end(), "unit.bars", 0.92)
    for match in _matches(_STORM, low):
        if match["letter"] or match_text(text, match)[:1] in '«"' or text[match.start()].isupper():
            value = "Шторм" + {"": "", "v": " V"}.get(match["letter"] or "", " Z")
            yield Found(
                "unit", value, match.start(), match.end(), "unit.storm", 0.9 if match["letter"] else 0.8
            )
    for match in _QUOTED.finditer(low):
        name = unit_name(match["name"])
        if name or _MEMBER_OF.search(low[max(0, match.start() - 30) : match.start()]):
            value = f"«{name.title() if name else text[match.start('name') : match.end('name')]}»"
            yield Found("unit", value, match.start(), match.end(), "unit.quoted", 0.84 if name else 0.75)


def _branches(text: str, low: str) -> Iterator[Found]:
    for match in _matches(_POLICE, low):
        start = match.start("kind")
        value = match["kind"].upper() + match_text(text, match, "name") + match_text(text, match, "whose")
        if match["adjective"] and text[match.start()].isupper():
            start = match.start()
            value = nominative_adjective(match["adjective"].strip(), "m").capitalize() + " " + value
        yield Found("unit", value, start, match.end(), "unit.police", 0.85)
    for match in _matches(_BRANCH, low):
        said = match.lastgroup if match.lastgroup != "fleet" else "marines"
        value = _BRANCHES.get(said or "") or match_text(text, match)
        if match["fleet"]:
            value += match_text(text, match, "fleet")
        yield Found("unit", value, match.start(), match.end(), "unit.branch", 0.6)


def match_text(text: str, match: re.Match[str], group: str | int = 0) -> str:
    """What a match of the folded text reads in the text itself."""
    return text[slice(*match.span(group))] if match[group] else ""


def unit_name(said: str) -> str | None:
    """A formation known by its name alone, in the nominative, of any case: «боотура»."""
    known = words("unit_names")
    return next((base for base in (said, said[:-1], said[:-2], said[:-1] + "а") if base in known), None)


def _private(match: re.Match[str]) -> str:
    if match["kind"]:
        name = (match["name"] or "").strip('«»" ')
        stem = next((known for known in ("вагнер", "редут", "эспаньол") if name.startswith(known)), name)
        stem = "вагнер" if stem == "wagner" else "эспаньола" if stem == "эспаньол" else stem
        return f"ЧВК «{stem.title()}»" if stem else "ЧВК"
    return "группа «Вагнер»" if match["group"] else "ЧВК «Вагнер»"
