"""The sources that come with the project: real publishers, not yet visited; nothing here connects to them."""

import re
from pathlib import Path

import pytest

from crawlers.loader import spider_of
from crawlers.networks import FILE
from crawlers.registry import PROJECT_SOURCES, load
from crawlers.source import SourceConfig
from tests.crawlers.conftest import Archive

REGION = re.compile(
    r"""RU-(?:
    AD | AL | ALT | AMU | ARK | AST | BA | BEL | BRY | BU | CE | CHE | CHU | CU | DA | IN | IRK |
    IVA | KAM | KB | KC | KDA | KEM | KGD | KGN | KHA | KHM | KIR | KK | KL | KLU | KO | KOS | KR |
    KRS | KYA | LEN | LIP | MAG | ME | MO | MOS | MOW | MUR | NEN | NGR | NIZ | NVS | OMS | ORE |
    ORL | PER | PNZ | PRI | PSK | ROS | RYA | SA | SAK | SAM | SAR | SE | SMO | SPE | STA | SVE | TA
    | TAM | TOM | TUL | TVE | TY | TYU | UD | ULY | VGG | VLA | VLG | VOR | YAN | YAR | YEV | ZAB)""",
    re.VERBOSE,
)
"""ISO 3166-2:RU."""

PROJECT = PROJECT_SOURCES.parent
SOURCES = load(PROJECT_SOURCES)
PROGRAM = [
    file
    for folder in ("tests", "demo", "benchmarks")
    for file in (PROJECT / folder).rglob("*")
    if file.suffix in (".py", ".toml", ".json", ".html") and file != Path(__file__)
]


def hosts(source: SourceConfig) -> set[str]:
    named = [source.home, *source.crawl.start, source.crawl.template or source.home]
    return {re.split(r"[/:]", url.partition("://")[2])[0].removeprefix("www.") for url in named}


def test_there_are_many_of_many_regions() -> None:
    assert len(SOURCES) >= 40
    assert len({source.region for source in SOURCES if source.region}) >= 30
    assert len({source.home for source in SOURCES}) == len(SOURCES)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_each_is_unverified_and_of_a_region_that_there_is(source: SourceConfig) -> None:
    assert source.status == "unverified"
    assert source.kind in ("press", "official")
    assert source.region is None or REGION.fullmatch(source.region)
    assert "ot yet visited" in source.note
    assert source.crawl.delay >= 2 and source.crawl.exceptions == type(source.crawl.exceptions)()
    assert all(spider_of(source)().is_ours(url) for url in source.crawl.start)


def test_one_description_serves_many_hosts_of_a_network() -> None:
    networks = [file.parent for file in PROJECT_SOURCES.rglob(FILE)]
    assert max(len(list(folder.glob("[!_]*.toml"))) for folder in networks) >= 5
    shkulev = [source for source in SOURCES if source.id in ("e1", "72", "59")]
    assert len({source.crawl.follow for source in shkulev}) == 1


def test_no_night_visits_them(archive: Archive) -> None:
    assert archive.night(*SOURCES).sources == []


def test_neither_demo_nor_tests_name_their_hosts() -> None:
    ours = set[str]().union(*map(hosts, SOURCES))
    for file in PROGRAM:
        text = file.read_text("utf-8", errors="replace")
        named = {host.removeprefix("www.") for host in re.findall(r"https?://([\w.-]+)", text)}
        assert not named & ours, file
