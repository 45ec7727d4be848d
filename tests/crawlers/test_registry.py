"""A source's file is read strictly: each mistake is named with its file, its key, and what was expected."""

from pathlib import Path

import pytest

from crawlers.registry import PROJECT_SOURCES, BadSource, load, read, sources_folder

GOOD = """
title = "Голос района"
home = "https://golos.example/"
kind = "press"
region = "RU-PNZ"
spider = "listing"
status = "active"
[crawl]
start = ["https://golos.example/pamyat/"]
detail = "h2 a"
every = "12h"
[expect]
captures = 3
"""

MISTAKES = {
    "unknown key": ("[expect]", "[expect]\nmention = 1", "expect.mention: unknown key"),
    "unknown key at the top": ('kind = "press"', 'kind = "press"\ncolour = "red"', "colour: unknown key"),
    "own field": ('kind = "press"', 'kind = "press"\nid = "other"', "id: unknown key"),
    "missing key": ('title = "Голос района"', "", "title: missing"),
    "missing in a table": ('start = ["https://golos.example/pamyat/"]', "", "crawl.start: missing"),
    "no such kind": ('kind = "press"', 'kind = "blog"', "kind: Invalid enum value 'blog'"),
    "no such spider": ('spider = "listing"', 'spider = "robot"', "spider: Invalid enum value 'robot'"),
    "no region": ("RU-PNZ", "Penza", "region: expected an ISO 3166-2 code such as RU-PNZ"),
    "no duration": ("12h", "nightly", "crawl.every: expected a number with d, h, m or s, such as 1d"),
    "a number": ('every = "12h"', "every = 12", "crawl.every: expected a number with d, h, m or s"),
    "no address": (
        '["https://golos.example/pamyat/"]',
        '["/pamyat/"]',
        "crawl.start[0]: expected addresses",
    ),
    "no starts": ('["https://golos.example/pamyat/"]', "[]", "crawl.start: expected addresses"),
    "a key that its spider does not read": (
        '"listing"',
        '"feed"',
        "crawl.detail: the spider 'feed' does not read it",
    ),
    "a listing without details": ('detail = "h2 a"', "", "crawl.detail: missing; expected the CSS selector"),
    "an exception without reason": (
        "[expect]",
        '[crawl.exceptions]\nignore_robots = "yes"\n[expect]',
        "crawl.exceptions.ignore_robots: expected the reason",
    ),
    "hours without a zone": (
        'every = "12h"',
        'hours = "22:00-06:00"',
        "crawl.hours: expected a span with its zone",
    ),
    "no such field": (
        "captures = 3",
        "fill = { surname = 1.0, height = 0.5 }",
        "expect.fill.height: no such field; there are age, awards",
    ),
    "more than all": (
        "captures = 3",
        "fill = { surname = 1.5 }",
        "expect.fill[...]: expected a share from 0",
    ),
    "fill in a word": ("captures = 3", 'fill = "surname"', "expect.fill: expected a share from 0"),
    "refusals in percent": ("captures = 3", "refusals = 20", "expect.refusals: expected a share from 0 to 1"),
    "new in hours": ("captures = 3", 'new = "24h"', "expect.new: expected a number of days, such as 14d"),
    "no TOML": ("[expect]", "[expect", "not TOML"),
    "below nothing": ('every = "12h"', "budget = 0", "crawl.budget: Expected `int` >= 1"),
}


def written(folder: Path, toml: str, name: str = "golos.toml") -> Path:
    file = folder / name
    file.write_text(toml, "utf-8")
    return file


def test_a_good_source_is_read_whole(tmp_path: Path) -> None:
    config = read(written(tmp_path, GOOD))
    assert (config.id, config.toml, config.crawl.every_seconds) == ("golos", GOOD, 43200)
    assert (config.publisher.title, config.publisher.region, config.publisher.id) == (
        "Голос района",
        "RU-PNZ",
        "golos",
    )


OF_OTHER_SPIDERS = {
    "an archive without a template": ("numbered", "", "crawl.template: missing; expected the address"),
    "a template without a place": (
        "numbered",
        'template = "https://golos.example/news/"',
        "crawl.template: expected {n} once",
    ),
    "a template with two places": (
        "numbered",
        'template = "https://golos.example/{n}/{n}"',
        "crawl.template: expected {n} once",
    ),
    "no address of a page": ("numbered", 'template = "/news/{n}"', "crawl.template: expected an address"),
    "a share of nothing": (
        "numbered",
        'template = "https://golos.example/{n}"\nshare = 0',
        "crawl.share: Expected `int` >= 1",
    ),
    "a pattern that is none": ("sitemap", 'follow = "(news"', "crawl.follow: not a regular expression"),
    "another's pattern": ("feed", 'sitemaps = "post"', "crawl.sitemaps: the spider 'feed' does not read it"),
    "another's words": ("sitemap", 'search = ["погиб"]', "crawl.search: the spider 'sitemap' does not read"),
    "another's default": (
        "wordpress",
        "misses = 20",
        "crawl.misses: the spider 'wordpress' does not read it",
    ),
    "a word for words": ("wordpress", 'search = "погиб"', "crawl.search: Expected `array`"),
    "a selector of a wall": ("vk", 'detail = "a.post"', "crawl.detail: the spider 'vk' does not read it"),
}


@pytest.mark.parametrize(("spider", "line", "said"), OF_OTHER_SPIDERS.values(), ids=list(OF_OTHER_SPIDERS))
def test_a_mistake_of_another_spider_is_named(tmp_path: Path, spider: str, line: str, said: str) -> None:
    toml = GOOD.replace('"listing"', f'"{spider}"').replace('detail = "h2 a"', line)
    file = written(tmp_path, toml)
    with pytest.raises(BadSource) as error:
        read(file)
    assert str(error.value).startswith(f"{file}: {said}")


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    file = written(tmp_path, GOOD.replace(right, wrong))
    with pytest.raises(BadSource) as error:
        read(file)
    assert str(error.value).startswith(f"{file}: {said}")


def test_a_folder_is_read_with_its_folders_and_without_templates(tmp_path: Path) -> None:
    (tmp_path / "memorial").mkdir()
    written(tmp_path / "memorial", GOOD, "kamenka.toml")
    written(tmp_path, GOOD, "azbuka.toml")
    written(tmp_path, "nothing yet", "_draft.toml")
    assert [config.id for config in load(tmp_path)] == ["azbuka", "kamenka"]


def test_an_id_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "memorial").mkdir()
    written(tmp_path / "memorial", GOOD)
    written(tmp_path, GOOD)
    with pytest.raises(BadSource, match="the id 'golos' is taken by"):
        load(tmp_path)


def test_a_missing_folder_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="SINODIK_SOURCES"):
        load(tmp_path / "nowhere")


def test_the_folder_is_given_or_in_the_environment_or_the_project_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SINODIK_SOURCES", "elsewhere")
    assert sources_folder(tmp_path) == tmp_path
    assert sources_folder() == Path("elsewhere")
    monkeypatch.delenv("SINODIK_SOURCES")
    assert sources_folder() == PROJECT_SOURCES


def test_the_template_is_a_good_source_with_every_key(tmp_path: Path) -> None:
    template = (PROJECT_SOURCES / "_template.toml").read_text("utf-8")
    uncommented = template.replace("# [crawl.exceptions]", "[crawl.exceptions]").replace("# ignore", "ignore")
    config = read(written(tmp_path, uncommented))
    assert config.crawl.exceptions.ignore_robots and config.crawl.hours == "22:00-06:30+03:00"
