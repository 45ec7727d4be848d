"""What a page as a whole shows: its length in people, its wars, and how it names this one."""

from collections.abc import Iterator

from parsers.names.person import Person
from parsers.roles.reach import REACH
from parsers.roles.story import Story

_DEATHS = frozenset({"died", "they_died", "fallen", "death", "posthumous", "funeral"})
_LIVING = frozenset({"alive", "service_now"})


def marks_of_page(story: Story, everyone: list[Person]) -> Iterator[str]:
    """Evidence that all people of a page share."""
    size = len(story.text)
    for group in sorted(REACH["page"]):
        number = story.cues.count(group, 0, size)
        if number:
            yield f"{group}.page"
        if group == "fiction" and number > 3:
            yield "fiction.thick"
        if number * 400 > size or number > 4:
            yield f"{group}.page-often"
    yield "page-alone" if len(everyone) == 1 else "page-few" if len(everyone) < 5 else "page-many"
    if story.is_before_war:
        yield "page-before-war"
    yield f"lang.{story.document.lang}"
    if story.cues.count("russian", 0, size):
        yield "russian.page"
    yield f"layout.{story.document.layout}"
    heads = [(b.start, b.end) for b in story.document.blocks[:3] if b.kind == "heading" or b.part == "title"]
    yield from (f"{group}.title" for group in story.groups(heads) & REACH["title"])
    yield from _of_the_war(story)


def _of_the_war(story: Story) -> Iterator[str]:
    """Whether this war's name stands in a sentence with a death, or only where the living are told of."""
    size = len(story.text)
    sentences = {story.sentence(at) for at, _ in story.cues.every("svo", 0, size)}
    said = [story.groups([story.span(number)]) for number in sorted(sentences)]
    if any(groups & _DEATHS for groups in said):
        yield "svo.page-with-death"
    elif said and all(groups & _LIVING for groups in said):
        yield "svo.page-of-living"
    elif said:
        yield "svo.page-apart"
