"""Case forms of place names, by ending: generous on purpose, since a form is only looked up, never printed.

The rules are those of school grammar for toponyms: adjectival names («в Бологом», «из Балакова»), names in
-ово and -ино both declined and not, plural names («в Набережных Челнах», «из Великих Лук»), fleeting vowels.
"""

from itertools import product

from parsers.gazetteer.entries import fold
from parsers.lexicon import words

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
Table = dict[str, frozenset[str]]

_VOWELS = "аеиоуыэюя"
_HUSHERS = "гкхжшчщ"
_LINKING = frozenset({"на", "над", "под", "в", "при", "ле", "де", "им", "имени"})
# ending of an adjective in the nominative: endings in the other cases, gen dat acc ins loc
_ADJECTIVES = {
    "ый": ("ого", "ому", "ый", "ым", "ом"),
    "ой": ("ого", "ому", "ой", "ым им", "ом"),
    "ий": ("ого его", "ому ему", "ий", "им", "ом ем"),
    "ая": ("ой ей", "ой ей", "ую", "ой ою", "ой ей"),
    "яя": ("ей", "ей", "юю", "ей", "ей"),
    "ое": ("ого", "ому", "ое", "ым им", "ом"),
    "ее": ("его", "ему", "ее", "им", "ем"),
    "ые": ("ых", "ым", "ые", "ыми", "ых"),
    "ие": ("их", "им", "ие", "ими", "их"),
}
_NOUN_O = ("а", "у", "о", "ом", "е")
_PLURAL_HARD = ("", "ам", "", "ами", "ах")
_PLURAL_SOFT = ("", "ям", "", "ями", "ях")


def forms(name: str) -> set[str]:
    """Every folded form of a name, the nominative included.

    >>> sorted(forms("Бологое"))
    ['бологим', 'бологого', 'бологое', 'бологом', 'бологому', 'бологым']
    """
    tables = [_declined(word) for word in fold(name).split()]
    found = {fold(name)}
    for case in CASES:
        found.update(" ".join(parts) for parts in product(*(table[case] for table in tables)))
    return found


def _declined(word: str) -> Table:
    """Forms of one word by case; of a hyphenated one the last part, or both, or the part before «-на-»."""
    parts = word.split("-")
    if len(parts) == 1:
        return _simple(word)
    link = next((at for at, part in enumerate(parts) if part in _LINKING), None)
    if link:
        tail = "-".join(parts[link:])
        head = _declined("-".join(parts[:link]))
        return {case: frozenset(f"{one}-{tail}" for one in head[case]) for case in CASES}
    first, last = "-".join(parts[:-1]), _simple(parts[-1])
    heads = None if first in words("fixed_first_parts") else _simple(first)
    return {
        case: frozenset(
            {f"{first}-{one}" for one in last[case]}
            | {f"{head}-{one}" for head, one in product(heads[case] if heads else (), last[case])}
        )
        for case in CASES
    }


def _simple(word: str) -> Table:
    """Forms of a word without hyphens; words in -о, -е, -и, -у may also stay as they are."""
    if len(word) < 3 or not word.isalpha():
        return _table(word, [{word}] * 5)
    adjective = _ADJECTIVES.get(word[-2:])
    if adjective and len(word) > 3 and not word.endswith(("рий", "лий", "дой", "строй")):
        return _table(word, [{word[:-2] + end for end in ends.split()} for ends in adjective])
    return _table(word, _noun(word))


def _table(word: str, oblique: list[set[str]]) -> Table:
    return dict(zip(CASES, [frozenset({word}), *(frozenset(one or {word}) for one in oblique)], strict=True))


def _noun(word: str) -> list[set[str]]:
    stem, last = word[:-1], word[-1]
    if last in "бвгдзклмнпрстфхцчшжщ":
        return _masculine(word)
    if last == "й":
        return _with(stem, ("я", "ю", "й", "ем", "и" if stem.endswith("и") else "е"))
    if last == "ь":
        feminine = _with(stem, ("и", "и", "ь", "ью", "и"))
        return [a | b for a, b in zip(feminine, _masculine(word), strict=True)]
    if last == "а":
        soft = stem[-1] in _HUSHERS
        return _with(stem, ("и" if soft else "ы", "е", "у", "ой ей", "е"))
    if last == "я":
        return _with(
            stem, ("и", "и" if stem.endswith("и") else "е", "ю", "ей", "и" if stem[-1] in "иь" else "е")
        )
    if last == "о":
        return [{word} | one for one in _with(stem, _NOUN_O)]
    if last == "е":
        ends = ("а", "у", "е", "ем", "е") if stem[-1] in "цщшж" else ("я", "ю", "е", "ем", "е и")
        return [{word} | one for one in _with(stem, ends)]
    if last in "ыи":
        return _plural(word)
    return [{word}] * 5


def _masculine(word: str) -> list[set[str]]:
    """Орёл → Орла, Елец → Ельца, Торжок → Торжка beside the regular forms; Ярославль → Ярославля."""
    stem = word.rstrip("ь")
    ends = ("я", "ю", "ь", "ем", "е") if word.endswith("ь") else ("а", "у", "", "ом ем", "е у")
    stems = {stem}
    if word.endswith(("ец", "ок", "ек", "ел", "ень")):
        root = stem[:-2]
        stems.add(root + ("ь" if word.endswith(("лец", "нек", "лек")) else "") + stem[-1])
        if root[-1:] in _VOWELS:
            stems.add(root + "й" + stem[-1])
    found = [set().union(*(_with(one, ends)[case] for one in stems)) for case in range(5)]
    found[2] = {word}
    return found


def _plural(word: str) -> list[set[str]]:
    """Чебоксары → Чебоксар, Химки → Химок, Березники → Березников, Дергачи → Дергачей."""
    stem = word[:-1]
    hard = word.endswith("ы") or stem[-1] in _HUSHERS
    found = _with(stem, _PLURAL_HARD if hard else _PLURAL_SOFT)
    found[0] = {stem + "ов", stem + "ев", stem + "ей"} | ({stem} if len(stem) > 2 else set())
    if len(stem) > 2 and stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
        root = stem[:-2] if stem[-2] in "ьй" else stem[:-1]
        found[0] |= {root + vowel + stem[-1] for vowel in "ое"}
    if not hard and stem[-1] not in _VOWELS:
        found[0].add(stem + "ь")
    found[2] = {word}
    return [{word} | one if word.endswith("и") and case else one for case, one in enumerate(found)]


def _with(stem: str, ends: tuple[str, ...]) -> list[set[str]]:
    return [{stem + end for end in one.split()} if one else {stem} for one in ends]
