"""What stands on the line of a name besides grammar: years of a life, plural roles, heads of lists."""

import re
from collections.abc import Iterator

from parsers.names.person import Spot
from parsers.roles.story import Span, Story
from parsers.roles.words import shape

# «(1990–2022)», «03.06.1977 – 21.11.2022»
_LIFE = re.compile(
    r"(?P<born>(?:19|20)\d\d)\s*[-–—]\s*(?:\d\d\.\d\d\.)?(?P<died>(?:19|20)\d\d)|"
    r"[-–—]\s*\d\d\.\d\d\.(?P<day>(?:19|20)\d\d)"
)
# «20-летний», «1990 г.р.», «(25)»
_AGE = re.compile(
    r"\d\d-?\s?летн|\b\d\d (?:лет|год)|\(\d\d(?:\)| лет)|(?:19|20)\d\d\s*г(?:ода|\.)\s?р|"
    r"\d\d\.\d\d\.(?:19|20)\d\d|, \d\d,"
)
# «A и B – матери солдат»
_PLURAL_KIN_AFTER = re.compile(
    r"(?:\s+и\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?|,\s*[А-ЯЁ][\w-]+\s[А-ЯЁ][\w-]+)*\s*[–—,-]\s*"
    r"(?:матери|отцы|родители|мамы|вдовы|жёны|сёстры|мама и папа|отец и мать|супруги)\b"
)
_OFFICES = (
    r"глав(?:ами|ам|ах)|глав\b|главы (?:районов|округов|городов|регионов|поселений)|мэр(?:ы|ов|ами)|"
    r"депутат(?:ы|ов|ами|ам)|руководител(?:и|ей|ями)|губернатор(?:ы|ов)|учител(?:я|ей|ями)|тренер(?:ы|ов)|"
    r"волонт[её]р(?:ы|ов)|художник(?:и|ов)|журналист(?:ы|ов)|начальник(?:и|ов|ами)|"
    r"(?:перво|второ|пяти|шести|семи|восьми|девяти|десяти|одиннадцати)классник(?:и|ов)|школьник(?:и|ов)|юнармейц(?:ы|ев)|студент(?:ы|ов)|кадет(?:ы|ов)"
)
_FIT, _OLD, _NOW = 17, 66, 2024
_YEARS_OLD = re.compile(
    r"(?<!\d)(?P<age>\d{1,3})(?:-?летн|\s(?:лет|год)(?!\w*\s(?:назад|служ|контракт)))|(?P<year>19[0-9]\d|20[0-2]\d)\s*г(?:ода|\.)?\s?р"
)
# «Заявитель: X», «Редколлегия тома: X, Y»; at the head of a line or after a stop
_LABEL = re.compile(r"(?:^|[.;\n]\s*)(?P<label>[А-ЯЁ][^.;:\n]{2,50}):\s[^.;:\n]*\Z", re.M)

_KIN = (
    r"отцы|отцов|отцами|матерями|мамы|родител(?:и|ей|ями|ям)|вдовы|вдовами|сыновья|дочери|жёны|жены|"
    r"братья|сёстры"
)
# «главы районов A, B и C», «отцы героев, A и B»: a plural role over a list, with no full stop between
_PLURAL_ROLE = re.compile(
    rf"\b(?:(?P<office>{_OFFICES})|(?P<kin>{_KIN}))"
    r"\b(?:(?:\s+[а-яё-]+){0,3}[,—–-]?|[а-яё ,-]{0,60}:)\s+"
    r"(?:[А-ЯЁ](?:(?!скорб|гибел|погиб|прости|проща|памят|соболезн|выпускник)[^.!?;])*)?$"
)
# «X: «Помощь получит каждая семья»»
_QUOTED_AFTER = re.compile(r"[»\"]?\s*(?:\([^)]*\))?:\s*[«\"“—–-]")
# «снимки и видео X»: a credit ends its line
_CREDIT = re.compile(
    r"(?:фото|снимк|видео|съ[её]мк|текст|рисун|иллюстрац|коллаж|photo)\w*"
    r"(?: и (?:видео|фото|текст)\w*)?[\s:©—–/-]*$",
    re.I,
)
_LOSSES = frozenset({"they_died", "fallen", "posthumous", "death"})
_CLAUSE_END = re.compile(r";|, (?:а|но|тогда как|в то время как) |\.\s")
_THESE = re.compile(
    r"\s*(?:[–—-]\s*)?(?:это|ими стали|среди (?:них|погибших|павших)|в их числе|имена|назван\w*)\b", re.I
)


def marks_of_line(story: Story, spot: Spot, start: int, end: int) -> Iterator[str]:
    """The evidence on the line of a name, within its sentence `start:end`."""
    text = story.text
    left, right = text[max(start, spot.start - 25) : spot.start], text[spot.end : min(end, spot.end + 32)]
    if _AGE.search(left[-16:]) or _AGE.match(right.lstrip(" ,(")) or _AGE.search(right[:14]):
        yield "age-beside"
    life = _LIFE.search(right)
    if life and life["born"] and not _FIT <= int(life["died"]) - int(life["born"]) <= _OLD:
        yield "life.unfit"
    elif life:
        yield "life.now" if (life["died"] or life["day"]) >= "2022" else "life.before"
    if _CREDIT.search(left) and re.match(r"\s*(?:[.)/©|]|$)", text[spot.end : spot.end + 3], re.M):
        yield "credit"
    yield from _of_standing(story, spot, start)
    yield from _of_age(text, spot)
    yield from _of_label(story, spot, start)
    plural = _PLURAL_ROLE.search(text[max(start, spot.start - 90) : spot.start])
    if plural and not (plural["kin"] and _ranked_in_genitive(story, spot)):
        yield "office.plural" if plural["office"] else "relative.plural"
    if _QUOTED_AFTER.match(text[spot.end : spot.end + 30]):
        yield "say.subject"
    if _PLURAL_KIN_AFTER.match(text, spot.end):
        yield "relative.plural"
    if "posthumous" in story.groups([_clause(text, spot, start, end)]):
        yield "posthumous.clause"
    if _heads_a_list(story, start, spot.start):
        yield "dead.colon"
    if text.count("«", start, spot.start) > text.count("»", start, spot.start):
        yield "in-quote"


# «по словам главы региона X», «сообщил директор техникума X»; not «сообщил о гибели X»
_SOURCE = re.compile(
    r"(?P<by>[Пп]о (?:словам|мнению|сообщению)|"
    r"(?:сообщил|рассказал|заявил|отметил|уточнил|написал|сказал|подтвердил|добавил|пояснил)а?)\s+"
    r"(?:(?!(?:о|об|обо|про|что|как)\b)[А-ЯЁа-яё«»\"-]+\s+){0,6}$"
)
_BEREAVED = frozenset({"kin", "relative", "soldier", "enlisted", "died", "fallen"})
# «на церемонии были заместитель командира полковник X, …»
_ATTENDED = re.compile(
    r"\b(?:на|в) (?:церемони|митинг|прощани|открыти|мероприяти|похорон)\w*[^.!?]{0,60}?"
    r"\b(?:был[иа]?|присутств\w+|участв\w+|принял[аи]? участие|собрал\w+|пришл[иа]|"
    r"выступил[иа]?|приехал[иа]?)\b"
    r"(?:(?!погиб|павш|памят|чест)[^.!?])*$",
    re.I,
)
# «школа имени Героя России X»
_HOUSE = re.compile(
    r"\b(?:школ|центр|гимнази|лице[йяю]|училищ|техникум|колледж|корпус|завод|библиотек|МАОУ|МБОУ|МОУ|СОШ)\w*"
    r"[^.;!?\n]{0,60}\bим(?:ени|\.) (?:[А-ЯЁа-яё-]+ ){0,4}$"
)


def _of_standing(story: Story, spot: Spot, start: int) -> Iterator[str]:
    """He is asked, he came to the ceremony, a school bears his name: by the words before his."""
    before = story.text[max(start, spot.start - 200) : spot.start]
    source = _SOURCE.search(before)
    if source:
        begun = spot.start - len(before) + source.start()
        is_genitive = source["by"][:2].lower() == "по"
        cases = {name.case for name in spot.names[:2]}
        fits = cases & {"gent", "accs"} if is_genitive else "nomn" in cases
        if fits and not story.cues.within(begun, spot.start) & _BEREAVED:
            yield "source.of"
    if _ATTENDED.search(before):
        yield "at.ceremony"
    if _HOUSE.search(before):
        yield "patron.house"


def _of_age(text: str, spot: Spot) -> Iterator[str]:
    """Too old or too young for a soldier, by the age or the year of birth beside the name."""
    beside = text[max(0, spot.start - 24) : spot.start], text[spot.end : spot.end + 30]
    for match in (m for part in beside for m in _YEARS_OLD.finditer(part)):
        age = int(match["age"]) if match["age"] else _NOW - int(match["year"])
        if not _FIT <= age <= _OLD:
            yield "age.unfit"


def _of_label(story: Story, spot: Spot, start: int) -> Iterator[str]:
    """«Заявитель: X», «Собрали: X, Y»: the label at the head of what the name stands in."""
    label = _LABEL.search(story.text, max(start, spot.start - 120), spot.start)
    if label:
        found = story.cues.within(label.start("label"), label.end("label"))
        yield from (f"{group}.label" for group in found)


def _ranked_in_genitive(story: Story, spot: Spot) -> bool:
    """«родителям лейтенанта X»: a rank stands just before a name in the genitive, so the kin is not X."""
    cases = {name.case for name in spot.names[:2]}
    near = story.cues.within(max(0, spot.start - 30), spot.start)
    return bool(cases & {"gent", "accs"}) and "enlisted" in near


def is_opening(before: str) -> bool:
    """Whether a name opens its paragraph: nothing before it, or a rank, a post, an age, no verb."""
    if len(before) > 70 or re.search(r"[.!?:]\s", before):
        return False
    return not any("VERB" in shape(word.lower()).kinds for word in re.findall(r"[а-яё]{2,}", before.lower()))


def _clause(text: str, spot: Spot, start: int, end: int) -> Span:
    """The stretch of a sentence around a name up to «;» or «, а …» on either side."""
    before = [match.end() for match in _CLAUSE_END.finditer(text, start, spot.start)]
    after = _CLAUSE_END.search(text, spot.end, end)
    return (before[-1] if before else start, after.start() if after else end)


def _heads_a_list(story: Story, start: int, at: int) -> bool:
    """«о подвигах павших: A, B»; «Погибли трое. Это рядовой A, …»: a list headed by a word of death."""
    before = story.span(story.sentence(start) - 1)
    colon = story.text.rfind(":", start, at)
    if colon >= 0:
        return bool(story.groups([(start, colon), before]) & _LOSSES)
    if _THESE.match(story.text, start, at):
        return bool(story.groups([before, (start, at)]) & (_LOSSES | {"funeral"}))
    return False
