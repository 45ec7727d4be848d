"""Short judgements drawn from the evidence on one person: told dead, in office, kin, a speaker, alive."""

from collections.abc import Iterator

from parsers.roles.reach import DEATH

# verdict → the evidence any of which allows it
_VERDICTS: dict[str, frozenset[str]] = {
    "dead": frozenset(
        {
            "condole.governs",
            "condole.object",
            "dead.colon",
            "death.governs",
            "died.apposes",
            "died.object",
            "died.recipient",
            "died.subject",
            "fallen.apposes",
            "fallen.describes",
            "fallen.governs",
            "funeral.governs",
            "funeral.object",
            "funeral.recipient",
            "life.now",
            "memory.governs",
            "memory.recipient",
            "posthumous.clause",
            "posthumous.describes",
            "posthumous.governs",
            "posthumous.subject",
            "they_died.object",
            "they_died.recipient",
            "they_died.subject",
        }
    ),
    "told-dead": frozenset({"died.subject", "fallen.describes", "fallen.apposes", "life.now"}),
    "office": frozenset(
        {
            "office.describes",
            "office.apposes",
            "office.plural",
            "office.introduces",
            "author.describes",
            "author.introduces",
        }
    ),
    "kin": frozenset({"relative.describes", "relative.apposes", "relative.plural", "relative.introduces"}),
    "speaker": frozenset({"say.subject"}),
    "guest": frozenset({"guests.subject"}),
    "alive": frozenset({"alive.subject", "alive.describes", "alive.apposes", "alive.object"}),
    "patron": frozenset({"patron.describes", "patron.governs"}),
}
_BEREAVED = frozenset(
    f"{group}.{place}"
    for group, place in (
        ("condole", "sentence"),
        ("fallen", "sentence"),
        ("fallen", "paragraph"),
        ("posthumous", "sentence"),
        ("award", "sentence"),
        ("handed", "sentence"),
        ("condole", "paragraph"),
        ("death", "sentence"),
    )
)
_HEADED = frozenset(
    {"fallen.heading", "they_died.heading", "fallen.before", "they_died.before"}
    | {"posthumous.sentence", "posthumous.before"}
)
_MISSED = frozenset({"lost.sentence", "captive.sentence", "captive.after", "lost.enlisted", "sought"})
_ANY_DEATH = frozenset(f"{g}.{place}" for g in DEATH for place in ("own", "after", "sentence", "heading"))


def verdicts(marks: frozenset[str]) -> frozenset[str]:
    """The judgements that the evidence allows each on its own."""
    held = frozenset(name for name, enough in _VERDICTS.items() if marks & enough)
    return held - {"alive"} if "alive.then-died" in marks else held


def joint(marks: frozenset[str]) -> Iterator[str]:
    """Evidence of several pieces: each verdict as `is.…`, and beside whether he is told dead as `joint.…`."""
    held = verdicts(marks)
    yield from (f"is.{verdict}" for verdict in held)
    told = "dead" if "dead" in held else "not-dead"
    war = next(mark for mark in sorted(marks) if mark.startswith("war.") and mark.count(".") == 1)
    yield f"joint.{told}.{war}"
    heard = _heard(marks, held)
    yield f"heard.{heard}"
    yield from (f"heard.{heard}.{mark}" for mark in marks if mark.startswith("war."))
    yield from (f"heard.{heard}.{verdict}" for verdict in held - {"dead", "told-dead"})
    yield from (f"heard.{heard}.{mark}" for mark in marks if mark.startswith(("svo.page-", "others.")))
    yield from (f"joint.{told}.{verdict}" for verdict in held - {"dead"})
    if "kin.governs" in marks and marks & _BEREAVED:
        yield "joint.bereaved"
    if not held:
        yield from _unjudged(marks)


def _heard(marks: frozenset[str], held: frozenset[str]) -> str:
    """How a person's loss is heard of, in one word: from plainly told to not at all."""
    if "told-dead" in held:
        return "told"
    if "dead" in held:
        return "dead"
    if marks & {"kind.row", "kind.card"}:
        return "row"
    if marks & _MISSED:
        return "lost"
    if marks & {"died.own", "died.after"}:
        return "near"
    if marks & _HEADED:
        return "headed"
    return "beside" if marks & _ANY_DEATH else "not"


def _unjudged(marks: frozenset[str]) -> Iterator[str]:
    if marks & {"died.own", "died.after"}:
        yield "joint.plain-died"
    if marks & _HEADED:
        yield "joint.plain-headed"
    if not marks & _ANY_DEATH:
        yield "joint.nothing"
