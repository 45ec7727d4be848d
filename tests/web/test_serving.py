"""The desk as a process: it says where it is, answers there, and ends well when it is told to."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from archive.database import connect
from archive.home import Home

ROOT = Path(__file__).parents[2]
DESK = [sys.executable, "-m", "desk.cli", "desk", "--port", "0", "--home"]
DEMO = """import sys
from pathlib import Path
from archive.clock import Clock
from archive.home import Home
from desk.web.demo import serve_demo
serve_demo(Home(sys.argv[1]), Clock(), Path("sources"), lambda words: print(words, flush=True))"""


@contextmanager
def started(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its first line; killed if it is still there."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def answered(url: str) -> httpx.Response:
    """The answer of a desk that may be starting still."""
    return httpx.Client(transport=httpx.HTTPTransport(retries=8), timeout=30).get(f"{url}/login")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").create()
    connect(made).close()
    return made


def test_the_desk_answers_where_it_says_and_ends_well(home: Home) -> None:
    with started([*DESK, str(home.path)]) as (process, line):
        url = line.removeprefix("The desk: ").strip()
        assert answered(url).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_the_demo_s_desk_lets_in_whom_it_names(home: Home) -> None:
    with started([sys.executable, "-c", DEMO, str(home.path)]) as (_, line):
        found = re.search(r"(?P<url>http://\S+)   .*chayka \(editor\).*password (?P<password>\S+)", line)
        assert found
        client = httpx.Client(base_url=found["url"], transport=httpx.HTTPTransport(retries=8), timeout=30)
        word = client.get("/login").text.partition('name="csrf" value="')[2].partition('"')[0]
        form = {"csrf": word, "name": "chayka", "password": found["password"], "next": "/"}
        assert client.post("/login", data=form, headers={"origin": found["url"]}).status_code == 303
        assert client.get("/").status_code == 200


def test_a_home_without_an_archive_is_refused(tmp_path: Path) -> None:
    done = subprocess.run([*DESK, str(tmp_path / "none")], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, "no archive in" in done.stderr) == (2, True)
