"""Where an article stops telling and starts recalling: «Напомним», «Ранее сообщалось», chronologies."""

import re
from collections.abc import Sequence

# «Напомним, …», «Ранее мы писали …», «Раньше ЕАН-вести рассказывали …», «До этого мы сообщали»
_RECALL = re.compile(
    r"[—–-]?\s*(?:напомн(?:им|ю|ить)\b|нагада(?:ємо|ю)\b|(?:как\s+)?(?:ранее|раньше|прежде|до\s+этого|накануне|неделей\s+раньше"
    r"|днём\s+раньше|днем\s+раньше)\s*(?:,\s*)?(?:\S+\s+){0,5}?(?:сообщал|писал|рассказывал|информировал|говорил|публиковал"
    r"|стало\s+известно|передавал|отмечал)"
    r"|(?:как\s+)?(?:уже\s+)?(?:сообщалось|писали|сообщали|рассказывали)\s+(?:ранее|раньше)|ранее\s*[:,]"
    r"|(?:мы\s+)?(?:уже\s+)?(?:писали|сообщали|рассказывали)\s*,|\S+(?:\s+\S+){0,2}\s+напоминает\b|earlier\b|previously\b"
    r"|раніше\s+(?:\S+\s+){0,3}?(?:повідомля|писа|розповіда))",
    re.I,
)
# the opening of the war, the mobilisation, the Ministry's totals: told under every other article
_BACKGROUND = re.compile(
    r"(?:специальная\s+военная\s+операция|спецоперация|сво)\b.{0,60}(?:началась|идёт|проходит|стартовала|длится)"
    r"|(?:о\s+начале|24\s+февраля\s+(?:2022|президент)).{0,80}(?:операци|путин|вторг|войн)"
    r"|(?:президент\s+)?(?:\S+\s+)?путин\s.{0,40}(?:объявил|подписал\s+указ|24\s+февраля)"
    r"|(?:в\s+ночь\s+на\s+)?24\s+февраля\s+(?:2022\s+года\s+)?(?:росси|в\s+росс|влад|на\s)"
    r"|по\s+(?:последним\s+)?(?:официальным\s+)?данным\s+(?:минобороны|министерства\s+обороны)|частичн\S+\s+мобилизаци\S+\s.{0,40}объявлен"
    r"|справка\b",
    re.I,
)


_OPENING = ("«", '"', "“", "„", "- «", "— «")


def tail_flags(texts: Sequence[str]) -> list[bool]:
    """For each paragraph, whether it is of the tail.

    From a recall in the second half on all is tail; an earlier one alone, with the quotation that follows.
    """
    flags = [False] * len(texts)
    for place, text in enumerate(texts):
        if place == 0 or flags[place]:
            continue
        if _RECALL.match(text):
            late = place * 2 >= len(texts)
            end = len(texts) if late else _after_quotes(texts, place + 1)
            flags[place:end] = [True] * (end - place)
        elif _BACKGROUND.match(text) and place * 2 >= len(texts):
            flags[place] = True
    return flags


def _after_quotes(texts: Sequence[str], start: int) -> int:
    """Where the quotations that belong to what was just recalled end."""
    end = start
    while end < len(texts) and texts[end].startswith(_OPENING):
        end += 1
    return end
