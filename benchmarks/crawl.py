"""CPU a page: our crawl with its archive, beside stock Scrapy that writes WARC with warcio.

    python -m benchmarks.crawl [--pages 2000] [--rounds 5]

Both fetch the same lists and pages from one loopback server, whose own CPU is not counted; each round runs
both, in a fresh process each, and counts from after the imports to the end of the crawl. Stock Scrapy
rebuilds the response for its WARC record from what it has left of it, as plugins do.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.newspaper import PER_LIST, newspaper
from benchmarks.processes import SPAWN, in_fresh_process


def main() -> None:
    """Prints the CPU a page of both, and the ratio."""
    options = _options()
    seconds: dict[str, list[float]] = {"sinodik": [], "stock Scrapy + warcio": []}
    with newspaper(SPAWN, options.pages) as start:
        for number in range(options.rounds):
            for name, crawl in zip(seconds, (ours, stock), strict=True):
                took = in_fresh_process(_cpu, crawl, start, options.pages)
                seconds[name].append(took)
                print(f"round {number + 1}  {name:22} {_a_page([took], options.pages)}", file=sys.stderr)
    for name, measured in seconds.items():
        print(f"{name:22} {_a_page(measured, options.pages)} (median of {options.rounds})")
    mine, theirs = (median(measured) for measured in seconds.values())
    print(f"ratio                  {mine / theirs:.2f}")


def ours(start: str, folder: Path) -> Callable[[], int]:
    """Our night, into an archive of its own; gives the number of pages kept."""
    from archive.clock import Clock
    from archive.home import Home
    from crawlers.night import crawl
    from crawlers.registry import read

    source = folder / "bench.toml"
    source.write_text(
        f'title = "b"\nhome = "{start}"\nkind = "press"\nspider = "listing"\n[crawl]\nstart = ["{start}"]\n'
        'detail = "a.page"\nnext = "a.next"\npages = 100000\ndelay = 0.0\nbudget = 1000000\n'
    )
    config = read(source)

    def night() -> int:
        report = crawl(Home(folder / "home"), [config], clock=Clock(), loopback=True)
        return report.sources[0].fetched

    return night


def stock(start: str, folder: Path) -> Callable[[], int]:
    """Stock Scrapy, its default settings but for the log, and a WARC file written by warcio."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    kept = 0

    class StockSpider(scrapy.Spider):
        name = "stock"
        start_urls = [start]  # noqa: RUF012

        def parse(self, response: Response) -> Iterator[scrapy.Request]:
            self.keep(response)
            for link in response.css("a.page::attr(href)").getall():
                yield response.follow(link, self.parse_page)
            for link in response.css("a.next::attr(href)").getall():
                yield response.follow(link)

        def parse_page(self, response: Response) -> None:
            self.keep(response)

        def keep(self, response: Response) -> None:
            nonlocal kept
            kept += 1
            headers = [(k.decode(), v.decode()) for k, vs in response.headers.items() for v in vs]
            head = StatusAndHeaders(f"{response.status} OK", headers, protocol="HTTP/1.1")
            body = BytesIO(response.body)
            record = writer.create_warc_record(response.url, "response", payload=body, http_headers=head)
            assert response.request is not None
            sent = [(k.decode(), v.decode()) for k, vs in response.request.headers.items() for v in vs]
            asked = StatusAndHeaders(f"GET {response.url} HTTP/1.1", sent, is_http_request=True)
            request = writer.create_warc_record(
                response.url, "request", payload=BytesIO(), http_headers=asked
            )
            writer.write_request_response_pair(request, record)

    stream = (folder / "stock.warc.gz").open("wb")
    writer: Any = WARCWriter(stream, gzip=True, warc_version="1.1")

    def night() -> int:
        with stream:
            process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False})
            process.crawl(StockSpider)
            process.start()
        return kept

    return night


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _a_page(seconds: list[float], pages: int) -> str:
    return f"{median(seconds) / pages * 1000:.2f} ms CPU a page"


def _cpu(crawl: Callable[[str, Path], Callable[[], int]], start: str, pages: int) -> float:
    """CPU seconds of a night from after the imports to its end."""
    with tempfile.TemporaryDirectory() as folder:
        night = crawl(start, Path(folder))
        before = time.process_time()
        fetched = night()
        seconds = time.process_time() - before
    lists = -(-pages // PER_LIST)
    if fetched != pages + lists:
        raise RuntimeError(f"{crawl.__name__} fetched {fetched}, not {pages + lists}")
    return seconds


if __name__ == "__main__":
    main()
