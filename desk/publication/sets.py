"""Where published sets lie: OUT/sets/<name>, of which OUT/current is the one that stands."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.home import Home, HomeError, plain
from desk.publication.manifest import NAME, Manifest, read_manifest
from desk.publication.package import digest
from desk.publication.showing import Tier

_OURS = {"current", "sets", ".lock"}
_PART = ".part"


class BadDestination(HomeError):
    """The folder cannot hold these sets; the message names the remedy."""


class Shelf:
    """The folder OUT. What is not finished is never seen there, and what is taken down does not stay."""

    def __init__(self, out: Path) -> None:
        self.path = out
        self.current = out / "current"
        self._sets = out / "sets"

    @contextmanager
    def begun(self, tier: Tier) -> Iterator[Path]:
        """An empty folder for a new set, gone afterwards unless it was put in place.

        Raises BadDestination, HomeBusy where another program publishes there.
        """
        self._make(tier)
        with Home(self.path).lock("publish"):
            for left in self.path.glob(f"{_PART}-*"):
                shutil.rmtree(left)
            part = self.path / f"{_PART}-{os.getpid()}"
            part.mkdir()
            try:
                yield part
            finally:
                shutil.rmtree(part, ignore_errors=True)

    def last(self) -> Manifest | None:
        """The manifest of the set that stands, or None."""
        return read_manifest(self.current)

    def put(self, part: Path, made: Manifest) -> Path:
        """Make a finished set the one that stands, in one step, and take the older ones down."""
        at = self._sets / f"{made.as_of}-{made.as_of_seq}-{digest(part / NAME)[:12]}"
        _sync(part)
        if not at.exists():
            part.rename(at)
        link = self.path / f"{_PART}-link"
        link.unlink(missing_ok=True)
        link.symlink_to(at.relative_to(self.path))
        link.replace(self.current)
        for old in self._sets.iterdir():
            if old != at:
                shutil.rmtree(old)
        return at

    def _make(self, tier: Tier) -> None:
        found = {one.name for one in self.path.iterdir()} if self.path.is_dir() else set()
        others = {name for name in found if name not in _OURS and not name.startswith(_PART)}
        if others:
            raise BadDestination(f"{self.path} holds something else ({min(others)}): name another folder")
        try:
            self._sets.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise plain(error, self.path) from error
        last = self.last()
        if last and last.tier != tier:
            raise BadDestination(
                f"{self.path} holds the {last.tier} set: name another folder for the {tier} one"
            )


def _sync(folder: Path) -> None:
    """To the disk, files first, so that what `current` shows after a power cut is whole."""
    for path in (*sorted(folder.rglob("*")), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
