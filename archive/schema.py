"""The schema as a list of migrations; the SQL explains each table and column, docs/schema.md quotes it."""

from archive.schema_derived import DERIVED
from archive.schema_facts import FACTS, refuse_changes
from archive.schema_frontier import FRONTIER
from archive.schema_health import HEALTH
from archive.schema_imports import IMPORT_FACTS, IMPORTS
from archive.schema_ledger import LEDGER
from archive.schema_pages import PAGES, edit_tables
from archive.schema_persons import FACT_TABLES, KEPT_UNLINKED, NEAR_PAIR, PERSONS, UNLINKED
from archive.schema_same_page import SAME_PAGES
from archive.sqlite import Database, Migrations

MIGRATIONS = Migrations("sinodik")

# The tables of facts and the column that names each row. Every row is a leaf of the log.
KEYS = {
    "source_version": "id",
    "run": "id",
    "run_end": "run",
    "warc_file": "name",
    "capture": "id",
    "anchor": "id",
    "miss": "id",
    "import": "id",
    "imported": "capture",
    "tip": "id",
    "visit": "id",
    "judgement": "id",
    "verification": "id",
    "restriction": "id",
    "withdrawal": "id",
    "identity": "person",
    "assignment": "id",
    "redirect": "person",
    "change": "seq",
}

FIRST_FACTS = ("source_version", "run", "run_end", "capture", "anchor", "log")


@MIGRATIONS()
def facts_derivations_frontier(db: Database) -> None:
    """The first schema."""
    for statement in (*FACTS, *DERIVED, *FRONTIER):
        db.conn.execute(statement)
    for table in FIRST_FACTS:
        for statement in refuse_changes(table):
            db.conn.execute(statement)


@MIGRATIONS()
def misses_and_the_ledger_of_vanished_pages(db: Database) -> None:
    """Looks without an answer become facts; what vanished is derived from them and from the captures."""
    for statement in (*LEDGER, *refuse_changes("miss")):
        db.conn.execute(statement)


@MIGRATIONS()
def captures_of_others_and_tips(db: Database) -> None:
    """What was not fetched by us, and what people asked us to fetch, become facts."""
    for statement in (*IMPORTS, *(trigger for table in IMPORT_FACTS for trigger in refuse_changes(table))):
        db.conn.execute(statement)


@MIGRATIONS()
def renderings_and_images_of_pages(db: Database) -> None:
    """Captures may belong to a page: what a browser made of it, and its images."""
    edit_tables(db)
    for statement in PAGES:
        db.conn.execute(statement)


@MIGRATIONS()
def visits_harvests_and_settled_issues(db: Database) -> None:
    """What a crawler counted of each source becomes a fact; an issue says how it ended."""
    for statement in (*HEALTH, *refuse_changes("visit")):
        db.conn.execute(statement)


@MIGRATIONS()
def pages_that_are_one_article(db: Database) -> None:
    """Which pages name another address as their own, and whether that holds, is derived."""
    for statement in SAME_PAGES:
        db.conn.execute(statement)


@MIGRATIONS()
def persons_and_what_was_judged_of_them(db: Database) -> None:
    """Who the mentions are, what people concluded, and each change of either become facts."""
    for statement in (*PERSONS, *(trigger for table in FACT_TABLES for trigger in refuse_changes(table))):
        db.conn.execute(statement)


@MIGRATIONS()
def pairs_for_a_person_to_judge(db: Database) -> None:
    """What the linkage is not sure of is derived, for the verifiers' queue."""
    db.conn.execute(NEAR_PAIR)


@MIGRATIONS()
def what_the_linkage_has_not_seen(db: Database) -> None:
    """A link run looks at what was read since the last, so that a quiet night costs little."""
    for statement in (UNLINKED, *KEPT_UNLINKED):
        db.conn.execute(statement)
