"""Service before this war, how and where a man fell, and what he was awarded, in the page's own words."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.lexicon import words
from parsers.serving.passage import Found, has_any

_SERVED = re.compile(
    r"отслужи(?:л|в)[а-я]{0,3}(?:\s(?:срочную|в\sармии|положенн[а-я]+|год|два|свое))?|срочн(?:ую|ой)\s(?:службу\s)?(?:[а-я]+\s)?(?:прош[а-я]+|отслужил|проходил|служил)|"
    r"(?:прош[её]л|проходил|служил)[а-я]{0,2}\s(?:[а-я]+\s)?срочную(?:\sслужбу)?|после\sсрочн[а-я]+(?:\sслужбы)?|после\sсрочки|за\sплечами\s(?:[а-я]+\s)?срочная|"
    r"ветеран[а-я]*\sбоевых\sдействий|участник[а-я]*\s(?:боевых\sдействий\sв|контртеррористическ[а-я]+|обеих|перв[а-я]+\sчеченск|втор[а-я]+\sчеченск)[а-я]*|"
    r"(?:прош[её]л|воевал|служил|побывал)\s(?:в\s|и\s|перв[а-я]+\s|втор[а-я]+\s|обе\s|через\s)?(?:чечн|чеченск|сири|афганистан|афган|южн[а-я]+\sосет)[а-я]*"
)
_SERVICE = ("служ", "срочн", "срочк", "боевых", "опыт", "арми", "чеч", "сири", "афган", "осет", "контртер")
_NEVER = re.compile(
    r"(?:в\sармии\s)?не\sслужил(?:\sв\sармии)?|(?:боевого\s|военного\s|армейского\s)?опыта\s(?:[а-я]+\s){0,2}не\s(?:имел|было)|без\s(?:боевого|военного|армейского)\sопыта|в\sармии\sни\sдня"
)
_DEATH = re.compile(
    r"\b(?:погиб|скончал|убит|умер|не\sстало|пал\b|пали\b|оборвал|получил\sсмертельн|смертельно\sранен|накрыл|"
    r"убило\b|остал(?:ся|ись)\s(?:лежать|навсегда|на\sполе)|сложил\sголову|подорвал(?:ся|ась)|сгорел|не\sвернулся\sиз\sбоя|загин|killed|died|fell)[а-яі]*"
)
# the place begins with a capital, so these read the text itself
_PLACE = re.compile(
    r"\b(?:под|близ|возле|около|у|"
    r"в районе(?: (?:села|города|н\.\s?п\.|насел[её]нного пункта|пос[её]лка|деревни))?|"
    r"в окрестностях|в селе|в городе|в пос[её]лке|в деревне|в насел[её]нном пункте|"
    r"в н\.\s?п\.|в порту|в аэропорту|"
    r"в боях (?:за|под)|(?:при|во время) (?:штурм[еа]|освобождени[еия]|взяти[еия]|оборон[еы])|"
    r"на подступах к|під|поблизу|біля|near|outside)"
    r"(?: (?:села|города|насел[её]нного пункта|пос[её]лка|деревни|[нп]\.\s?п?\.?|г\.|с\.))?"
    r" [А-ЯЁA-ZІЇЄ][\w-]+|"
    r"\bна [а-яёА-ЯЁ][а-яё]+ском направлении|"
    r"\bв [А-ЯЁ][а-яё-]+ск(?:ом районе|их лесах|ом лесничестве|ом лесу)|"
    r"\b(?:в|на территории) (?:ДНР|ЛНР|(?:Донецк|Луганск)[а-яё]+ Народн[а-яё]+ Республик[а-яё]|"
    r"[А-ЯЁ][а-яё-]+[ск]кой (?:области|Народной Республик[еи]))|"
    r"\bв (?:[а-яё]+ )?госпитале (?:г\. |города )?[А-ЯЁ][\w-]+|\bв (?P<town>[А-ЯЁ][а-яё]+[еи])\b"
)
_MANNER = re.compile(
    r"от\s(?:полученных\s)?(?:тяжелых\s)?(?:ран|ранени[йя]|осколочн[а-я]+\sранени[йя])\b|(?:при|во\sвремя|в\sрезультате|под)\s(?:артиллерийск[а-я]+\s|минометн[а-я]+\s|ракетн[а-я]+\s)?"
    r"(?:артобстрел|обстрел|арт?налет|налет|удар|штурм)[а-я]{0,2}|подорвал(?:ся|ась)\sна\s[а-я«»]+|(?:удар|атак|сброс)[а-я]{0,3}\s(?:вражеск[а-я]+\s)?(?:дрон|беспилотник|бпла)[а-я]*|"
    r"(?:в|при)\s(?:крушении|катастрофе)\s[а-я]+|сгорел[а]?\sв\s[а-я]+|осколочн[а-я]+\sранени[а-я]+|от\sпули\sснайпера|в\sплену"
)
_WOUNDS = (
    " ран",
    "обстрел",
    "налет",
    "удар",
    "штурм",
    "подорвал",
    "дрон",
    "беспилот",
    "бпла",
    "сгорел",
    "плену",
    "снайпер",
    "крушен",
    "катастр",
)
_AWARD = re.compile(
    r"\b(?:орден[а-я]{0,3}\s(?:мужества|святого\sгеоргия|жукова|красной\sзвезды|дружбы|«[^»\n]{3,40}»)|медал[а-я]{1,3}\s(?:ордена\s)?(?:«[^»\n]{3,50}»|суворова|жукова|нестерова|ушакова)"
    r"(?:\s(?:i{1,3}|[1-4]|iv)\sстепени)?|геро[а-я]{1,3}\s(?:россии|российской\sфедерации|рф)|георгиевск[а-я]+\sкрест[а-я]{0,2}|золот[а-я]+\sзвезд[а-я]{1,2}|крест[а-я]{0,2}\sчвк)"
)
_AFTER_DEATH = re.compile(r"посмертно[^,;.]*\Z|[»а-я]\s\(?посмертно")
_STOP = re.compile(r"(?<!\dг)(?<!\d г)(?<!н)(?<!н\.п)(?<!н\. п)\.(?!\d)|[!?\n]")
_HOME = re.compile(r"\b(?:прож|жив|жил|жител|родил|родом|вырос|похорон|захорон|прости|прощан)[а-я]*", re.I)
"""Words after which a place is a home or a grave: «погибли двое, проживавшие в Ижемском районе»."""
_PARTICIPLE = re.compile(r"погибш|убит(?:ого|ому|ым|ых)|скончавш|умерш|павш")
_CLOSE = 40
"""Characters before the verb of a death within which its place stands."""
_REACH = 150
"""Characters after the verb of a death within which its place stands."""
_AWARDS = (
    (re.compile(r"^орден[а-я]*"), "орден"),
    (re.compile(r"^медал[а-я]*"), "медаль"),
    (re.compile(r"^геро[а-я]*"), "Герой"),
)


def experiences(low: str) -> Iterator[Found]:
    """Whether he had served before: `yes` by biography, `no` where the page says so."""
    if not has_any(low, *_SERVICE):
        return
    for match in _NEVER.finditer(low):
        yield Found("experience", "no", match.start(), match.end(), "experience.never_served", 0.85, "before")
    for match in _SERVED.finditer(low):
        yield Found("experience", "yes", match.start(), match.end(), "experience.served", 0.8, "before")


def death_places(text: str, low: str) -> Iterator[Found]:
    """Where he fell, as the page puts it, in the words after the verb or close before it."""
    for death in _DEATH.finditer(low):
        near = _after(text, death) or _before(text, death)
        if near:
            yield Found("death_place", near[0], *near.span(), "death_place.beside_death", 0.8, "before")
    for row in _DATED.finditer(text):
        if _is_at_the_front(row["place"]):
            yield Found("death_place", row["place"], *row.span("place"), "death_place.dated", 0.7, "before")


# «02.01.2023, Макеевка», «† 1.01.2023 (Макеевка)»: rows that tell a death by its day and place
_DATED = re.compile(
    r"(?:\d\.\d\d\.|[а-я]{3,8}\.?\s)20(?:2[2-9])(?:\s?г(?:ода|\.)?)?\s?[,(]\s?(?P<place>[А-ЯЁ][а-яё-]{3,})\b(?!\sнаправлени)"
)


def _is_at_the_front(place: str) -> bool:
    return place.lower().replace("ё", "е").startswith(_fronts())


@cache
def _fronts() -> tuple[str, ...]:
    return tuple(stem.replace("ё", "е") for stem in words("front_places"))


def _after(text: str, death: re.Match[str]) -> re.Match[str] | None:
    near = _PLACE.search(text, death.end(), death.end() + _REACH)
    between = text[death.end() : near.start()] if near else ""
    if near is None or _STOP.search(between) or _HOME.search(between):
        return None
    return near if _is_a_place(near) else None


def _is_a_place(near: re.Match[str]) -> bool:
    """A town after a bare «в» must be one of the fighting: «погиб в Мариуполе», not «в Сирии»."""
    return not near["town"] or _is_at_the_front(near["town"])


def _before(text: str, death: re.Match[str]) -> re.Match[str] | None:
    """«Под Изюмом погиб»; not «родился в деревне, а погиб», nor «в школе почтили погибшего»."""
    near = _PLACE.search(text, max(0, death.start() - _CLOSE), death.start())
    if near is None or not _is_a_place(near) or _PARTICIPLE.match(death[0]):
        return None
    around = text[max(0, near.start() - _CLOSE) : near.start()].rpartition(". ")[2]
    is_other = _STOP.search(text, near.end(), death.start()) or _HOME.search(text, near.end(), death.start())
    return None if is_other or _HOME.search(around) else near


def manners(text: str, low: str) -> Iterator[Found]:
    """How he died, as the page puts it: «подорвался на мине», «от ран»."""
    if not has_any(low, *_WOUNDS):
        return
    for match in _MANNER.finditer(low):
        start, end = low.rfind("\n", 0, match.start()) + 1, match.end() + 120
        if _DEATH.search(low, max(start, match.start() - 120), end):
            yield Found(
                "manner",
                text[slice(*match.span())],
                match.start(),
                match.end(),
                "manner.said",
                0.75,
                "before",
            )


def awards(text: str, low: str) -> Iterator[Found]:
    """Orders and medals, in the nominative; «(посмертно)» where it stands within a few words."""
    for match in _AWARD.finditer(low):
        value = text[match.start() : match.end()]
        for pattern, nominative in _AWARDS:
            head = pattern.match(match[0])
            value = nominative + value[head.end() :] if head else value
        if _AFTER_DEATH.search(low[max(0, match.start() - 45) : match.end() + 25]):
            yield Found("awards", f"{value} (посмертно)", *match.span(), "awards.posthumous", 0.85, "before")
        else:
            yield Found("awards", value, *match.span(), "awards.said", 0.8, "before")
