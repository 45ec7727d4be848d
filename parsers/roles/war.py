"""Which war, or no war, a person's own words tell of: decided for the person, not for the page.

The nearest scope that speaks decides: the stretch beside his names, the sentences on him alone, his
paragraph, the heading over him, the page. Where his own scope names this war, another war in it is his past.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.roles.story import Span, Story, War

_YEAR = re.compile(r"\b(?:\d\d\.\d\d\.)?(?P<year>19[0-9]\d|20[0-2]\d)\b")
_BIRTH = re.compile(r"рожд|родил|г\.\s?р|[-–—]\s*$")
_STRETCH = re.compile(r"(?:сезон\w*|год[ыа]\w*|\bв|\bс|служ\w+|учил\w+)\s+\d{4}\s*[-–—]\s*$", re.I)
_CAREER = re.compile(
    r"(?:выпуск\w*|оконч\w+|законч\w+|служ\w+|призв\w+|контракт\w*|сезон\w*|школ\w+|\bс(?=\s)|\bпо(?=\s)|\()[\s-]*(?:в\s+|с\s+|[а-я]+\s+)?$",
    re.I,
)
_DEATHS = ("died", "they_died", "fallen", "death", "funeral", "posthumous")
_WIDE = frozenset({"row", "heading", "title", "page"})
_NEAR_DEATH = 34  # characters between a year and the word that makes it a year of death


class Verdict(NamedTuple):
    """A war and the scope whose words decided it: own, after, paragraph, heading, page."""

    war: War
    scope: str


def war_of(story: Story, scopes: list[tuple[str, list[Span]]]) -> Verdict:
    """The war of a person whose scopes are given, the nearest first."""
    if (story.document.published or "9") < "2022-02-24":
        return Verdict("other", "published")
    for scope, spans in scopes:
        key = (scope, tuple(spans))
        if key not in story.wars:
            story.wars[key] = _spoken(story, scope, spans)
        found = story.wars[key]
        if found:
            return Verdict(found, scope)
    return Verdict("unknown", "none")


def _spoken(story: Story, scope: str, spans: list[Span]) -> War | None:
    """The war that a scope speaks of; another war or none only where a death is told in the same sentence."""
    groups = story.groups(spans)
    years = {year for span in spans for year in _death_years(story, span)}
    if ("ally" in groups and scope not in _WIDE) or ("enemy" in groups and "svo" not in groups):
        return "enemy"
    if years:
        return "svo" if max(years) >= 2022 else "other"
    if "svo" in groups:
        return "svo"
    if "otherwar" in groups and (scope in _WIDE or _told_with_death(story, "otherwar", spans)):
        return "other"
    if "combat" in groups and groups & {*_DEATHS}:
        # «при исполнении воинского долга» in these years is of this war
        return "svo" if scope not in _WIDE and (story.document.published or "") >= "2022-02-24" else None
    if "combat" in groups or "civil" not in groups:
        return None
    return "civil" if scope in _WIDE or _told_with_death(story, "civil", spans) else None


def _told_with_death(story: Story, group: str, spans: list[Span]) -> bool:
    """Whether a cue of a group stands in a sentence that tells of a death or an award for one."""
    for start, end in spans:
        place = story.cues.first(group, start, end)
        if place and story.groups([story.span(story.sentence(place[0]))]) & {*_DEATHS, "award"}:
            return True
    return False


def _death_years(story: Story, span: Span) -> Iterator[int]:
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
        if ranged or any(story.cues.count(group, *near) for group in _DEATHS):
            yield int(match["year"])
