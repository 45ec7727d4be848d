"""How common each value is: in the table itself, leaned on the country's names while the table is small."""

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from desk.linkage.given_names import given_keys
from desk.linkage.surnames import surname_key

_FOLDER = Path(__file__).parent / "frequencies"
# column → the share of a value that no list holds, and how many mentions the lists weigh
_LEANING = {
    "s": (2e-6, 20_000),
    "g": (1e-5, 20_000),
    "p": (0.01, 1_000),
    "settlement": (0.002, 1_000),
    "region": (0.012, 1_000),
    "rank": (0.15, 300),
    "unit": (0.003, 1_000),
    "category": (0.2, 300),
}
# rare values are counted by men, not by mentions: one man in ten papers does not make a surname common
_BEARERS = {
    "s": "count(distinct coalesce(g, gi, '') || '|' || coalesce(settlement, region, ''))",
    "settlement": "count(distinct coalesce(s, '') || '|' || coalesce(g, gi, ''))",
    "unit": "count(distinct coalesce(s, '') || '|' || coalesce(g, gi, ''))",
}
_SMALL, _UNSEEN = 20_000, 3
"""A table of fewer mentions shows too few of the homes of a name: it is taken for so many at the least."""
FREQUENT = tuple(_LEANING)
"""Columns whose agreement tells the more, the rarer the value."""


def make_frequencies(con: duckdb.DuckDBPyConnection, keys: str = "keys") -> None:
    """The tables `tf_COLUMN` (COLUMN, tf_COLUMN: a share) of a table of keys."""
    _make_compared(con, keys)
    con.register("listed_s", _listed("surnames", "s"))
    con.register("listed_g", _listed("given", "g"))
    for column, (unlisted, weight) in _LEANING.items():
        listed = (
            f"listed_{column}" if column in {"s", "g"} else "(select null::varchar as value, 0.0 as share)"
        )
        con.execute(f"""
            create or replace temp table tf_{column} as
            with counted as (select {column} as value, {_BEARERS.get(column, "count(*)")} as n from {keys}
                where {column} is not null group by 1),
            whole as (select sum(n) as n from counted)
            select c.value as {column},
                (c.n + {weight} * coalesce(f.share, {unlisted})) / (w.n + {weight}) as tf_{column}
            from counted c cross join whole w left join {listed} f on f.value = c.value""")
    con.unregister("listed_s")
    con.unregister("listed_g")


def _make_compared(con: duckdb.DuckDBPyConnection, keys: str) -> None:
    """The table `compared`: the keys, each with how many homes (settlements) its name has in the table, and
    in its region."""
    known = f"(select case when count(*) < {_SMALL} then {_UNSEEN} else 0 end from {keys})"
    con.execute(f"""
        create or replace table compared as
        with {_homes("names", "s, g", keys)}, {_homes("initials", "s, gi", keys)},
            {_homes("near_names", "s, g, region", keys)}, {_homes("near_initials", "s, gi, region", keys)}
        select k.*, greatest(case when k.g is null then i.homes else n.homes end, {known}) as homes,
            greatest(case when k.g is null then o.homes else m.homes end, {known}) as near_homes
        from {keys} k left join names n on n.s = k.s and n.g = k.g
            left join initials i on i.s = k.s and i.gi = k.gi
            left join near_names m on m.s = k.s and m.g = k.g and m.region = k.region
            left join near_initials o on o.s = k.s and o.gi = k.gi and o.region = k.region""")


def _homes(name: str, of: str, keys: str) -> str:
    return f"{name} as (select {of}, count(distinct settlement) as homes from {keys} group by all)"


@cache
def _listed(name: str, column: str) -> pa.Table:
    """Key → its share among the men of the list."""
    counts: dict[str, int] = {}
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        word, count = line.split("\t")
        key = surname_key(word) if column == "s" else given_keys(word).keys[0]
        counts[key] = counts.get(key, 0) + int(count)
    whole = sum(counts.values())
    return pa.table({"value": list(counts), "share": [count / whole for count in counts.values()]})
