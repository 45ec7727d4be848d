"""Every date of a text, each once: overlaps resolved, «завтра, в субботу, 18 февраля» read as one."""

import re

import msgspec

from parsers.dates.moments import Moment
from parsers.dates.pointing import pointing
from parsers.dates.written import written

_OVERLONG = re.compile(r"([^\n]{20000})[^\n]+")
_SAME_DATE = re.compile(r"\s*[,(—–]?\s*(?:(?:в|во|on|the|это)\s+)?")


def lowered(text: str) -> str:
    """The text in lower case, character by character, so that offsets hold; absurdly long lines are blanked.

    Nobody writes a line of 20,000 characters: what follows in it is not read, so that no page costs minutes.
    """
    text = _OVERLONG.sub(lambda found: found[1] + "\0" * (found.end() - found.end(1)), text)
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def moments(text: str) -> list[Moment]:
    """All dates of a text in order; none crosses a line's end."""
    low = lowered(text)
    found = [*written(low, text), *pointing(low)]
    found = [one for one in found if "\n" not in text[one.start : one.end].strip()]
    return [one for one in _merged(low, _longest(found)) if one.kind != "weekday" or not one.days]


def _longest(found: list[Moment]) -> list[Moment]:
    """Of overlapping dates the longest."""
    kept: list[Moment] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _merged(low: str, found: list[Moment]) -> list[Moment]:
    """«сегодня, 14 марта» is the date; «завтра, в субботу» is tomorrow; «8 июля, в пятницу» is one date."""
    kept: list[Moment] = []
    for one in found:
        if kept and _SAME_DATE.fullmatch(low, kept[-1].end, one.start):
            both = _one_date(kept[-1], one)
            if both:
                kept[-1] = msgspec.structs.replace(both, start=kept[-1].start, end=one.end)
                continue
        kept.append(one)
    return kept


def _one_date(one: Moment, other: Moment) -> Moment | None:
    kinds = {one.kind, other.kind}
    for exact, vague in ((one, other), (other, one)):
        if exact.kind in {"date", "day"} and exact.day and vague.kind == "weekday":
            return msgspec.structs.replace(exact, weekday=vague.weekday)
        if exact.kind in {"date", "day"} and exact.day and vague.kind == "shift":
            return exact
        if exact.kind == "date" and exact.year and not exact.month and vague.kind == "season":
            return exact
        if exact.kind in {"shift", "step"} and vague.kind == "weekday":
            return exact
    return one if kinds == {"date"} and one.is_full and not other.day else None
