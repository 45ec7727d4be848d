"""Call signs: never a surname, and claimed for the person they stand beside."""

import re

from parsers.names.person import Person

# «с позывным «Медведь»», «(позывной Грек)», «по позывному "Север"»
_SIGN = re.compile(
    r"позывн(?:ой|ым|ому|ого|ом)(?:\s*[-–—:])?\s+(?:[«\"“](?P<quoted>[^»\"”\n]{2,24})[»\"”]|(?P<bare>[А-ЯЁ][а-яё-]+))"
)
# «Егор «Медведь» Бессонов»
_BETWEEN = re.compile(r"\s[«\"“(](?P<sign>[А-ЯЁ][\w -]{1,20})[»\"”)]\s")
_REACH = 160  # characters from a name to its call sign


def give_callsigns(text: str, everyone: list[Person]) -> None:
    """Each call sign to the person named last before it, else first after it, within a line."""
    spots = sorted(((s.start, s.end, p) for p in everyone for s in p.spots), key=lambda spot: spot[:2])
    for match in _SIGN.finditer(text):
        before = [p for start, end, p in spots if end <= match.start() and _is_near(text, end, match.start())]
        after = [p for start, end, p in spots if start >= match.end() and _is_near(text, match.end(), start)]
        owner = before[-1] if before else after[0] if after else None
        group = "quoted" if match["quoted"] else "bare"
        if owner and not owner.callsign:
            owner.callsign = (match[group], *match.span(group))
    for person in everyone:
        for spot in person.spots:
            inside = _BETWEEN.search(text, spot.start, spot.end)
            if inside and not person.callsign:
                person.callsign = (inside["sign"], *inside.span("sign"))


def _is_near(text: str, start: int, end: int) -> bool:
    return end - start < _REACH and "\n" not in text[start:end]
