"""Whose a unit is: those in it, not its guests at a funeral, its neighbours, the other side, or his youth."""

import re
from collections.abc import Iterator

from parsers.scoping.clauses import is_predicative
from parsers.serving.category_owners import told_of
from parsers.serving.passage import Found
from parsers.serving.pointing import group_before, is_shared_heading, tells_of_others
from parsers.serving.roster import Roster
from parsers.serving.units import units

# those who come, speak, help: their unit is not the dead man's
_GUESTS = re.compile(
    r"\b(?:почетн[а-я]+\s+караул|оркестр\s|представител|командовани|делегаци|сослуживц[а-я]*\s+из|"
    r"коллег[а-я]+\s+из|ветеран[а-я]*|"
    r"прибыл|приехал|участвовал|вручил|присутств|выступил|помог|помощь|сбор\w*\s+для|основател|"
    r"создател|глав[аыеу]\s|"
    r"против|подразделени[а-я]+\s+всу|украинск|вооруженных\s+сил\s+украины|азов|всу|плац|построени|"
    r"парад|музе[йяею]|штаб\s|полигон|актов|по\s+соседству|рядом\s+с|соседн|"
    r"юнармейц|кадет[ыоа]|школьник|ученик|поисковик|волонт[её]р|пионер|активист|байкер|"
    r"шеврон|баннер|символик|нашивк|скончался\s[^.!?;]{0,30}\sв)"
    r"[^.!?;]{0,70}\Z"
)
# «Флаги ВДВ, один флаг «Вагнера»» over a cemetery; in a man's own row it tells of him
_FLAG = re.compile(r"\b(?:флаг|знам[яе]|знамен|стяг)[а-я]*\s[^.!?;]{0,20}\Z")
_BY_GUESTS = re.compile(
    r"\A[^.!?;,]{0,30}(?:вручил|выступил|сообщил|рассказал|помог|участвовал(?!\sв\s(?:бо|штурм|освобожд|операц|спецопер))|прибыл|"
    r"прислал|выстроил)"
)
# service before this war: «срочную службу проходил в», «ранее служил», «отслужил в», «бывший боец»
_BEFORE = re.compile(
    r"(?:(?:проходил|прош[её]л|отслужил|служил|отбыл)[а-я]*\s[^.!?;]{0,20}срочн|срочн[а-я]+[^.!?]{0,60}"
    r"(?:прош|проход|служил|отслуж|отбыл)|срочк[а-я]+|отслужил|ранее\s+служил|раньше\s+служил|"
    r"прежде\s+служил|уволил|"
    r"до\s+(?:войны|сво|спецоперации|мобилизации|этого|\d{4}\s+года)\s+(?:[а-я]+\s+)?служил|призывал[а-я]+)(?:(?!,\sа\s|потом|затем|теперь|позже)[^.!?;]){0,60}\Z|\bбывш[а-я]+\s(?:[а-я]+\s)?\Z"
)
_SERVING = re.compile(r"\bпроходил[а]?\s(?:военную\s)?(?:срочн|служб|по\sпризыву)[^.!?;]{0,40}\Z")
_CONSCRIPT = re.compile(r"\b(?:срочник|призывник|солдат[а-я]*\sсрочной)")
# «в ОМОНе служил раньше, до 2016 года»
_LONG_AGO = re.compile(
    r"\A[^.!?;—]{0,12}(?:служил|работал|был)[а-я]*\s(?:раньше|ранее|прежде|когда-то|до\s(?:войны|сво|20(?:0\d|1\d|2[01])))"
)
# «Сослуживец с позывным «Тайфун»»
_NICKNAME = re.compile(
    r"\b(?:позывн|прозвищ|псевдоним|кличк|операци|медал|орден|премия|конкурс)[а-я]*\s(?:—\s)?\Z"
)
_OLD_YEAR = re.compile(r"\b(?:в|с|до|по)\s(?:19\d\d|20(?:0\d|1[0-3]))(?:-[а-я]{1,2})?\b(?!\sгода\sрождения)")
# who is in a unit: verbs and words of membership
_MEMBER = re.compile(
    r"служ|воева|в\s+состав|бо[ей]ц|команд|зачисл|числил|попал|направ|приш[её]л|вступил|записал|"
    r"стал|был|штурмов|стрел|"
    r"served|fought|member|доброволец|добровольц|рядов|старшин|механик|водител|снайпер|разведчик|"
    r"десантник|оператор|наводчик|"
    r"подпис|верб|контракт|уш[её]л|уехал|отправ|поехал|напрос|взял|из\s(?:одной\s)?"
)
_CONTRACT = re.compile(r"контракт")
_OTHER_SIDE = re.compile(r"\A\s*(?:всу|вооруженных\s+сил\s+украины|«азов|украины)")
# «Десантники 104-го полка», «служили в», «оба», «все трое»
_PLURAL = re.compile(
    r"\b(?:десантники|бойцы|танкисты|морпехи|артиллеристы|мотострелки|разведчики|контрактники|"
    r"гвардейцы|все|трое|оба|обе|они|"
    r"служили|воевали|числились|входили)\b"
)
# a plural noun right before the unit: «A, B и C – бойцов 5-й бригады»
_MANY = re.compile(
    r"\b(?:бойц(?:ы|ов|ам|ами)|офицер(?:ы|ов|ам|ами)|офіцерів|бійців|солдат[ыа-я]{0,3}|"
    r"добровольц(?:ы|ев|ам|ами)|контрактник(?:и|ов|ам|ами)|разведчик(?:и|ов|ам|ами)|десантник(?:и|ов|ам|ами)|"
    r"штурмовик(?:и|ов|ам|ами)|мобилизованны[ехм]и?|"
    r"военнослужащи[ехм][а-я]?|служивш[а-я]+х|воевавш[а-я]+х|оба)\s(?:из\s|в\s)?\Z"
)


def placed_units(roster: Roster, low: str) -> Iterator[tuple[int, Found]]:
    """Every unit with each of its owners."""
    for found in units(roster.document.text, low, lang=roster.document.lang):
        start, end = roster.scope.sentence(found.start)
        before, after = (
            low[max(start, found.start - 90) : found.start],
            low[found.end : min(end, found.end + 60)],
        )
        if _FLAG.search(before) and not _is_in_his_row(roster, low, found):
            continue
        if _GUESTS.search(before) or _BY_GUESTS.match(after) or _OTHER_SIDE.match(after):
            continue
        if _LONG_AGO.match(after) or (found.rule == "unit.quoted" and _NICKNAME.search(before)):
            continue
        if _BEFORE.search(before) and not (_CONTRACT.search(low[start:end]) or _is_current(low, before)):
            continue
        if found.rule in ("unit.kind", "unit.branch") and _is_of_old(low, start, end):
            continue
        yield from ((who, found) for who in _owners(roster, low, found))


def _is_in_his_row(roster: Roster, low: str, found: Found) -> bool:
    """Whether a soldier's name stands before the unit in its line."""
    named = roster.before(found.start)
    return named is not None and "\n" not in low[named.end : found.start]


def _is_current(low: str, before: str) -> bool:
    """«Он проходил срочную службу в части 12721»: of a conscript who fell as one it is no past."""
    return bool(_SERVING.search(before) and _CONSCRIPT.search(low))


def _is_told(low: str, found: Found, start: int) -> bool:
    """Whether a clause begins with a unit that speaks of him: «Часть 29328 отвечает: числится»."""
    return found.rule == "unit.code" and low[start : found.start].strip() in ("", "в")


def _is_of_old(low: str, start: int, end: int) -> bool:
    """Whether a sentence, or a call-up told right before it, dates the service to his youth."""
    before = low[max(0, start - 60) : start]
    return bool(_OLD_YEAR.search(low, start, end) or (_OLD_YEAR.search(before) and "призва" in before))


def _owners(roster: Roster, low: str, found: Found) -> tuple[int, ...]:
    if roster.stranger_beyond(found.end):
        return ()
    after = roster.after(found.end)
    if (
        after
        and roster.joined(found.end, after.start)
        and not re.search(r"[,.;:()]", low[found.end : after.start])
    ):
        return tuple(dict.fromkeys(spot.who for spot in roster.coordinated(after)))
    if tells_of_others(roster, low, found.start):
        return ()
    both = roster.listed_before(found.start) if low[: found.start].endswith(" из ") else ()
    if len(both) == 2:
        return both
    if _MANY.search(low[max(0, found.start - 40) : found.start]):
        listed = roster.listed_after(found.end) or roster.listed_before(found.start)
        if listed:
            return listed
    if is_shared_heading(roster, found.start):
        return ()
    start, end = roster.scope.sentence(found.start)
    clause = slice(*roster.scope.clause(found.start))
    words = roster.document.lang == "ru" and (_MEMBER.search(low[clause]) or _PLURAL.search(low[clause]))
    is_told = (
        roster.within(start, end)
        or words
        or roster.document.lang != "ru"
        or _is_told(low, found, clause.start)
    )
    if not is_told and is_predicative(roster.document.text, clause.start, clause.stop):
        return ()
    if _PLURAL.search(low[clause.start : found.end]) and not roster.soldiers_within(
        clause.start, clause.stop
    ):
        return group_before(roster, found.start)
    return told_of(roster, found)
