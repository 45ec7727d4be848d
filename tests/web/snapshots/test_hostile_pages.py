"""A page that means harm is shown harmless, and its frame asks for nothing and runs nothing."""

import re

import httpx
import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page

from desk.web.snapshots import frames, framing
from desk.web.snapshots.marks import Marker
from desk.web.snapshots.markup import TooDeep, texts, tree, written
from desk.web.snapshots.vocabulary import TAGS
from tests.web.chromium import client, needs_chromium, signed_in
from tests.web.served import Served
from tests.web.snapshots.conftest import Shelve
from tests.web.snapshots.hostile import HOSTILE, page
from tests.web.snapshots.listening import Listener
from tests.web.snapshots.shelf import OBITUARY, Kept

ALLOWED = {"class": {"link", "unkept", "kept"}, "title": None, "alt": None, "colspan": None, "rowspan": None}


@pytest.fixture(scope="module")
def shelf(shelve: Shelve, listener: Listener) -> tuple[Served, dict[str, Kept]]:
    return shelve({name: page(name, listener.url, OBITUARY) for name in HOSTILE})


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_runs_or_loads_is_written(name: str) -> None:
    top = tree(HOSTILE[name].replace("{there}", "https://there.example/x"))
    markup = written(top, {}, Marker(), "https://volna.example/1", lambda url: None)
    for element in lxml_html.fragment_fromstring(markup, create_parent="section").iterdescendants():
        assert element.tag in TAGS | {"span"}
        assert set(element.attrib) <= set(ALLOWED), dict(element.attrib)
        assert element.get("class", "link") in ALLOWED["class"]


@pytest.mark.parametrize("tag", ["<div>", "<section><font>", "<center x='>'>", "<DIV\n>"])
def test_a_page_that_nests_without_end_is_refused_in_no_time(tag: str) -> None:
    with pytest.raises(TooDeep):
        tree(tag * (framing.LONGEST // len(tag)))


def test_unclosed_paragraphs_and_cells_are_no_depth() -> None:
    assert "last" in texts(tree("<p>x<li>y<td>z<br>" * 20_000 + "last"))[-1]


def test_words_survive_that_stand_beside_harm() -> None:
    markup = page("script", "https://there.example", OBITUARY).decode()
    assert "Щёлоков Артём" in "".join(texts(tree(markup)))


class Watched:
    """A tab of a browser: what it asked for, and what it said."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page = page
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.context.on("page", lambda opened: self.said.append(f"opened {opened.url}"))

    def strange(self, served: Served) -> list[str]:
        """What was asked of others than the desk and its other host."""
        own = (served.url + "/", f"{served.settings.snapshots_url}/")
        return [url for url in self.asked if not url.startswith(own)]


@needs_chromium
@pytest.mark.parametrize("name", HOSTILE)
def test_the_frame_asks_for_nothing_and_runs_nothing(
    name: str, shelf: tuple[Served, dict[str, Kept]], browser: Browser, listener: Listener
) -> None:
    served, kept = shelf
    with signed_in(browser, served, "reader") as context:
        tab = Watched(context.new_page())
        tab.page.goto(f"/mentions/{kept[name].mention}?tab=page")
        frame = tab.page.frame_locator("iframe.snapshot")
        assert frame.locator("mark").first.is_visible()
        tab.page.wait_for_timeout(150)
        assert (tab.said, tab.strange(served), listener.asked) == ([], [], [])
        assert (
            frame.locator("form, input, script, iframe, svg, style, a, base, meta[http-equiv]").count() == 0
        )
        assert tab.page.url.startswith(served.url)


@needs_chromium
def test_the_frame_holds_even_if_nothing_were_taken_out(
    shelf: tuple[Served, dict[str, Kept]],
    browser: Browser,
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served, kept = shelf
    every = "".join(HOSTILE[name] for name in HOSTILE if name not in ("deep-nest", "raw-text", "unclosed"))
    raw = f"<!doctype html><p>raw</p>{every.replace('{there}', listener.url)}"
    monkeypatch.setattr(frames, "framed", lambda call, found: framing.Framed(raw))
    with signed_in(browser, served, "reader") as context:
        tab = Watched(context.new_page())
        tab.page.goto(f"/mentions/{kept['script'].mention}?tab=page")
        assert tab.page.frame_locator("iframe.snapshot").get_by_text("raw").is_visible()
        tab.page.wait_for_timeout(500)
        assert listener.asked == []
        assert not [said for said in tab.said if "opened" in said or said == "1"]


def test_the_frame_is_given_no_right(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    page = client(served, "reader").get(f"/mentions/{kept['script'].mention}?tab=page").text
    frame = re.search(r'<iframe class="snapshot" sandbox src="([^"]*)"', page)
    assert frame
    answer = httpx.get(frame[1].replace("&amp;", "&"))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; img-src 'self'; style-src 'self'; ")
    assert policy.endswith("; sandbox")
    assert "script-src" not in policy
    assert answer.headers.get("set-cookie") is None
