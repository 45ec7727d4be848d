"""A person as one change left him: what he is counted by, and where each value comes from."""

from msgspec import Struct

from desk.counting.person import Counted

EVERYTHING = "*"
"""In `restricted`: all that tells who he is."""


class Other(Struct, frozen=True):
    """A value that another mention gives for a field, and that does not stand."""

    value: str
    mention: str


class FieldValue(Struct, frozen=True, omit_defaults=True):
    """The value that stands for a field, the words that say it, and the others.

    `snapshot`, `start`, `end`, `raw`: the words, in the document of that snapshot; `mention`: whose claim
    it is. Of a value that a person set: `verification` is its id, and the words may be wanting.
    """

    value: str
    rule: str
    confidence: float
    mention: str | None = None
    snapshot: str | None = None
    start: int | None = None
    end: int | None = None
    raw: str | None = None
    verification: str | None = None
    others: tuple[Other, ...] = ()


class PersonState(Struct, frozen=True, omit_defaults=True):
    """The `state` of a change of kind `upsert`.

    `counted` is what counts see, grade and reason codes in it; `fields` by name, as claims name them
    (surname, given, patronymic, birth_date, …); `mentions` in the order of their ids; `sources`: how many
    independent texts (clusters of near-duplicates); `grading`: the version of the rule that graded him;
    `restricted`: fields not to be shown, or EVERYTHING.
    """

    counted: Counted
    fields: dict[str, FieldValue]
    mentions: tuple[str, ...]
    sources: int
    grading: str
    restricted: tuple[str, ...] = ()
