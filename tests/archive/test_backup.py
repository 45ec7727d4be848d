"""A backup is a whole archive of one moment, whatever is written meanwhile; restored, it goes on."""

from pathlib import Path
from threading import Event, Thread

import pytest

from archive import runs
from archive.backup import BadDestination, back_up
from archive.check import check
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.rebuild import rebuild_captures
from archive.recorder import Recorder, recover
from tests.archive.volna import Archive, answer


def body(words: str) -> bytes:
    return answer(f"<h1>{words}</h1>".encode() * 50)


def captures(home: Home) -> int:
    return int(connect(home, readonly=True)["capture"].count)


def test_a_backup_holds_every_record_and_is_a_home(archive: Archive, tmp_path: Path) -> None:
    for page in range(5):
        archive.keep(f"{page}", body(str(page)))
    done = back_up(archive.home, tmp_path / "copy")
    assert (done.copied, done.short) == (1, [])
    assert list(check(Home(tmp_path / "copy"))) == []
    assert captures(Home(tmp_path / "copy")) == 5


def test_a_second_backup_copies_only_what_is_new(archive: Archive, tmp_path: Path) -> None:
    archive.keep("a", body("a"))
    back_up(archive.home, tmp_path / "copy")
    assert back_up(archive.home, tmp_path / "copy").bytes == 0
    archive.keep("b", body("b"))
    again = back_up(archive.home, tmp_path / "copy")
    assert (again.copied, again.known) == (1, 0)
    assert list(check(Home(tmp_path / "copy"))) == [] and captures(Home(tmp_path / "copy")) == 2


def test_a_backup_during_a_crawl_is_of_one_moment(archive: Archive, tmp_path: Path) -> None:
    """Pages are kept while copies are made in another thread; each copy holds."""
    stop = Event()
    copies: list[tuple[int, list[object]]] = []

    def copy_often() -> None:
        for number in range(4):
            to = Home(tmp_path / f"copy{number}")
            back_up(archive.home, to.path)
            copies.append((captures(to), list(check(to))))
        stop.set()

    copying = Thread(target=copy_often)
    archive.keep("first", body("first"))
    copying.start()
    page = 0
    while not stop.is_set() and page < 3000:
        page += 1
        archive.keep(f"{page}", body(str(page)))
    copying.join()
    assert [wrong for _, wrong in copies] == [[]] * 4
    assert [count for count, _ in copies] == sorted(count for count, _ in copies)
    assert 1 <= copies[0][0] < copies[-1][0] <= page + 1


def test_a_restored_archive_goes_on(archive: Archive, tmp_path: Path) -> None:
    archive.keep("a", body("a"))
    torn = archive.warc_files()[0]
    back_up(archive.home, tmp_path / "copy")
    home = Home(tmp_path / "copy")
    clock = Clock()
    with home.lock("restored"):
        assert recover(home).short == []
        db = connect(home)
        run = runs.start(db, clock, "crawl", {})
        restored = Archive(home, clock, db, run, Recorder(home, clock, run))
        restored.keep("b", body("b"))
        restored.recorder.close()
        assert rebuild_captures(home).added == 0
    assert list(check(home)) == [] and captures(home) == 2
    assert torn.exists() and captures(archive.home) == 1


def test_a_file_that_is_missing_at_home_is_named(archive: Archive, tmp_path: Path) -> None:
    archive.keep("a", body("a"))
    (lost,) = archive.warc_files()
    lost.rename(lost.with_suffix(".lost"))
    assert back_up(archive.home, tmp_path / "copy").short == [lost.name]
    assert list(check(Home(tmp_path / "copy"))) != []


@pytest.mark.parametrize("place", ["home", "home/backup", "taken"])
def test_a_backup_goes_outside_the_home_and_into_nothing_else(
    archive: Archive, tmp_path: Path, place: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letters.txt").write_text("keep me")
    to = archive.home.path.parent / place if place != "taken" else tmp_path / place
    with pytest.raises(BadDestination):
        back_up(archive.home, to)
    assert (tmp_path / "taken" / "letters.txt").exists()
