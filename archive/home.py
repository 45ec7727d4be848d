"""The folder where an archive lives, its lock, and what can be wrong with it as a place."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, lockf
from pathlib import Path
from typing import ClassVar

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class HomeError(Exception):
    """The home cannot be used as asked; the message names the remedy and is meant for the terminal."""


class NoHome(HomeError):
    """There is no archive in this folder."""


class HomeBusy(HomeError):
    """Another process writes to this home."""


class HomeReadOnly(HomeError):
    """The files of this home cannot be written by this user."""


class HomeVanished(HomeError):
    """Files of this home were removed or moved away while it was written."""


class DiskFull(HomeError):
    """There was no room to write; nothing was half-kept."""


class Home:
    """The files of one archive: the database, the WARC files, the reports."""

    _held: ClassVar[dict[tuple[int, Path], int]] = {}

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.database = self.path / "sinodik.sqlite"
        self.warc = self.path / "warc"
        self.reports = self.path / "reports"

    def create(self) -> "Home":
        """Makes the folders that are missing. Raises HomeReadOnly."""
        try:
            self.warc.mkdir(parents=True, exist_ok=True)
            self.reports.mkdir(exist_ok=True)
        except OSError as error:
            raise plain(error, self.path) from error
        return self

    @contextmanager
    def lock(self, what: str) -> Iterator[None]:
        """Held by the one process that writes; `what` is told to those who come second.

        Within the process that holds it, a further `lock` is a no-op. Raises HomeBusy, NoHome, HomeReadOnly.
        """
        holder = (os.getpid(), self.path.resolve())
        if holder in self._held:
            yield
            return
        descriptor = self._lock_file()
        try:
            self._take(descriptor, what)
            self._held[holder] = descriptor
            yield
        finally:
            self._held.pop(holder, None)
            os.close(descriptor)

    @property
    def is_held(self) -> bool:
        """Whether this very process holds the lock."""
        return (os.getpid(), self.path.resolve()) in self._held

    def _lock_file(self) -> int:
        try:
            return os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError as error:
            raise no_home(self.path) from error
        except OSError as error:
            raise plain(error, self.path) from error

    def _take(self, descriptor: int, what: str) -> None:
        try:
            # A record lock, not flock: forked workers that outlive a killed run must not go on holding it.
            lockf(descriptor, LOCK_EX | LOCK_NB)
        except OSError as error:
            raise HomeBusy(self._busy(os.pread(descriptor, 4096, 0).decode(errors="replace"))) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {what}".encode(), 0)

    def _busy(self, holder: str) -> str:
        pid, _, what = holder.partition(" ")
        return (
            f"{self.path} is being written by process {pid or '?'} ({what or 'just starting'}). "
            f"Wait until it has ended, or end it with: kill {pid or 'PID'}"
        )


def no_home(path: Path) -> NoHome:
    """The error for a folder without an archive."""
    return NoHome(f"no archive in {path}: name another folder with --home or SINODIK_HOME, or crawl first")


def read_only(path: Path) -> HomeReadOnly:
    """The error for files that this user must not write."""
    return HomeReadOnly(f"{path} cannot be written by this user: run as its owner, or mount it writable")


def vanished(path: Path) -> HomeVanished:
    """The error for a file that somebody took away."""
    return HomeVanished(
        f"{path} was removed while it was written: put it back from a backup, or if it was the database run "
        "`sinodik rebuild captures`, which makes it anew from the WARC files"
    )


def plain(error: OSError, path: Path) -> Exception:
    """What an error of the file system means for a home; the error itself if it means nothing of the kind."""
    if error.errno in _NO_ROOM:
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return HomeError(f"{path} is not a folder: name another with --home or SINODIK_HOME")
    return vanished(path) if error.errno == errno.ENOENT else error


def disk_full(path: Path) -> DiskFull:
    """The error for a disk without room."""
    return DiskFull(f"no room left to write {path}: free some space and run again; nothing was half-kept")
