"""The tables of a published set, column by column (docs/publication.md is made from these words)."""

from typing import get_args

from msgspec.structs import replace

from archive.records import Kind, Status
from desk.counting.person import Category, Experience, Force, Grade, SettlementType, SourceClass
from desk.publication.showing import Tier
from desk.publication.table import Column, Table

ULID = r"[0-9A-HJKMNP-TV-Z]{26}"
PREFIX = r"\d{4}(-\d\d(-\d\d)?)?"
DIGEST = r"[0-9a-f]{64}"
PLACE = r"[A-Z]{2}-[A-Z0-9]{1,3}"


def _date(name: str, words: str) -> Column:
    return Column(name, f"{words}; an ISO prefix (2023, 2023-05, 2023-05-14)", pattern=PREFIX)


PERSONS = Table(
    "persons",
    "One row a person, counted or not; `sinodik count persons.csv` gives the published numbers.",
    (
        Column("person", "Permanent id", needed=True, pattern=ULID),
        Column("verdict", "included, or the code of why he is not in the count", needed=True),
        Column("grade", "How well his death is attested", needed=True, one_of=get_args(Grade)),
        Column("reasons", "Reason codes of the grade, the deciding one first", "list"),
        Column("status", "What became of him", needed=True, one_of=get_args(Status)),
        Column("force", "Whose soldier", needed=True, one_of=get_args(Force)),
        Column("foreign", "A foreign citizen", "boolean"),
        Column("country", "Citizenship, ISO 3166-1", pattern="[A-Z]{2}"),
        Column("surname", "Surname, nominative"),
        Column("given", "Given name, nominative"),
        Column("patronymic", "Patronymic, nominative"),
        _date("birth_date", "Born"),
        Column("age", "Full years at death", "integer"),
        _date("death_date", "Died"),
        _date("funeral_date", "Buried"),
        _date("registration_date", "Death registered"),
        _date("published", "Earliest report of the death"),
        Column("region", "Home region, ISO 3166-2", pattern=PLACE),
        Column("settlement", "Home settlement"),
        Column("settlement_type", "Its type", one_of=get_args(SettlementType)),
        Column("rank", "Rank, nominative"),
        Column("unit", "Unit"),
        Column("branch", "Branch of the forces"),
        Column("category", "How he was recruited", needed=True, one_of=get_args(Category)),
        Column("occupation", "Occupation before the war"),
        Column("experience", "Served before", needed=True, one_of=get_args(Experience)),
        Column("source_classes", "Classes of the independent sources that report his death", "list"),
        Column("sources", "Independent texts that name him", "integer", needed=True),
        Column("restricted", "Fields that were asked to be hidden; *: all that tells who he is", "list"),
        Column("grading", "Version of the grading rule", needed=True),
    ),
    ("person",),
)

MENTIONS = Table(
    "mentions",
    "One row for each page that names a person. Where the page is a private one, or the person is not named, "
    "a class and a commitment stand in place of the link.",
    (
        Column("mention", "Its id; without a link, the beginning of its commitment", needed=True),
        Column("person", "Whose it is", needed=True, pattern=ULID),
        Column("evidence", "Class of its source", one_of=get_args(SourceClass)),
        Column("status", "What the page says became of him", one_of=get_args(Status)),
        Column("source", "The source; see sources"),
        Column("url", "The page"),
        Column("snapshot", "SHA-256 of the page's bytes as kept", pattern=DIGEST),
        Column("fetched", "When they were first kept, UTC"),
        _date("published", "When the page says it was published"),
        Column("commitment", "SHA-256 of opening, url, snapshot", needed=True, pattern=DIGEST),
    ),
    ("mention",),
    {"person": ("persons", "person"), "source": ("sources", "source")},
)  # fmt: skip

OPENING = Column("opening", "What opens the commitment; never published", pattern=DIGEST)

CLAIMS = Table(
    "claims",
    "One row for each value that a page gives for a field of a person, with the words that say it.",
    (
        Column("mention", "Whose claim", needed=True),
        Column("rank", "Its place; the best of a field comes first", "integer", needed=True),
        Column("field", "Which field", needed=True),
        Column("value", "The normalised value", needed=True),
        Column("raw", "The words on the page"),
        Column("start", "Their first code point in the document's text", "integer"),
        Column("end", "One past their last", "integer"),
        Column("rule", "The named reason of the claim", needed=True),
        Column("confidence", "The rule's own confidence", "number", needed=True),
    ),
    ("mention", "rank"),
    {"mention": ("mentions", "mention")},
)  # fmt: skip

SOURCES = Table(
    "sources",
    "The publishers that are watched; private persons' pages and groups are not listed in the public set.",
    (
        Column("source", "Id", needed=True),
        Column("title", "Its name", needed=True),
        Column("kind", "What sort of publisher", needed=True, one_of=get_args(Kind)),
        Column("evidence", "Class of its pages as evidence", needed=True, one_of=get_args(SourceClass)),
        Column("region", "Region of the publisher, ISO 3166-2", pattern=PLACE),
        Column("home", "Its home page"),
        Column("captures", "Fetches of its pages that are kept", "integer", needed=True),
    ),
    ("source",),
)

COUNTS = Table(
    "counts",
    "The count in total (`by` is all) and split by each dimension; the rows of each sum to the total.",
    (
        Column("by", "The dimension", needed=True),
        Column("value", "Its value; unknown and undated are always shown", needed=True),
        Column("persons", "Persons counted", "integer", needed=True),
        Column("death", "Of these, dated by the date of death", "integer", needed=True),
        Column("funeral", "Dated by the funeral", "integer", needed=True),
        Column("publication", "Dated by the earliest report", "integer", needed=True),
        Column("undated", "Not dated so finely", "integer", needed=True),
        Column("provisional", "Reaches into the days for which reports still arrive", "boolean", needed=True),
    ),
    ("by", "value"),
)

MANIFEST = Table(
    "manifest",
    "Of each person: included, or the code of the reason that left him out.",
    (
        Column("person", "Permanent id", needed=True, pattern=ULID),
        Column("verdict", "included, or the reason's code", needed=True),
    ),
    ("person",),
    {"person": ("persons", "person")},
)


def tables(tier: Tier) -> dict[str, Table]:
    """The tables of a tier by name: partners are given what opens the commitments."""
    of_partners = replace(MENTIONS, columns=(*MENTIONS.columns, OPENING))
    those = (PERSONS, of_partners if tier == "partner" else MENTIONS, CLAIMS, SOURCES, COUNTS, MANIFEST)
    return {table.name: table for table in those}
