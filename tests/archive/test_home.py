import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database import SqliteTooOld, _require_sqlite, connect
from archive.home import Home, NoHome
from archive.recorder import Recorder
from archive.recovery import NotLocked, recover
from tests.archive.volna import Archive

TAKE_LOCK = """
import sys
from archive.home import Home, HomeBusy
try:
    with Home(sys.argv[1]).lock("second"):
        print("taken")
except HomeBusy as error:
    print(error)
"""

OPEN_FOR_WRITING = """
import os, sys
from archive.database import connect
from archive.home import Home, HomeError
os.setuid(65534)
try:
    connect(Home(sys.argv[1]))
except HomeError as error:
    print(type(error).__name__, error)
"""


def run_python(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_second_process_is_told_who_writes_what_and_what_to_do(home: Home) -> None:
    with home.lock("nightly"):
        told = run_python(TAKE_LOCK, home.path)
    assert f"process {os.getpid()} (nightly)" in told
    assert f"kill {os.getpid()}" in told
    assert run_python(TAKE_LOCK, home.path) == "taken\n"


def test_within_its_process_the_lock_may_be_taken_again(home: Home) -> None:
    with home.lock("nightly"):
        with Home(home.path).lock("crawl"):
            assert home.is_held
        assert home.is_held
    assert not home.is_held


def test_a_forked_worker_neither_holds_the_lock_nor_keeps_it_from_others(home: Home) -> None:
    context = multiprocessing.get_context("fork")
    held, done = context.Queue(), context.Event()

    def work() -> None:
        held.put(home.is_held)
        done.wait(20)

    with home.lock("parse"):
        worker = context.Process(target=work)
        worker.start()
        assert held.get() is False
    assert run_python(TAKE_LOCK, home.path) == "taken\n"
    done.set()
    worker.join()


def test_who_writes_without_the_lock_is_refused(archive: Archive, home: Home) -> None:
    other = Home(home.path / "other").create()
    with pytest.raises(NotLocked, match="without its lock"):
        Recorder(other, archive.clock, archive.run)
    with pytest.raises(NotLocked):
        recover(other)


def test_where_there_is_no_home_the_message_says_how_to_name_one(tmp_path: Path) -> None:
    nowhere = Home(tmp_path / "nowhere")
    for attempt in (lambda: connect(nowhere), lambda: connect(nowhere, readonly=True), lambda: take(nowhere)):
        with pytest.raises(NoHome, match="SINODIK_HOME"):
            attempt()


def take(home: Home) -> None:
    with home.lock("test"):
        pass


def test_an_old_sqlite_is_refused_with_its_remedy() -> None:
    with pytest.raises(SqliteTooOld, match=r"3\.36\.0 is too old.*pip install pysqlite3-binary"):
        _require_sqlite((3, 36, 0))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_files_of_another_user_give_a_clear_error(open_folder: Path) -> None:
    home = Home(open_folder / "home").create()
    connect(home).close()
    told = run_python(OPEN_FOR_WRITING, home.path)
    assert told.startswith("HomeReadOnly")
    assert "cannot be written by this user" in told
