"""Run by test_memory.py: a night over the sites given, with the limits of a real one. Prints the peak."""

import json
import re
import sys
from pathlib import Path

from archive.clock import Clock
from archive.home import Home
from crawlers.night import crawl
from crawlers.registry import read
from tests.crawlers.conftest import FIRST_NIGHT

PEAK = re.compile(r"VmHWM:\s+(?P<kilobytes>\d+) kB")


def main(home: str, *sources: str) -> None:
    configs = [read(Path(source)) for source in sources]
    report = crawl(Home(home), configs, clock=Clock(FIRST_NIGHT), loopback=True)
    peak = PEAK.search(Path("/proc/self/status").read_text("ascii"))
    megabytes = int(peak["kilobytes"]) >> 10 if peak else 0
    print(json.dumps({"peak": megabytes, "fetched": sum(tally.fetched for tally in report.sources)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
