"""Every wording of an age (format atlas §5): stated, in words, on the N-th year of life, short of a birthday."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from parsers.dates.numbers import CARDINAL, ORDINAL, cardinal, glued, ordinal

# soldiers of this war: the youngest called up are 18 (17 with a school's contract), the oldest volunteers about 70
_YOUNGEST, _OLDEST = 17, 75

_NUMBER = rf"(?:(?<!\d)\d{{1,2}}(?!\d)|(?<!\w){CARDINAL})"
_YEARS = r"(?:\s+(?:полн(?:ых|ые)\s+)?(?:лет|года|год|рок(?:ів|и)|рік|years?))"
_CLOSE = r"(?=\s*(?:[.,;:!?…)—–\n]|$|(?:и|а|но|когда|как|на|в|из|он|у|and|when|he|та)\b))"
_ONLY = r"(?:(?:всего|лишь|только|полных|едва|уже|тогда|ещё|еще|было|был|только-только|just|only|по|всего-то|—|–|-|:)\s*)"
_HIM = (
    r"(?:ему|им|обоим|йому|(?:парню|бойцу|мужчине|солдату|воину|военному|военнослужащему|герою|земляку|"
    r"защитнику|мальчишке|"
    r"сыну|рядовому|ефрейтору|сержанту|старшине|прапорщику|лейтенанту|капитану|майору|подполковнику|"
    r"полковнику|матросу|погибшему|"
    r"добровольцу|контрактнику|мобилизованному|срочнику|офицеру|командиру|первому|второму|третьему|младшему|"
    r"старшему)(?:\s+[а-яё]+у)?)"
)


class Age(Struct, frozen=True):
    """An age as written; `years` already in completed years. `birthday` is the age a birthday was or would be."""

    start: int
    end: int
    years: int
    rule: str
    lean: Literal["before", "after", "any"] = "any"
    confidence: float = 0.9
    birthday: int | None = None
    listed: tuple[int, ...] = ()


_ADJECTIVE = re.compile(
    r"(?<![\w.,-])(?:(?P<digits>\d{1,2})(?:\s?[-‐‑–—]\s?|\s)?(?:(?:ти|и|х|ми)-?)?|(?P<words>[а-яё]{3,22}?))"
    r"(?:летн(?:ий|его|ему|им|ем|яя|ей|юю|ие|их|ими)|річн(?:ий|ого|ому|им|і|их))(?!\w)"
)
_YEAR_OLD = re.compile(rf"(?<!\w)(?P<n>\d{{1,2}}|{CARDINAL})[\s-]+years?[\s-]+old(?!\w)")
_IN_AGE = re.compile(
    rf"(?:в\s+(?:свои\s+|своём\s+)?возрасте|у\s+віці|at\s+the\s+age\s+of|\baged?(?:\s+at)?|"
    rf"возраст(?:\s+христа)?\s*(?:[—–:-]\s*)?|put\s+his\s+age\s+at)\s*"
    rf"(?:полных\s+)?(?P<n>{_NUMBER})(?:{_YEARS})?(?!\w)"
)
_WAS = re.compile(
    rf"(?<!\w)(?:был[оа]?|исполнил(?:ось|ся)|стукнуло|минуло|was|turned|be)\s+(?:(?!не\b|"
    rf"бы\b)[а-яёa-z]{{2,14}}\s+){{0,3}}?{_ONLY}?"
    rf"(?P<n>{_NUMBER})(?:(?P<unit>{_YEARS})(?!\w)|{_CLOSE})"
)
_TO_HIM = re.compile(
    rf"(?<!\w){_HIM}\s*{_ONLY}{{0,2}}\s*(?P<n>{_NUMBER})(?:(?P<unit>{_YEARS})(?!\w)|\s+(?:исполн|было|стукн|минул)|{_CLOSE})"
)
_COUNTED = re.compile(rf"(?<![\w.,:/№-])(?P<n>\d{{1,2}}|{CARDINAL}){_YEARS}(?!\w)")
_LIST = re.compile(r"(?<![\d.])(?P<n>\d\d(?:,\s+\d\d)*(?:\s+и|,)\s+\d\d)(?:\s+(?:лет|года|год))(?!\w)")
_YEAR_OF_LIFE = re.compile(
    rf"(?<!\w)(?:на\s+(?P<at>\d\d(?:-?о?м)?|{ORDINAL})\s+году(?:\s+жизни)?|"
    rf"(?:ш[её]л|пош[её]л)\s+(?:[а-яё]+\s+){{0,2}}?(?P<going>\d\d(?:-?[ыо]?й)?|{ORDINAL})\s+год)(?!\w)"
)
_ANNIVERSARY = re.compile(
    rf"(?<!\w)(?:(?P<digits>\d\d)\s?[-‐–]?\s?(?:ти)?лети(?:я|е|ю|ем|и)|(?P<glued>[а-яё]{{4,22}}?)лети(?:я|е|"
    rf"ю|ем|и)|"
    rf"(?P<ordinal>{ORDINAL}|\d\d(?:-?(?:го|й|му|th|nd|st|rd))?)\s+(?:дн[яюе]м?|день|"
    rf"birthday)(?:\s+рождения)?)(?!\w)"
)
_SHORT = re.compile(
    rf"не\s+дожи(?:л\w*|в\w*)\s+(?:[а-яё\d]+\s+){{0,4}}?(?:и\s+|"
    rf"даже\s+)?до\s+(?:своих\s+)?(?P<n>{_NUMBER})(?:{_YEARS})?(?!\w)"
    rf"|не\s+исполнил(?:ось|ся)\s+(?:(?:и|ещё|еще|даже|пока)\s+)*(?P<yet>{_NUMBER})(?:{_YEARS})?(?!\w)"
    rf"|(?:исполни(?:лось\s+бы|ться|тся)|стукнуло\s+бы)\s+(?:(?:только|всего|лишь|"
    rf"бы)\s+)*(?P<would>{_NUMBER})(?:{_YEARS})?(?!\w)"
)
_AFTER_NAME = re.compile(
    rf"\s*(?:(?:,|[—–-]|:)\s*)?{_ONLY}{{0,3}}(?P<n>{_NUMBER})(?:(?P<unit>{_YEARS})(?!\w)|(?=\s*(?:[.,;)…\n]|"
    rf"$|и\s)))"
)
_IN_BRACKETS = re.compile(rf"\s*\(\s*(?P<n>{_NUMBER})(?:{_YEARS})?\s*[),;]")

_KIN = (
    r"доч\w*|дитя|реб[её]н\w*|дет(?:и|ям|ей|ьми|ишк\w*)|малыш\w*|сестр\w*|мам[аеыу]|мать|матер\w*|от(?:ец|цу|"
    r"ца)|пап[аеыу]|жен[аыу]|(?<!^)жене|вдов[аеыу]|супруг\w*|"
    r"вну[кч]\w*|племянни\w*|бабушк\w*|дедушк\w*|дед[ау]?|крестни\w*|мальчик\w*|девочк\w*|брат[ау]?|"
    r"братишк\w*|школьни\w*|школ[аеы]|учени\w*|пенсионер\w*|"
    r"сыновья\w*|сыновь\w*|дочур\w*|daughters?|sons?|mother|father|wife|brother|children"
)
_KIN_NEAR = re.compile(
    rf"(?<!\w)(?:{_KIN})\s*(?:[а-яё]+\s+){{0,2}}[,—–-]?\s*(?:(?:было|был|исполнилось|всего|по|—|уже|"
    rf"тогда)\s*)*$"
)
_KIN_NEXT = re.compile(
    rf"\W*(?:[а-яё]+\s+)?(?:{_KIN}|сын\w*|женщин\w*|ветеран\w*|стаж\w*|срок\w*|опыт\w*|контракт\w*|период\w*|"
    rf"выслуг\w*|истори\w*|юбиле\w*|"
    r"войн\w*|заключени\w*|кредит\w*|годовщин\w*)(?!\w)"
)
_SPAN_NEXT = re.compile(
    r"\W{0,2}(?:назад|спустя|подряд|служб\w*|работ\w*|стаж\w*|строг\w*|колони\w*|тюрьм\w*|заключ\w*|лишен\w*|"
    r"общего|войн\w*|вместе|брака|рождения|р\.|"
    r"выпуск\w*|старше|младше|моложе|разницы|как\b|со\s+дня|с\s+(?:тех|того|момента|начала)|тому|ago|later|"
    r"in\s+prison|службе|в\s+(?:колонии|армии|браке|школе|"
    r"шахте|полиции|органах|тюрьме|должности|профессии|пожарн\w+|спорте)|отработал\w*|прослужил\w*|"
    r"проработал\w*|отслужил\w*|(?:он|она)\s+(?!прожил)[а-яё]+л[а]?\b)"
)
_SPAN_BEFORE = re.compile(
    r"(?:через|спустя|срок\w*|приговор\w*|осужд[её]н\w*|осудили|дали|дал\s+ему|получил\w*|больше|более|около|"
    r"почти|свыше|отслужил\w*|прослужил\w*|проработал\w*|"
    r"отработал\w*|отсидел\w*|стаж\w*|последние|за|течение|целых|прошло|прошли|отдал\w*|посвятил\w*|"
    r"руководил\w*|трудил\w*|работал\w*|служил\w*|служит|"
    r"минимум|на|каждые|ровно|спустя|впервые|долгих|после|within|after|for|sentenced\s+to|"
    r"старше\s+на)\s+(?:[а-яё]+\s+)?$"
)
_ENLISTED = re.compile(
    r"призва|призыв|мобилиз|контракт|отправил|уш[её]л|уехал|поехал|поступил|пош[её]л|завербов|записал|женил|"
    r"арми|"
    r"окончил|осужд|осудил|колони|тюрьм|начал\s|начинал|переехал|лишил|осиротел|остался"
)
_AT_AGE = re.compile(r"(?:в|во|с|до|когда\s+(?:ему|ей)\s+было|к)\s+(?:свои\s+)?$")
_ENDED = re.compile(r"погиб|умер|скончал|убит|не\s+стало|оборвал|прожил|пал\b|навсегда|моложе|died|killed")
_MISSED = re.compile(
    r"не\s+дожи|не\s+успел|не\s+отмети|не\s+встрет|должен\s+был|отметил\s+бы|отпраздновал\s+бы|готовил|"
    r"собирал|до\s+\S*\s*(?:оставал|не\s+хват)|before|исполнилось\s+бы|накануне|за\s+\S+\s+(?:до|дн)"
)
_REACHED = re.compile(
    r"отметил|отпраздновал|исполнил|успел|справил|встретил|в\s+день|исполнял|праздновал|celebrated"
)
_AROUND = 60


def ages(low: str, named: Sequence[tuple[int, int]]) -> Iterator[Age]:
    """Ages of a text in lower case; `named` are the spans of names. Overlaps are left in, the surest first."""
    found = [*_stated(low), *_short(low), *_listed(low), *_after_names(low, named), *_counted(low)]
    kept: list[Age] = []
    for one in found:
        if not _YOUNGEST <= one.years <= _OLDEST or _is_elses(low, one):
            continue
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return iter(kept)


def _stated(low: str) -> Iterator[Age]:
    for found in _ADJECTIVE.finditer(low):
        years = int(found["digits"]) if found["digits"] else glued(found["words"])
        if years is not None and not _KIN_NEXT.match(low, found.end()):
            yield Age(*found.span(), years, "age.stated", "after", 0.95)
    for found in _YEAR_OF_LIFE.finditer(low):
        years = _ordinal(found["at"] or found["going"])
        if years is not None:
            yield Age(*found.span(), years - 1, "age.year_of_life", confidence=0.92)


def _short(low: str) -> Iterator[Age]:
    """Ages short of a birthday: «не дожил до 26-летия», «исполнилось бы 42»."""
    for found in _SHORT.finditer(low):
        years = cardinal(found["n"] or found["yet"] or found["would"])
        if years is not None:
            birthday = years if found["would"] else None
            yield Age(*found.span(), years - 1, "age.short_of_birthday", confidence=0.85, birthday=birthday)
    for found in _ANNIVERSARY.finditer(low):
        years = (
            int(found["digits"])
            if found["digits"]
            else glued(found["glued"])
            if found["glued"]
            else _ordinal(found["ordinal"])
        )
        around = _sentence_around(low, *found.span())
        if years is None or years < _YOUNGEST:
            continue
        if _MISSED.search(around):
            yield Age(*found.span(), years - 1, "age.short_of_birthday", confidence=0.85, birthday=years)
        elif _REACHED.search(around):
            yield Age(*found.span(), years, "age.birthday", confidence=0.85, birthday=years)


def _after_names(low: str, named: Sequence[tuple[int, int]]) -> Iterator[Age]:
    """«Игорю — 23», «Фирсом Леоновым, 41», «Денис (26 лет)»."""
    for _, end in named:
        found = _IN_BRACKETS.match(low, end) or _AFTER_NAME.match(low, end)
        years = cardinal(found["n"]) if found else None
        if found and years is not None and not _SPAN_NEXT.match(low, found.end()):
            yield Age(found.start("n"), found.end("n"), years, "age.after_name", "before", 0.85)


def _listed(low: str) -> Iterator[Age]:
    """«A, B и C: 29, 34 и 40 лет»."""
    for found in _LIST.finditer(low):
        listed = tuple(int(number) for number in re.findall(r"\d\d", found["n"]))
        yield Age(*found.span(), listed[0], "age.listed", "any", 0.85, None, listed)


def _counted(low: str) -> Iterator[Age]:
    for pattern, rule in (
        (_YEAR_OLD, "age.stated"),
        (_IN_AGE, "age.stated"),
        (_TO_HIM, "age.stated"),
        (_WAS, "age.stated"),
        (_COUNTED, "age.counted"),
    ):
        for found in pattern.finditer(low):
            years = cardinal(found["n"])
            if years is None or _SPAN_NEXT.match(low, found.end()) or _is_span(low, found):
                continue
            is_birthday = "исполнил" in found[0] or "стукну" in found[0]
            confidence = 0.7 if pattern is _COUNTED else 0.88
            yield Age(
                found.start("n"), found.end(), years, rule, "any", confidence, years if is_birthday else None
            )


def _is_span(low: str, found: re.Match[str]) -> bool:
    """«через 20 лет», «осуждён на 19 лет» count a span of time, not an age."""
    left = low[max(0, found.start("n") - _AROUND) : found.start("n")]
    return bool(_SPAN_BEFORE.search(left)) and not re.search(r"прожил|возраст|ему|навсегда", left)


def _is_elses(low: str, one: Age) -> bool:
    """A relative's age, or the soldier's own at another time (called up, married)."""
    left = low[low.rfind("\n", 0, one.start) + 1 : one.start][-_AROUND:]
    left = re.split(r"[.!?;]\s", left)[-1]
    if one.lean != "before" and _KIN_NEAR.search(left):
        return True
    if one.rule not in {"age.counted", "age.stated"} or one.lean == "after":
        return False
    clause = re.split(r",\s|;\s", left)[-1] + re.split(r"[,;.!?\n]", low[one.end : one.end + _AROUND])[0]
    return bool(_AT_AGE.search(left) and _ENLISTED.search(clause) and not _ENDED.search(clause))


def _sentence_around(low: str, start: int, end: int) -> str:
    left = re.split(r"[.!?\n]\s*", low[max(0, start - 90) : start])[-1]
    return left + low[start:end] + re.split(r"[.!?\n]", low[end : end + 90])[0]


def _ordinal(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else ordinal(text)
