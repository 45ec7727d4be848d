"""What can be said of a person without weighing: rules that settle the plain cases."""

from typing import Literal

Ruling = Literal["lost", "not_lost"]

# another part in the story, unless his own death is told
_OTHER_PARTS = frozenset({"is.office", "is.speaker", "is.kin", "is.alive", "is.patron", "is.guest"})
_STATIONS = frozenset({"is.guest", "is.office", "is.speaker", "is.kin", "is.patron"})
_VOICES = frozenset({"is.speaker", "is.alive"})
# deaths told of the very person, not of those beside him
_PERSONAL = frozenset(
    {
        "is.told-dead",
        "funeral.governs",
        "funeral.object",
        "memory.governs",
        "posthumous.clause",
        "death.governs",
    }
)
# the same for one who holds an office or is somebody's kin: what stands in his sentence may be another's
_PLAIN = _PERSONAL - {"posthumous.clause", "death.governs"}
_UNTRUE = frozenset(
    {"back", "sample.own", "war.civil.peace", "denied.own", "fiction.thick", "fiction.title", "row.unmarked"}
)
_CRIMES = frozenset({"crime.own", "crime.heading", "crime.before"})
_CIVIL = frozenset({"war.civil.own", "war.civil.after", "war.civil.paragraph", "war.civil.heading"})
_OTHER_WARS = frozenset({"war.other", "war.enemy", "page-before-war"})


def ruling(marks: frozenset[str]) -> Ruling | None:
    """`lost` or `not_lost` where the evidence is plain, None where it must be weighed."""
    if "lang.uk" in marks and "russian.page" not in marks:
        return "not_lost"  # a Ukrainian page that says nothing of Russians buries its own
    if {"cell.died-now", "cell.serves"} <= marks or ("cell.died-now" in marks and "svo.page" in marks):
        return None if "cell.gone" in marks else "lost"
    if marks & _OTHER_WARS or marks & _UNTRUE or (marks & _CIVIL and "is.told-dead" not in marks):
        return "not_lost"
    if "denied.title" in marks and ("in-title" in marks or "is.dead" not in marks):
        return "not_lost"
    if "crime.title" in marks and not marks & {"svo.own", "combat.own"}:
        return "not_lost"
    if "leave" in marks and not marks & {"is.told-dead", "died.after"}:
        return "not_lost"
    if "is.told-dead" not in marks and marks & {"alive.describes", "alive.apposes"}:
        return "not_lost"
    if {"name.no-surname", "is.kin"} <= marks:
        return "not_lost"
    if {"name.no-surname", "sex.f"} <= marks and "soldier.describes" not in marks:
        return "not_lost"
    parts = marks & _OTHER_PARTS
    if "is.dead" in marks:
        if parts == {"is.patron"} and "dead.colon" in marks:
            return None
        if parts & _STATIONS and not marks & (_PERSONAL if parts <= _VOICES else _PLAIN):
            return "not_lost"
        if "is.patron" in parts and not marks & {"is.told-dead", "dead.colon"}:
            return "not_lost"
        return "lost" if "war.svo" in marks and not parts else None
    if (
        "lost.enlisted" in marks
        and "sex.m" in marks
        and not marks & _CRIMES
        and parts <= {"is.kin", "is.speaker"}
    ):
        return "lost" if not parts and "war.svo" in marks else None
    if (
        "war.svo" in marks
        and marks & {"lost.sentence", "captive.sentence", "captive.after"}
        and "sex.m" in marks
    ):
        if not parts and "captive.after" not in marks:
            return "lost"
        if parts <= {"is.speaker"}:
            return None
    if parts == {"is.alive"} and marks & {"died.own", "died.after"}:
        return None
    if marks & _CRIMES:
        return "not_lost"
    if marks & {"guest.list", "alive.list"} and not marks & {"died.own", "died.after", "dead.list"}:
        return "not_lost"
    if parts or _is_scant(marks) or _is_byline(marks):
        return "not_lost"
    return None


def _is_byline(marks: frozenset[str]) -> bool:
    return {"alone.last", "kind.paragraph"} <= marks and not marks & {"died.after", "bio.after"}


def _is_scant(marks: frozenset[str]) -> bool:
    """Too little of a name for one whom nothing calls dead: initials, no surname, a woman of no rank."""
    if marks & {"kind.row", "kind.card", "dead.list"}:
        return False
    if marks & {"name.initials", "name.no-surname"}:
        return not marks & {"died.own", "missing.own", "captive.own", "soldier.describes"}
    return "sex.f" in marks and not marks & {"soldier.describes", "died.own", "soldier.after", "bio.after"}
