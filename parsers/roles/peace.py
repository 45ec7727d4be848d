"""Deaths that are no soldier's: an illness, a fire, a civilian's, one who was not there."""

import re

from parsers.roles.losses import DEATHS, is_page_of_its_dead, told_with_death
from parsers.roles.story import Span, Story

_NEAR = frozenset({"own", "after"})
# «в зоне спецоперации Эркин не был»
_NOT_THERE = re.compile(
    r"(?:в зон[еу] (?:СВО|спецоперации|специальной военной операции|боевых действий)|"
    r"на (?:СВО|фронте?|войн[еу]|Украин[еу]))"
    r"(?: [А-ЯЁ]\w+)? не (?:был\b|участвовал|служил|находился|воевал|попал|ездил)|"
    r"не (?:участвовал|воевал|служил) (?:в|на) (?:СВО|спецоперации|боевых|Украине|зоне)|"
    r"не имел\w* отношения к СВО",
    re.I,
)
# «убит в пьяной драке», «умер от рака»: no death of a war, whoever he was
_OTHERWISE = re.compile(
    r"\b(?:погиб\w*|убит\w*|умер\w*|скончал\w*|разбил\w*)\s+(?:[\w.-]+\s+){0,3}?"
    r"(?:в ДТП|в автоаварии|в (?:пьяной )?драке|в ссоре|от рака|от инфаркта|от инсульта|от болезни|"
    r"от коронавируса|"
    r"после (?:[а-яё]+ )?болезни|на рыбалке|на охоте|дома\b|[^.;!?]{0,25}ин(?:фаркт|сульт))"
    r"(?![^.!?]{0,40}(?:СВО|спецоперац|боев))",
    re.I,
)


def is_in_peace(story: Story, scopes: list[tuple[str, list[Span]]]) -> bool:
    """Whether his own sentences tell of a death that is no soldier's: an illness, a fire, a civilian's."""
    near = [span for scope, spans in scopes if scope in _NEAR for span in spans]
    around = [span for scope, spans in scopes if scope in {*_NEAR, "paragraph", "title"} for span in spans]
    if any(pattern.search(story.text, *span) for span in near for pattern in (_NOT_THERE, _OTHERWISE)):
        return True
    own = [span for scope, spans in scopes if scope == "own" for span in spans]
    said = story.groups(near)
    # «орденом награждают за спасение людей на пожарах», after «погибли на СВО»
    where = own if told_with_death(story, "svo", near) else near
    for group, unless in (("mishap", _SERVING), ("rescue", frozenset({"svo", "combat"}))):
        if group == "rescue" and (said & unless or is_page_of_its_dead(story)):
            continue
        if any(
            _is_told_apart(story, at, unless) for span in where for at, _ in story.cues.every(group, *span)
        ):
            return True
    places = [at for span in near for at, _ in story.cues.every("civilian", *span)]
    is_civilian = any(not _FOR_CIVILIANS.search(story.text, max(0, at - 45), at) for at in places)
    return is_civilian and bool(said & {*DEATHS}) and not story.groups(around) & {"enlisted"}


# «защищал мирное население», «вёз помощь мирным жителям»: he is none of them
_FOR_CIVILIANS = re.compile(
    r"\b(?:защи|спас|эваку|помо|охран|ради|выв[её]?з|выводи|за)\w*(?:\s[\w-]+){0,2}\s$", re.I
)


_SERVING = frozenset({"svo", "combat", "enlisted"})


def _is_told_apart(story: Story, at: int, unless: frozenset[str]) -> bool:
    """Whether the sentence of a cue tells a death and none of the groups that speak of this war."""
    said = story.groups([story.span(story.sentence(at))])
    return bool(said & {*DEATHS}) and not said & unless
