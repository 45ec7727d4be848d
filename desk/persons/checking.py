"""Whether a decision makes sense, before it becomes a fact."""

import msgspec
from msgspec import Struct, structs

from archive.persons_judged import Verdict
from archive.sqlite import Database
from desk.persons.building import OddValue, counted
from desk.persons.mistakes import BadDecision
from desk.persons.state import PersonState

FIELDS = (
    *("surname", "given", "patronymic", "name", "call_sign", "status", "birth_date", "age", "death_date"),
    *("funeral_date", "registration_date", "missing_since", "published", "region", "district", "settlement"),
    *("settlement_type", "birth_place", "death_place", "funeral_place", "rank", "position", "unit", "branch"),
    *("category", "occupation", "experience", "force", "foreign", "country", "awards", "manner"),
)
"""What can be set by a person, or hidden."""

_STATUSES = ("killed", "missing", "captive", "alive", "unsure")
_OF_A_FIELD: tuple[Verdict, ...] = ("corrected", "accepted")


class Quote(Struct, frozen=True):
    """The words of a kept page that say a value: `text[start:end] == raw` in the snapshot's document."""

    snapshot: str
    start: int
    end: int
    raw: str


def check(verdict: Verdict, reason: str, by: str, field: str | None, value: str | None) -> None:
    require(bool(by), "a verification needs who concluded it")
    require(verdict != "rejected" or bool(reason), "a rejection needs a reason")
    require(field is None or field in FIELDS, f"no field {field}: {', '.join(FIELDS)}")
    require(verdict not in _OF_A_FIELD or field is not None, f"{verdict} is said of a field: name it")
    require(verdict != "confirmed" or field is None, "a field is accepted or corrected, not confirmed")
    require(verdict in _OF_A_FIELD or value is None, f"{verdict} has no value: say corrected")
    require(verdict != "accepted" or value is not None, f"nothing is known of {field}: say corrected")
    require(field != "status" or value in (None, *_STATUSES), f"a status is {', '.join(_STATUSES)}")
    if field and value is not None:
        try:
            counted({field: value})
        except OddValue as error:
            raise BadDecision(f"{field} cannot be {value!r}: {error}") from error


def standing(db: Database, person: str, field: str) -> str | None:
    """The value that stands."""
    row = db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
    found = msgspec.json.decode(row[0], type=PersonState).fields.get(field)
    return found.value if found else None


def quoted(db: Database, quote: Quote | None) -> dict[str, object]:
    if quote is None:
        return dict.fromkeys(("snapshot", "start", "end", "raw"))
    row = db.conn.execute("SELECT text FROM document WHERE snapshot = ?", (quote.snapshot,)).fetchone()
    says = row and row[0][quote.start : quote.end] == quote.raw
    require(bool(says), f"the page {quote.snapshot} does not say {quote.raw!r} there")
    return structs.asdict(quote)


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BadDecision(otherwise)
