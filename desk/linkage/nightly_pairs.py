"""The pairs of a night: new mentions with all, and what they touch with itself."""

import duckdb
import numpy as np
import pyarrow as pa
from splink import Linker

from desk.linkage.blocking import make_near
from desk.linkage.clusters import components
from desk.linkage.frequencies import make_frequencies
from desk.linkage.linking import bar_of, read_edges
from desk.linkage.model import Model, linker
from desk.linkage.scoring import Progress, make_edges, pairs_sql, weigh
from desk.linkage.ties import Ints, Ties

_CANDIDATES = "candidates"


def weigh_new(
    con: duckdb.DuckDBPyConnection, chosen: Model, persons: Ints, ties: Ties, progress: Progress
) -> None:
    """Make `edges` of the mentions that have no person (`persons` is -1), with the frequencies of all `keys`.

    Where new mentions lead to more than one person, the mentions of those persons are weighed with each
    other too: so two persons are held against all that is known of both.
    """
    progress("weighing pairs", 0, None)
    make_edges(con)
    make_frequencies(con)
    _make_part(con, "fresh", np.flatnonzero(persons < 0).astype(np.int32))
    make_near(con, "fresh", "keys")
    splink = linker(con, "compared", chosen, len(persons))
    _weigh(con, splink, f"select * from ({_once('fresh', 'keys')})")
    parts = components(read_edges(con), ties, bar_of(chosen, len(persons)).link)
    of_several = _with_several_persons(parts, persons)
    if len(of_several):
        con.register("part_of", pa.table({"uid": of_several, "part": parts[of_several]}))
        _make_part(con, "touched", of_several)
        make_near(con, "touched", "touched")
        _weigh(
            con,
            splink,
            f"select p.* from ({_once('touched', 'touched')}) p join part_of l on l.uid = join_key_l "
            "join part_of r on r.uid = join_key_r where l.part = r.part",
        )
        con.unregister("part_of")


def _with_several_persons(parts: Ints, persons: Ints) -> Ints:
    """The mentions that have a person, in components where more than one person is."""
    first = np.flatnonzero(persons == np.arange(len(persons)))
    many = np.bincount(parts[first], minlength=len(parts)) > 1
    found: Ints = np.flatnonzero((persons >= 0) & many[parts]).astype(np.int32)
    return found


def _make_part(con: duckdb.DuckDBPyConnection, name: str, numbers: Ints) -> None:
    con.register("numbers", pa.table({"uid": numbers}))
    con.execute(f"create or replace temp table {name} as select k.* from keys k join numbers using (uid)")
    con.unregister("numbers")


def _once(left: str, right: str) -> str:
    """SQL of the pairs between two tables of keys, the lower number first."""
    return (
        "select distinct least(join_key_l, join_key_r) as join_key_l, "
        f"greatest(join_key_l, join_key_r) as join_key_r, '0' as match_key "
        f"from ({pairs_sql(left, right, ordered=False)})"
    )


def _weigh(con: duckdb.DuckDBPyConnection, splink: Linker, pairs: str) -> None:
    con.execute(f"create or replace table {_CANDIDATES} as {pairs}")
    weigh(con, splink, _CANDIDATES, "edges")
