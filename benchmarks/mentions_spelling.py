"""How names come out wrong: another case, a slip of the pen, Latin letters, a short form, an initial."""

from functools import cache
from random import Random

from parsers.lexicon import words
from parsers.names.paradigms import GIVEN, PATRONYMICS, SURNAMES, Case, Paradigm, decline

OBLIQUE: tuple[Case, ...] = ("gent", "datv", "accs", "ablt", "loct")
_LETTERS = "абвгдежзийклмнопрстуфхцчшыьэюя"
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SCHEMES = (
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "a b v g d e yo zh z i j k l m n o p r s t u f h c ch sh sch _ y _ e yu ya",
    "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh shch _ y ' e yu ya",
    "a b v g d e jo zh z i j k l m n o p r s t u f h c ch sh shh _ y _ e ju ja",
)
_PATRONYMIC_OF = {
    "Илья": "Ильич",
    "Никита": "Никитич",
    "Лука": "Лукич",
    "Фома": "Фомич",
    "Кузьма": "Кузьмич",
    "Лев": "Львович",
    "Павел": "Павлович",
    "Пётр": "Петрович",
    "Данила": "Данилович",
    "Яков": "Яковлевич",
    "Михаил": "Михайлович",
    "Гавриил": "Гаврилович",
}


@cache
def patronymic_of(father: str) -> str:
    """«Сергей» → «Сергеевич», «Юрий» → «Юрьевич», «Игорь» → «Игоревич»."""
    if father in _PATRONYMIC_OF:
        return _PATRONYMIC_OF[father]
    if father.endswith("ий"):
        return father[:-2] + "ьевич"
    if father.endswith(("й", "ь")):
        return father[:-1] + "евич"
    return father[:-1] + "ович" if father[-1] in "аяеиоуы" else father + "ович"


def in_another_case(name: str, table: tuple[Paradigm, ...], chance: Random) -> str:
    """A form that a parser failed to bring back to the nominative."""
    forms = _forms(name, table)
    return chance.choice(forms) if forms else name


@cache
def _forms(name: str, table: tuple[Paradigm, ...]) -> list[str]:
    found = [form for case in OBLIQUE for form in decline(name.lower(), "m", case, table)[:1]]
    return [form.capitalize() for form in found if form != name.lower()]


def misspelt(name: str, chance: Random) -> str:
    """One letter dropped, doubled, replaced, or two swapped; never the first."""
    if len(name) < 4:
        return name
    at = chance.randrange(1, len(name) - 1)
    slip = chance.randrange(4)
    if slip == 0:
        return name[:at] + name[at + 1 :]
    if slip == 1:
        return name[:at] + name[at] + name[at:]
    if slip == 2:
        return name[:at] + chance.choice(_LETTERS) + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def latin(name: str, scheme: int) -> str:
    """By one of the schemes in use: the press's, the passport's, and three of typists."""
    table = dict(zip(_CYRILLIC, _SCHEMES[scheme].split(), strict=True))
    text = "".join(table.get(letter, letter) for letter in name.lower()).replace("_", "")
    return text[:1].upper() + text[1:]


def any_scheme(chance: Random) -> int:
    return chance.randrange(len(_SCHEMES))


def short_form(given: str, chance: Random) -> str:
    """«Саша» of «Александр»; the name itself where it has none."""
    shorts = _shorts().get(given.lower().replace("ё", "е"), [])
    return chance.choice(shorts).capitalize() if shorts else given


@cache
def _shorts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for short, *full in (line.split() for line in sorted(words("diminutives"))):
        for name in full:
            found.setdefault(name, []).append(short)
    return found


TABLES = {"surname": SURNAMES, "given": GIVEN, "patronymic": PATRONYMICS}
