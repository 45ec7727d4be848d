"""A consistent copy of a home, even while it is written: the database first, then the records it names."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from archive.home import Home, HomeError, no_home
from archive.sqlite import sqlite3

Progress = Callable[[int, int], None]

AT_ONCE = 1 << 20


class BadDestination(HomeError):
    """A backup cannot go there."""


class BackedUp(Struct, frozen=True):
    """What a backup came to: WARC files copied and those that were there already, bytes copied.

    `short`: files that are missing at home or shorter than the database says; they are not copied.
    """

    copied: int
    known: int
    bytes: int
    short: list[str]


def back_up(home: Home, to: Path, progress: Progress = lambda done, total: None) -> BackedUp:
    """Copies the home to a new folder, or brings an earlier copy up to date; needs no lock.

    The copy of the database is one moment's. Records are durable before the database names them, so all that
    this copy names is there to be copied; what was written since is left for the next time. The folder is a
    home: whole at each moment, for the new database takes the old one's place last. Raises BadDestination,
    NoHome, OSError.
    """
    copy = _destination(home, to)
    part = copy.path / "sinodik.sqlite.part"
    part.unlink(missing_ok=True)
    files = _copy_database(home, part)
    counts: list[int | None] = []
    for name, size in files:
        counts.append(_copy_start(home.warc / name, copy.warc / name, size))
        progress(len(counts), len(files))
    for report in home.reports.glob("*.html"):
        shutil.copy2(report, copy.reports)
    part.replace(copy.database)
    _sync(copy.path)
    return BackedUp(
        copied=sum(1 for count in counts if count),
        known=sum(1 for count in counts if count == 0),
        bytes=sum(count for count in counts if count),
        short=[name for (name, _), count in zip(files, counts, strict=True) if count is None],
    )


def _destination(home: Home, to: Path) -> Home:
    inside, around = to.resolve(), home.path.resolve()
    if inside == around or around in inside.parents:
        raise BadDestination(f"{to} lies in the archive itself: name a folder outside it, on another disk")
    copy = Home(to)
    if to.exists() and any(to.iterdir()) and not copy.database.exists() and not copy.warc.exists():
        raise BadDestination(f"{to} holds something else: name a new folder, or that of an earlier backup")
    return copy.create()


def _copy_database(home: Home, part: Path) -> list[tuple[str, int]]:
    """Copies it as of one moment; gives the WARC files that it names, with the bytes committed of each."""
    if not home.database.exists():
        raise no_home(home.path)
    original = sqlite3.connect(f"{home.database.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    copy = sqlite3.connect(part)
    try:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, that opens without being written
        return copy.execute("SELECT name, size FROM warc_file WHERE size > 0 ORDER BY name").fetchall()
    finally:
        copy.close()
        original.close()


def _copy_start(source: Path, target: Path, size: int) -> int | None:
    """Copies the first `size` bytes of a file that only grows; gives how many, None if it is short."""
    if target.exists() and target.stat().st_size == size:
        return 0
    if not source.exists() or source.stat().st_size < size:
        return None
    begun = target.with_suffix(".part")
    with source.open("rb") as read, begun.open("wb") as written:
        left = size
        while left and (block := read.read(min(left, AT_ONCE))):
            written.write(block)
            left -= len(block)
        written.flush()
        os.fsync(written.fileno())
    begun.replace(target)
    return size


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
