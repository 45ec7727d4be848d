"""sqlite-utils, loaded without what it would load beside itself.

It takes pandas and numpy along where they are installed, only to know the names of their types: 120 MB and a
second, in every crawl and every command. Import it from here and nowhere else (ruff holds that).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Database", "Migrations", "sqlite3"]


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """While this lasts, modules that are not loaded yet are as if they were not installed."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # what the import system takes for "absent"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without("pandas", "numpy"):
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed
