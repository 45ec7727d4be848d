"""A table of mentions linked into those of earlier tables, by a file that keeps them."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from desk.linkage.judgements import judged
from desk.linkage.linking import MEMORY, Linked, belonging, opaque, workbench
from desk.linkage.model import model
from desk.linkage.nightly import Run, link_under
from desk.linkage.scoring import Progress
from desk.linkage.standing import attach
from desk.linkage.table import read_mentions


def link_into(state: Path, mentions: Path, out: Path, progress: Progress, memory: str = MEMORY) -> Linked:
    """Link a Parquet table of mentions with those that `state` keeps (a file, made if it is not there), and
    write `mention_id, person_id, score` of all. Persons keep their ids; a mention that comes again replaces
    what was kept of it. Raises BadTable for a table that cannot be linked, Stale for a state of no use.
    """
    with workbench(memory) as con:
        progress("reading mentions", 0, None)
        read_mentions(con, mentions)
        attach(con, state)
        con.execute(
            "create table if not exists kept.person (mention_id varchar, person_id varchar, score double)"
        )
        known = con.sql(
            "select mention_id, person_id as person from kept.person order by all"
        ).to_arrow_table()
        con.execute("detach kept")
        run = link_under(con, model(), judged([], []), known, state, progress)
        persons = _named(con, run)
        con.register("persons", persons)
        con.execute("begin; delete from kept.person; insert into kept.person from persons; commit")
        pq.write_table(persons, out, compression="zstd")
        count = len(persons["person_id"].unique())
    return Linked(len(persons), count, len(run.edges.a), model().version)


def _named(con: duckdb.DuckDBPyConnection, run: Run) -> pa.Table:
    """Each mention with the least id of the persons that are in its cluster, or a new one; its score is that
    of the last run that weighed it."""
    con.register("cluster", pa.table({"mention_id": run.ids, "least": run.found}))
    con.register("weighed", _scores(run))
    rows = con.execute("""
        select least, min(person) from cluster left join known using (mention_id) group by 1""").fetchall()
    names = [(least, person or opaque(run.ids[least])) for least, person in rows]
    con.register("named", pa.table({"least": [n[0] for n in names], "person_id": [n[1] for n in names]}))
    return con.sql("""
        select mention_id, n.person_id, coalesce(w.score, p.score, 1.0) as score
        from cluster join named n using (least) left join weighed w using (mention_id)
            left join kept.person p using (mention_id)
        order by mention_id""").to_arrow_table()


def _scores(run: Run) -> pa.Table:
    weighed = np.union1d(run.edges.a, run.edges.b)
    scores = belonging(run.edges, run.found)[weighed]
    return pa.table({"mention_id": [run.ids[number] for number in weighed.tolist()], "score": scores})
