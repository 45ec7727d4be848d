"""Which years a text gives as those of a loss: beside a word of death, ending a life, and not of a career."""

import re
from collections.abc import Iterator

from parsers.roles.story import Span, Story

DEATHS = ("died", "they_died", "fallen", "death", "funeral", "posthumous")
"""The groups of cues that tell of a death."""

_YEAR = re.compile(r"(?<![А-ЯЁA-Z]-)\b(?:\d\d\.\d\d\.)?(?P<year>19[0-9]\d|20[0-2]\d)\b")
_BIRTH = re.compile(r"рожд|родил|г\.\s?р|[-–—]\s*$")
_STRETCH = re.compile(r"(?:сезон\w*|год[ыа]\w*|\bв|\bс|служ\w+|учил\w+)\s+\d{4}\s*[-–—]\s*$", re.I)
_CAREER = re.compile(
    r"(?:\bsince|\b(?:joined|enlisted|signed|served|born|drafted|graduated)\b[\w\s,'’-]{0,30}\bin|выпуск\w*|оконч\w+|законч\w+|служ\w+|призв\w+|контракт\w*|сезон\w*|школ\w+|\bс(?=\s)|\bпо(?=\s)|\()[\s-]*(?:в\s+|с\s+|[а-я]+\s+)?$",
    re.I,
)
# «погибших при пожаре на станции в 2019 году»
YEAR_OF_LOSS = re.compile(
    r"\b(?:погиб|гибел|убит|умер)\w*[^.!?\n]{0,70}?\bв (?:[а-я]+ )?(?P<year>19[89]\d|20[0-2]\d)\b(?! г\. ?р)"
)
# «1921–1943», «01.02.1980 – 05.03.2001»
_RANGE = re.compile(r"\b(?P<first>(?:1[89]|20)\d\d)\s*[-–—]\s*(?:\d\d\.\d\d\.)?(?P<year>(?:19|20)\d\d)\b")
_SHORTEST = 15  # years of a life; a shorter range is of a school or a service
# «погиб 12.08.1996», «Дата гибели: 01.02.1995»
_DATED_LOSS = re.compile(
    r"\b(?:погиб|гибел|убит|умер|скончал|смерт|пог\.|ум\.)\w*[\s:,—–-]{1,4}"
    r"(?:\d\d\.\d\d\.|\d{1,2} [а-я]+ )(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_NEAR_DEATH = 34  # characters between a year and the word that makes it a year of death


def death_years(story: Story, span: Span) -> Iterator[int]:
    """Years beside a word of death and not beside one of birth."""
    for match in _YEAR.finditer(story.text, *span):
        around = story.text[max(span[0], match.start() - 22) : match.start()]
        after = story.text[match.end() : min(span[1], match.end() + 16)]
        if (
            re.match(r"\s*[-–—]", after)
            or _BIRTH.search(after)
            or _BIRTH.search(around.rstrip("0123456789. -–—") + "§")
        ):
            continue
        near = max(span[0], match.start() - _NEAR_DEATH), min(span[1], match.end() + _NEAR_DEATH)
        if re.search(r"\($", around) and after.startswith(")"):
            continue
        if _STRETCH.search(around) or (_CAREER.search(around) and not re.search(r"\d\s*[-–—]\s*$", around)):
            continue
        ranged = re.search(
            r"[-–—]\s*(?:\d\d\.\d\d\.)?$", around + story.text[match.start() : match.start("year")]
        )
        spell = _RANGE.search(story.text, max(span[0], match.start() - 12), match.end())
        if spell and not _is_life(spell):
            continue
        if ranged or any(story.cues.count(group, *near) for group in (*DEATHS, "lost")):
            yield int(match["year"])


def sure_years(story: Story, span: Span) -> Iterator[int]:
    """Years that end a life or are told as those of a loss; others may be of a birth or a school."""
    for found in YEAR_OF_LOSS.finditer(story.text, *span):
        yield int(found["year"])
    yield from (int(found["year"]) for found in _DATED_LOSS.finditer(story.text, *span))
    yield from (int(found["year"]) for found in _RANGE.finditer(story.text, *span) if _is_life(found))


def _is_life(found: re.Match[str]) -> bool:
    return int(found["year"]) - int(found["first"]) >= _SHORTEST


def told_with_death(story: Story, group: str, spans: list[Span]) -> bool:
    """Whether a cue of a group stands in a sentence that tells of a death or an award for one."""
    for start, end in spans:
        place = story.cues.first(group, start, end)
        if place and story.groups([story.span(story.sentence(place[0]))]) & {*DEATHS, "award"}:
            return True
    return False


_HEAD = 5  # sentences, the title and the bylines among them


def is_page_of_its_dead(story: Story) -> bool:
    """Whether the title or the first sentences tell deaths of this war in its name."""
    return told_with_death(story, "svo", story.sentences[:_HEAD])
