"""What became of a soldier, and the words that say so."""

import re
from typing import NamedTuple

from archive.records import Claim, Status
from parsers.roles.cells import death_in_cells
from parsers.roles.story import Span, Story

# which groups show a death, the plainest first; with the last part of the claim's rule
_KILLED = (
    ("died", "verb"), ("fallen", "participle"), ("they_died", "plural"), ("death", "noun"),
    ("posthumous", "posthumous"),
    ("handed", "award"), ("funeral", "funeral"), ("memory", "memorial"), ("condole", "condolence"),
)  # fmt: skip


_LIVING: tuple[tuple[Status, str], ...] = (("captive", "captive"), ("missing", "lost"))


class Fate(NamedTuple):
    """A status and its claim; `claim` is None where no words show it."""

    status: Status
    claim: Claim | None


def killed(story: Story, scopes: list[tuple[str, list[Span]]]) -> Claim | None:
    """The plainest words of death in the nearest scope that has any."""
    for scope, spans in scopes:
        for group, kind in _KILLED:
            found = _first(story, group, spans)
            if found:
                return _claim(
                    story, "killed", found, f"status.killed.{kind}", 0.95 if scope == "own" else 0.8
                )
    return None


def fate(story: Story, scopes: list[tuple[str, list[Span]]]) -> Fate:
    """The status of a lost soldier: captive or missing where his own words say so and no later death."""
    near = [span for scope, spans in scopes if scope in {"own", "after"} for span in spans]
    for status, group in _LIVING:
        found = _last(story, (group,), near)
        if found and not _is_overruled(story, near, found, status):
            return Fate(status, _claim(story, status, found, f"status.{status}", 0.85))
    sought = _sought(story, scopes, near)
    if sought:
        return Fate("missing", _claim(story, "missing", sought, "status.sought", 0.7))
    return Fate("killed", killed(story, scopes) or _implied(story, scopes))


# «официально — пропал без вести», «тела он не видел»: what is said of a death beside it is a rumour
_OPEN = re.compile(
    r"официальн\w*[^.!?]{0,30}(?:пропал|числит|не призна)|погибш\w+ не призна|"
    r"\bтел[ао]\s+(?:\w+\s+)?не (?:видел|нашл|наш[её]л|обнаруж)",
    re.I,
)
_FIRM = (
    "погиб",
    "убит",
    "умер",
    "скончал",
    "не стало",
    "похорон",
    "нет в живых",
    "объявлен",
    "признан",
    "killed",
    "died",
)


def _is_overruled(story: Story, near: list[Span], found: Span, status: Status) -> bool:
    """Whether a death is confirmed (burial, DNA, a court), or told after the last «пропал», «в плену»."""
    sure = [at for span in near for g in ("confirmed", "posthumous") for at in story.cues.every(g, *span)]
    if any(status != "captive" or not _word(story, at).startswith("опозна") for at in sure):
        return True  # «мать опознала» a prisoner on a video
    if status == "missing" and any(_OPEN.search(story.text, *span) for span in near):
        return False
    deaths = [at for span in near for at in story.cues.every("died", *span) if at[0] > found[1]]
    return any(_word(story, at).startswith(_FIRM) for at in deaths)


def _word(story: Story, place: Span) -> str:
    return story.text[slice(*place)].lower()


_TOLD = frozenset({"died", "they_died", "fallen", "death", "posthumous", "funeral", "memory", "condole"})


def _sought(story: Story, scopes: list[tuple[str, list[Span]]], near: list[Span]) -> Span | None:
    """Words that he is sought, in his own stretches or over his list, where nothing near tells of a death."""
    over = [span for scope, spans in scopes if scope in {"heading", "title"} for span in spans]
    if story.groups(near) & _TOLD or story.groups(over) & _TOLD:
        return None
    return _last(story, ("sought", "lost"), near) or _last(story, ("sought", "lost"), over)


def _last(story: Story, groups: tuple[str, ...], spans: list[Span]) -> Span | None:
    found = [place for span in spans for group in groups for place in story.cues.every(group, *span)]
    return max(found, default=None)


# «1986–2022» on a gravestone, «СВО» over a list
_YEARS = re.compile(r"(?:\d\d\.\d\d\.)?(?:19|20)\d\d\s*[-–—]\s*(?:[а-я]+\s|\d\d\.\d\d\.)?20[2-9]\d")


def _implied(story: Story, scopes: list[tuple[str, list[Span]]]) -> Claim | None:
    """Where no word tells the death: the years of a life, or this war's name over his list."""
    for scope, spans in scopes:
        for start, end in spans:
            years = _YEARS.search(story.text, start, end)
            if years and scope != "page":
                return _claim(story, "killed", years.span(), "status.killed.years", 0.7)
            dated = death_in_cells(story, start)
            if dated and scope == "row":
                return _claim(story, "killed", dated, "status.killed.cell", 0.8)
        found = _first(story, "svo", spans)
        if found and scope in {"heading", "title", "page"}:
            return _claim(story, "killed", found, "status.killed.list", 0.5)
    return None


def _first(story: Story, group: str, spans: list[Span]) -> Span | None:
    found = (story.cues.first(group, start, end) for start, end in spans)
    return next((place for place in found if place), None)


def _claim(story: Story, status: str, place: Span, rule: str, confidence: float) -> Claim:
    return Claim("status", status, story.text[slice(*place)], *place, rule, confidence)
