"""What a document shows of each person's place in its story, as named yes-or-no evidence.

`died.subject`, `funeral.object`, `kin.governs`: a cue's group and how its word is tied to the name (syntax.py);
`own`, `after`, `sentence`, `paragraph`, `title`, `page`: a cue's group and where it stands.
Each is meant to be read: the model (model.py) only weighs them.
"""

import re
from collections.abc import Iterator

from archive.records import Block, Document
from parsers.names.lists import fold
from parsers.names.person import Person, Spot
from parsers.roles.plain import plain_ties
from parsers.roles.story import Ground, Span, Story, neighbours
from parsers.roles.syntax import Tie, agrees, case_of, shape, ties
from parsers.roles.war import war_of

DEATH = frozenset(
    {"died", "they_died", "fallen", "death", "funeral", "posthumous", "condole", "memory", "patron"}
)
_GOVERNORS = DEATH | {"kin"}

# which groups count where: the wider the place, the fewer
_DEADLY = ("died", "they_died", "fallen", "death", "posthumous")
_WARS = ("svo", "combat", "otherwar", "civil", "enemy")
_PLACES: dict[str, frozenset[str]] = {
    "page": frozenset({*_DEADLY, *_WARS, "funeral", "crime", "fiction"}),
    "title": frozenset(
        {
            "denied",
            *_DEADLY,
            *_WARS,
            "crime",
            "fiction",
            "captive",
            "missing",
            "funeral",
            "memory",
            "condole",
            "they",
            "award",
            "alive",
        }
    ),
    "heading": frozenset(
        {
            *_DEADLY,
            *_WARS,
            "alive",
            "crime",
            "fiction",
            "funeral",
            "memory",
            "condole",
            "they",
            "missing",
            "captive",
            "award",
        }
    ),
    "paragraph": frozenset({*_DEADLY, *_WARS}),
    "sentence": frozenset(
        {*_DEADLY, "svo", "combat", "funeral", "memory", "award", "missing", "captive", "lost", "they"}
    ),
    "own": frozenset(
        {
            "denied",
            *_DEADLY,
            *_WARS,
            "funeral",
            "memory",
            "condole",
            "award",
            "soldier",
            "bio",
            "alive",
            "missing",
            "captive",
            "denied",
        }
    ),
    "after": frozenset(
        {"died", "funeral", "posthumous", "bio", "soldier", "combat", "alive", "missing", "captive", "award"}
    ),
    "before": frozenset({"they_died", "fallen", "posthumous", "crime"}),
    "next": frozenset({"they_died", "fallen", "posthumous"}),
}

# «(1990–2022)», «03.06.1977 – 21.11.2022», «1990 г.р.»
_LIFE = re.compile(
    r"(?:19|20)\d\d\s*[-–—]\s*(?:\d\d\.\d\d\.)?(?P<died>(?:19|20)\d\d)|[-–—]\s*\d\d\.\d\d\.(?P<day>(?:19|20)\d\d)"
)
_AGE = re.compile(
    r"\d\d-?\s?летн|\b\d\d (?:лет|год)|\(\d\d(?:\)| лет)|(?:19|20)\d\d\s*г(?:ода|\.)\s?р|\d\d\.\d\d\.(?:19|20)\d\d|, \d\d,"
)
# «A и B – матери солдат»
_PLURAL_KIN_AFTER = re.compile(
    r"(?:\s+и\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?|,\s*[А-ЯЁ][\w-]+\s[А-ЯЁ][\w-]+)*\s*[–—,-]\s*"
    r"(?:матери|отцы|родители|мамы|вдовы|жёны|сёстры|мама и папа|отец и мать|супруги)\b"
)
# «мать, Каменкина О. П.», «супруга: Ольга»
_INTRODUCED = re.compile(r"(?:^|[;,(]\s*|[а-яё]\s)(?:[а-яё-]+\s+){0,2}[А-ЯЁа-яё-]+\s*[,:—–]\s*$")
# «главы районов A, B и C», «отцы героев, A и B»: a plural role over a list, with no full stop between
_PLURAL_ROLE = re.compile(
    r"\b(?:(?P<office>глав(?:ами|ам|ах)|глав\b|главы (?:районов|округов|городов|регионов|поселений|муниципал\w+)|мэр(?:ы|ов|ами)|депутат(?:ы|ов|ами|ам)|руководител(?:и|ей|ями)|губернатор(?:ы|ов)"
    r"|учител(?:я|ей|ями)|тренер(?:ы|ов)|волонт[её]р(?:ы|ов)|художник(?:и|ов)|журналист(?:ы|ов)|начальник(?:и|ов|ами))"
    r"|(?P<kin>отцы|отцов|отцами|матерями|мамы|родител(?:и|ей|ями|ям)|вдовы|вдовами|сыновья|дочери|жёны|жены|братья|сёстры))"
    r"\b(?:(?:\s+[а-яё-]+){0,3}[,—–-]?|[а-яё ,-]{0,60}:)\s+(?:[А-ЯЁ][^.!?;]*)?$"
)


def evidence(document: Document, everyone: list[Person]) -> list[frozenset[str]]:
    """The evidence on each person, in the order given."""
    return Court(Story(document), everyone).evidence()


class Court:
    """A story and its people, while evidence is taken."""

    def __init__(self, story: Story, everyone: list[Person]) -> None:
        self.story = story
        self.everyone = everyone
        self.ground = Ground(story, everyone)
        self.beside = neighbours(story.text, everyone)

    def evidence(self) -> list[frozenset[str]]:
        shared = frozenset(self._of_page())
        own = [frozenset(self._of_person(i)) for i in range(len(self.everyone))]
        return [
            shared | one | frozenset(self._of_list(i, own)) | frozenset(_joint(one | shared))
            for i, one in enumerate(own)
        ]

    def _of_page(self) -> Iterator[str]:
        story, size = self.story, len(self.story.text)
        for group in sorted(_PLACES["page"]):
            number = story.cues.count(group, 0, size)
            if number:
                yield f"{group}.page"
            if group == "fiction" and number > 3:
                yield "fiction.thick"
            if number * 400 > size or number > 4:
                yield f"{group}.page-often"
        yield (
            "page-alone" if len(self.everyone) == 1 else "page-few" if len(self.everyone) < 5 else "page-many"
        )
        if (story.document.published or "9") < "2022-02-24":
            yield "page-before-war"
        yield f"lang.{story.document.lang}"
        if story.cues.count("russian", 0, size):
            yield "russian.page"
        yield f"layout.{story.document.layout}"
        heads = [
            (b.start, b.end) for b in story.document.blocks[:3] if b.kind == "heading" or b.part == "title"
        ]
        yield from (f"{group}.title" for group in story.groups(heads) & _PLACES["title"])

    def _of_person(self, i: int) -> Iterator[str]:
        person = self.everyone[i]
        yield from self._of_name(person)
        for spot in person.spots:
            yield from self._of_spot(person, spot)
        own, after = self.story.groups(self.ground.parts[i]), self.story.groups(self.ground.following[i])
        yield from (f"{group}.own" for group in own & _PLACES["own"])
        yield from (f"{group}.after" for group in after & _PLACES["after"])
        verdict = war_of(self.story, self.scopes(i))
        yield f"war.{verdict.war}"
        yield f"war.{verdict.war}.{verdict.scope}"
        yield from self._of_first(person)

    def scopes(self, i: int) -> list[tuple[str, list[Span]]]:
        """Where words on a person's war may stand, the nearest first."""
        story = self.story
        spots = self.everyone[i].spots
        blocks = {story.block_number(spot.start) for spot in spots}
        lines = [(story.document.blocks[n].start, story.document.blocks[n].end) for n in sorted(blocks)]
        heading = self._heading(spots[0])
        title = [(b.start, b.end) for b in story.document.blocks[:1]]
        rows = [
            (story.document.blocks[n].start, story.document.blocks[n].end)
            for n in blocks
            if story.document.blocks[n].kind == "row"
        ]
        return [
            ("row", rows),
            ("own", self.ground.parts[i]),
            ("after", self.ground.following[i]),
            ("paragraph", lines),
            ("heading", [heading] if heading else []),
            ("title", title),
            ("page", [(0, len(story.text))]),
        ]

    def _of_name(self, person: Person) -> Iterator[str]:
        yield f"sex.{person.gender}"
        yield "name.surname" if person.surname else "name.no-surname"
        yield "name.given" if person.given else "name.no-given"
        if person.patronymic:
            yield "name.patronymic"
        if len(person.given or "") == 1:
            yield "name.initials"
        yield f"spots.{min(len(person.spots), 4)}"
        stem = fold(person.surname or "")[:-1]
        if len(stem) > 3 and any(
            fold(p.surname or "").startswith(stem) for p in self.everyone if p is not person
        ):
            yield "namesake"

    def _of_first(self, person: Person) -> Iterator[str]:
        story = self.story
        first = next((spot for spot in person.spots if spot.kind == "full"), person.spots[0])
        number, block = story.sentence(first.start), story.block(first.start)
        yield f"part.{block.part}"
        yield f"kind.{block.kind}"
        yield from (f"{g}.paragraph" for g in story.groups([(block.start, block.end)]) & _PLACES["paragraph"])
        yield from (f"{g}.before" for g in story.groups([story.span(number - 1)]) & _PLACES["before"])
        yield from (f"{g}.next" for g in story.groups([story.span(number + 1)]) & _PLACES["next"])
        if block.end - block.start < first.end - first.start + 4:
            yield "alone"
            if (
                story.document.layout == "article"
                and story.block_number(first.start) >= len(story.document.blocks) - 2
            ):
                yield "alone.last"
        if story.block_number(person.spots[0].start) == 0:
            yield "in-title"
        if block.kind == "row" and self._is_unmarked(block):
            yield "row.unmarked"
        if _opens(story.text[block.start : first.start]):
            yield "topic"
            if {"bio", "died", "soldier"} & story.groups(self.ground.following[self.everyone.index(person)]):
                yield "topic.told"
        heading = self._heading(first)
        if heading:
            yield from (f"{g}.heading" for g in story.groups([heading]) & _PLACES["heading"])

    def _is_unmarked(self, row: Block) -> bool:
        """Whether other rows name this war and this one does not: a register of all the town's dead."""
        blocks = self.story.document.blocks
        if self.story.groups([(b.start, b.end) for b in blocks[:3] if b.kind != "row"]) & {"svo", "fallen"}:
            return False
        rows = [b for b in blocks if b.kind == "row"]
        marked = [b for b in rows if "СВО" in self.story.text[b.start : b.end]]
        return bool(marked) and row not in marked

    def _heading(self, spot: Spot) -> Span | None:
        """The line that heads a list: the nearest above that is a heading or ends with a colon."""
        blocks = self.story.document.blocks
        number = self.story.block_number(spot.start)
        here = self.story.text[blocks[number].start : spot.start]
        if ":" in here:
            return blocks[number].start, spot.start
        for block in reversed(blocks[max(0, number - 40) : number]):
            line = self.story.text[block.start : block.end].rstrip()
            if block.kind == "heading" or line.endswith(":"):
                return block.start, block.end
        return None

    def _of_spot(self, person: Person, spot: Spot) -> Iterator[str]:
        story, text = self.story, self.story.text
        start, end = story.span(story.sentence(spot.start))
        yield from (f"{g}.sentence" for g in story.groups([(start, end)]) & _PLACES["sentence"])
        for tie in self._ties(person, spot, (start, end)):
            yield from _of_tie(story, tie)
        left, right = text[max(start, spot.start - 25) : spot.start], text[spot.end : min(end, spot.end + 32)]
        if _AGE.search(left[-16:]) or _AGE.match(right.lstrip(" ,(")) or _AGE.search(right[:14]):
            yield "age-beside"
        life = _LIFE.search(right)
        if life:
            yield "life.now" if (life["died"] or life["day"]) >= "2022" else "life.before"
        if spot.kind == "full" and _INTRODUCED.search(left):
            yield from self._introductions(max(start, spot.start - 30), spot, person.gender)
        plural = _PLURAL_ROLE.search(text[max(start, spot.start - 90) : spot.start])
        if plural:
            yield "office.plural" if plural["office"] else "relative.plural"
        if re.match(r"[»\"]?\s*(?:\([^)]*\))?:\s*[«\"“—–-]", text[spot.end : spot.end + 30]):
            yield "say.subject"
        if _PLURAL_KIN_AFTER.match(text, spot.end):
            yield "relative.plural"
        if "posthumous" in story.groups([_clause(text, spot, start, end)]):
            yield "posthumous.clause"
        if _heads_a_list(story, start, spot.start):
            yield "dead.colon"
        if spot.names:
            yield f"case.{spot.names[0].case}"
        if text.count("«", start, spot.start) > text.count("»", start, spot.start):
            yield "in-quote"
        if re.search(r"[\d\w]\s*$|^$", left) is None and re.match(r"\s*(?:\n|$)", right):
            yield "ends-line"

    def _ties(self, person: Person, spot: Spot, sentence: Span) -> Iterator[Tie]:
        story, stops = self.story, self.ground.between(spot)
        if story.document.lang == "uk" or (spot.tokens and spot.tokens[0].is_latin):
            return plain_ties(story.text, spot, sentence, stops, story.cues.within)
        found = ties(story.text, spot, sentence, stops, person.gender, self._governs, self._kills)
        return _owned(story, found)

    def _introductions(self, start: int, spot: Spot, gender: str) -> Iterator[str]:
        """«мать, X», «глава района, X»: the role's word stands in the name's case."""
        case = case_of(spot, gender) or "nomn"
        for word in re.finditer(r"[^\W\d_][\w-]*", self.story.text[start : spot.start]):
            found = self.story.cues.within(start + word.start(), start + word.end())
            if "author" in found:
                yield "author.introduces"
            if agrees(shape(word[0].lower()), case, gender):
                yield from (f"{group}.introduces" for group in found & {"relative", "office"})

    def _governs(self, start: int, end: int) -> bool:
        return bool(self.story.cues.within(start, end) & _GOVERNORS)

    def _kills(self, start: int, end: int) -> bool:
        return bool(self.story.cues.within(start, end) & {"died", "they_died", "guests"})

    def _of_list(self, i: int, own: list[frozenset[str]]) -> Iterator[str]:
        """Evidence on those beside him in a list, as far as the list goes."""
        near, seen = set(self.beside[i]), {i}
        while near - seen:
            seen |= near
            near |= {k for j in near for k in self.beside[j]}
        others = seen - {i}
        if others:
            yield "list"
            if len(others) > 2:
                yield "list.long"
            yield from {f"{mark}.list" for j in others for mark in _verdicts(own[j])}


def _opens(before: str) -> bool:
    """Whether a name opens its paragraph: nothing before it, or a rank, a post, an age, no verb."""
    if len(before) > 70 or re.search(r"[.!?:]\s", before):
        return False
    return not any("VERB" in shape(word.lower()).kinds for word in re.findall(r"[а-яё]{2,}", before.lower()))


_CLAUSE_END = re.compile(r";|, (?:а|но|тогда как|в то время как) |\.\s")


def _clause(text: str, spot: Spot, start: int, end: int) -> Span:
    """The stretch of a sentence around a name up to «;» or «, а …» on either side."""
    before = [match.end() for match in _CLAUSE_END.finditer(text, start, spot.start)]
    after = _CLAUSE_END.search(text, spot.end, end)
    return (before[-1] if before else start, after.start() if after else end)


_THESE = re.compile(
    r"\s*(?:[–—-]\s*)?(?:это|ими стали|среди (?:них|погибших|павших)|в их числе|имена|назван\w*)\b", re.I
)


def _heads_a_list(story: Story, start: int, at: int) -> bool:
    """«о подвигах павших: A, B»; «Погибли трое. Это рядовой A, …»: a list headed by a word of death."""
    colon = story.text.rfind(":", start, at)
    if colon >= 0:
        number = story.sentence(start)
        return bool(
            story.groups([(start, colon), story.span(number - 1)])
            & {"they_died", "fallen", "posthumous", "death"}
        )
    if _THESE.match(story.text, start, at):
        number = story.sentence(start)
        return bool(
            story.groups([story.span(number - 1), (start, at)]) & {"they_died", "fallen", "death", "funeral"}
        )
    return False


def _owned(story: Story, found: Iterator[Tie]) -> Iterator[Tie]:
    """«отца рядового X»: before a rank, kin is not X himself but whose he is."""
    is_ranked = False
    for tie in found:
        groups = story.cues.within(tie.start, tie.end)
        if tie.how == "describes" and is_ranked and "kin" in groups:
            yield tie._replace(how="governs")
        else:
            yield tie
        is_ranked = is_ranked or (tie.how == "describes" and "soldier" in groups)


def _of_tie(story: Story, tie: Tie) -> Iterator[str]:
    groups = story.cues.within(tie.start, tie.end)
    how = tie.how.removesuffix("-inverted")
    how = "recipient" if how == "object-datv" else "object" if how.startswith("object") else how
    for group in groups:
        yield f"{group}.{how}"
    if not groups and how in {"describes", "governs", "apposes"}:
        yield f"plain.{how}"
    if how == "preposition":
        yield f"preposition.{tie.lemma}"


def _verdicts(marks: frozenset[str]) -> Iterator[str]:
    """Short judgements that may be passed along a list or joined: dead, office, kin, speaker."""
    if marks & {
        "died.subject",
        "fallen.describes",
        "fallen.apposes",
        "death.governs",
        "funeral.governs",
        "fallen.governs",
        "life.now",
        "posthumous.governs",
        "they_died.subject",
        "they_died.object",
        "died.object",
        "died.recipient",
        "they_died.recipient",
        "funeral.recipient",
        "memory.recipient",
        "funeral.object",
        "condole.object",
        "memory.governs",
        "condole.governs",
        "posthumous.subject",
        "posthumous.describes",
        "died.apposes",
        "dead.colon",
        "posthumous.clause",
    }:
        yield "dead"
    if marks & {
        "office.describes",
        "office.apposes",
        "office.plural",
        "author.describes",
        "author.introduces",
        "office.introduces",
    }:
        yield "office"
    if marks & {"relative.describes", "relative.apposes", "relative.plural", "relative.introduces"}:
        yield "kin"
    if "say.subject" in marks:
        yield "speaker"
    if "guests.subject" in marks:
        yield "guest"
    if marks & {"died.subject", "fallen.describes", "fallen.apposes", "life.now"}:
        yield "told-dead"
    if marks & {"alive.subject", "alive.describes", "alive.apposes", "alive.object"}:
        yield "alive"
    if marks & {"patron.describes", "patron.governs"}:
        yield "patron"


def _joint(marks: frozenset[str]) -> Iterator[str]:
    """Judgements that only several pieces of evidence together allow."""
    verdicts = set(_verdicts(marks))
    yield from (f"is.{verdict}" for verdict in verdicts)
    is_dead = "dead" in verdicts
    war = next(mark for mark in marks if mark.startswith("war.") and mark.count(".") == 1)
    yield f"joint.{'dead' if is_dead else 'not-dead'}.{war}"
    for name in verdicts - {"dead"}:
        yield f"joint.{'dead' if is_dead else 'not-dead'}.{name}"
    if "kin.governs" in marks and marks & {
        "condole.sentence",
        "fallen.sentence",
        "fallen.paragraph",
        "posthumous.sentence",
        "award.sentence",
        "condole.paragraph",
        "death.sentence",
    }:
        yield "joint.bereaved"
    if not verdicts and marks & {"died.own", "died.after"}:
        yield "joint.plain-died"
    if not verdicts and marks & {
        "fallen.heading",
        "they_died.heading",
        "posthumous.sentence",
        "posthumous.before",
        "fallen.before",
        "they_died.before",
    }:
        yield "joint.plain-headed"
    if not verdicts and not marks & {
        f"{g}.{w}" for g in DEATH for w in ("own", "after", "sentence", "heading")
    }:
        yield "joint.nothing"
