"""Keeps exchanges: WARC records first, synced; then rows and the frontier's next state in one transaction.

A URL is done only when its capture is durable. Records reach the file at `flush` only, with everything that
belongs to them, so that a process killed at any moment loses no URL and doubles no capture.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from archive import capture, facts, misses, runs, warc
from archive.capture import Capture
from archive.clock import Clock, stamp
from archive.database import atomic, connect
from archive.frontier import Frontier
from archive.home import Home, vanished
from archive.ids import Ulids
from archive.intake import Intake, Kept
from archive.records import Exchange, Link, Purpose
from archive.recovery import Recovered, recover, require_lock
from archive.warc_file import WarcFile

__all__ = ["Recorder", "Recovered", "recover"]

BUFFERED_EXCHANGES = 64
BUFFERED_BYTES = 8 << 20


class Recorder:
    """The one writer of captures in a process that holds the home's lock; all its sources share it.

    `frontier` is the frontier on the recorder's own connection `db`.
    """

    def __init__(self, home: Home, clock: Clock, run: str, *, roll_over: int = 1 << 30) -> None:
        """`roll_over`: bytes after which a new WARC file is begun. Raises NotLocked, runs.UnknownRun."""
        require_lock(home)
        self.db = connect(home)
        self.frontier = Frontier(self.db, clock)
        self._home = home
        self._clock = clock
        self._run = runs.one(self.db, run)
        self._roll_over = roll_over
        self._ulids = Ulids(clock)
        self._intake = Intake(self.db, self._ulids, run)
        self._file: WarcFile | None = None
        self._buffer: list[Kept] = []
        self._bytes = 0

    def keep(
        self,
        exchange: Exchange,
        *,
        settles: Link | None,
        outlinks: Sequence[Link] = (),
        again_at: datetime | None = None,
    ) -> None:
        """Buffers an exchange with what belongs to it, the link it settles and those found on it.

        A full buffer is flushed.

        `again_at` overrides when the settled link is due again (Retry-After). Raises what `flush` raises, and
        payload.NotHttp or ValueError if the exchange cannot be written as a record; it is then not buffered.
        """
        self._add(*self._intake.take(exchange, settles, outlinks, again_at))

    def _add(self, *kept: Kept) -> None:
        """What is added together is never committed apart."""
        self._buffer += kept
        self._bytes += sum(len(one.response) + len(one.request) for one in kept)
        if len(self._buffer) >= BUFFERED_EXCHANGES or self._bytes >= BUFFERED_BYTES:
            self.flush()

    def fail(self, link: Link, reason: str) -> datetime:
        """Keeps that a link gave no answer, and puts it off, in one step. Says until when.

        Raises frontier.UnknownLink, DiskFull.
        """
        with atomic(self.db):
            self.missed(link.url, link.key, source=link.source, purpose=link.purpose, reason=reason)
            return self.frontier.fail(link, reason)

    def missed(self, url: str, key: str, *, source: str, purpose: Purpose, reason: str) -> None:
        """Keeps that a URL gave no answer, which no link asked for (robots.txt). Raises DiskFull."""
        asked = {"source": source, "url": url, "key": key}
        at, miss = self._clock.now(), self._ulids.new()
        misses.record(self.db, miss=miss, run=self._run.id, purpose=purpose, at=at, reason=reason, **asked)

    def flush(self) -> int:
        """Makes all that is buffered durable and says how many captures that were.

        Raises DiskFull, HomeBusy, HomeVanished; file and tables are then as before, and the buffer is still
        there to be flushed.
        """
        kept = len(self._buffer)
        if not kept:
            return 0
        if not self._home.database.exists():
            raise vanished(self._home.database)
        file = self._file_with_room()
        members, rows = self._placed(file)
        grown = file.size + len(members)
        try:
            file.append(members)
            self._commit(file, rows)
        except BaseException:
            self._return_to_committed(file, grown)
            raise
        self._clear()
        return kept

    def close(self) -> None:
        """Flushes, and closes file and connection; also when the flush fails."""
        try:
            self.flush()
        finally:
            if self._file:
                self._file.close()
            self.db.close()

    def _placed(self, file: WarcFile) -> tuple[bytes, list[Capture]]:
        """All members to append to the file, and the rows with the places they will have there."""
        members = [] if file.size else [self._warcinfo(file)]
        at = file.size + sum(map(len, members))
        rows = []
        for kept in self._buffer:
            request_at = at + len(kept.response)
            place = {"offset": at, "length": len(kept.response), "request_offset": request_at}
            rows.append(msgspec.structs.replace(kept.capture, warc_file=file.path.name, **place))
            members += (kept.response, kept.request)
            at = request_at + len(kept.request)
        return b"".join(members), rows

    def _commit(self, file: WarcFile, rows: list[Capture]) -> None:
        with atomic(self.db) as db:
            capture.insert(db, rows)
            self.frontier.settle([kept.settles for kept in self._buffer if kept.settles])
            self.frontier.add(link for kept in self._buffer for link in kept.outlinks)
            db.conn.execute("UPDATE warc_file SET size = ? WHERE name = ?", (file.size, file.path.name))

    def _return_to_committed(self, file: WarcFile, grown: int) -> None:
        # An interrupt may have struck just after the commit: the database says what is true.
        statement = "SELECT size FROM warc_file WHERE name = ?"
        committed = int(self.db.conn.execute(statement, (file.path.name,)).fetchone()[0])
        if committed == grown:
            self._clear()
        else:
            file.cut(committed)

    def _file_with_room(self) -> WarcFile:
        if self._file and self._file.size >= self._roll_over:
            self._file.close()
            self._file = None
        if not self._file:
            self._file = self._new_file()
        return self._file

    def _new_file(self) -> WarcFile:
        """A new file, in the table before it is on disk: a file unknown to the table is none of ours."""
        statement = "SELECT count(*) FROM warc_file WHERE run = ?"
        number = self.db.conn.execute(statement, (self._run.id,)).fetchone()[0]
        name = f"{self._run.started_at:%Y%m%dT%H%M%SZ}-{self._run.id}-{number:05}.warc.gz"
        facts.append(self.db, "warc_file", [{"name": name, "run": self._run.id}])
        return WarcFile(self._home.warc / name)

    def _warcinfo(self, file: WarcFile) -> bytes:
        return warc.warcinfo(self._ulids.new(), stamp(self._clock.now()), file.path.name, self._about())

    def _about(self) -> warc.Fields:
        """What the first record of each file says of its origin."""
        return [
            ("Sinodik-Run", self._run.id),
            ("Sinodik-Run-Kind", self._run.kind),
            ("Sinodik-Run-Started", stamp(self._run.started_at)),
            ("Sinodik-Run-Arguments", msgspec.json.encode(self._run.arguments).decode()),
        ]

    def _clear(self) -> None:
        self._buffer.clear()
        self._bytes = 0
        self._intake.committed()
