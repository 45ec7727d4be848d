"""Tables of mentions made for a test."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desk.linkage.table import COLUMNS

Row = dict[str, object]
TableMaker = Callable[[list[Row]], Path]


@pytest.fixture
def table_of(tmp_path: Path) -> TableMaker:
    """Writes rows of a few columns as a Parquet table of mentions, the other columns null."""

    def made(rows: list[Row]) -> Path:
        return write_table(rows, tmp_path / f"mentions-{len(list(tmp_path.iterdir()))}.parquet")

    return made


def write_table(rows: list[Row], path: Path) -> Path:
    kinds = {name: pa.int32() if name == "age" else pa.string() for name in COLUMNS}
    columns = {name: pa.array([row.get(name) for row in rows], kind) for name, kind in kinds.items()}
    pq.write_table(pa.table(columns), path)
    return path
