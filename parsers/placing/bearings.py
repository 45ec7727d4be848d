"""What a place is to the people beside it: home, birthplace, grave, school — or the front, a garrison, a hospital."""

import re
from typing import Literal

from msgspec import Struct

Bearing = Literal[
    "residence",
    "origin",
    "inhabitant",
    "birth",
    "callup",
    "funeral",
    "farewell",
    "school",
    "work",
    "authority",
    "beside",
    "near",
]

WEIGHT: dict[Bearing, float] = {
    "residence": 1.0,
    "origin": 0.95,
    "inhabitant": 0.9,
    "birth": 0.88,
    "callup": 0.8,
    "funeral": 0.76,
    "school": 0.72,
    "farewell": 0.7,
    "beside": 0.74,
    "work": 0.66,
    "authority": 0.55,
    "near": 0.45,
}
"""How likely a place of this bearing is the home that a careful reader would name; also the claim's confidence."""


class Cue(Struct, frozen=True):
    """A pattern that ends where the place (or its type word) begins, and what it makes of the place."""

    pattern: re.Pattern[str]
    bearing: Bearing | None


_IN = r"(?:в|во|на|у|из|под|близ|возле|около|недалеко от|неподал[её]ку от|рядом с)\s+"
_GAP = r"(?:[^\s,;:.!?()«»—–]+\s+){0,4}?"


def _before(pattern: str, bearing: Bearing | None) -> Cue:
    return Cue(re.compile(r"(?<![\w-])(?:" + pattern + r")$", re.IGNORECASE), bearing)


# read in this order; the first that matches decides. None: not a home
_BEFORE: tuple[Cue, ...] = (
    # «погиб под Угледаром», «пал в Судже», «ранен у Крынок», «сбит под»
    _before(
        r"(?:погиб(?:ла|ли|нуть|ш\w+)?|павш\w+|пал[аи]?|убит[аы]?|скончал\w+|умер(?:ла|ли)?|ранен\w*|подорвал\w+|сгорел[аи]?|сложил\w*\s+голов\w+|"
        r"не\s+стало|оборвал\w+|пропал[аи]?|сбит\w*|накрыл\w*|попал[аи]?|убил[аи]?|гибел\w+|пленен\w*|плен|воевал[аи]?|воюет|"
        r"сражал\w+|штурмовал\w*|оборонял\w*|освобожд\w+|удерживал\w*|наступал\w*|бо[йяюе]\w{0,2}|бои|боях|боев|фронт\w*)\s+"
        + _GAP + r"(?:в|во|на|у|под|близ|возле|около|за|районе|вблизи|окрестностях)\s+(?:районе\s+)?",
        None,
    ),
    _before(r"при\s+(?:штурме|освобождении|обороне|взятии|обстреле|зачистке|захвате)\s+\w*\s*|за\s+(?:освобождение|взятие|оборону)\s+", None),
    _before(r"направлени\w+\s+(?:у|под)\s+|позывн\w+\s+", None),
    # «весть из Перми», «груз из Ростова», «сестра из Мурома»: others come from there
    _before(
        r"(?:сестр\w+|мать|матер\w+|мам\w+|отец|отц\w+|вдов\w+|жен\w+|внук\w*|дед\w*|дяд\w+|т[её]т\w+|медик\w*|врач\w*|тренер\w*|"
        r"учительниц\w+|священник\w*|команд\w+|школьник\w*|груз\w*|концерт\w*|фильм\w*|весть|известие|новост\w+|сообщени\w+)\s+"
        r"(?:[^\s.!?,]+\s+){0,2}(?:из|с)\s+", None,
    ),
    # garrisons: «служил в Чебаркуле», «бригады из Буйнакска», «дислоцированном в», «полигон под»
    _before(
        r"(?:служб\w+|служил[аи]?|служивш\w+|отслужил\w*|дислоц\w+|базир\w+|расквартир\w+|учени\w+|полигон\w*|гарнизон\w*|учебк\w+|"
        r"бригад\w+|дивизи\w+|полк(?:а|у|ом|е)?|батальон\w*|част[иь]\w*|десантник\w*|танкист\w*|морпех\w*|морск\w+\s+пехот\w+,?|отряд\w*)\s+"
        + r"(?:[^\s,;:.!?()«»—–]+\s+){0,2}?" + r"(?:в|во|на|из|под)\s+",
        None,
    ),
    _before(r"контракт\w*\s+(?:[^\s;:.!?()«»—–]+\s+){0,3}?(?:в|во)\s+", None),
    _before(r"(?:госпитал\w+|больниц\w+|морг\w*|лечени\w+|реанимаци\w+)\s+(?:\w+\s+){0,2}?(?:в\s+)?(?:город\w*\s+)?", None),
    _before(
        r"(?:университет\w*|институт\w*|академи\w+|военн\w+\s+училищ\w+|военн\w+\s+кафедр\w+|командн\w+\s+училищ\w+|вуз\w*|суворовск\w+\s+училищ\w+|кадетск\w+)\s+"
        r"(?:[^\s,;:.!?()«»—–]+\s+){0,3}?(?:в\s+)?", None,
    ),
    _before(r"(?:колони\w+|ик-\d+|сизо|тюрьм\w+|зон[аеуы])\s+(?:\w+\s+){0,2}?(?:в\s+|под\s+)?(?:г\.\s?|город\w*\s+)?", None),
    _before(r"(?:рейс\w*|поезд\w*|самол[её]т\w*|борт\w*|дорог\w+|трасс\w+|колонн\w+)\s+(?:\w+\s+)?(?:на|в|из|до)\s+", None),
    _before(r"(?:депутат\w*|сенатор\w*|журналист\w*|корреспондент\w*|волонт[её]р\w*|гост[иь]\w*|делегаци\w+|артист\w*|фонд\w*)\s+(?:из|от)\s+", None),
    # homes
    _before(r"(?:жител\w+|жительниц\w+|проживал\w*|проживавш\w+|проживающ\w+|проживает|прописан\w*|жил[аи]?|жи[лв]ш\w+|жив[её]т|жил,\s+и\s+\w+\s+в|"
            r"переехал\w*|перебрал\w+|переселил\w+|обосновал\w+|поселил\w+|осел[аи]?|дома,?|домой|дом\s+его|дом\s+был)\s+" + _GAP + r"(?:(?:в|во|на|под|возле|близ|около)\s+)?", "residence"),
    _before(r"родом\s+(?:\w+\s+){0,3}?(?:из|с)\s+|уроженец\s+|урожен(?:ц\w+|к\w+)\s+|выходец\s+из\s+|выход(?:ца|цем|цы|цев)\s+из\s+|родн(?:ой|ую|ом|ого|ое|ая)\s+", "origin"),
    _before(r"(?:родил\w+|родивш\w+|появил\w+\s+на\s+свет|вырос\w*|детств\w+)\s+(?:[^\s,;:.!?()«»]+\s+){0,6}?(?:в|во|на|под)\s+", "birth"),
    _before(r"(?:призван\w*|призывал\w*|призвал\w*|мобилизован\w*|мобилизовал\w*|призыв\w*|ушёл|ушел|отправил\w+|уехал\w*|пош[её]л)\s+(?:[^\s,;:.!?()«»—–]+\s+){0,4}?(?:из|с)\s+|"
            r"(?:призван\w*|мобилизован\w*|военкомат\w*|комиссариат\w*)\s+(?:\w+\s+){0,3}?(?:в|во|по)?\s*", "callup"),
    _before(r"(?:похорон\w*|хорон\w+|погреб\w+|погреб[её]н\w*|предал\w+\s+земле|преда\w+\s+земле|упокоил\w+|покоится|захорон\w+|могил\w+|кладбищ\w+|погост\w*|отпел\w*|отпева\w+)\s+"
            r"(?:[^\s;:.!?()«»]+\s+){0,5}?(?:(?:в|во|на|под|у)\s+)?", "funeral"),
    _before(r"(?:прост\w+|прощ\w+|провод\w+|провож\w+|панихид\w+|церемони\w+|митинг\w*|встре(?:ч|т)\w+)\s+(?:[^\s;:.!?()«»]+\s+){0,5}?(?:в|во|на)\s+", "farewell"),
    _before(r"(?:школ\w+|гимнази\w+|лице\w+|СОШ|клуб\w*|ДК|дом\w*\s+культуры|техникум\w*|колледж\w*|парт\w+|училищ\w+)\s+(?:№\s*\d+\s+)?(?:[^\s,;:.!?()—–]+\s+){0,2}?(?:в\s+)?", "school"),
    _before(r"(?:учил\w+|училс\w+|школу|работал\w*|трудил\w+|преподавал\w*|выпускник\w*)\s+(?:[^\s,;:.!?()—–]+\s+){0,4}?(?:в|во|на|под)\s+", "work"),
    _before(r"(?:глав\w+|мэр\w*|администраци\w+|руководител\w+|градоначальник\w*|губернатор\w*|военком\w*|парламент\w*)\s+(?:\w+\s+){0,2}?", "authority"),
)  # fmt: skip
_BEFORE_FOREIGN: tuple[Cue, ...] = (
    _before(r"(?:killed|died|wounded|fell|fighting|fought|captured|shot\s+down|hit|struck|battle|fell|missing)\s+(?:\S+\s+){0,6}?(?:in|near|at|outside|around)\s+(?:the\s+)?"
            r"(?:village\s+of\s+|town\s+of\s+|city\s+of\s+)?", None),
    _before(r"(?:загину\w+|вбит\w+|поранен\w+|бо[їяю]\w*|зник\w*|полонен\w*)\s+(?:\S+\s+){0,4}?(?:в|у|на|під|біля|поблизу)\s+", None),
    _before(r"(?:brigade|regiment|division|battalion|unit|base|stationed|hospital|academy|university|prison|colony)\s+(?:\S+\s+){0,3}?(?:in|of|from|near)\s+", None),
    _before(r"near\s+|outside\s+|під\s+|біля\s+|поблизу\s+", None),
    _before(r"(?:lived|living|resident|residents|resid\w+|moved)\s+(?:\S+\s+){0,3}?(?:in|of|to)\s+|(?:мешкан\w+|жител\w+|жив|жила|проживав)\s+(?:\S+\s+){0,3}?(?:(?:в|у|із|з)\s+)?(?:міста\s+|села\s+)?", "residence"),
    _before(r"(?:born|grew\s+up|raised)\s+(?:\S+\s+){0,6}?(?:in|at)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:village\s+of\s+|town\s+of\s+)?|народи\w+\s+(?:\S+\s+){0,5}?(?:в|у)\s+(?:селі\s+|місті\s+)?", "birth"),
    _before(r"(?:buried|laid\s+to\s+rest|burial|grave|cemetery|funeral)\s+(?:\S+\s+){0,5}?(?:in|at|of)\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:village\s+of\s+|town\s+of\s+|city\s+of\s+)?|похова\w+\s+(?:\S+\s+){0,5}?(?:в|у|на)\s+(?:селі\s+|місті\s+)?", "funeral"),
    _before(r"(?:farewell|mourn\w*|ceremony)\s+(?:\S+\s+){0,5}?(?:in|at)\s+", "farewell"),
    _before(r"(?:school|college)\s+(?:\S+\s+){0,4}?(?:in|of|at)\s+(?:the\s+)?(?:village\s+of\s+|town\s+of\s+)?", "school"),
    _before(r"(?:from|native\s+of|hails\s+from|hailed\s+from|родом\s+із|родом\s+з|уродженець|із|зі|з)\s+(?:the\s+)?(?:[a-z]+\s+){0,4}?(?:village\s+of\s+|town\s+of\s+|city\s+of\s+|села\s+|міста\s+|селища\s+)?", "origin"),
    _before(r"(?:mayor|governor|head|administration)\s+of\s+", "authority"),
)  # fmt: skip
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
_BATTLE_AT = re.compile(
    r"(?<![\w-])(?:под|близ|возле|около|вблизи|у|за|в\s+районе|неподал[её]ку\s+от|недалеко\s+от)\s+$",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"погиб(?:ла|ли)?\b|убит|пал\b|смертел|ранен|штурм|бо[йю]\b|боя|боев|обстрел|дрон|артобстрел|наступлен|позици|блиндаж|окоп|взвод|рот[аы]\b",
    re.I,
)
_BURIAL = re.compile(
    r"\b(?:похорон|хорон|погреб|предал\w* земле|предан\w* земле|упоко|покоит|захорон|перезахорон|могил|кладбищ|погост|отпев|отпел|"
    r"опустили в землю|джаназ)", re.IGNORECASE,
)  # fmt: skip
_FAREWELL = re.compile(
    r"\b(?:(?:по)?прост(?:ил|ят|ит)|(?:по|рас)?прощ(?:а|ен)|провод(?:ил|ят|ит|ы|ов)|провож|панихид|митинг|соболезн|скорб|траур|почтил|"
    r"помин|встре(?:ч|ти)|достави|оплакив)", re.IGNORECASE,
)  # fmt: skip
_SCHOOL = re.compile(
    r"\b(?:школ|гимнази|лице[йеяю]|парт[аыуе]\b|доск|выпускник|стенд|именем|плит|учил(?:ся|ась)|увековеч)",
    re.IGNORECASE,
)
_WORK = re.compile(r"\b(?:работал|трудил|преподавал|учител|тренировал|крутил)", re.IGNORECASE)
# «в Ксеньевке жил с первого класса», «в Очёре, где родился»: the verb behind the place
_AFTER: tuple[tuple[re.Pattern[str], Bearing], ...] = (
    (
        re.compile(r"(?:\s+(?:он|она|и|с\s+семь[её]й))?\s+(?:жил|прожива|жив[её]т)", re.IGNORECASE),
        "residence",
    ),
    (
        re.compile(r"(?:\s+(?:он|она|и))?,?\s+(?:где\s+)?(?:родил|вырос|появил\w+ на свет)", re.IGNORECASE),
        "birth",
    ),
)


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
    for cue in _BEFORE if lang == "ru" else _BEFORE_FOREIGN:
        if cue.pattern.search(before):
            return cue.bearing
    whole = text[max(clause[0], start - _WINDOW) : min(clause[1], end + _WINDOW)]
    for pattern, found in _AFTER:
        if pattern.match(text, end):
            return found
    if _OUT_OF.search(before):
        return "origin" if not _COMING.search(before) else ("near" if not is_abroad else None)
    if is_abroad:
        return None
    if _BATTLE_AT.search(before) and (
        _WAR.search(whole) or not (_BURIAL.search(whole) or _WORK.search(whole))
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
