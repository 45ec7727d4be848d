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


def read_mentions(con: duckdb.DuckDBPyConnection, path: Path, into: str = "mentions") -> int:
    """Load a Parquet file as a table ordered by `mention_id`, numbered `uid` from 0; how many there are.

    Raises BadTable for a missing column, a wrong type, an id that is null or twice there, a date that is no
    ISO prefix, an age out of reason.
    """
    try:
        found = con.sql(f"describe select * from read_parquet('{quoted(path)}')").fetchall()
    except duckdb.Error as error:
        raise BadTable(f"{path} is not a Parquet file that can be read: {error}") from error
    _check_types(path, {str(name): str(kind) for name, kind, *_ in found})
    parts = [_cleaned(name) for name in COLUMNS]
    con.execute(
        f"create or replace table {into} as "
        f"select (row_number() over (order by mention_id) - 1)::integer as uid, "
        f"{', '.join(parts)} from read_parquet('{quoted(path)}') order by mention_id"
    )
    _check_values(con, into, path)
    return int(con.sql(f"select count(*) from {into}").fetchall()[0][0])


def quoted(path: Path) -> str:
    """A path inside single quotes of SQL."""
    return str(path).replace("'", "''")


def _cleaned(name: str) -> str:
    if name in DATES:
        return f"nullif(left(trim({name}::varchar), 10), '') as {name}"
    if name == "age":
        return "age::integer as age"
    return f"nullif(trim({name}::varchar), '') as {name}"


def _check_types(path: Path, kinds: dict[str, str]) -> None:
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


def _check_values(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    if con.sql(f"select 1 from {table} where mention_id is null limit 1").fetchall():
        raise BadTable(f"{path}: a mention_id is null; give each row an id of its own")
    again = con.sql(
        f"select mention_id from {table} group by 1 having count(*) > 1 order by 1 limit 1"
    ).fetchall()
    if again:
        raise BadTable(f"{path}: mention_id {again[0][0]!r} is there twice; ids must differ")
    for name in DATES:
        wrong = con.sql(
            f"select mention_id, {name} from {table} where {name} is not null "
            f"and (not regexp_matches({name}, '{_ISO}') or try_cast(rpad({name}, 10, '-01') as date) is null)"
            " order by 1 limit 1"
        ).fetchall()
        if wrong:
            mention, told = wrong[0]
            raise BadTable(f"{path}: {name} of {mention!r} is {told!r}; write 2023, 2023-05 or 2023-05-14")
    odd = con.sql(f"select mention_id, age from {table} where age not between 0 and 130 limit 1").fetchall()
    if odd:
        raise BadTable(f"{path}: age of mention {odd[0][0]!r} is {odd[0][1]}; years from 0 to 130, or null")
