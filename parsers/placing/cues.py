"""The words before a place that say what it is: tables of stems. What is nobody's home
outweighs all; of the others the stem nearest to the place decides.

In a stem `*` stands for any ending and `_` for a space. `gap` is how many words may stand between the stem
and the preposition (`link`) that ends before the place.
"""

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
    "cemetery",
    "raised",
    "farewell",
    "school",
    "work",
    "kin",
    "authority",
    "beside",
    "ceremony",
    "near",
]


class Cue(Struct, frozen=True):
    """A pattern that ends where the place (or its type word) begins; None: the place is nobody's home."""

    bearing: Bearing | None
    pattern: re.Pattern[str]


def cue(
    bearing: Bearing | None,
    stems: str,
    *,
    gap: int = 0,
    link: str = "",
    over_commas: bool = False,
    over_names: bool = True,
) -> Cue:
    """A pattern of `stems`, a gap and a preposition.

    A `link` that ends in «?» may be missing; with `over_names` false no capital may stand in the gap.
    """
    words = "|".join(stem.replace("_", r"\s+").replace("*", r"\w*") for stem in stems.split())
    between = r"(?:[^\s;:.!?()«»]+\s+)" if over_commas else r"(?:[^\s,;:.!?()«»—–]+\s+)"
    between = between if over_names else rf"(?:(?-i:(?![А-ЯЁ])){between})"
    links = "|".join(one.replace("_", r"\s+") for one in link.rstrip("?").split())
    tail = rf"(?:(?:{links})\s+){'?' if link.endswith('?') else ''}" if links else ""
    return Cue(bearing, re.compile(rf"(?<![\w-])(?:{words})\s+{between}{{0,{gap}}}?{tail}$", re.IGNORECASE))


_IN = "в во на под возле близ около"

RUSSIAN: tuple[Cue, ...] = (
    # «погиб под Угледаром», «ранен в районе Крынок», «бои за Соледар»
    cue(
        None,
        "погиб погибла погибли погибнуть погибш* павш* пал пала пали убит убита убиты убил убила "
        "убили убийств* скончал* умер умерла умерли ранен* подорвал* сгорел сгорела сгорели сложил*_голов* "
        "не_стало оборвал* пропал пропала пропали сбит сбита сбиты накрыл* попал попала попали "
        "гибел* смерть пленен* плен "
        "воевал* воюет воюют сражал* штурмовал* оборонял* освобожд* удерживал* наступал* бой боя бою боем "
        "боях боев бои фронт*",
        gap=4,
        link="в во на у под близ возле около за районе вблизи окрестностях",
    ),
    cue(
        None,
        "при_штурме при_освобождении при_обороне при_взятии при_обстреле при_зачистке при_захвате "
        "за_освобождение за_взятие за_оборону",
        gap=1,
    ),
    cue(None, "направлени*", link="у под"),
    cue(None, "полигоне, полигон, учебке, учебка, госпитале, госпиталь, гарнизон, гарнизоне, сборах,"),
    cue(None, "позывн*"),
    # where men from elsewhere earn money
    cue(None, "стройке стройках стройку стройки заработк* вахт*", gap=2, link="в во под на"),
    # «1 место – команда с. Павловка»
    cue(None, "команда команды команду командой сборная сборной сборную спортсмен* участник*_из"),
    # «весть из Перми», «сестра из Мурома»: others come from there
    cue(
        None,
        "сестр* брат* сын* внук* дед* дяд* тёт* тет* медик* врач* тренер* "
        "учительниц* священник* команд* школьник* груз* концерт* фильм* весть известие новост* сообщени* "
        "депутат* сенатор* журналист* корреспондент* волонтёр* волонтер* гость гостя гости гостей делегаци* "
        "артист* фонд* телевизионщик* настройщик*",
        gap=2,
        link="из с от",
        over_names=False,
    ),
    # garrisons: «служил в Чебаркуле», «бригады из Буйнакска», «полигон под Белгородом»
    cue(
        None,
        "служб* служил служила служили служивш* отслужил* дислоц* базир* расквартир* учени* полигон* "
        "подготовк* слаживани* обучени* гарнизон* учебк* "
        "бригад* дивизи* полк полка полку полком полке батальон* часть части частью частей "
        "десантник* танкист* морпех* морск*_пехот* морск*_пехот*, отряд*",
        gap=2,
        link="в во на из под",
        over_names=False,
    ),
    cue(None, "контракт*", gap=3, link="в во", over_commas=True),
    cue(None, "госпитал* больниц* морг* лечени* реанимаци*", gap=3, link="в?"),
    cue(
        None,
        "университет* институт* академи* военн*_училищ* командн*_училищ* военн*_кафедр* вуз* "
        "суворовск*_училищ* кадетск*",
        gap=3,
        link="в?",
    ),
    cue(None, r"колони* ик-\d+ сизо тюрьм* зоне зоны", gap=2, link="в под?"),
    cue(
        None,
        "машин* рейс* поезд* самолёт* самолет* борт борта борту дорог* трасс* колонн*",
        gap=1,
        link="на в из до от",
    ),
    cue(None, "автобус* маршрутк* электричк*", gap=4, link="на в из до от"),
    # «самолётом отправили родителям, в Дербент»
    cue(
        "funeral",
        r"(?:отправ|увез|отвез|повез|переда|достав|увез)\w*_(?:\w+_){0,3}?(?:родителям|домой|родину|матери|отцу|семье|родным|вдове),?",
        link="в на",
    ),
    # homes
    cue(
        "residence",
        "жител* жительниц* проживал* проживавш* прописан* жил жила жили жил, живш* "
        "переехал* перебрал* переселил* обосновал* поселил* осел осела",
        gap=4,
        link=_IN + "?",
    ),
    cue("inhabitant", "дома дома, домой дом_его дом_был", gap=4, link=_IN),
    # who lives there now is not the dead man: his mother, his widow
    cue("kin", "живёт живет живут проживает проживают проживающ*", gap=4, link=_IN),
    cue("kin", "мать матер* мам* отец отц* родител* вдов* жен*", gap=3, link="из с от"),
    cue("origin", "родом", gap=3, link="из с"),
    cue("origin", "родине родину родине_– родине_— родине,", gap=1, link="в во"),
    cue("origin", r"(?:из|с)_(?:\w+_){1,3}(?:переулка|улицы|проспекта|бульвара|микрорайона)"),
    cue("origin", r"родн(?:ой|ое|ая)_(?:город|село|станица|деревня|посёлок|аул)(?:_\w+){0,2}_[–—-]"),
    cue("origin", "уроженец урожен* родной родную родном родного родное родная"),
    cue("origin", "выходец выходца выходцем выходцы выходцев", link="из"),
    cue(
        "raised",
        r"(?<!родился\sи\s)(?<!родилась\sи\s)вырос* детств*",
        gap=4,
        link="в во на под",
        over_commas=True,
    ),
    cue("birth", "родина_– родина_— родина,"),
    cue("birth", "родил* родивш* появил*_на_свет вырос*", gap=6, link="в во на под", over_commas=True),
    cue(
        "callup",
        "призван* призывал* призвал* мобилизован* мобилизовал* призыв* ушёл ушел отправил* уехал* "
        "пошёл пошел",
        gap=4,
        link="из с",
    ),
    cue("callup", "призван* мобилизован* военкомат* комиссариат*", gap=3, link="в во по?"),
    cue(
        "funeral",
        "похорон* хорон* погреб* предал*_земле предан*_земле предать_земле упокоил* покоится захорон* "
        "перезахорон* могил* кладбищ* погост* отпел* отпева*",
        gap=5,
        link=_IN + " у?",
        over_commas=True,
    ),
    cue(
        "farewell",
        "прост* прощ* провод* провож* панихид* церемони* митинг* встреч* встрет*",
        gap=5,
        link="в во на",
        over_commas=True,
    ),
    cue(
        "school",
        "школ* гимнази* лице* СОШ клуб* ДК дом*_культуры техникум* колледж* парт* училищ*",
        gap=4,
        link="в?",
    ),
    cue("work", "учил* училс* школу работал* трудил* преподавал* выпускник*", gap=4, link="в во на под"),
    cue(
        "authority",
        "глав* мэр* администраци* руководител* градоначальник* губернатор* военком* парламент*",
        gap=2,
    ),
)
