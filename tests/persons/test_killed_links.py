"""A link run killed at any moment has done all of it or nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive import persons
from archive.check_log import unlogged, wrong_leaves
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from tests.persons.pages import Pages, man

ROOT = Path(__file__).parents[2]

DIES = """
import os, signal, sys
from archive import facts
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from tests.persons.pages import by_key
from archive import runs
from desk.persons.linking import link_archive

left, append = int(sys.argv[2]), facts.append

def counted(db, table, rows):
    global left
    append(db, table, rows)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

db = connect(Home(sys.argv[1]))
run = runs.start(db, Clock(), "link", {})
facts.append = counted
link_archive(db, Clock(), run, by_key, "by-key")
"""


@pytest.mark.parametrize("after", [1, 3, 6, 8, 9])
def test_a_link_run_that_is_killed_leaves_nothing_and_is_taken_again(
    pages: Pages, home: Home, db: Database, after: int
) -> None:
    pages.read("a", man("Зуев"), man("Ким"))
    pages.link()
    pages.read("a", man("Зуев"), man("Зуев"), version="2")
    pages.read("b", man("Лис"))
    before = (persons.assigned(db), list(persons.live(db)))
    died = subprocess.run([sys.executable, "-c", DIES, str(home.path), str(after)], cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    other = connect(home)
    assert (persons.assigned(other), list(persons.live(other))) == before
    assert [*wrong_leaves(other), *unlogged(other)] == []
    report = pages.link()
    assert (report.persons, report.merged, report.new) == (2, 1, 1)
    other.close()
