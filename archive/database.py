"""The one connection factory, and the one unit of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.home import Home, HomeBusy, HomeError, disk_full, no_home, read_only, vanished
from archive.schema import MIGRATIONS
from archive.sqlite import Database, sqlite3

PATIENCE = 30.0
"""Seconds to wait for another program that writes to the database."""
OLDEST = (3, 37, 0)  # the first with STRICT tables


class SqliteTooOld(HomeError):
    """The SQLite that Python was built with lacks what the schema needs."""


class OldSchema(HomeError):
    """The database is of an older version than this code and was opened for reading only."""


def connect(home: Home, *, readonly: bool = False) -> Database:
    """A connection to the home's database; a writing one brings the schema up to date.

    Raises NoHome, HomeReadOnly, SqliteTooOld, OldSchema.
    """
    _require_sqlite(sqlite3.sqlite_version_info)
    if (readonly and not home.database.exists()) or not home.path.is_dir():
        raise no_home(home.path)
    with _plain_errors(home.database):
        db = _opened(home, readonly)
        if readonly:
            _require_schema(db, home.path)
            return db
        db.execute("PRAGMA journal_mode=WAL")
        # FULL: what we report as kept survives a power cut, for one fsync a group commit, a few a second.
        db.execute("PRAGMA synchronous=FULL")
        if MIGRATIONS.pending(db):
            MIGRATIONS.apply(db)
        return db


@contextmanager
def atomic(db: Database) -> Iterator[Database]:
    """One unit of work: all of it is committed, or none of it. Inside another it is a part of that one.

    Raises DiskFull or HomeReadOnly in place of SQLite's own words for them.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield db
        return
    with _plain_errors(_path(db)):
        # IMMEDIATE: waits for the other writer at the start, where waiting is safe, and not half-way.
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def _opened(home: Home, readonly: bool) -> Database:
    uri = f"{home.database.resolve().as_uri()}?mode={'ro' if readonly else 'rwc'}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, cached_statements=256)
    db = Database(connection, execute_plugins=False)
    db.execute("PRAGMA foreign_keys=ON")
    return db


def _require_sqlite(version: tuple[int, ...]) -> None:
    if version < OLDEST:
        found, needed = ".".join(map(str, version)), ".".join(map(str, OLDEST))
        raise SqliteTooOld(f"SQLite {found} is too old, {needed} is needed: pip install pysqlite3-binary")


def _require_schema(db: Database, path: Path) -> None:
    pending = [migration.name for migration in MIGRATIONS.pending(db)]
    if pending:
        raise OldSchema(
            f"the database in {path} lacks {', '.join(pending)}: run any crawl or parse once to bring it up"
        )


def _path(db: Database) -> Path:
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        # A file size limit shows as a failed write, a full disk as FULL.
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")):
            raise disk_full(path) from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise HomeBusy(
                f"{path} is held by another program for longer than {PATIENCE:.0f} seconds: "
                "close what has it open for writing (a database browser?) and run again"
            ) from error
        if name.startswith("SQLITE_READONLY_DBMOVED"):
            raise vanished(path) from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise read_only(path) from error
        raise
