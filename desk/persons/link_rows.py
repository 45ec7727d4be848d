"""The archive's mentions as the table that the linkage takes (docs/linkage.md)."""

from collections.abc import Collection

import msgspec
import pyarrow as pa

from archive.sqlite import Database
from desk.counting.days import NotADate, first_day
from desk.linkage.table import COLUMNS
from desk.persons.agreement import DATES
from desk.persons.said import places

_FROM_CLAIMS = tuple(name for name in COLUMNS if name not in ("mention_id", "published", "source"))

_VALUES = f"""SELECT mention, field, value FROM claim
WHERE field IN ({", ".join(f"'{name}'" for name in _FROM_CLAIMS)}) AND {{some}} ORDER BY mention, rank DESC"""
_SOME = "mention IN (SELECT value FROM json_each(?))"

_OLDEST = 130

SCHEMA = pa.schema([(name, pa.int32() if name == "age" else pa.string()) for name in COLUMNS])


def link_rows(db: Database, mentions: Collection[str] | None = None) -> pa.Table:
    """One row a mention, in the order of ids: the best value of each field; what nobody says is null.

    Of all mentions that are read now, or of some.
    """
    columns: dict[str, dict[str, object]] = {name: {} for name in COLUMNS}
    values = () if mentions is None else (msgspec.json.encode(sorted(mentions)).decode(),)
    for mention, field, value in db.conn.execute(_VALUES.format(some=_SOME if values else "TRUE"), values):
        columns[field][mention] = _usable(field, value)  # the best comes last, and holds
    ids = []
    for place in places(db, mentions):
        ids.append(place.mention)
        columns["published"][place.mention] = _usable("published", place.published)
        columns["source"][place.mention] = place.source
    ids.sort()
    told = {
        name: pa.array([said.get(one) for one in ids], SCHEMA.field(name).type)
        for name, said in columns.items()
    }
    return pa.table(told | {"mention_id": pa.array(ids, pa.string())}, schema=SCHEMA)


def _usable(field: str, value: str | None) -> object:
    """The value as the linkage takes it; None for a day that does not exist, an age out of reason."""
    if value is None:
        return None
    if field == "age":
        return int(value) if value.isdecimal() and int(value) <= _OLDEST else None
    if field in DATES:
        try:
            first_day(value)
        except NotADate:
            return None
    return value
