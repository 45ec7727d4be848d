"""Adjectives made from place names, as stems without an ending: «Губаха» → «губахинск», «Елец» → «елецк».

Generous like the case forms: a stem that nobody says costs nothing. Demonyms come from the same stems
(«губахинец», «ельчанин»), see `parsers.gazetteer.demonyms`.
"""

import re

from parsers.gazetteer.entries import fold

_ADJECTIVAL = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
_ENDING = re.compile(r"(?<=[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)$")
_SOFTER = {"г": "ж", "х": "ш", "з": "з"}
# stems that no rule gives
_IRREGULAR = {
    "великие луки": {"великолукск"},
    "нижний новгород": {"нижегородск"},
    "ростов-на-дону": {"ростовск"},
    "набережные челны": {"челнинск"},
    "минеральные воды": {"минераловодск"},
    "сергиев посад": {"сергиево-посадск", "посадск"},
    "новый уренгой": {"новоуренгойск", "уренгойск"},
    "комсомольск-на-амуре": {"комсомольск"},
    "владикавказ": {"владикавказск"},
    "александровск-сахалинский": {"александровск-сахалинск"},
    "кирово-чепецк": {"кирово-чепецк", "чепецк"},
    "сосновый бор": {"сосновоборск"},
    "дальнереченск": {"дальнереченск"},
    "орел": {"орловск"},
    "псков": {"псковск"},
    "москва": {"московск"},
    "курск": {"курск"},
    "тверь": {"тверск"},
    "ольга": {"ольгинск"},
    "ломоносов": {"ломоносовск"},
}


def adjective_stem(word: str) -> str | None:
    """The stem of an adjective in -ский in any form, else None. The ь before -ск is dropped on both sides.

    >>> adjective_stem("Ирбитского")
    'ирбитск'
    """
    folded = fold(word)
    found = _ENDING.search(folded)
    return plain(folded[: found.start()]) if found and found.start() > 3 else None


def plain(stem: str) -> str:
    """«тарасульск» and «тарасулск» are one: nobody keeps the soft sign straight."""
    return stem.replace("льск", "лск").replace("ньск", "нск").replace("рьск", "рск")


def stems(name: str) -> set[str]:
    """Stems of the adjectives of a name.

    >>> "губахинск" in stems("Губаха")
    True
    """
    folded = fold(name)
    found = set(_IRREGULAR.get(folded, ()))
    words = folded.split()
    if len(words) == 2:
        found |= _compound(*words)
    elif len(words) == 1:
        head, _, last = folded.rpartition("-")
        found |= {f"{head}-{stem}" if head else stem for stem in _simple(last)}
    return {plain(stem) for stem in found}


def _compound(first: str, second: str) -> set[str]:
    """«Старый Оскол» → «старооскольск»; «Верхняя Пышма» → «верхнепышминск»."""
    root = _ADJECTIVAL.sub("", first)
    if root == first:
        return set()
    vowels = (
        "е" if root.endswith(("н", "ж", "ш", "ч", "щ")) and first.endswith(("ий", "яя", "ее", "ие")) else "о"
    )
    return {f"{root}{vowels}{stem}" for stem in _simple(second)}


def _simple(word: str) -> set[str]:
    if re.search(r"[сц]к$", word):
        return {word}
    adjectival = re.search(r"(?:[сц]к)(?=(?:ий|ой|ая|ое|ие)$)", word)
    if adjectival:
        return {word[: adjectival.end()]}
    if len(word) < 3:
        return set()
    root = _ADJECTIVAL.sub("", word) if len(word) > 5 else word
    if root != word:
        return {root + "ск", root + "овск", root + "енск", root + "инск", root + "нск"}
    return _from_noun(word)


def _from_noun(word: str) -> set[str]:
    root = re.sub(r"(?:[аяоеыиуюэ]|ь|й)$", "", word)
    if word.endswith("й"):
        root = word
    if word.endswith("ия"):
        root = word[:-2]
    ends = {"ск", "инск", "енск", "овск", "евск", "анск", "янск", "чанск"}
    found = {root + end for end in ends}
    if root[-1:] in _SOFTER:
        found.add(root[:-1] + _SOFTER[root[-1]] + "ск")
    if root.endswith("к"):
        found |= {root[:-1] + "ск", root[:-1] + "цк", root[:-1] + "чск", root[:-1] + "ковск"}
        if len(root) > 3 and root[-2] not in "аеиоуыэюя":
            found |= {root[:-1] + "енск", root[:-1] + "оцк", root[:-1] + "ецк"}
        if root.endswith("ок"):
            found |= {root[:-2] + "ковск", root[:-2] + "кск"}
    if word.endswith("ец"):
        found |= {word[:-2] + "ецк", word[:-2] + "цевск"}
    elif root.endswith(("ц", "ч")):
        found |= {root[:-1] + "цк", root[:-1] + "ецк", root[:-1] + "чинск"}
    if word.endswith(("ая", "уя", "оя", "ея")):
        found |= {root + "йск"}
    return found
