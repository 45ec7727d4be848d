"""The bodies of the API's answers, and the parameters of its questions."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from archive.records import Status
from desk.counting.person import Grade
from desk.persons.state import PersonState

MOST = 1000
Limit = Annotated[int, Meta(ge=1, le=MOST, description="How many at most.")]
After = Annotated[str, Meta(description="`next` of the part before.")]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


class PersonsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """`q`: a search that forgives; its answer comes nearest first, and in one part."""

    q: str = ""
    grade: Grade | None = None
    status: Status | None = None
    region: str = ""
    after: After = ""
    limit: Limit = 100


class MentionsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Mentions of a source, a status or a person, by id."""

    source: str = ""
    status: Status | None = None
    person: str = ""
    after: After = ""
    limit: Limit = 100


class ClaimsAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Claims of a field, of a value of it too, by mention."""

    field: str
    value: str | None = None
    after: After = ""
    limit: Limit = 100


class CapturesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Captures of an address (the last first, in one part), or of a source by id."""

    url: str = ""
    source: str = ""
    after: After = ""
    limit: Limit = 100


class CountsAsked(Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """As `sinodik count`; `where`: conditions with `;` between them; `as_of`: a day, today if not said."""

    by: str | None = None
    rule: str = "bbc-1"
    as_of: str = ""
    since: str | None = None
    until: str | None = None
    where: str = ""


class ChangesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """`since`: the cursor of the last change that was taken; 0: from the beginning."""

    since: str = "0"
    limit: Limit = 1000


class Person(Struct, frozen=True):
    """A person as his last change (`seq`) left him, without what is restricted."""

    person: str
    seq: int
    state: PersonState


class Persons(Struct, frozen=True):
    """`next`: of the following part, None: this is the last. `near`: not all words were found."""

    items: list[Person]
    next: str | None
    near: bool = False


class ClaimOf(Struct, frozen=True):
    """A field of a mention; the document's text from `start` to `end` is `raw`."""

    mention: str
    field: str
    value: str
    raw: str
    start: int
    end: int
    rule: str
    confidence: float


class MentionOf(Struct, frozen=True):
    """A soldier as one document names him; `person`: whose it is now; `restricted`: fields not shown."""

    mention: str
    status: Status
    snapshot: str
    capture: str
    source: str
    url: str
    published: str | None
    person: str | None
    restricted: list[str]
    claims: list[ClaimOf]


class Mentions(Struct, frozen=True):
    """A part of the mentions."""

    items: list[MentionOf]
    next: str | None


class Claims(Struct, frozen=True):
    """A part of the claims."""

    items: list[ClaimOf]
    next: str | None


class CaptureOf(Struct, frozen=True):
    """One fetch; docs/schema.md explains each column."""

    id: str
    source: str
    run: str
    url: str
    purpose: str
    fetched_at: str
    record_type: str
    status: int
    content_type: str | None
    payload_digest: str
    payload_size: int
    warc_file: str
    offset: int
    length: int
    truncated: str | None
    tls: str | None
    refusal: str | None


class Captures(Struct, frozen=True):
    """A part of the captures."""

    items: list[CaptureOf]
    next: str | None


class Changes(Struct, frozen=True):
    """Lines of the feed (docs/pipeline.md); `cursor`: where a reader is who took them all."""

    changes: list[dict[str, Any]]
    cursor: str
