"""A full disk, a database that is held, files that are gone or not ours: said clearly, and nothing lost."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import database
from archive.check import check
from archive.home import Home, HomeBusy, HomeError, HomeReadOnly, HomeVanished
from archive.recorder import Recorder
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Site, response, serve

PROJECT = Path(__file__).resolve().parents[2]
PAGES = 40


def site_of_noise() -> dict[str, Answer]:
    """Pages that do not compress: a small disk is full of them soon."""
    noise = random.Random(7)
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(PAGES))
    return {"/": response(links)} | {f"/{n}": response(noise.randbytes(30_000)) for n in range(PAGES)}


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(site_of_noise()) as serving:
        yield serving


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1.7 MB of its own: the empty database takes 0.75."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1700k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"only root may mount a small disk: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def sinodik(verb: str, home: Path, archive: Archive, *prefix: str) -> subprocess.CompletedProcess[str]:
    where = ["--home", str(home)]
    where += [] if verb == "check" else ["--sources", str(archive.folder / "sources"), "--loopback"]
    command = [*prefix, sys.executable, "-m", "desk.cli", verb, *where]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)


def captured(home: Path) -> Counter[object]:
    rows = sqlite3.connect(home / "sinodik.sqlite").execute(
        "SELECT url, status, payload_digest FROM capture WHERE purpose <> 'robots'"
    )
    return Counter(rows)


@pytest.mark.parametrize("verb", ["crawl", "nightly"])
def test_a_full_disk_is_said_and_the_next_night_ends_as_an_undisturbed_one(
    archive: Archive, site: Site, small_disk: Path, verb: str
) -> None:
    source, home = archive.source("wide", site.url()), small_disk / "home"
    full = sinodik(verb, home, archive)
    assert full.returncode == 2
    assert "no room left to write" in full.stderr and "free some space and run again" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < len(captured(home)) < PAGES + 1
    assert list(check(Home(home))) == []
    subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
    assert sinodik("crawl", home, archive).returncode == 0
    archive.night(source)
    assert captured(home) == captured(archive.home.path)
    assert list(check(Home(home))) == []


def test_a_file_that_may_not_grow_is_a_full_disk(archive: Archive, site: Site) -> None:
    """The limit of a shell stands in where no disk can be mounted."""
    archive.source("wide", site.url())
    limited = sinodik("crawl", archive.home.path, archive, "prlimit", "--fsize=1000000", "--")
    assert limited.returncode == 2
    assert "no room left to write" in limited.stderr and "Traceback" not in limited.stderr
    assert 0 < len(archive.captured()) < PAGES + 1
    assert list(check(archive.home)) == []
    assert sinodik("crawl", archive.home.path, archive).returncode == 0
    assert len(archive.captured()) == PAGES + 1


def test_a_database_that_another_program_holds_is_said(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = archive.source("held", site.url())
    archive.night(source)
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    holder = sqlite3.connect(archive.home.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(HomeBusy, match="held by another program"):
        archive.night(source, after=1)
    holder.execute("ROLLBACK")
    archive.night(source, after=1)
    assert len(archive.captured()) == 2 * (PAGES + 1)


def removed_database(home: Home) -> None:
    for file in home.path.glob("sinodik.sqlite*"):
        file.unlink()


def removed_warc(home: Home) -> None:
    shutil.rmtree(home.warc)


@pytest.mark.parametrize("remove", [removed_database, removed_warc], ids=["the database", "the WARC folder"])
def test_what_is_removed_under_way_is_said_and_not_written_into_nothing(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch, remove: Callable[[Home], None]
) -> None:
    flush, flushes = Recorder.flush, 0

    def removing(self: Recorder) -> int:
        nonlocal flushes
        flushes += bool(self._buffer)
        if flushes == 2 and archive.home.database.exists() and archive.home.warc.exists():
            remove(archive.home)
        return flush(self)

    monkeypatch.setattr(Recorder, "flush", removing)
    with pytest.raises(HomeVanished, match="was removed while it was written: put it back from a backup"):
        archive.night(archive.source("gone", site.url()))


@pytest.fixture
def of_another() -> Iterator[Path]:
    """A folder of root's, which nobody else may write, in a place that all may read."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


AS_NOBODY = """
import os, sys
from archive.home import Home, HomeError
from archive.database import connect
os.setgid(65534), os.setuid(65534)
try:
    home = Home(sys.argv[1]).create()
    with home.lock("test"):
        connect(home)
except HomeError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("made", ["nothing", "folders", "lock", "all"])
def test_a_home_of_another_user_is_said_to_be_so(of_another: Path, made: str) -> None:
    home = Home(of_another / "home")
    if made != "nothing":
        home.create()
    if made in ("lock", "all"):
        (home.path / ".lock").touch()
        (home.path / ".lock").chmod(0o666)
    if made == "all":
        database.connect(home).close()
    command = [sys.executable, "-c", AS_NOBODY, str(home.path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("HomeReadOnly"), done.stderr
    assert "run as its owner, or mount it writable" in done.stdout


def test_a_read_only_disk_is_said_to_be_so(archive: Archive, site: Site, small_disk: Path) -> None:
    home = Home(small_disk / "home").create()
    with home.lock("test"):
        database.connect(home).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(HomeReadOnly, match="mount it writable"), home.lock("test"):
        database.connect(home)


def test_a_file_where_the_home_should_be_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match="is not a folder"):
        Home(tmp_path / "home").create()
