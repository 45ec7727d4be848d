"""A WARC file as it is written: bytes are in it durably, or they are cut off again."""

import os
from pathlib import Path

from archive.home import plain, vanished


class WarcFile:
    """A new file that only grows. `size` counts the bytes that are in it durably."""

    def __init__(self, path: Path) -> None:
        """Raises FileExistsError, DiskFull, HomeReadOnly, HomeVanished."""
        self.path = path
        self.size = 0
        try:
            self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            raise
        except OSError as error:
            raise plain(error, path) from error
        _sync_folder(path.parent)

    def append(self, members: bytes) -> None:
        """Writes to the end and syncs. What was half-written is there to be cut after an error.

        Raises DiskFull, HomeVanished.
        """
        if os.fstat(self._descriptor).st_nlink == 0:
            raise vanished(self.path)
        try:
            _write_all(self._descriptor, members, self.size)
            os.fsync(self._descriptor)
        except OSError as error:
            raise plain(error, self.path) from error
        self.size += len(members)

    def cut(self, size: int) -> None:
        """Gives up all bytes beyond `size`."""
        os.ftruncate(self._descriptor, size)
        os.fsync(self._descriptor)
        self.size = size

    def close(self) -> None:
        """Closes the file; it is never opened for writing again."""
        os.close(self._descriptor)


def cut_tail(path: Path, size: int) -> int:
    """Cuts a file that a killed run left at its committed size (none: removes it). How many bytes fell."""
    torn = path.stat().st_size - size
    if size == 0:
        path.unlink()
    elif torn > 0:
        with path.open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())
    return torn


def _write_all(descriptor: int, members: bytes, offset: int) -> None:
    rest = memoryview(members)
    while rest:
        written = os.pwrite(descriptor, rest, offset)
        rest, offset = rest[written:], offset + written


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
