"""The published pages: in two languages, without scripts or anything fetched, readable by everyone."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archive.database import connect
from archive.home import Home
from desk.counting.questions import question
from desk.publication.charts import CATEGORIES, KINDS, MAP, steps_of
from desk.publication.publishing import publish
from desk.publication.site_pages import SITE, region_names, texts
from tests.publication import town
from tests.publication.conftest import CONTACT, Town
from tests.publication.invented import FIRST_DAY

PAGES = ("index", "tables", "method", "corrections")
FILES = [f"{folder}{page}.html" for folder in ("", "en/") for page in PAGES]


class Read(HTMLParser):
    """The tags of a page, its ids, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = {name: value or "" for name, value in attrs}
        self.attributes += said
        self.ids += [said["id"]] if "id" in said and tag != "clipPath" else []
        self.links += [said[name] for name in ("href", "src") if name in said]
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []


@pytest.mark.parametrize("file", FILES)
def test_a_page_runs_no_script_and_fetches_nothing(made: Town, file: str) -> None:
    text = (made.sets["public"].at / file).read_text("utf-8")
    page = Read(text)
    assert "default-src 'none'" in text
    assert {"script", "link", "img", "iframe", "form", "object"}.isdisjoint(page.tags)
    assert [name for name in page.attributes if name.startswith("on") or name == "style"] == []
    outside = {link for link in page.links if "//" in link or ":" in link}
    assert outside <= {CONTACT}
    assert "@import" not in text
    assert "url(" not in text.replace("url(#", "")


@pytest.mark.parametrize("file", FILES)
def test_every_link_of_a_page_leads_somewhere(made: Town, file: str) -> None:
    at = made.sets["public"].at / file
    for link in Read(at.read_text("utf-8")).links:
        path, _, part = link.partition("#")
        if not link.startswith("mailto:"):
            target = (at.parent / path) if path else at
            assert target.is_file(), link
            assert not part or part in Read(target.read_text("utf-8")).ids, link


@pytest.mark.parametrize("file", FILES)
def test_a_page_says_its_language_and_has_headings_without_gaps(made: Town, file: str) -> None:
    text = (made.sets["public"].at / file).read_text("utf-8")
    page = Read(text)
    assert f'<html lang="{"en" if file.startswith("en/") else "ru"}">' in text
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(next_ - one <= 1 for one, next_ in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("main") == page.tags.count("title") == 1


def test_the_headline_is_a_floor_in_both_languages(made: Town) -> None:
    at = made.sets["public"].at
    russian, english = (
        re.sub(r"<[^>]+>|\s+", " ", (at / file).read_text("utf-8"))
        for file in ("index.html", "en/index.html")
    )
    assert re.search(r"не менее +42 +погибших, известных по имени", russian)
    assert re.search(r"at least +42 +dead, known by name", english)
    assert "Синодик: не менее 42" in russian


def test_the_pages_name_nobody_and_partners_are_told_that_theirs_is_not_for_publication(made: Town) -> None:
    for tier, one in made.sets.items():
        texts_of = [(one.at / file).read_text("utf-8") for file in FILES]
        assert not [text for text in texts_of if town.surname(1) in text or town.PRIVATE in text]
        assert all(('class="warning"' in text) == (tier == "partner") for text in texts_of)


def test_the_tables_on_the_page_are_those_of_the_count(made: Town) -> None:
    text = (made.sets["public"].at / "tables.html").read_text("utf-8")
    assert "Пензенская область" in text
    assert "Крым (UA-43)" in text
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="n">([^<]+)</td>', text))
    assert (rows["Пензенская область"], rows["Башкортостан"]) == ("10", "10")


def test_both_languages_have_the_same_words() -> None:
    russian, english = (texts()[language] for language in ("ru", "en"))
    assert russian.keys() == english.keys()
    assert russian["values"].keys() == english["values"].keys()
    assert {"death", "funeral", "publication", *CATEGORIES, *KINDS} <= russian["values"].keys()
    assert region_names()["ru"].keys() == region_names()["en"].keys()


def test_the_map_s_regions_have_names_and_its_colours_steps() -> None:
    assert set(re.findall(r'"id":"(RU-[A-Z]+)"', (MAP / "regions.geojson").read_text("utf-8"))) == {
        code for code in region_names()["ru"] if code.startswith("RU-")
    }
    assert steps_of({}) == ["0"]
    assert steps_of({"RU-BA": 1}) == ["0", "1"]
    assert steps_of({"RU-BA": 7, "RU-TA": 7}) == ["0", "1–6", "7"]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _schemes() -> Iterator[dict[str, str]]:
    css = (SITE / "site.css").read_text("utf-8")
    for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL):
        yield dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def test_words_stand_out_from_the_paper_as_wcag_aa_asks_by_day_and_by_night() -> None:
    light, dark = _schemes()
    for scheme in (light, dark):
        for ink in ("ink", "faint", "link", "look"):
            for paper in ("paper", "soft"):
                assert _contrast(scheme[ink], scheme[paper]) >= 4.5, (ink, paper)
        for name, colour in {**KINDS, **CATEGORIES}.items():
            assert _contrast(colour, scheme["paper"]) >= 3, name


def test_an_archive_without_persons_has_pages_too(made: Town, tmp_path: Path) -> None:
    """The first evening of a new archive: nobody, and no picture of nobody."""
    home = Home(tmp_path / "home").create()
    connect(home).close()
    asked = question("bbc-1", FIRST_DAY)
    found = publish(home, tmp_path / "out", "public", asked, clock=town.later(0), contact=CONTACT)
    text = (found.at / "index.html").read_text("utf-8")
    assert "В счёте ещё никого нет" in text
    assert "<figure" not in text
