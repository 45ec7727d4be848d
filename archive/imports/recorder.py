"""Writes what others captured as the recorder writes what we fetch: first the records, then the rows."""

from archive import facts, warc
from archive.capture import Capture
from archive.clock import Clock
from archive.database import atomic
from archive.home import Home
from archive.imports.taking import Taken
from archive.origin import Row, fields_of_import, kept
from archive.recorder import Recorder
from archive.warc_file import WarcFile


class ImportRecorder(Recorder):
    """A recorder whose files are of one import; its row is appended with the first capture of it."""

    def __init__(self, home: Home, clock: Clock, origin: Row, *, roll_over: int = 1 << 30) -> None:
        """`origin`: the row of the import. Raises NotLocked, runs.UnknownRun."""
        super().__init__(home, clock, str(origin["run"]), roll_over=roll_over)
        self._origin = origin
        self._marks: list[Row] = []

    def keep_taken(self, taken: Taken) -> None:
        """Buffers a capture; flushes a full buffer. Raises DiskFull."""
        self._marks.append(taken.mark)
        self._add(taken.kept)

    def is_buffered(self, block: str, url: str, fetched_at: str) -> bool:
        """Whether a capture with this block, URL and date waits to be written."""
        waiting = zip(self._marks, self._buffer, strict=True)
        return any(
            (mark["block"], one.capture.url, one.capture.fetched_at) == (block, url, fetched_at)
            for mark, one in waiting
        )

    def _commit(self, file: WarcFile, rows: list[Capture]) -> None:
        with atomic(self.db) as db:
            super()._commit(file, rows)
            if kept(db, "import", self._origin["id"]) is None:
                facts.append(db, "import", [self._origin])
            facts.append(db, "imported", self._marks)

    def _about(self) -> warc.Fields:
        return [*super()._about(), *fields_of_import(self._origin)]

    def _clear(self) -> None:
        super()._clear()
        self._marks.clear()
