"""What can be said of a person without weighing: rules that settle the plain cases."""

from typing import Literal

Ruling = Literal["lost", "not_lost"]

# another part in the story, unless his own death is told
_OTHER_PARTS = frozenset({"is.office", "is.speaker", "is.kin", "is.alive", "is.patron"})
_OTHER_WARS = frozenset({"war.other", "war.enemy", "page-before-war"})


def ruling(marks: frozenset[str]) -> Ruling | None:
    """`lost` or `not_lost` where the evidence is plain, None where it must be weighed."""
    if marks & _OTHER_WARS:
        return "not_lost"
    if marks & {"denied.own", "denied.title", "fiction.page-often", "fiction.title"}:
        return "not_lost"
    parts = marks & _OTHER_PARTS
    if parts == {"is.alive"} and marks & {"died.own", "died.after"}:
        return None
    if "is.dead" in marks:
        return "lost" if "war.svo" in marks and not parts else None
    if parts or _is_scant(marks) or {"alone.last", "kind.paragraph"} <= marks:
        return "not_lost"
    return None


def _is_scant(marks: frozenset[str]) -> bool:
    """Too little of a name for a dead soldier whom nothing calls dead: initials, no surname, or a woman no rank."""
    if marks & {"kind.row", "kind.card", "dead.list"}:
        return False
    if marks & {"name.initials", "name.no-surname"}:
        return not marks & {"died.own", "missing.own", "captive.own", "soldier.describes"}
    return "sex.f" in marks and not marks & {"soldier.describes", "died.own", "soldier.after", "bio.after"}
