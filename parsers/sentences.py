"""Where the sentences of a document begin and end."""

import re

from parsers.lexicon import words

_NEAR = 40  # characters beside a stop that decide whether it ends a sentence
_LINE = re.compile(r"[^\n]+")

# «… в Твери. Он», «погиб…» «— Да!», «селе.Похороны» (glued), «… героя!»
_END = re.compile(r"(?:\.{1,3}|[!?…]+)[»\"”’)\]]*(?=\s|$|(?<=[а-яёa-z0-9)»\"”]\.)[А-ЯЁA-Z«\"“])")

# the word before a stop: «пос», «т», «И»
_LAST_WORD = re.compile(r"(?:^|[^\w-])((?:[\w-]+\.)*[\w-]+)$")

_MONTH_OR_YEAR = re.compile(r"(?:\d{4}|\d{2,4}\s*[-–]\s*\d{2,4})\s*гг?\.$")
# «Зимин Фома, род. 05.06.1985, ум. 02.10.2023»; before anything else these are words
_BEFORE_A_DATE = frozenset({"род", "ум", "пог", "сконч", "похор", "захор", "погр"})
_BIRTH_YEAR = re.compile(r"\bг\.\s?р\.$")


def split(text: str) -> list[tuple[int, int]]:
    """Offsets of sentences; a line break always ends one, an abbreviation or an initial does not.

    >>> [text[a:b] for a, b in split("Похоронен в с. Каменка.Ему было 20.")]
    ['Похоронен в с. Каменка.', 'Ему было 20.']
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _ends(text, line.start(), line.end()):
            found.append((start, end))
            start = end
        found.append((start, line.end()))
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def _ends(text: str, start: int, end: int) -> list[int]:
    line = text[start:end]
    return [start + mark.end() for mark in _END.finditer(line) if _is_end(line, mark.start(), mark.end())]


def _is_end(line: str, stop: int, end: int) -> bool:
    """Whether the mark at `stop`, which with its closing quotes ends at `end`, ends a sentence."""
    after = line[end : end + _NEAR].lstrip()
    if after[:1].islower() or after[:1] in {",", ";"}:
        return False  # «— Жив! — сказал он», «т. е. сегодня», «"Погиб!" написал»
    if re.match(r"[-–—]\s*[а-яёa-z]", after):
        return False
    if line[stop:end] != ".":
        return True
    return not _is_abbreviation(line[max(0, stop - _NEAR) : stop], after)


def _is_abbreviation(before: str, after: str) -> bool:
    found = _LAST_WORD.search(before)
    if not found or not after:
        return False
    word = found[1]
    if len(word) == 1 and word.isupper():
        return bool(re.match(r"[А-ЯЁA-Z]", after))  # an initial: «И. Каменкин»
    last = word.lower().rsplit(".", 1)[-1]
    if last in _BEFORE_A_DATE and after[0].isdigit():
        return True
    if _MONTH_OR_YEAR.search(before + ".") or _BIRTH_YEAR.search(before + "."):
        return bool(re.match(r"[а-яёa-z0-9(–—-]", after))
    if word.lower() in words("abbreviations_ending"):
        return not re.match(r"[А-ЯЁA-Z«\"“—–-]", after)
    if not {word.lower(), last} & words("abbreviations"):
        return False
    return bool(re.match(r"[А-ЯЁA-Z«\"“0-9№(]", after))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
