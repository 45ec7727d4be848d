"""The table of mentions that comes in: found complete, of the right types, readable, or refused by name."""

from pathlib import Path

import duckdb

from desk.linkage.errors import BadTable

COLUMNS = (
    *("mention_id", "surname", "given", "patronymic", "birth_date", "age", "death_date", "funeral_date"),
    *("published", "region", "settlement", "rank", "unit", "category", "source"),
)
DATES = ("birth_date", "death_date", "funeral_date", "published")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_ISO = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def read_mentions(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Load a Parquet file as the table `mentions`; see `take_mentions`."""
    try:
        con.sql(f"describe select * from read_parquet('{quoted(path)}')")
    except duckdb.Error as error:
        raise BadTable(f"{path} is not a Parquet file that can be read: {error}") from error
    return take_mentions(con, f"read_parquet('{quoted(path)}')", str(path))


def take_mentions(con: duckdb.DuckDBPyConnection, given: str, name: str, first: int = 0) -> int:
    """Load what SQL calls `given` as the table `mentions` ordered by `mention_id`, numbered `uid` from
    `first`; how many there are. `name`: what errors call it.

    Raises BadTable for a missing column, a wrong type, an id that is null or twice there, a date that is no
    ISO prefix, an age out of reason.
    """
    found = con.sql(f"describe select * from {given}").fetchall()
    _check_types(name, {str(column): str(kind) for column, kind, *_ in found})
    parts = [_cleaned(column) for column in COLUMNS]
    con.execute(
        f"create or replace table mentions as "
        f"select (row_number() over (order by mention_id) - 1 + {first})::integer as uid, "
        f"{', '.join(parts)} from {given} order by mention_id"
    )
    _check_values(con, name)
    return int(con.sql("select count(*) from mentions").fetchall()[0][0])


def quoted(path: Path) -> str:
    """A path inside single quotes of SQL."""
    return str(path).replace("'", "''")


def _cleaned(name: str) -> str:
    if name in DATES:
        return f"nullif(left(trim({name}::varchar), 10), '') as {name}"
    if name == "age":
        return "age::integer as age"
    return f"nullif(trim({name}::varchar), '') as {name}"


def _check_types(path: str, kinds: dict[str, str]) -> None:
    missing = [name for name in COLUMNS if name not in kinds]
    if missing:
        raise BadTable(
            f"{path} lacks the column {', '.join(missing)}: add it, filled with nulls if nothing is known"
        )
    for name in COLUMNS:
        kind = kinds[name]
        null = kind in {"NULL", '"NULL"', "INTEGER"}
        texts = kind == "VARCHAR" or kind.startswith("ENUM") or (name == "mention_id" and kind in _WHOLE)
        if name == "age":
            if kind not in _WHOLE and kind != '"NULL"':
                raise BadTable(f"{path}: age is {kind}; write it as whole numbers (int32) or nulls")
        elif not (
            texts or (kind in {"DATE", "TIMESTAMP"} and name in DATES) or (null and name != "mention_id")
        ):
            raise BadTable(f"{path}: {name} is {kind}; write it as text" + " (ISO date)" * (name in DATES))


def _check_values(con: duckdb.DuckDBPyConnection, path: str) -> None:
    if con.sql("select 1 from mentions where mention_id is null limit 1").fetchall():
        raise BadTable(f"{path}: a mention_id is null; give each row an id of its own")
    again = con.sql(
        "select mention_id from mentions group by 1 having count(*) > 1 order by 1 limit 1"
    ).fetchall()
    if again:
        raise BadTable(f"{path}: mention_id {again[0][0]!r} is there twice; ids must differ")
    for name in DATES:
        wrong = con.sql(
            f"select mention_id, {name} from mentions where {name} is not null "
            f"and (not regexp_matches({name}, '{_ISO}') or try_cast(rpad({name}, 10, '-01') as date) is null)"
            " order by 1 limit 1"
        ).fetchall()
        if wrong:
            mention, told = wrong[0]
            raise BadTable(f"{path}: {name} of {mention!r} is {told!r}; write 2023, 2023-05 or 2023-05-14")
    odd = con.sql("select mention_id, age from mentions where age not between 0 and 130 limit 1").fetchall()
    if odd:
        raise BadTable(f"{path}: age of mention {odd[0][0]!r} is {odd[0][1]}; years from 0 to 130, or null")
