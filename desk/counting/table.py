"""A table of persons from a file: Parquet or CSV, one row a person, columns named as the fields of `Counted`.

Strict: a value outside its vocabulary, a day that does not exist and a person who stands twice are refused by
row and column. Columns that are not known are named, not used. An empty cell says that no source says.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from desk.counting.days import NotADate, first_day
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted

COLUMNS: tuple[str, ...] = Counted.__struct_fields__
NEEDED = ("person", "grade")
_LISTS = ("reasons", "source_classes")
_DATES = ("death_date", "funeral_date", "registration_date", "published", "birth_date")
_OLDEST = 120


class NotATable(Mistake):
    """A file is no table of persons; the message names the row, the column and the remedy."""


class PersonTable(Struct, frozen=True):
    """The persons of a file, and the names of its columns that no count uses."""

    persons: list[Counted]
    unused: tuple[str, ...]


def read_persons(path: Path) -> PersonTable:
    """Read `.parquet`, or anything else as CSV (UTF-8, comma, a header). Raises NotATable."""
    table = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    twice = [name for name in COLUMNS if table.column_names.count(name) > 1]
    if twice:
        raise NotATable(f"{path}: the column {twice[0]!r} stands twice")
    missing = [name for name in NEEDED if name not in table.column_names]
    if missing:
        raise NotATable(
            f"{path}: no column {missing[0]!r}; each row needs a person's id and his grade "
            f"(confirmed, provisional, rejected). Columns that are read: {', '.join(COLUMNS)}"
        )
    known = [name for name in table.column_names if name in COLUMNS]
    persons = list(_persons(table.select(known).to_batches(), path))
    _refuse_twins(persons, path)
    return PersonTable(persons, tuple(name for name in table.column_names if name not in COLUMNS))


def _parquet(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise NotATable(f"{path}: no Parquet table: {error}") from error


def _csv(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa
    from pyarrow import csv

    texts = csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string()), strings_can_be_null=True)
    try:
        return csv.read_csv(path, convert_options=texts)
    except (pa.ArrowInvalid, OSError) as error:
        raise NotATable(f"{path}: no CSV table: {error}") from error


def _persons(batches: Iterable[Any], path: Path) -> Iterator[Counted]:
    row = 0
    for batch in batches:
        for cells in batch.to_pylist():
            row += 1
            yield _person(cells, f"{path}, person {row}")


def _person(cells: dict[str, Any], place: str) -> Counted:
    said = {name: _value(name, cell) for name, cell in cells.items() if not _is_empty(cell)}
    try:
        person = msgspec.convert(said, Counted, strict=False)
        for name in _DATES:
            if (prefix := said.get(name)) is not None:
                first_day(prefix)
    except (msgspec.ValidationError, NotADate) as error:
        raise NotATable(f"{place}: {error}") from error
    if person.age is not None and not 0 <= person.age <= _OLDEST:
        raise NotATable(f"{place}: an age of {person.age}")
    return person


def _is_empty(cell: object) -> bool:
    """Null, no text, or the NaN that some programs write for null."""
    return cell is None or cell == "" or cell != cell


def _value(name: str, cell: object) -> object:
    if name in _LISTS and isinstance(cell, str):
        return [part.strip() for part in cell.split(";")]
    if name in _DATES:
        return str(cell)
    return cell


def _refuse_twins(persons: Sequence[Counted], path: Path) -> None:
    seen: dict[str, int] = {}
    for row, person in enumerate(persons, 1):
        if seen.setdefault(person.person, row) != row:
            raise NotATable(
                f"{path}: person {person.person!r} stands twice, {seen[person.person]}th and {row}th"
            )
