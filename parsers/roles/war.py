"""Which war, or no war, a person's own words tell of: decided for the person, not for the page.

The nearest scope that speaks decides: the stretch beside his names, the sentences on him alone, his
paragraph, the heading over him, the page. Where his own scope names this war, another war in it is his past.
"""

import re
from typing import NamedTuple

from parsers.roles.losses import (
    DEATHS,
    YEAR_OF_LOSS,
    death_years,
    is_page_of_its_dead,
    sure_years,
    told_with_death,
)
from parsers.roles.peace import is_in_peace
from parsers.roles.story import Span, Story, War

_WIDE = frozenset({"row", "heading", "title", "page"})
_HEADS = frozenset({"row", "heading", "title"})
# «погиб 27 июля в Мали», «погибшему в Африке»: the place of the death is of another war
_ELSEWHERE = re.compile(
    r"\b(?:погиб\w*|убит\w*|пал[аи]?|павш\w+|скончал\w+|гибел\w+|смерт\w+)\s+(?:[\w-]+\s+){0,5}?(?:в|во|под|на)\s+"
    r"(?:[А-ЯЁ]\w+\s+и\s+)?(?:Мали\b|\w*[Аа]фрик|Сири|Афган|Чечн|Чеченск|Ливи[ия]|Судан|Сахел|Мозамбик|ЦАР\b|"
    r"Дагестан|Карабах|Абхази|Вьетнам|Ангол)"
)


class Verdict(NamedTuple):
    """A war and the scope whose words decided it: own, after, paragraph, heading, page."""

    war: War
    scope: str


def war_of(story: Story, scopes: list[tuple[str, list[Span]]]) -> Verdict:
    """The war of a person whose scopes are given, the nearest first."""
    if story.is_before_war:
        return Verdict("other", "published")
    if is_in_peace(story, scopes):
        return Verdict("civil", "peace")
    for scope, spans in scopes:
        key = (scope, tuple(spans))
        if key not in story.wars:
            story.wars[key] = _spoken(story, scope, spans)
        found = story.wars[key]
        if found == "other" and scope == "after" and _is_told_elsewhere(story, scopes):
            continue  # the death of another, in another war, told after his
        if found == "other" and scope in _HEADS and _is_only_named(story, spans):
            continue  # «корпус Будённовска», «аллея афганцев»: where this war's dead are remembered
        if found == "svo" and not _is_told_of_this_war(story, scope, spans) and _ended_before(story):
            return Verdict("other", scope)
        if found:
            return Verdict(found, scope)
    if _is_report_from_abroad(story):
        return Verdict("svo", "page")
    return Verdict("unknown", "none")


def _is_told_elsewhere(story: Story, scopes: list[tuple[str, list[Span]]]) -> bool:
    """Whether his own words, his paragraph or the title name this war."""
    near = [
        span for scope, spans in scopes if scope in {"own", "paragraph", "heading", "title"} for span in spans
    ]
    return "svo" in story.groups(near)


def _is_only_named(story: Story, spans: list[Span]) -> bool:
    """Whether it is the page's title that names another war, tells no death in it, and the page's first
    sentences tell this war's."""
    is_title = all(start == story.document.blocks[0].start for start, _ in spans)
    return is_title and not told_with_death(story, "otherwar", spans) and is_page_of_its_dead(story)


def _is_report_from_abroad(story: Story) -> bool:
    """An English page of these years on soldiers and their dead: it need not name the war it is about."""
    said = story.groups([(0, len(story.text))])
    return story.document.lang == "en" and bool(said & {"enlisted", "combat"}) and bool(said & {*DEATHS})


def _is_told_of_this_war(story: Story, scope: str, spans: list[Span]) -> bool:
    return scope == "own" or (scope != "page" and told_with_death(story, "svo", spans))


def _ended_before(story: Story) -> bool:
    """Whether every year of a death on the page is of the years just before this war."""
    whole = (0, len(story.text))
    key = ("years", (whole,))
    if key not in story.wars:
        years = {*death_years(story, whole), *(int(m["year"]) for m in YEAR_OF_LOSS.finditer(story.text))}
        is_before = bool(years) and max(years) < 2022 and min(years) > 1978
        story.wars[key] = "other" if is_before else None
    return story.wars[key] == "other"


def _spoken(story: Story, scope: str, spans: list[Span]) -> War | None:
    """The war that a scope speaks of; another war or none only where a death is told in the same sentence."""
    groups = story.groups(spans)
    if scope not in _WIDE and any(_ELSEWHERE.search(story.text, *span) for span in spans):
        return "other"
    years = {year for span in spans for year in death_years(story, span)}
    is_foreign = story.document.lang == "uk"
    if ("ally" in groups and scope not in _WIDE and not (is_foreign and scope == "after")) or (
        "enemy" in groups and "svo" not in groups and not (is_foreign and scope == "page")
    ):
        return "enemy"
    if years and max(years) < 2007 and scope in _WIDE | {"own", "paragraph"} and _is_under_svo(story, spans):
        years = set()  # years of birth in a list of this war's dead
    if _has_old_war(story, scope, spans) and "svo" not in groups:
        return "other"
    if years and max(years) < 2022 and "otherwar" not in groups:
        years &= {year for span in spans for year in sure_years(story, span)}
    if years:
        return "svo" if max(years) >= 2022 else "other"
    if "svo" in groups:
        return "svo"
    if "otherwar" in groups and (scope in _HEADS or told_with_death(story, "otherwar", spans)):
        return None if scope not in _HEADS and _is_all_served_before(story, spans) else "other"
    if "combat" in groups and groups & {*DEATHS}:
        # «при исполнении воинского долга» in these years is of this war
        return "svo" if scope not in _WIDE and (story.document.published or "") >= "2022-02-24" else None
    if "combat" in groups or "civil" not in groups:
        return None
    return "civil" if scope in _WIDE or told_with_death(story, "civil", spans) else None


_LOOKED = 200  # sentences in which this war's deaths are sought

# «служил в Чечне», «прошёл Сирию», «за плечами Афганистан», «медаль за службу в Чечне»
_SERVED = re.compile(
    r"\b(?:служ|прош[её]л|прошл|проход|воева|участв|участи|участник|ветеран|"
    r"побыва|бывал|командиров|за плечами|опыт|"
    r"до этого|ранее|раньше|ещё с|боевые действия|горячи|помнил|медал|награ|fought|served|veteran)"
    r"(?:(?!погиб|убит|пал\b|умер|killed|died)[^.;!?\n]){0,70}$",
    re.I,
)


def _is_all_served_before(story: Story, spans: list[Span]) -> bool:
    """Whether the page is on this war's dead, and any other war in the stretches is told as past service."""
    if not any(told_with_death(story, "svo", [span]) for span in story.sentences[:_LOOKED]):
        return False
    places = [at for span in spans for at, _ in story.cues.every("otherwar", *span)]
    return all(_SERVED.search(story.text, max(0, at - 110), at) for at in places)


# the dead of 1941–1945, buried or named in these years
_OLD_WAR = re.compile(
    r"советск\w+ (?:солдат|воин|бойц|боец)|красноарме(?:ец|йц)\w*|поднят\w+ поисков|"
    r"Геро[йяюе]\w* Советского Союза|"
    r"останк\w+ [^.!?\n]{0,30}(?:бойцов|солдат|воинов|защитников) Великой",
    re.I,
)


def _has_old_war(story: Story, scope: str, spans: list[Span]) -> bool:
    """Whether the words, or for a paragraph those of the one above it, are on that war's dead."""
    if scope not in {"own", "paragraph"}:
        return False
    above = [_above(story, start) for start, _ in spans] if scope == "paragraph" else []
    return any(_OLD_WAR.search(story.text, *span) for span in (*spans, *above))


def _above(story: Story, at: int) -> Span:
    number = story.block_number(at)
    block = story.document.blocks[max(0, number - 1)]
    return block.start, block.end


def _is_under_svo(story: Story, spans: list[Span]) -> bool:
    """Whether the stretches stand in a paragraph or on a page that lists this war's dead by its name."""
    said = story.groups([(b.start, b.end) for span in spans for b in [story.block(span[0])]])
    return "svo" in said and "otherwar" not in said
