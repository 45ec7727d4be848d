"""The greediest servers at once, with the limits of a real night: memory stays under 400 MB."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path

import pytest

from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.encodings import ENCODINGS
from tests.crawlers.hostile.fault import CHUNKED, OK, Pieces, sized, slowly
from tests.crawlers.raw_server import Answer, Asked, response, serve

PROJECT = Path(__file__).resolve().parents[3]
MEGABYTES = 400
HOSTS = 3
NOISE = random.Random(3).randbytes(1 << 20)


def three_gigabytes(asked: Asked) -> Iterator[bytes]:
    yield OK + b"Content-Length: 3221225472\r\n\r\n"
    yield from repeat(NOISE, 3072)


PAGES: dict[str, Answer] = {
    "3 GB sent": three_gigabytes,
    "chunks without end": slowly(Pieces([CHUNKED], b"100000\r\n" + NOISE + b"\r\n"), 0),
    "chunks of one byte": slowly(Pieces([CHUNKED], b"1\r\nx\r\n" * 20_000, 40), 0),
    "a giant header": slowly(Pieces([OK + b"X-Big: "], b"x" * 1_000_000), 0),
}
LISTS: dict[str, Answer] = {
    "a list of empty tags": sized(b"<a></a>" * 1_500_000),
    "a list of nested tags": sized(b"<b>" * 3_000_000),
    "a list of links": sized(b"".join(b'<a class="page" href="/%d">' % n for n in range(400_000))),
}
BOMBS = {fault.name: fault.answer for fault in ENCODINGS if "bomb" in fault.name or "window" in fault.name}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_the_greediest_servers_at_once_leave_memory_under_400_mb(archive: Archive) -> None:
    greedy = {**PAGES, **BOMBS}
    with ExitStack() as held:
        sources = []
        for number in range(HOSTS):
            links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(len(greedy)))
            answers = {f"/{n}": answer for n, answer in enumerate(greedy.values())}
            site = held.enter_context(serve({"/": response(links), **answers}, host=f"127.0.0.{number + 1}"))
            sources.append(_file(archive, f"pages{number}", site.url()))
        for number, answer in enumerate(LISTS.values()):
            site = held.enter_context(serve({"/": answer}, host=f"127.0.1.{number + 1}"))
            sources.append(_file(archive, f"list{number}", site.url(), "budget = 2"))
        found = _crawled(archive, *sources)
    assert found["peak"] < MEGABYTES
    assert found["fetched"] > HOSTS * len(greedy)


def _file(archive: Archive, name: str, url: str, crawl: str = "") -> str:
    archive.source(name, url, crawl)
    return str(archive.folder / "sources" / f"{name}.toml")


def _crawled(archive: Archive, *sources: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.crawlers.hostile.greedy", str(archive.home.path), *sources]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found
