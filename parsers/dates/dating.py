"""Dates given to the people whose they are."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Claim, Document
from parsers.dates.cues import Role
from parsers.dates.passage import Day, Timeline, iso
from parsers.scope import Lean, Scope

_FIELDS: dict[Role, str] = {
    "death": "death_date",
    "battle": "death_date",
    "funeral": "funeral_date",
    "birth": "birth_date",
    "missing": "missing_since",
}
_CLOSERS = frozenset({",", ".", ";", ")", "!", ""})
_LAST_BIRTH = "2009"
_YOUNGEST_BORN = 2009
_OLDEST_BORN = 1945
_FULL = len("2024-01-31")
# «A 1996 года рождения», «B, 2001 г.р.»: written behind the name
_OF_BIRTH = re.compile(r"\s*(?:(?:года?|г\.)\s*рожд|г\.?\s?р\b|г/р)")
_OF_KIN_TOO = frozenset({"death", "funeral", "birth"})
_AFTER_NAME = frozenset({"life", "bracketed", "apposed"})
_BRACKETED = re.compile(r"[А-ЯЁA-Z][\w-]+\s*\((?:род\.\s*|р\.\s*|born\s+)?$")
_NAMED = re.compile(r"[А-ЯЁA-Z][\w.-]+,?\s$")
_MONTH = re.compile(r"[а-яёa-z]{3}")
_YEAR = re.compile(r"\d{4}")
# «Он 1990 года», «сам с 1985-го»
_OF_YEAR = re.compile(r"(?<![\w-])(?:[Оо]н|[Оо]на|[Сс]ам|[Сс]ама)\s(?:с\s)?$")
_APPOSED = re.compile(r",\s\d{4}\s+(?:года|г\.)[,.;]")
# «старик умер прошлой зимой», «отец погиб в Чечне»: somebody not named, whose dates are not the soldier's
_KIN = re.compile(
    r"(?<!\w)(?:отец|мать|мама|папа|дед|дедушка|прадед|прадедушка|старик|бабушка|отчим|мачеха|жена|супруга|дочь|дочка|"
    r"сестра|сестр[её]нка|father|mother|wife|grandfather)(?!\w)(?:\s+[а-яё]+){0,2}\s+"
    r"(?:погиб|умер|скончал|родил|похорон|died|was\s+(?:killed|born))|"
    r"(?<!\w)(?:погиб|умер|скончал|родил|похорон)\w*\s+(?:[а-яё]+\s+){0,2}(?:отец|мать|мама|папа|дед|дедушка|прадед|бабушка|"
    r"жена|супруга|дочь|дочка|сестра)(?!\w)|"
    r"(?<!\w)(?:гибель|смерть|уход|потерю|похороны|похоронили)\s+(?:[а-яё]+\s+){0,2}(?:брата|отца|матери|мать|сестры|сестру|деда|дедушки|дедушку|"
    r"бабушки|бабушку|жены|жену|супруги|дочери|дочь|дяди|тёти)(?!\w)"
)

Told = tuple[Claim, tuple[int, ...]]
"""A claim with the people whose it is."""


def date_claims(document: Document, line: Timeline, scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of the dates that are a field's; reports, ceremonies and careers are none."""
    yield from _without_digest(scope, list(_told(document, line, scope)))


def _told(document: Document, line: Timeline, scope: Scope) -> Iterator[Told]:
    for day in (*line.days, *_bare_births(document, line)):
        is_born = day.role == "birthday" and day.moment.year is not None and day.value < _LAST_BIRTH
        field = "birth_date" if is_born else _FIELDS.get(day.role)
        if field is None or (field == "birth_date" and not "1930" < day.value < _LAST_BIRTH):
            continue
        if day.role in _OF_KIN_TOO and _is_of_kin(line.low, scope.clause(day.start)):
            continue
        is_behind = day.rule in _AFTER_NAME or bool(_OF_BIRTH.match(line.low, day.end))
        lean: Lean = "before" if is_behind else "any"
        raw = document.text[day.start : day.end]
        claim = Claim(field, day.value, raw, day.start, day.end, f"{field}.{_rule(day)}", day.confidence)
        yield claim, scope.owners(day.start, day.end, lean=lean)


def _without_digest(scope: Scope, told: Sequence[Told]) -> Iterator[tuple[int, Claim]]:
    """«Кого похоронили в декабре» over a list, some of whom have their own day: no one's else."""
    own = {(who, claim.field) for claim, owners in told if not _is_title(scope, claim) for who in owners}
    for claim, owners in told:
        is_digest = _is_title(scope, claim) and len(claim.value) < _FULL and len(owners) > 1
        if not is_digest or not any((who, claim.field) in own for who in owners):
            yield from ((who, claim) for who in owners)


def _is_title(scope: Scope, claim: Claim) -> bool:
    block = scope.block(claim.start)
    return block is not None and block.part == "title"


def _bare_births(document: Document, line: Timeline) -> Iterator[Day]:
    """«Тимофей Ракитин (02.06.1988)», «дончанин, 1991 года, …»: a date of no other role, by itself."""
    taken = {day.start for day in line.days}
    text = document.text
    for one in line.found:
        if one.kind != "date" or one.year is None or one.year < _OLDEST_BORN:
            continue
        if (
            one.is_full
            and one.year < _YOUNGEST_BORN
            and _NAMED.search(text[max(0, one.start - 40) : one.start])
            and (text[one.start - 2] == "," or text[one.start : one.start + 2].isdigit())
            and not _MONTH.search(text, one.start, one.end)
        ):
            yield Day(one.start, one.end, "birth", iso(one), "apposed", 0.8, one)
            continue
        left, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 1]
        if one.month is None and one.year < _YOUNGEST_BORN and _OF_YEAR.search(left) and after in _CLOSERS:
            yield Day(one.start, one.end, "birth", iso(one), "apposed", 0.6, one)
        elif _BRACKETED.search(left) and after in {",", ";", ")"}:
            yield Day(one.start, one.end, "birth", iso(one), "bracketed", 0.8, one)
        elif (one.start not in taken and _APPOSED.fullmatch(text, one.start - 2, one.end + 1)) or (
            _NAMED.search(left) and _YEAR.fullmatch(text, one.start, one.end) and after in {",", ";"}
        ):
            yield Day(one.start, one.end, "birth", iso(one), "apposed", 0.6, one)


def _is_of_kin(low: str, clause: tuple[int, int]) -> bool:
    return bool(_KIN.search(low, *clause))


def _rule(day: Day) -> str:
    return day.rule if day.moment.year is not None else f"{day.rule}_year_inferred"
