"""Rules that settle the plain cases: who is certainly no lost soldier, and whose death is told outright.

They held on sources that were left out when the model was made; wider ones that called a man lost did not.
"""

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
_OTHER_WARS = frozenset({"war.other", "war.enemy", "page-before-war", "cell.died-before"})
_GONE = frozenset({"lost.sentence", "captive.sentence", "captive.after"})
_HIS_WAR = frozenset({"war.svo.own", "war.svo.after"})
# where initials are all the name that the dead have
_BARE_NAMES = frozenset({"life.now", "war.svo.own", "war.svo.row", "initials.usual"})


def ruling(marks: frozenset[str]) -> str | None:
    """The rule by which the evidence shows that he is no lost soldier of this war; None where none does."""
    if "lang.uk" in marks and "russian.page" not in marks:
        return "foreign"  # a Ukrainian page that says nothing of Russians buries its own
    if "cell.died-now" in marks and marks & {"cell.serves", "svo.page"}:
        return None
    if marks & _OTHER_WARS:
        return "war"
    if marks & _UNTRUE or {"sex.f", "life.unfit"} <= marks:
        return "untrue"
    if marks & _CIVIL and "is.told-dead" not in marks:
        return "civil"
    if _is_denied(marks):
        return "denied"
    if marks & {"source.of", "at.ceremony", "patron.house"} and not marks & _PERSONAL:
        return "standing"
    if _is_named_by_kin(marks):
        return "kin-name"
    parts = marks & _OTHER_PARTS
    if "is.dead" in marks:
        return "beside" if _is_beside_the_dead(marks, parts) else None
    if _is_gone(marks, parts) or (parts == {"is.alive"} and marks & {"died.own", "died.after"}):
        return None
    if marks & _CRIMES:
        return "crime"
    if marks & {"guest.list", "alive.list"} and not marks & {"died.own", "died.after", "dead.list"}:
        return "list"
    if parts:
        return min(parts)
    return "scant" if _is_scant(marks) else "byline" if _is_byline(marks) else None


# a ruling → the likelihood that outweighs it; the others stand whatever the words
_OUTWEIGHED = {
    "is.office": 0.6,
    "is.guest": 0.65,
    "is.alive": 0.7,
    "byline": 0.6,
    "is.kin": 0.9,
    "beside": 0.85,
    "is.patron": 0.8,
}


def is_outweighed(rule: str, likely: float) -> bool:
    """Whether the weighed evidence on a man is stronger than the ruling against him."""
    return likely >= _OUTWEIGHED.get(rule, 2.0)


def is_plainly_told(marks: frozenset[str]) -> bool:
    """Whether his own words tell his death, and in this war, and show no other part of his."""
    is_told = "is.told-dead" in marks and bool(marks & _HIS_WAR)
    # a Ukrainian page buries its own beside those it calls occupiers
    return is_told and "lang.uk" not in marks and not marks & _OTHER_PARTS


def _is_denied(marks: frozenset[str]) -> bool:
    """A death taken back, a crime, a leave, one called alive."""
    if "denied.title" in marks and ("in-title" in marks or "is.dead" not in marks):
        return True
    if "crime.title" in marks and not marks & {"svo.own", "combat.own"}:
        return True
    if "leave" in marks and not marks & {"is.told-dead", "died.after"}:
        return True
    return "is.told-dead" not in marks and bool(marks & {"alive.describes", "alive.apposes"})


def _is_named_by_kin(marks: frozenset[str]) -> bool:
    """«жена Алия», «мать Вера»: a given name alone."""
    if "name.no-surname" not in marks:
        return False
    return "is.kin" in marks or ("sex.f" in marks and "soldier.describes" not in marks)


def _is_beside_the_dead(marks: frozenset[str], parts: frozenset[str]) -> bool:
    """Whether the death in his words is another's: he speaks, is kin, holds an office, lends his name."""
    if parts == {"is.patron"} and "dead.colon" in marks:
        return False
    if parts & _STATIONS and not marks & (_PERSONAL if parts <= _VOICES else _PLAIN):
        return True
    return "is.patron" in parts and not marks & {"is.told-dead", "dead.colon"}


def _is_gone(marks: frozenset[str], parts: frozenset[str]) -> bool:
    """Whether a man is told missing or captive, and no other part than a voice or kin is his."""
    if "sex.m" not in marks:
        return False
    if "lost.enlisted" in marks and not marks & _CRIMES and parts <= {"is.kin", "is.speaker"}:
        return True
    return "war.svo" in marks and bool(marks & _GONE) and parts <= {"is.speaker"}


_BIOGRAPHY = frozenset(
    {"name.patronymic", "died.after", "bio.after", "soldier.after", "list", "fallen.head-of-list"}
)
_NO_BYLINE = frozenset({"died.after", "bio.after", "list", "fallen.head-of-list"})


def _is_byline(marks: frozenset[str]) -> bool:
    if {"alone.first", "spots.1"} <= marks and not marks & _BIOGRAPHY:
        return True
    return {"alone.last", "kind.paragraph"} <= marks and not marks & _NO_BYLINE


def _is_scant(marks: frozenset[str]) -> bool:
    """Too little of a name for one whom nothing calls dead: initials, no surname, a woman of no rank."""
    if marks & {"kind.row", "kind.card", "dead.list"}:
        return False
    if "name.initials" in marks and marks & _BARE_NAMES:
        return False
    if marks & {"name.initials", "name.no-surname"}:
        return not marks & {"died.own", "missing.own", "captive.own", "soldier.describes"}
    return "sex.f" in marks and not marks & {"soldier.describes", "died.own", "soldier.after", "bio.after"}
