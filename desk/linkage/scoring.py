"""Pairs of mentions weighed by the model, a slice of the table at a time."""

from collections.abc import Callable

import duckdb
from splink import Linker

from desk.linkage.blocking import RULES, blocked
from desk.linkage.model import Model, linker

FIELDS = (
    "surname",
    "given",
    "patronymic",
    "birth",
    "death",
    "report",
    "place",
    "namesakes",
    "rank",
    "unit",
    "category",
)
"""The comparisons of desk.linkage.comparisons, in their order."""
UNWEIGHTED = ("birth", "death", "report", "namesakes")
"""Comparisons without frequencies."""
SLICE = 250_000
"""Mentions whose pairs are weighed at once: this bounds the memory."""
Progress = Callable[[str, int, int | None], None]


def score(con: duckdb.DuckDBPyConnection, chosen: Model, mentions: int, progress: Progress) -> None:
    """Make `edges` (a < b, the weight w and that of each field, in bits) of the table `keys`."""
    make_edges(con)
    splink = linker(con, "compared", chosen, mentions)
    for start in range(0, mentions, SLICE):
        progress("weighing pairs", start, mentions)
        con.execute(
            f"create or replace temp table part as from keys where uid >= {start} and uid < {start + SLICE}"
        )
        con.execute(f"create or replace table candidates as {pairs_sql('part', 'keys')}")
        weigh(con, splink, "candidates", "edges")
    progress("weighing pairs", mentions, mentions)
    con.execute("drop table if exists candidates")
    con.execute("drop table if exists part")


def make_edges(con: duckdb.DuckDBPyConnection) -> None:
    """The table `edges`, empty."""
    fields = ", ".join(f"{field} float" for field in FIELDS)
    con.execute(f"create or replace table edges (a integer, b integer, w float, {fields})")


def pairs_sql(left: str, right: str, *, ordered: bool = True) -> str:
    """SQL of the pairs between two tables of keys that any rule brings together, as Splink takes them."""
    found = " union ".join(blocked(rule, left, right, ordered=ordered) for rule in RULES)
    return f"select a as join_key_l, b as join_key_r, '0' as match_key from ({found})"


def weigh(con: duckdb.DuckDBPyConnection, splink: Linker, candidates: str, into: str) -> None:
    """Add to a table of edges the weights of candidate pairs."""
    database = splink._db_api
    if candidates not in database._registered_table_names:
        registered = database.register(candidates, dataset_display_name=candidates)
        splink.table_management.register_blocked_pairs_for_predict(registered)
    found = splink.inference.predict(warning_mode="never")
    fields = ", ".join(weight_of(field) for field in FIELDS)
    con.execute(
        f"insert into {into} select least(uid_l, uid_r), greatest(uid_l, uid_r), match_weight, {fields} "
        f"from {found.physical_name}"
    )
    found.drop_table_from_database_and_remove_from_cache()


def weight_of(field: str) -> str:
    """SQL of a field's weight in Splink's answer, its frequencies included."""
    return f"mw_{field}" if field in UNWEIGHTED else f"mw_{field} + mw_tf_adj_{field}"
