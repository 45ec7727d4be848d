import os
import random
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from archive.home import DiskFull, HomeVanished
from archive.recorder import Recorder, recover
from archive.warc_read import records
from tests.archive.volna import START, Archive, answer, exchange, link


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A full disk, as far as writing is concerned."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def offer(archive: Archive, path: str, body: bytes) -> None:
    """Hands an exchange to the recorder without making it durable."""
    found = link(path)
    archive.recorder.frontier.add([found])
    archive.recorder.keep(exchange(found.url, answer(body)), settles=found)


def sizes(archive: Archive) -> list[tuple[int, int]]:
    """Bytes committed and bytes on disk of each file."""
    committed = archive.rows("SELECT name, size FROM warc_file ORDER BY name")
    return [(int(str(size)), (archive.home.warc / str(name)).stat().st_size) for name, size in committed]


def noise(size: int) -> bytes:
    """Bytes that no gzip makes smaller."""
    return random.Random(7).randbytes(size)


def test_before_the_flush_nothing_is_written_and_the_url_is_not_done(archive: Archive) -> None:
    archive.recorder.frontier.add([link("page")])
    (leased,) = archive.recorder.frontier.lease("volna", 5)
    archive.recorder.keep(exchange(leased.url, answer(b"page")), settles=leased, outlinks=[link("next")])
    assert archive.warc_files() == []
    assert archive.recorder.frontier.counts() == {"volna": {"leased": 1}}
    assert archive.recorder.flush() == 1
    assert archive.recorder.frontier.counts() == {"volna": {"done": 1, "queued": 1}}
    assert sizes(archive)[0][0] == sizes(archive)[0][1] > 0


def test_records_are_synced_to_disk_before_the_database_hears_of_them(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.keep("first", answer(b"first"))
    order: list[str] = []
    fsync, commit = os.fsync, archive.recorder._commit
    monkeypatch.setattr(os, "fsync", lambda descriptor: (order.append("synced"), fsync(descriptor)))
    monkeypatch.setattr(archive.recorder, "_commit", lambda *given: (order.append("told"), commit(*given)))
    archive.keep("second", answer(b"second"))
    assert order == ["synced", "told"]


def test_flushing_nothing_is_nothing(archive: Archive) -> None:
    assert archive.recorder.flush() == 0
    assert archive.warc_files() == []


def test_a_full_buffer_flushes_by_itself(archive: Archive) -> None:
    for number in range(64):
        offer(archive, str(number), b"page %d" % number)
    assert archive.db["capture"].count == 64


def test_a_settled_link_knows_its_capture_and_when_it_is_due(archive: Archive) -> None:
    capture = archive.keep("page", answer(b"page"))
    due_at, last = archive.rows("SELECT due_at, last_capture FROM frontier")[0]
    assert last == capture
    assert str(due_at) > "2026-03-02T18"


def test_what_shall_be_fetched_again_at_a_moment_is(archive: Archive) -> None:
    archive.recorder.frontier.add([link("page")])
    archive.recorder.keep(
        exchange(link("page").url, answer(b"", "Retry-After: 60", status="503 Wait")),
        settles=link("page"),
        again_at=START + timedelta(minutes=1),
    )
    archive.recorder.flush()
    assert archive.recorder.frontier.next_due("volna") == START + timedelta(minutes=1)


def test_what_no_link_asked_for_is_kept_under_its_url(archive: Archive) -> None:
    url = "https://volna.example/robots.txt"
    archive.recorder.keep(exchange(url, answer(b"User-agent: *"), purpose="robots"), settles=None)
    archive.recorder.flush()
    assert archive.rows("SELECT url_key, purpose FROM capture") == [(url, "robots")]


def test_a_file_that_is_large_enough_is_followed_by_another(archive: Archive) -> None:
    archive.recorder.close()
    archive.recorder = Recorder(archive.home, archive.clock, archive.run, roll_over=4000)
    for number in range(4):
        archive.keep(str(number), answer(noise(1500) + b"%d" % number))
    assert [path.name[-13:] for path in archive.warc_files()] == ["00000.warc.gz", "00001.warc.gz"]
    opening = [next(records(path, path.stat().st_size)).type for path in archive.warc_files()]
    assert opening == ["warcinfo", "warcinfo"]


def test_a_full_disk_leaves_nothing_half_kept_and_loses_nothing(archive: Archive) -> None:
    archive.keep("first", answer(b"page"))
    offer(archive, "second", noise(200_000))
    with files_of_at_most(150_000), pytest.raises(DiskFull, match="free some space"):
        archive.recorder.flush()
    assert archive.db["capture"].count == 1
    assert sizes(archive)[0][0] == sizes(archive)[0][1]
    assert archive.recorder.flush() == 1
    assert archive.db["capture"].count == 2
    assert archive.rows("SELECT count(*) FROM frontier WHERE state = 'done'") == [(2,)]


def test_a_full_disk_at_the_very_first_record_loses_nothing(archive: Archive) -> None:
    offer(archive, "first", noise(300_000))
    with files_of_at_most(250_000), pytest.raises(DiskFull):
        archive.recorder.flush()
    assert archive.recorder.flush() == 1
    (path,) = archive.warc_files()
    assert [record.type for record in records(path, path.stat().st_size)] == [
        "warcinfo",
        "response",
        "request",
    ]


def test_a_database_that_cannot_grow_takes_the_records_back(archive: Archive) -> None:
    archive.keep("first", answer(b"page"))
    wal = archive.home.database.with_name("sinodik.sqlite-wal").stat().st_size
    before = sizes(archive)
    for number in range(60):
        offer(archive, f"a-longer-path-{number}", b"page %d" % number)
    with files_of_at_most(max(wal, sizes(archive)[0][1] + 60_000)), pytest.raises(DiskFull, match="sqlite"):
        archive.recorder.flush()
    assert sizes(archive) == before
    assert archive.recorder.flush() == 60


def test_an_interrupt_after_the_commit_doubles_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(archive, "page", b"page")
    committed = archive.recorder._commit

    def interrupted(*arguments: object) -> None:
        committed(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(archive.recorder, "_commit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        archive.recorder.flush()
    monkeypatch.undo()
    assert archive.recorder.flush() == 0
    assert archive.db["capture"].count == 1


def test_a_torn_tail_is_cut_where_the_database_says(archive: Archive) -> None:
    archive.keep("page", answer(b"page"))
    (path,) = archive.warc_files()
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08 half a record")
    assert recover(archive.home).cut == {path.name: 17}
    assert path.stat().st_size == size


def test_leases_of_who_was_killed_return(archive: Archive) -> None:
    archive.recorder.frontier.add([link("a"), link("b")])
    archive.recorder.frontier.lease("volna", 2)
    assert recover(archive.home).leases == 2
    assert len(archive.recorder.frontier.lease("volna", 2)) == 2


def test_files_that_are_short_or_unknown_are_named_and_left_alone(archive: Archive) -> None:
    archive.keep("page", answer(b"page"))
    (path,) = archive.warc_files()
    path.write_bytes(path.read_bytes()[:100])
    stranger = archive.home.warc / "stranger.warc.gz"
    stranger.write_bytes(b"not ours")
    recovered = recover(archive.home)
    assert (recovered.short, recovered.foreign, recovered.cut) == ([path.name], [stranger.name], {})
    assert stranger.read_bytes() == b"not ours"
    assert path.stat().st_size == 100


def test_a_file_begun_without_a_commit_is_removed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(archive, "page", b"page")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive.recorder, "_commit", broken)
    with pytest.raises(KeyboardInterrupt):
        archive.recorder.flush()
    monkeypatch.undo()
    (path,) = archive.warc_files()
    assert path.stat().st_size == 0
    assert recover(archive.home).cut == {path.name: 0}
    assert archive.warc_files() == []
    with pytest.raises(HomeVanished, match="was removed while it was written"):
        archive.recorder.flush()
    archive.recorder._clear()
