"""The nominative of a settlement that the gazetteer does not hold: candidates are made and checked by ending.

«в селе Батакан» is nominative already; «в станице Некрасовской», «из Хонделена», «в Большом Куналее» are not.
"""

import re

from parsers.gazetteer.entries import fold
from parsers.lexicon import words as lexicon
from parsers.placing.words import Gender

_ADJECTIVE = {"m": "ый", "f": "ая", "n": "ое", "p": "ые"}
_ADJECTIVE_SOFT = {"m": "ий", "f": "яя", "n": "ее", "p": "ие"}
_OBLIQUE_ADJECTIVE = re.compile(
    r"(?P<root>\w{2,})(?P<end>ого|ому|ом|ым|его|ему|ем|им|ой|ей|ую|ых|их|ыми|ими)$"
)
_HARD_I = re.compile(r"[кгх]$")
_INVARIABLE = re.compile(r"(?:[оеуюиэыя]|[^аеёиоуыэюя])$")


def nominative(words: str, gender: Gender | None, preposition: str | None) -> str:
    """The likeliest nominative of a name that the gazetteer does not know.

    `gender` is that of the type word before it, or None where the name stands alone after a preposition;
    after a type word a name in a nominative ending stays.
    """
    first, _, second = words.partition(" ")
    if second:
        return _pair(first, second, gender, preposition)
    head, dash, last = words.rpartition("-")
    return head + dash + (_typed(last, gender) if gender else _bare(last, preposition))


def _typed(word: str, gender: Gender) -> str:
    """«селе Покровском» → Покровское, «хутора Железного» → Железный, «станице Отрадной» → Отрадная."""
    found = _OBLIQUE_ADJECTIVE.fullmatch(word)
    if found and _is_oblique(found, gender):
        return _adjective(found["root"], gender)
    if gender == "f" and word.endswith(("ке", "не", "ве", "це", "хе", "ше")):
        return word[:-1] + "а"
    if gender == "f" and re.search(r"[кгхшж]и$", word) and re.search(r"(?:вки|нки|лки|йки|рки|ховки)$", word):
        return word[:-1] + "а"
    if gender == "n" and re.search(r"(?:[оеё]в|ин|ын)[ауе]$", word):
        return word[:-1] + "о"
    return word


def _is_oblique(found: re.Match[str], gender: Gender) -> bool:
    end, root = found["end"], found["root"]
    if end in ("ого", "ому", "его", "ему"):
        return True
    if end in ("ом", "ым", "ем", "им"):
        return gender != "f" and bool(re.search(r"(?:[сц]к|н|в|р|л|т)$", root)) and len(root) > 3
    if end in ("ой", "ей", "ую"):
        return gender == "f" and len(root) > 3
    return gender == "p" and end in ("ых", "их", "ым", "им")


def _adjective(root: str, gender: Gender) -> str:
    if gender in ("m", "p") and _HARD_I.search(root):
        return root + ("ий" if gender == "m" else "ие")
    if re.search(r"(?:жн|шн|дальн|верхн|нижн|средн|син)$", root.lower()) and root.lower() in (
        "верхн",
        "нижн",
        "средн",
        "дальн",
    ):
        return root + _ADJECTIVE_SOFT[gender]
    return root + _ADJECTIVE[gender]


def _bare(word: str, preposition: str | None) -> str:
    """«из Хонделена» → Хонделен, «из Афанасьевской» → Афанасьевская, «в Громышевке» → Громышевка."""
    low = fold(word)
    if preposition in ("из", "с", "до", "от", "у", "возле", "около", "близ"):
        return _from_genitive(word, low)
    if preposition in ("в", "во", "на", "о"):
        return _from_locative(word, low)
    if preposition in ("под", "над", "за") and low.endswith(("ом", "ем")):
        return word[:-2] + ("о" if re.search(r"(?:ов|ев|ин)ом$", low) else "")
    return word


def _from_genitive(word: str, low: str) -> str:
    if re.search(r"[сц]кого$|ного$|вого$", low):
        return word[:-3] + "ое"
    if re.search(r"(?:[сц]к|н|в)ой$", low):
        return word[:-2] + "ая"
    if re.search(r"(?:ов|ев|ин|ын)а$", low):
        return word[:-1] + "о"
    if re.search(r"(?:ов|ев|ин|ын)[ок]$", low):
        return word
    if low.endswith("ии"):
        return word[:-1] + "я"
    if re.search(r"[кгхшжчщ]и$", low):
        return word[:-1] + "а"
    if low.endswith("ы") or re.search(r"[лнрт]и$", low):
        return word[:-1] + ("а" if low.endswith("ы") else "ь")
    if low.endswith("ая") or re.search(r"[аеоу]я$", low):
        return word[:-1] + "й"
    if low.endswith("ья"):
        return word[:-1] + "е"
    if low.endswith("а") and not low.endswith(("ха", "га")):
        return word[:-1]
    return word


def _from_locative(word: str, low: str) -> str:
    if re.search(r"(?:[сц]к|н|в)ом$", low):
        return word[:-2] + "ое"
    if re.search(r"(?:[сц]к|н|в)ой$", low):
        return word[:-2] + "ая"
    if re.search(r"(?:ов|ев|ин|ын)е$", low):
        return word[:-1] + "о"
    if re.search(r"[аеоу]е$", low):
        return word[:-1] + "й"
    if re.search(r"[^аеиоуыэюя]ке$|[хшжц]е$", low):
        return word[:-1] + "а"
    if low.endswith("ах") and len(low) > 4:
        return word[:-2] + ("и" if re.search(r"[кгхшжчщ]ах$", low) else "ы")
    if low.endswith("ях"):
        return word[:-2] + "и"
    if low.endswith("е") and not low.endswith(("ье", "ое", "ее")):
        return word[:-1]
    return word


def _pair(first: str, last: str, gender: Gender | None, preposition: str | None) -> str:
    """«Большом Куналее» → Большой Куналей, «Крутом Логе» → Крутой Лог, «Малой Ольшанке» → Малая Ольшанка."""
    found = _OBLIQUE_ADJECTIVE.fullmatch(first)
    if not found or (found["end"] == "ой" and re.search(r"[^аеёиоуыэюя]$", last)):
        return f"{first} {_typed(last, gender) if gender else last}"
    root, end = found["root"], found["end"]
    if end in ("ых", "их", "ыми", "ими", "ым", "им") and fold(last).endswith(
        ("ах", "ях", "ов", "ей", "ам", "ами")
    ):
        plural = re.sub(r"(?:ах|ях|ов|ей|ами|ам)$", "", last)
        ending = "ие" if _HARD_I.search(root) else "ые"
        return f"{root}{ending} {plural}{'и' if re.search(r'[кгхшжчщ]$', plural) else 'ы'}"
    if end in ("ой", "ей", "ую"):
        noun = re.sub(r"(?:[еыиую]|ой|ей)$", "а", last)
        return f"{_adjective(root, 'f')} {noun}"
    if fold(last).endswith(("ове", "еве", "ине", "ова", "ева", "ина", "ово", "ево", "ино")):
        return f"{_adjective(root, 'n')} {last[:-1]}о"
    noun = _from_locative(last, fold(last)) if end in ("ом", "ем") else _from_genitive(last, fold(last))
    if noun.endswith(("о", "е")):
        return f"{_adjective(root, 'n')} {noun}"
    ending = (
        "ой" if fold(root) in lexicon("stressed_adjectives") else ("ий" if _HARD_I.search(root) else "ый")
    )
    soft = fold(root) in ("верхн", "нижн", "средн", "дальн", "ближн", "задн", "син", "летн")
    return f"{root}{'ий' if soft else ending} {noun}"
