"""Every command and every crawl does without what sqlite-utils would take along."""

import subprocess
import sys

import pytest

LOADED = "import {0}, sys; print(sorted({{'pandas', 'numpy'}} & set(sys.modules)))"


@pytest.mark.parametrize("module", ["archive.recorder", "crawlers.night", "desk.commands.status"])
def test_what_sqlite_utils_would_take_along_stays_unloaded(module: str) -> None:
    command = [sys.executable, "-c", LOADED.format(module)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_it_can_still_be_loaded_afterwards() -> None:
    code = "import archive.sqlite, numpy; print(numpy.zeros(1).sum())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "0.0\n"
