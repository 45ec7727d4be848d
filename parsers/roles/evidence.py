"""What a document shows of each person's place in its story, as named yes-or-no evidence.

`died.subject`, `funeral.object`, `kin.governs`: a cue's group and its word's tie to the name (syntax.py);
`own`, `after`, `sentence`, `paragraph`, `title`, `page`: a cue's group and where it stands;
`own:погибнуть`: a word and where it stands (wording.py).
Each is meant to be read: the model (model.py) only weighs them.
"""

import re
from collections.abc import Iterator

from parsers.names.person import Person, Spot
from parsers.roles.cells import marks_of_cells
from parsers.roles.company import Company
from parsers.roles.fates import marks_of_fate
from parsers.roles.lines import is_opening, marks_of_line
from parsers.roles.lists import Lists
from parsers.roles.neighbours import Place
from parsers.roles.paging import marks_of_page
from parsers.roles.plain import plain_ties
from parsers.roles.reach import GOVERNORS, REACH
from parsers.roles.rules import ruling
from parsers.roles.story import Ground, Span, Story
from parsers.roles.syntax import Tie, case_of, ties
from parsers.roles.tied import marks_of_tie, owned
from parsers.roles.verdicts import joint
from parsers.roles.war import war_of
from parsers.roles.wording import Wording, of_tie
from parsers.roles.words import agrees, shape

_REACH = 400  # characters of a sentence that are looked at on either side of a name
_END = 0.75  # share of the text after which a name stands at its end
_HEAD = 5  # blocks from the top among which a byline stands
_SPOTS = 40  # places of a name that are looked at

# «мать, Каменкина О. П.», «супруга: Ольга»
_INTRODUCED = re.compile(r"(?:^|[;,(]\s*|[А-ЯЁа-яё]\s)(?:[а-яё-]+\s+){0,2}[А-ЯЁа-яё-]+\s*[,:—–]\s*$")


class Court:
    """A story and its people, while evidence is taken."""

    def __init__(self, story: Story, everyone: list[Person]) -> None:
        self.story = story
        self.everyone = everyone
        self.ground = Ground(story, everyone)
        self.lists = Lists(story, self.ground, everyone)
        names = [(spot.start, spot.end) for person in everyone for spot in person.spots]
        self.wording = Wording(story, names)

    def evidence(self) -> list[frozenset[str]]:
        shared = frozenset(marks_of_page(self.story, self.everyone))
        own = [frozenset(self._of_person(i)) for i in range(len(self.everyone))]
        company = Company(self.everyone, own, self.lists)
        marks = [
            shared | one | frozenset(company.marks(i)) | frozenset(joint(one | shared))
            for i, one in enumerate(own)
        ]
        return [one | {f"ruled.{ruling(one)}"} for one in marks]

    def places(self) -> list[Place]:
        """Where each person is first named in full, and who stands in his lists."""
        return [self._place(i) for i in range(len(self.everyone))]

    def _place(self, i: int) -> Place:
        at = _first(self.everyone[i]).start
        return Place(at, self.story.block_number(at), self.story.sentence(at), self.lists.of[i])

    def _of_person(self, i: int) -> Iterator[str]:
        person = self.everyone[i]
        yield from self._of_name(person)
        for spot in person.spots[:_SPOTS]:
            yield from self._of_spot(person, spot)
        yield from self.wording.within("own", self.ground.parts[i])
        yield from self.wording.within("after", self.ground.following[i])
        around = self.lists.around[i]
        yield from self.wording.within("list", around)
        yield from (f"{group}.listed" for group in self.story.groups(around) & REACH["listed"])
        own, after = self.story.groups(self.ground.parts[i]), self.story.groups(self.ground.following[i])
        fates = frozenset(
            marks_of_fate(self.story, self.ground.parts[i], self.ground.following[i], self._title())
        )
        yield from fates
        if "alive.then-died" in fates:
            own, after = own - {"alive"}, after - {"alive"}
        yield from (f"{group}.own" for group in own & REACH["own"])
        yield from (f"{group}.after" for group in after & REACH["after"])
        verdict = war_of(self.story, self.scopes(i))
        yield f"war.{verdict.war}"
        yield f"war.{verdict.war}.{verdict.scope}"
        yield from self._of_first(person)
        yield from marks_of_cells(self.story, person)

    def _title(self) -> Span:
        first = self.story.document.blocks[0]
        return first.start, first.end

    def scopes(self, i: int) -> list[tuple[str, list[Span]]]:
        """Where words on a person's war may stand, the nearest first."""
        story = self.story
        spots = self.everyone[i].spots
        blocks = {story.block_number(spot.start) for spot in spots}
        lines = [(story.document.blocks[n].start, story.document.blocks[n].end) for n in sorted(blocks)]
        heading = self.story.heading(spots[0])
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

    def _of_first(self, person: Person) -> Iterator[str]:
        story = self.story
        first = _first(person)
        number, block = story.sentence(first.start), story.block(first.start)
        yield f"part.{block.part}"
        yield f"kind.{block.kind}"
        yield from (f"{g}.paragraph" for g in story.groups([(block.start, block.end)]) & REACH["paragraph"])
        yield from (f"{g}.before" for g in story.groups([story.span(number - 1)]) & REACH["before"])
        yield from (f"{g}.next" for g in story.groups([story.span(number + 1)]) & REACH["next"])
        if block.end - block.start < first.end - first.start + 4:
            yield "alone"
            if story.document.layout == "article" and 0 < story.block_number(first.start) < _HEAD:
                yield "alone.first"
            if (
                story.document.layout == "article"
                and story.block_number(first.start) >= len(story.document.blocks) - 4
            ):
                yield "alone.last"
        if story.block_number(person.spots[0].start) == 0:
            yield "in-title"
        share = first.start / max(1, len(story.text))
        yield "place.head" if number < 2 else "place.end" if share > _END else "place.middle"
        if block.kind == "row" and story.is_unmarked(block):
            yield "row.unmarked"
        if is_opening(story.text[block.start : first.start]):
            yield "topic"
            if {"bio", "died", "soldier"} & story.groups(self.ground.following[self.everyone.index(person)]):
                yield "topic.told"
        heading = self.story.heading(first)
        if heading:
            yield from (f"{g}.heading" for g in story.groups([heading]) & REACH["heading"])
            if heading[0] != story.document.blocks[0].start and "fallen" in story.groups([heading]):
                yield "fallen.head-of-list"
            yield from self.wording.within("head", [heading])

    def _of_spot(self, person: Person, spot: Spot) -> Iterator[str]:
        story = self.story
        start, end = story.span(story.sentence(spot.start))
        start, end = max(start, spot.start - _REACH), min(end, spot.end + _REACH)
        yield from (f"{g}.sentence" for g in story.groups([(start, end)]) & REACH["sentence"])
        yield from self.wording.around(spot, (start, end), self.ground.between(spot))
        for tie in self._ties(person, spot, (start, end)):
            yield from marks_of_tie(story, tie, case_of(spot, person.gender))
            yield of_tie(tie)
        yield from marks_of_line(story, spot, start, end)
        left = story.text[max(start, spot.start - 25) : spot.start]
        if spot.kind in {"full", "familiar"} and _INTRODUCED.search(left):
            first = max(start, spot.start - 60, self.ground.between(spot)[0])
            yield from self._introductions(first, spot, person)
        if spot.names:
            yield f"case.{spot.names[0].case}"

    def _ties(self, person: Person, spot: Spot, sentence: Span) -> Iterator[Tie]:
        story, stops = self.story, self.ground.between(spot)
        if story.document.lang == "uk" or (spot.tokens and spot.tokens[0].is_latin):
            return plain_ties(story.text, spot, sentence, stops, story.cues.within)
        found = ties(story.text, spot, sentence, stops, person.gender, self._governs, self._kills)
        return owned(story, spot, found)

    def _introductions(self, start: int, spot: Spot, person: Person) -> Iterator[str]:
        """«мать, X», «глава района, X»: the role's word stands in the name's case."""
        case = case_of(spot, person.gender) or "nomn"
        sexes = (
            "mf" if len(person.given or "") == 1 else person.gender
        )  # initials tell no sex: «мать, X А. С.»
        for word in re.finditer(r"[^\W\d_][\w-]*", self.story.text[start : spot.start]):
            found = self.story.cues.within(start + word.start(), start + word.end())
            if "author" in found:
                yield "author.introduces"
            if any(agrees(shape(word[0].lower()), case, sex) for sex in sexes):
                yield from (f"{group}.introduces" for group in found & {"relative", "office"})

    def _governs(self, start: int, end: int) -> bool:
        return bool(self.story.cues.within(start, end) & GOVERNORS)

    def _kills(self, start: int, end: int) -> bool:
        return bool(self.story.cues.within(start, end) & {"died", "they_died", "guests"})


def _first(person: Person) -> Spot:
    """Where he is first named in full, or at all."""
    return next((spot for spot in person.spots if spot.kind == "full"), person.spots[0])
