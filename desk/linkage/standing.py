"""What a night need not make again: the keys of mentions linked before, and whose they were.

A DuckDB file with `keys` and `person`, derived from what was linked and of use only with the version of the
keys that made it. It may be deleted at any time: the next run then takes all mentions.
"""

from pathlib import Path

import duckdb

from desk.linkage.errors import Stale
from desk.linkage.table import quoted

KEYS = "2"
"""The version of names, frequencies' columns and keys; a new one makes every kept file stale."""


def attach(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Open the file as `kept`; an empty one is made where there is none.

    Raises Stale for a file of another version, or that is none of ours.
    """
    try:
        con.execute(f"attach '{quoted(path)}' as kept")
        con.execute("create table if not exists kept.version as select ? as version", [KEYS])
        version = con.execute("select version from kept.version").fetchall()[0][0]
    except duckdb.Error as error:
        raise Stale(f"{path} is no file of kept keys ({error}): delete it and link all mentions") from error
    if version != KEYS:
        con.execute("detach kept")
        raise Stale(f"{path} has keys of version {version}, not {KEYS}: delete it and link all mentions")


def add_kept(con: duckdb.DuckDBPyConnection, alive: str) -> None:
    """Put into `keys` the kept keys of the mentions of a table `alive` that it lacks, all numbered anew in
    the order of their ids.

    Raises Stale if any mention of `alive` is in neither.
    """
    con.execute("create table if not exists kept.keys as from keys limit 0")
    con.execute(f"""
        create or replace table keys as
        with wanted as (
            select * exclude (uid) from keys union all
            select * exclude (uid) from kept.keys
            where mention_id in (select mention_id from {alive})
                and mention_id not in (select mention_id from keys))
        select (row_number() over (order by mention_id) - 1)::integer as uid, * from wanted order by uid""")
    lost = con.execute(f"select mention_id from {alive} anti join keys using (mention_id) limit 1").fetchall()
    if lost:
        raise Stale(f"no keys are kept of mention {lost[0][0]}: delete the file and link all mentions")


def keep(con: duckdb.DuckDBPyConnection) -> None:
    """Replace what is kept by `keys`: the new ones are added, those that are gone are taken out."""
    con.execute("begin")
    con.execute("delete from kept.keys where mention_id not in (select mention_id from keys)")
    con.execute("delete from kept.keys where mention_id in (select mention_id from mentions)")
    con.execute("insert into kept.keys by name select k.* from keys k semi join mentions using (mention_id)")
    con.execute("commit")
