"""Takes a file of captures made by others into a home; a file that was taken in before adds nothing.

First all responses and resources, then the revisits, whose originals may come after them or in another part.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field

from archive import capture
from archive.capture import Capture
from archive.clock import Clock, stamp
from archive.home import Home
from archive.ids import Ulids, ulid_of
from archive.imports.container import Container, Part, opened
from archive.imports.foreign import Fault, Foreign, foreign_records
from archive.imports.judging import Judge
from archive.imports.pairs import Pair, pairs
from archive.imports.recorder import ImportRecorder
from archive.imports.taking import Taking, moment, short
from archive.origin import Row
from archive.sqlite import Database
from archive.warc_read import read_record

Progress = Callable[[int, int], None]

# CROSS: first the few marks, then their captures; the other way round a source's every capture is looked at.
_HELD = """SELECT 1 FROM imported CROSS JOIN capture ON capture.id = imported.capture
WHERE imported.block = ? AND capture.source = ? AND capture.url = ? AND capture.fetched_at = ? LIMIT 1"""
_OTHERWISE = """SELECT 1 FROM imported CROSS JOIN capture ON capture.id = imported.capture
WHERE imported.record = ? AND capture.source = ? LIMIT 1"""


class Imported(Struct):
    """What came of a file: captures taken in, those that were there already, records of kinds that are not
    taken in, and what was passed over because it does not hold. `id`: the import's, None if it added nothing.
    """

    id: str | None = None
    taken: int = 0
    known: int = 0
    others: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


def import_file(
    home: Home,
    clock: Clock,
    path: Path,
    *,
    run: str,
    source: str,
    judge: Judge,
    note: str | None = None,
    progress: Progress = lambda done, total: None,
) -> Imported:
    """Takes a WARC or WACZ file in for a source; `progress` is told bytes read and bytes in all.

    Needs the lock; killed, the same call goes on where it was. Raises container.NotAnArchive, NotLocked,
    DiskFull, runs.UnknownRun.
    """
    with opened(path) as whole:
        origin = _origin(path, whole, note, {"run": run, "source": source}, clock)
        recorder = ImportRecorder(home, clock, origin)
        try:
            importer = Importer(home, recorder, clock, judge, origin)
            importer.found.faults += whole.faults
            importer.take_in(whole, progress)
        finally:
            recorder.close()
        importer.found.id = str(origin["id"]) if importer.found.taken else None
        return importer.found


class Importer:
    """One import while it goes on; `found` is what came of it so far."""

    def __init__(self, home: Home, recorder: ImportRecorder, clock: Clock, judge: Judge, origin: Row) -> None:
        self.found = Imported()
        self._recorder = recorder
        self._source = str(origin["source"])
        self._home = home
        self._taking = Taking(home, recorder.db, Ulids(clock), judge, origin)
        self._revisits = 0

    def take_in(self, whole: Container, progress: Progress) -> None:
        """Reads all parts; once more for the revisits, if there are any."""
        for part, pair, read in self._read(whole, self._note):
            progress(read, whole.size)
            if pair.capture.type == "revisit":
                self._revisits += 1
            else:
                self._take(part, pair)
        self._recorder.flush()
        if self._revisits:
            for part, pair, read in self._read(whole, lambda part, other: None):
                progress(read, whole.size)
                if pair.capture.type == "revisit":
                    self._take(part, pair)
        progress(whole.size, whole.size)

    def _read(
        self, whole: Container, note: Callable[[Part, Foreign | Fault], None]
    ) -> Iterator[tuple[Part, Pair, int]]:
        before = 0
        for part in whole.parts:
            for found in pairs(foreign_records(part.file)):
                if isinstance(found, Pair):
                    yield part, found, before + found.capture.offset
                else:
                    note(part, found)
            before += part.size

    def _note(self, part: Part, other: Foreign | Fault) -> None:
        if isinstance(other, Fault):
            self._fault(part, other.offset, other.why, other.url)
        else:
            self.found.others[other.type or "without a type"] += 1

    def _take(self, part: Part, pair: Pair) -> None:
        found = pair.capture
        if not found.url.lower().startswith(("http://", "https://")):
            self.found.others[f"{found.type} of no web address"] += 1
            return
        try:
            if self._is_known(found):
                self.found.known += 1
                return
            taken = self._taking.take(pair, part.name)
        except ValueError as error:
            self._fault(part, found.offset, str(error), found.url)
            return
        self._note_contradiction(part, found)
        self._recorder.keep_taken(taken)
        self.found.taken += 1

    def _is_known(self, found: Foreign) -> bool:
        """Whether it was taken in before, or is our own fetch come back to us. Raises ValueError."""
        block, fetched_at = sha256(found.block).hexdigest(), stamp(moment(found))
        db = self._recorder.db
        held = db.conn.execute(_HELD, (block, self._source, found.url, fetched_at)).fetchone()
        if held or self._recorder.is_buffered(block, found.url, fetched_at):
            return True
        ours = _ours(db, found)
        if not ours or (ours.source, ours.url) != (self._source, found.url):
            return False
        return read_record(self._home.warc / ours.warc_file, ours.offset).block == found.block

    def _note_contradiction(self, part: Part, found: Foreign) -> None:
        """Two records of one name and other bytes: both are kept, and a person should look."""
        db = self._recorder.db
        if _ours(db, found) or db.conn.execute(_OTHERWISE, (found.id, self._source)).fetchone():
            why = f"taken in, but {short(found.id)} came before with other bytes, URL or date"
            self._fault(part, found.offset, why, found.url)

    def _fault(self, part: Part, offset: int, why: str, url: str) -> None:
        self.found.faults.append(Fault(offset, f"{part.name}: {why}" if part.name else why, url))


def _ours(db: Database, found: Foreign) -> Capture | None:
    """The capture that bears the record's own id, or None."""
    try:
        return capture.one(db, ulid_of(found.id))
    except (ValueError, capture.UnknownCapture):
        return None


def _origin(path: Path, whole: Container, note: str | None, known: Row, clock: Clock) -> Row:
    """The row of the import. Who made the file is told by its first warcinfo record."""
    told = _warcinfo(whole.parts[0]) if whole.parts else {}
    return {
        "id": Ulids(clock).new(),
        **known,
        "file": short(path.name),
        "sha256": whole.sha256,
        "size": whole.size,
        "software": short(whole.software or told.get("software", "")),
        "operator": short(told.get("operator", "")),
        "note": short(note or ""),
        "imported_at": stamp(clock.now()),
    }


def _warcinfo(part: Part) -> dict[str, str]:
    first = next(foreign_records(part.file), None)
    if not isinstance(first, Foreign) or first.type != "warcinfo":
        return {}
    lines = (line.partition(":") for line in first.block.decode("utf-8", "replace").splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}
