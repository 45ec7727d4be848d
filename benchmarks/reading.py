"""Pages a second on one core, end to end from WARC, beside natasha's full chain and beside resiliparse alone.

    python -m benchmarks.reading [--rounds 3]

The pages are the demo's, two nights of them. Ours: record, decoding, document, people, claims. The floor:
record, decoding, resiliparse's main text. Natasha reads the same texts as ours, of the pages that name
somebody; it runs in an environment of its own. Each round measures every one in a fresh process; memory is
what a forked worker adds after it has read every page.
"""

import argparse
import gc
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from archive import captures
from archive.captures import Readable
from archive.database import connect
from archive.home import Home
from benchmarks.environments import environment
from benchmarks.processes import SPAWN, in_fresh_process
from desk.demo import invented_web, nights
from parsers.reading import Reading, read_page, warm

PEERS = Path(__file__).with_name("peers.lock")
CHAIN = Path(__file__).with_name("natasha_chain.py")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def main() -> None:
    """Prints pages a second, the ratios, and the memory of a worker."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    os.environ.update(ONE_THREAD)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with invented_web(home) as web:
            for _ in nights(home, web):
                pass
        pages = _readable(home)
        naming, texts = _naming(home, pages)
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), "utf-8")
        chain = [environment(PEERS) / "python", "-W", "ignore", CHAIN, file]
        whole = _median(rounds, lambda: in_fresh_process(_ours, home, pages))
        floor = _median(rounds, lambda: in_fresh_process(_floor, home, pages))
        mine = _median(rounds, lambda: in_fresh_process(_ours, home, naming))
        theirs = _median(rounds, lambda: float(subprocess.check_output(chain, env=os.environ, text=True)))
        memory = in_fresh_process(_memory, home, pages)
    print(f"ours, all {len(pages)} pages        {len(pages) / whole:7.0f} pages/s")
    print(f"resiliparse alone         {len(pages) / floor:7.0f} pages/s (ours {floor / whole:.2f} of it)")
    print(f"ours, {len(naming)} that name people {len(naming) / mine:7.0f} pages/s")
    print(f"natasha on their texts    {len(naming) / theirs:7.0f} pages/s (ours {theirs / mine:.1f} times)")
    print(f"a worker more             {memory / 2**20:7.0f} MB")


def _median(rounds: int, measure: Callable[[], float]) -> float:
    return median(measure() for _ in range(rounds))


def _readable(home: Home) -> list[Readable]:
    db = connect(home, readonly=True)
    try:
        return list(captures.unread(db, "no version"))
    finally:
        db.close()


def _read(home: Home, readable: Readable) -> Reading:
    return read_page(captures.page(home, readable))


def _naming(home: Home, pages: list[Readable]) -> tuple[list[Readable], list[str]]:
    """The pages that name a soldier, and their texts."""
    readings = [(readable, _read(home, readable)) for readable in pages]
    naming = [(readable, reading) for readable, reading in readings if reading.mentions]
    return [readable for readable, _ in naming], [reading.document.text for _, reading in naming]


def _ours(home: Home, pages: list[Readable]) -> float:
    """CPU seconds to read all pages."""
    warm()
    _read(home, pages[0])
    before = time.process_time()
    for readable in pages:
        _read(home, readable)
    return time.process_time() - before


def _floor(home: Home, pages: list[Readable]) -> float:
    """CPU seconds to get at every page's main text by resiliparse."""
    before = time.process_time()
    for readable in pages:
        body = captures.page(home, readable).body
        extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)
    return time.process_time() - before


def _memory(home: Home, pages: list[Readable]) -> float:
    """Bytes that a forked worker has of its own once it has read all pages."""
    warm()
    gc.freeze()
    ours_end, theirs_end = SPAWN.Pipe()
    if os.fork() == 0:
        for readable in pages:
            _read(home, readable)
        rollup = Path("/proc/self/smaps_rollup").read_text()
        own = sum(int(size) for size in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+) kB", rollup, re.M))
        theirs_end.send(own * 1024)
        os._exit(0)
    return float(ours_end.recv())


if __name__ == "__main__":
    main()
