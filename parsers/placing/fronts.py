"""Regions of Russia that a page names for the fighting there: they say nothing of where its villages lie."""

import re

from parsers.placing.toponyms import Toponym

BORDER = frozenset({"RU-BEL", "RU-BRY", "RU-KRS"})
"""Regions of Russia where men were killed."""
_WARS = BORDER | {"RU-CE", "RU-SE"}
# «в Курской области», «на Белгородчине», «в Чечне»; not «села X Курской области», «житель Курской области»
_THERE = re.compile(
    r"(?:^|[^\w-])(?:в|во|на|под|за|по)\s+(?:(?:приграничь\w+|границ\w+|[а-яё]+ск\w+\s+районе?)\s+)?$",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"погиб|убит|пал[аи]?\b|плен|ранен|бо[йюеё]\w{0,2}\b|боев|службу|служи|воева|войн|задани|защит|обстрел|границ|смерт|штурм|"
    r"кампани|команди|пропал|оборвал|настиг|операци|сложил",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[а-яё)»\"]{3,}[.!?]\s|\n")
_REACH = 160


def is_front(text: str, one: Toponym, publisher: str | None) -> bool:
    """«Погиб в Курской области», a heading «Чечня»: a region named for its war, not the page's own."""
    codes = set(one.regions) if one.level == "region" else {place.region for place in one.options}
    if one.level == "settlement" or publisher in codes or not codes or not codes <= _WARS:
        return False
    if text[one.start - 1 : one.start] in ("", "\n") and text[one.end : one.end + 1] in ("", "\n"):
        return True
    return bool(_THERE.search(text, max(0, one.start - 40), one.start) and _WAR.search(_sentence(text, one)))


def _sentence(text: str, one: Toponym) -> str:
    before = text[max(0, one.start - _REACH) : one.start]
    begun = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
    after = text[one.end : one.end + _REACH]
    ended = _SENTENCE_END.search(after)
    return before[begun:] + after[: ended.end() if ended else None]
