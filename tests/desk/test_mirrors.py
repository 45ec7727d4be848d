"""Two addresses of one article: both are kept, one is looked at, and the other when that one vanishes."""

import json
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from archive.clock import Clock
from archive.home import Home
from crawlers.keys import key_of, url_key
from crawlers.registry import read
from desk.cli import main
from desk.nightly import run_night
from desk.vanished import leads_to
from tests.crawlers.conftest import FIRST_NIGHT
from tests.crawlers.raw_server import response, serve

WORDS = """<p>В районе простились с Иваном Каменкиным из села Малая Ольшанка. Рядовой, 20 лет, погиб на СВО
5 мая 2023 года. Церемония прошла в школе, где он учился; пришли соседи, учителя и одноклассники.</p>"""
LIST = '<a class="page" href="/news/7">Простились</a><a class="page" href="/rubric/7">Простились</a>'
TOML = """title = "Голос"
home = "{0}"
kind = "press"
spider = "listing"
[crawl]
start = ["{0}"]
detail = "a.page"
delay = 0.0
"""


def article(canonical: str, style: str = "news") -> bytes:
    head = f'<head><link rel="canonical" href="{canonical}"></head>'
    return response(f'<html>{head}<body class="{style}">{WORDS}</body></html>')


def test_a_redirect_from_a_mobile_host_leads_on_and_not_in_a_circle() -> None:
    mobile, page = "https://m.golos.example/7", "https://golos.example/7"
    assert leads_to(mobile, page) != key_of(mobile) == key_of(page)
    assert leads_to(page, page) == key_of(page)


def test_a_redirect_in_bare_utf_8_leads_to_its_page() -> None:
    page = "https://golos.example/память"
    assert leads_to("https://golos.example/7", page.encode().decode("latin-1")) == url_key(page)


def test_a_mirror_is_asked_for_only_when_its_article_vanishes(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    pages = {"/": response(LIST), "/news/7": article("/news/7"), "/rubric/7": article("/news/7", "rubric")}
    with serve(pages) as site:
        file = tmp_path / "golos.toml"
        file.write_text(TOML.format(site.url()), "utf-8")

        def night(days: float) -> list[str]:
            site.asked.clear()
            clock = Clock(FIRST_NIGHT + timedelta(days=days))
            run_night(home, [read(file)], clock=clock, workers=1, loopback=True)
            return sorted(site.paths)

        assert night(0) == ["/", "/news/7", "/rubric/7"]
        assert night(1) == ["/", "/news/7"]
        site.answers["/news/7"] = response("", status="404 Not Found")
        assert night(3) == ["/", "/news/7"]
        assert night(4) == ["/", "/news/7", "/rubric/7"]
        site.answers["/news/7"] = article("/news/7")
        assert "/news/7" in night(6)
        assert "/rubric/7" not in night(7) + night(12) + night(31)
    at = ["--home", str(home.path), "--json"]
    told_of = []
    for found in json.loads(CliRunner().invoke(main, ["mentions", *at]).output):
        told = json.loads(CliRunner().invoke(main, ["show", found["mention"], *at]).output)
        told_of.append((found["url"], *(one["url"] for one in told["same_article"])))
    one, other = site.url("/news/7"), site.url("/rubric/7")
    assert set(told_of) == {(one, other), (other, one)}
    shown = CliRunner().invoke(main, ["rebuild", "mirrors", "--home", str(home.path), "--json"])
    assert shown.exit_code == 0 and '"looked_through"' in shown.output
