"""What a place is to the people beside it: home, birthplace, grave, school; or the front, a garrison."""

import re

from parsers.placing.cues import RUSSIAN, Bearing
from parsers.placing.cues_foreign import FOREIGN

WEIGHT: dict[Bearing, float] = {
    "residence": 1.0,
    "origin": 0.95,
    "inhabitant": 0.9,
    "birth": 0.88,
    "callup": 0.8,
    "raised": 0.89,
    "funeral": 0.76,
    "cemetery": 0.75,
    "beside": 0.74,
    "school": 0.72,
    "farewell": 0.7,
    "work": 0.66,
    "kin": 0.56,
    "authority": 0.55,
    "ceremony": 0.45,
    "near": 0.45,
}
"""How likely a place of this bearing is the home a careful reader would name; also the claim's confidence."""

_OUT_OF = re.compile(
    r"(?<![\w-])(?:(?:из|с)\s+|из\s+(?:[а-яё-]+(?:ого|его|ой|ей|ых|их)\s+){1,2})$", re.IGNORECASE
)
# «бойцы из Саратова и семи районов»: of each man nothing is said
_AND_DISTRICTS = re.compile(
    r"\s+и\s+(?:ещё\s+|еще\s+)?(?:[а-яё]+\s+){0,2}(?:район|округ|город|сёл|сел\b|посёлк)", re.IGNORECASE
)
# «приехал из Новоржева», «тело привезли из Ростова»: home or not, the words do not say
_COMING = re.compile(
    r"(?:прибы\w+|приех\w+|приезж\w+|добир\w+|верну\w+|возвращ\w+|достав\w+|привез\w+|прислал\w*|пришл\w+|звонил\w*|прилет\w+|съехал\w+)"
    r"\s+(?:[^\s.!?]+\s+){0,5}(?:из|с)\s+$", re.IGNORECASE,
)  # fmt: skip
# «из Соликамска завербовали»: a prison
_TAKEN = re.compile(r"заверб|вербов|этапир|эвакуир", re.IGNORECASE)
_BATTLE_AT = re.compile(
    r"(?<![\w-])(?:под|близ|возле|около|вблизи|у|за|в\s+районе|неподал[её]ку\s+от|недалеко\s+от)\s+$",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"погиб(?:ла|ли)?\b|убит|пал\b|смертел|ранен|штурм|бо[йю]\b|боя|боев|обстрел|дрон|артобстрел|наступлен|позици|блиндаж|окоп|взвод|рот[аы]\b",
    re.I,
)
_BURIAL = re.compile(
    r"\b(?:похорон|хорон|погреб|предал\w* земле|предан\w* земле|упоко|покоит|захорон|перезахорон|могил|"
    r"кладбищ|погост|отпев|отпел|"
    r"опустили в землю|джаназ|похова)", re.IGNORECASE,
)  # fmt: skip
_FAREWELL = re.compile(
    r"\b(?:(?:по)?прост(?:ил|ят|ит)|(?:по|рас)?прощ(?:а|ен)|провод(?:ил|ят|ит|ы|ов)|провож|панихид|митинг|соболезн|скорб|траур|почтил|"
    r"помин|встре(?:ч|ти)|достави|оплакив)", re.IGNORECASE,
)  # fmt: skip
_SCHOOL = re.compile(
    r"\b(?:школ|гимнази|лице[йеяю]|парт[аыуе]\b|доск|выпускник|стенд|именем|плит|учил(?:ся|ась)|увековеч)",
    re.IGNORECASE,
)
_WORK = re.compile(r"\b(?:работал|трудил|преподавал|тренировал|крутил)", re.IGNORECASE)
_MOTHERS = re.compile(
    r"\s+(?:живут|жив[её]т|проживают|проживает|остались|осталась)\s+(?:его\s+)?(?:мам|мать|матер|родител|от[е]?ц|брат|сестр|вдов|жен|семь)",
    re.IGNORECASE,
)
# «в Ксеньевке жил с первого класса», «в Очёре, где родился»: the verb behind the place
_AFTER: tuple[tuple[re.Pattern[str], Bearing], ...] = (
    (
        re.compile(
            r"(?:\s+(?:он|она|и|семья|с\s+семь[её]й))?\s+(?:жил|прожива|жив[её]т)",
            re.IGNORECASE,
        ),
        "residence",
    ),
    (re.compile(r"\s+(?:он\s+)?верну(?:лся|лось|ли)\b", re.IGNORECASE), "farewell"),
    (
        re.compile(r"(?:\s+(?:он|она|и))?,?\s+(?:где\s+)?(?:родил|вырос|появил\w+ на свет)", re.IGNORECASE),
        "birth",
    ),
)


# «В больнице Рубцовска открыли доску фельдшеру A»: he worked there, and did not die there
_AT_HOSPITAL = re.compile(r"(?:больниц|поликлиник|амбулатори)\w*\s+(?:\w+\s+)?$", re.IGNORECASE)
_PLAQUE = re.compile(r"\b(?:доск|стенд|мемориал|парт[аыу]\b|увековеч|уголок)", re.IGNORECASE)
# «Церемония прошла в клубе села X», «митинг в годовщину гибели»: where, not who
_AT_CLUB = re.compile(r"(?:клуб|ДК|дом\w*\s+культуры|зал)\w*\s+(?:\w+\s+)?$", re.IGNORECASE)
_CEREMONY = re.compile(r"\b(?:[Цц]еремони\w+|[Вв]ручени\w+|[Нн]аграждени\w+)\s+(?:прош|состоя|пройд)")
# «выезды от Форпоста до Мамонтова», «следующий тур — в Энгельсе»
_UP_TO = re.compile(r"(?<![\w-])(?:до|от)\s+$", re.IGNORECASE)
_GAMES = re.compile(
    r"\b(?:матч\w*|тур)\b|\b(?:турнир|первенств|чемпионат|кубк|пробег|забег)[^.!?]*?\bпамяти\s+"
    r"(?:двух|тр[её]х|четыр[её]х|пят\w+|погибших|павших|бойцов|земляков|героев|участников)",
    re.IGNORECASE,
)
_YEARS_ON = re.compile(r"\bв\s+(?:\w+\s+)?годовщин", re.IGNORECASE)
# «родился в Агинском, в Тыргетуй переехал в пятом классе»
_MOVED = re.compile(
    r"\s+(?:(?:он|она|семья|потом|затем)\s+){0,2}(?:переехал|перебрал|переселил)", re.IGNORECASE
)
_WITH_OUT_OF = frozenset({"origin", "kin", "callup"})
_WINDOW = 400
"""Characters of a clause that are looked at, before and behind a place."""


def bearing(
    text: str,
    start: int,
    end: int,
    clause: tuple[int, int],
    sentence: int,
    *,
    is_abroad: bool,
    lang: str = "ru",
) -> Bearing | None:
    """What the place at `text[start:end]` is to the people of its clause; None where it cannot be a home.

    `sentence` is where the sentence begins: cues before the place are looked for that far back.
    """
    before = text[max(sentence, start - 90) : start]
    if _AND_DISTRICTS.match(text, end):
        return "near"
    told = [
        (match.start(), -place, cue.bearing)
        for place, cue in enumerate(RUSSIAN if lang == "ru" else FOREIGN)
        if (match := cue.pattern.search(before))
    ]
    whole = text[max(clause[0], start - _WINDOW) : min(clause[1], end + _WINDOW)]
    if any(cue is None for _, _, cue in told):
        return "work" if _AT_HOSPITAL.search(before) and _PLAQUE.search(whole) else None
    if _UP_TO.search(before) and not told:
        return None
    if (
        _YEARS_ON.search(whole)
        or _GAMES.search(whole)
        or (_AT_CLUB.search(before) and _CEREMONY.search(whole))
    ):
        return "ceremony"
    if _MOTHERS.match(text, end):
        return "kin"
    if _MOVED.match(text, end):
        return "residence"
    nearest = max(told)[2] if told else None
    # the stem nearest to the place speaks of it: «родился в Кунгуре, похоронен в Чусовом»;
    # but of «похоронили A из Вольска» the preposition does
    if nearest and (nearest in _WITH_OUT_OF or not _OUT_OF.search(before)):
        return nearest
    for pattern, found in _AFTER:
        if pattern.match(text, end):
            return found
    if _OUT_OF.search(before) and _TAKEN.search(whole):
        return None
    if _OUT_OF.search(before):
        return "origin" if not _COMING.search(before) else ("near" if not is_abroad else None)
    if is_abroad:
        return None
    if (
        lang == "ru"
        and _BATTLE_AT.search(before)
        and (_WAR.search(whole) or not (_BURIAL.search(whole) or _WORK.search(whole)))
    ):
        return None
    return _by_clause(whole)


def _by_clause(whole: str) -> Bearing:
    for pattern, found in _BY_CLAUSE:
        if pattern.search(whole):
            return found
    return "near"


_BY_CLAUSE: tuple[tuple[re.Pattern[str], Bearing], ...] = (
    (_BURIAL, "funeral"),
    (_FAREWELL, "farewell"),
    (_SCHOOL, "school"),
    (_WORK, "work"),
)
