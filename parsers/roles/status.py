"""What became of a soldier, and the words that say so."""

from typing import NamedTuple

from archive.records import Claim, Status
from parsers.roles.story import Span, Story

# which groups show a death, the plainest first; with the last part of the claim's rule
_KILLED = (
    ("died", "verb"), ("fallen", "participle"), ("they_died", "plural"), ("death", "noun"), ("posthumous", "posthumous"),
    ("funeral", "funeral"), ("memory", "memorial"), ("condole", "condolence"),
)  # fmt: skip


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


def fate(story: Story, scopes: list[tuple[str, list[Span]]], marks: frozenset[str]) -> Fate:
    """The status of one who is held to be lost: missing or captive where his own words say so and no death."""
    near = [span for scope, spans in scopes[:2] for span in spans]
    dead = {"died", "fallen", "funeral", "posthumous"} & story.groups(near)
    for status, group in (("captive", "captive"), ("missing", "missing")):
        found = _first(story, group, near)
        if found and not _is_overruled(status, dead, marks, story, near):
            claim = _claim(story, status, found, f"status.{status}", 0.85)
            return Fate("captive" if status == "captive" else "missing", claim)
    return Fate("killed", killed(story, scopes))


def _is_overruled(status: str, dead: set[str], marks: frozenset[str], story: Story, near: list[Span]) -> bool:
    """Death said of him outweighs «пропал» and «в плену» before it."""
    if "is.dead" in marks:
        return True
    return bool(dead & {"died", "funeral", "posthumous"})


def _first(story: Story, group: str, spans: list[Span]) -> Span | None:
    found = (story.cues.first(group, start, end) for start, end in spans)
    return next((place for place in found if place), None)


def _claim(story: Story, status: str, place: Span, rule: str, confidence: float) -> Claim:
    return Claim("status", status, story.text[slice(*place)], *place, rule, confidence)
