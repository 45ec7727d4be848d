"""The table of keys: each mention as what it is compared by (name keys, days from 1970, folded places)."""

import duckdb
import pyarrow as pa

from desk.linkage.names import name_keys

_BATCH = 100_000
_NAMES = pa.schema(
    [
        ("uid", pa.int32()),
        ("s", pa.string()),
        ("g", pa.string()),
        ("gi", pa.string()),
        ("others", pa.list_(pa.string())),
        ("known", pa.bool_()),
        ("p", pa.string()),
        ("pi", pa.string()),
    ]
)


def make_keys(con: duckdb.DuckDBPyConnection, mentions: str = "mentions", into: str = "keys") -> None:
    """Make the table of keys of a table of mentions (desk.linkage.table)."""
    _name_table(con, mentions)
    con.execute(f"create or replace table {into} as {_keys_sql(mentions)} order by m.uid")
    con.execute("drop table names")


def _name_table(con: duckdb.DuckDBPyConnection, mentions: str) -> None:
    con.execute(
        "create or replace table names (uid integer, s varchar, g varchar, gi varchar, others varchar[], "
        "known boolean, p varchar, pi varchar)"
    )
    reader = con.cursor()
    rows = reader.execute(f"select uid, surname, given, patronymic from {mentions} order by uid")
    while batch := rows.fetchmany(_BATCH):
        keyed = [(uid, *name_keys(surname, given, father)) for uid, surname, given, father in batch]
        columns = [
            pa.array(column, field.type)
            for column, field in zip(zip(*keyed, strict=True), _NAMES, strict=True)
        ]
        con.register("batch", pa.Table.from_arrays(columns, schema=_NAMES))
        con.execute("insert into names select * from batch")
        con.unregister("batch")


def _first(column: str) -> str:
    """The first day of an ISO prefix, in days from 1970."""
    return f"date_diff('day', date '1970-01-01', try_cast(rpad({column}, 10, '-01') as date))::integer"


def _last(column: str) -> str:
    """The last day of an ISO prefix."""
    start = f"try_cast(rpad({column}, 10, '-01') as date)"
    end = (
        f"case length({column}) when 4 then {start} + interval 1 year - interval 1 day "
        f"when 7 then {start} + interval 1 month - interval 1 day else {start} end"
    )
    return f"date_diff('day', date '1970-01-01', ({end})::date)::integer"


def _keys_sql(mentions: str) -> str:
    return f"""
    with days as (
        select *, {_first("death_date")} as dlo, {_last("death_date")} as dhi,
            {_first("birth_date")} as blo, {_last("birth_date")} as bhi,
            case when length(funeral_date) = 10 then {_first("funeral_date")} end as fx,
            case when length(published) = 10 then {_first("published")} end as pub
        from {mentions})
    select m.uid, m.mention_id, n.s, n.g, n.gi, n.others, n.known, n.p, n.pi,
        blo, bhi, case when length(birth_date) = 10 then blo end as bx, age,
        dlo, dhi, case when length(death_date) = 10 then dlo end as dx, fx, pub,
        {_folded("region")} as region, {_settlement("settlement")} as settlement,
        {_folded("rank")} as rank, {_unit("unit")} as unit,
        case when category <> 'unknown' then {_folded("category")} end as category, source
    from days m join names n using (uid)"""


def _folded(column: str) -> str:
    return f"replace(lower({column}), 'ё', 'е')"


def _settlement(column: str) -> str:
    """Without «г.», «село»: sources name the kind of a place or not."""
    kinds = "г|гор|город|с|село|д|дер|деревня|п|пос|поселок|пгт|рп|ст|станица|х|хутор|аул|ст-ца"
    return f"nullif(trim(regexp_replace({_folded(column)}, '^({kinds})(\\.\\s*|\\s+)', '')), '')"


_KINDS = "полк|бригад|дивизи|батальон|арми|рот|отряд"


def _unit(column: str) -> str:
    """Digits stand for the unit where it has any: «79 полк», «79-й гв. полк»."""
    return (
        f"coalesce(nullif(regexp_extract({column}, '\\d+'), '') || ' ' || "
        f"coalesce(nullif(regexp_extract({_folded(column)}, '{_KINDS}'), ''), ''), "
        f"{_folded(column)})"
    )
