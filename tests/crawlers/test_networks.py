"""What the sources of a network have in common is said once, as strictly as everything else."""

from pathlib import Path

import msgspec
import pytest

from archive.records import Publisher
from crawlers.registry import BadSource, load
from crawlers.source import SourceConfig
from crawlers.toml_text import toml_of

NETWORK = """
kind = "press"
spider = "listing"
[crawl]
detail = "h2 a"
delay = 5.0
hosts = ["img.golos.example"]
"""
OWN = """
title = "Голос района"
home = "https://golos.example/"
[crawl]
start = ["https://golos.example/"]
delay = 9.0
"""

MISTAKES = {
    "unknown key": ('kind = "press"', 'colour = "red"', "colour: unknown key"),
    "unknown in a table": ("delay = 5.0", "dealy = 5.0", "crawl.dealy: unknown key"),
    "unknown deeper": (
        "[crawl]",
        "[crawl.exceptions]\nrobots = 1\n[crawl]",
        "crawl.exceptions.robots: unknown",
    ),
    "a title": ('kind = "press"', 'title = "Все"', "title: each source of a network says this for itself"),
    "a start": ("delay = 5.0", 'start = ["https://a.example/"]', "crawl.start: each source of a network"),
    "an id": ('kind = "press"', 'id = "x"', "id: each source"),
    "no TOML": ("[crawl]", "[crawl", "not TOML"),
}


def written(folder: Path, network: str, own: str = OWN) -> Path:
    (folder / "golos").mkdir()
    (folder / "golos" / "_network.toml").write_text(network, "utf-8")
    (folder / "golos" / "sever.toml").write_text(own, "utf-8")
    return folder


def one(folder: Path) -> SourceConfig:
    (found,) = load(folder)
    return found


def test_a_source_says_otherwise_than_its_network_key_by_key(tmp_path: Path) -> None:
    crawl = one(written(tmp_path, NETWORK)).crawl
    assert (crawl.detail, crawl.delay, crawl.hosts) == ("h2 a", 9.0, ["img.golos.example"])


def test_a_network_ends_at_its_folder(tmp_path: Path) -> None:
    written(tmp_path, NETWORK)
    (tmp_path / "golos" / "yug").mkdir()
    (tmp_path / "golos" / "yug" / "yug.toml").write_text(OWN, "utf-8")
    with pytest.raises(BadSource, match=r"yug\.toml: kind: missing"):
        load(tmp_path)


def test_what_is_recorded_is_all_that_holds(tmp_path: Path) -> None:
    source = one(written(tmp_path, NETWORK))
    assert msgspec.convert(msgspec.toml.decode(source.toml), SourceConfig).crawl == source.crawl
    assert msgspec.toml.decode(source.toml, type=Publisher).kind == "press"


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_named_with_the_network_s_file(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    with pytest.raises(BadSource) as error:
        load(written(tmp_path, NETWORK.replace(right, wrong)))
    assert str(error.value).startswith(f"{tmp_path / 'golos' / '_network.toml'}: {said}")


def test_what_is_written_as_toml_reads_as_it_was() -> None:
    table = {
        "text": 'a "b" \\ c\n\x7f я',
        "numbers": [1, 2.5],
        "truth": True,
        "empty": [],
        "deep": {"er": {"key with spaces": "x", "n": 0}},
    }
    assert msgspec.toml.decode(toml_of(table, {"deep.er.n": "why\nit is so"})) == table
    with pytest.raises(TypeError):
        toml_of({"none": None})
