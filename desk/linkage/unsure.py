"""Pairs of mentions that the evidence neither joins nor parts for sure: a person should judge them."""

import duckdb
import numpy as np
import pyarrow as pa

from desk.linkage.clusters import Bar, between
from desk.linkage.scoring import FIELDS
from desk.linkage.ties import Ints

Near = tuple[str, str, float]
MARGIN = 4.0
"""Bits on either side of the bar within which a pair is for a person to judge."""


def near_pairs(con: duckdb.DuckDBPyConnection, found: Ints, ids: list[str], bar: Bar) -> list[Near]:
    """Of two clusters (`found`: each mention's) that were nearly joined the pair of mentions most alike; of a
    mention that was barely joined to others, it and the one most like it. The nearest to the bar first.
    The weights are the table `edges`."""
    con.register("cluster", pa.table({"uid": np.arange(len(found), dtype=np.int32), "least": found}))
    rows = [*_apart(con, bar), *_joined(con, bar)]
    con.unregister("cluster")
    rows = [row for row in rows if abs(row[2] - bar.link) <= MARGIN]
    rows.sort(key=lambda row: (abs(row[2] - bar.link), row[0], row[1]))
    return [(ids[one], ids[other], round(bits, 2)) for one, other, bits in rows]


def _apart(con: duckdb.DuckDBPyConnection, bar: Bar) -> list[tuple[int, int, float]]:
    sums = ", ".join(f"sum({field})" for field in FIELDS)
    speak = ", ".join(f"count(*) filter (where {field} <> 0)" for field in FIELDS)
    rows = con.execute(f"""
        with sizes as (select least, count(*) as n from cluster group by 1),
        apart as (
            select e.*, least(l.least, r.least) as x, greatest(l.least, r.least) as y
            from edges e join cluster l on l.uid = a join cluster r on r.uid = b where l.least <> r.least),
        close as (select x, y from apart group by 1, 2 having max(w) >= {bar.link - MARGIN})
        select arg_max(a, (w, -a, -b)), arg_max(b, (w, -a, -b)), any_value(s.n) * any_value(t.n),
            {sums}, {speak}, count(*)
        from apart join close using (x, y) join sizes s on s.least = x join sizes t on t.least = y
        group by x, y""").fetchall()
    return [(a, b, between(np.array(said, np.float32), pairs, bar)) for a, b, pairs, *said in rows]


def _joined(con: duckdb.DuckDBPyConnection, bar: Bar) -> list[tuple[int, int, float]]:
    return con.execute(f"""
        with inside as (
            select a, b, w from edges e join cluster l on l.uid = a join cluster r on r.uid = b
            where l.least = r.least),
        ends as (select a as one, b as other, w from inside union all select b, a, w from inside),
        each as (select one, arg_max(other, (w, -other)) as other, avg(w) as bits from ends group by 1)
        select least(one, other), greatest(one, other), min(bits) from each
        where bits < {bar.link + MARGIN} group by 1, 2""").fetchall()
