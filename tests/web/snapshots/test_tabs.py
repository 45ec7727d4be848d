"""The other views of a page: pictures that were kept, what changed between looks, the proof."""

import re

import httpx
import pytest
from playwright.sync_api import Browser

from archive import persons, runs
from archive.clock import Clock
from archive.database import connect
from archive.records import Rendering
from desk.persons import decisions
from desk.web.snapshots.differences import LONGEST, Paragraph, Piece, differences
from tests.archive.volna import START, answer, exchange
from tests.archive.years import MovedClock
from tests.review.crowd import give
from tests.web.chromium import client, needs_chromium, signed_in
from tests.web.served import Served
from tests.web.snapshots.conftest import Shelve
from tests.web.snapshots.shelf import OBITUARY, PIXEL, Kept, keep_and_read

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"


@pytest.fixture(scope="module")
def shelf(shelve: Shelve) -> tuple[Served, dict[str, Kept]]:
    page = f"<!doctype html><body>{OBITUARY}<img src=/a.png alt=Портрет><img data-src=/b.svg></body>"
    images = tuple(
        exchange(f"https://volna.example/{name}", answer(body, f"Content-Type: {kind}"), purpose="image")
        for name, body, kind in (("a.png", PIXEL, "image/png"), ("b.svg", SVG, "image/png"))
    )
    screenshot = Rendering("image/png", PIXEL, START)
    return shelve({"pictured": page.encode()}, images=images, renderings=(screenshot,))


def asked(served: Served, path: str, account: str = "reader") -> httpx.Response:
    with client(served, account) as member:
        return member.get(path)


def framed(served: Served, kept: Kept, tab: str) -> str:
    """The address of a tab's frame."""
    page = asked(served, f"/mentions/{kept.mention}?tab={tab}").text
    found = re.search(r'<iframe class="snapshot" sandbox src="([^"]*)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def test_images_are_those_that_were_kept_and_are_images(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    page = httpx.get(framed(served, kept["pictured"], "page")).text
    addresses = re.findall(r'<img class="kept" src="([^"]*)"', page)
    answers = [
        httpx.get(f"{served.settings.snapshots_url}{address.replace('&amp;', '&')}") for address in addresses
    ]
    assert [(one.status_code, one.headers.get("content-type")) for one in answers] == [
        (200, "image/png"),
        (404, "text/html; charset=utf-8"),
    ]
    assert answers[0].content == PIXEL
    assert "sandbox" in answers[0].headers["content-security-policy"]


@needs_chromium
def test_a_screenshot_is_shown_if_it_was_kept(
    shelf: tuple[Served, dict[str, Kept]], browser: Browser
) -> None:
    served, kept = shelf
    with signed_in(browser, served, "reader") as context:
        page = context.new_page()
        page.goto(f"/mentions/{kept['pictured'].mention}?tab=screenshot")
        image = page.frame_locator("iframe.snapshot").locator("img")
        image.wait_for(state="attached")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


@needs_chromium
def test_photographs_are_small_until_they_are_looked_for(
    shelf: tuple[Served, dict[str, Kept]], browser: Browser
) -> None:
    served, kept = shelf
    with signed_in(browser, served, "reader") as context:
        page = context.new_page()
        page.goto(f"/mentions/{kept['pictured'].mention}?tab=page")
        image = page.frame_locator("iframe.snapshot").locator("img.kept").first
        assert image.evaluate("image => getComputedStyle(image).maxWidth") == "112px"


def test_the_proof_is_recomputed_and_a_broken_record_is_said(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    path = f"/mentions/{kept['pictured'].mention}?tab=proof"
    assert asked(served, path).text.count("recomputed just now: holds") == 2
    (file,) = served.home.warc.glob("*.warc.gz")
    sound = file.read_bytes()
    file.write_bytes(sound[:300] + bytes(200) + sound[500:])
    try:
        assert "The record cannot be read" in asked(served, path).text
        assert "cannot be read" in asked(served, path.replace("proof", "page")).text
    finally:
        file.write_bytes(sound)


def test_looks_at_a_page_are_compared(shelve: Shelve) -> None:
    served, kept = shelve({"x": f"<body>{OBITUARY}</body>".encode()})
    later = MovedClock()
    changed = OBITUARY.replace("31 год", "32 года").replace("Рядовой", "Ефрейтор")
    again = keep_and_read(served.home, later, {"x": f"<body>{changed}</body>".encode()})
    page = asked(served, f"/mentions/{again['x'].mention}?tab=looks").text
    assert re.findall(r"<del>([^<]*)</del>", page) == ["Рядовой", "31", "год."]
    assert re.findall(r"<ins>([^<]*)</ins>", page) == ["Ефрейтор", "32", "года."]
    assert kept["x"].mention != again["x"].mention


def test_what_is_restricted_is_an_editors(shelve: Shelve) -> None:
    served, kept = shelve({"y": f"<body>{OBITUARY}</body>".encode()})
    db, clock = connect(served.home), Clock()
    (person,) = give(db, clock, runs.start(db, clock, "link", {}), [kept["y"].mention])
    decisions.restrict(db, clock, person, "gleb", "the family asked", seen=persons.last_seq(db))
    db.close()
    path = f"/mentions/{kept['y'].mention}"
    assert [asked(served, path, who).status_code for who in ("reader", "verifier", "editor")] == [
        403,
        403,
        200,
    ]


def test_an_address_holds_for_its_page_alone(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    address = framed(served, kept["pictured"], "page")
    assert httpx.get(address).status_code == 200
    assert httpx.get(address.replace("/page/", "/replay/")).status_code == 403
    assert httpx.get(address.replace(served.settings.snapshots_url or "", served.url)).status_code == 404


DIFFERENCES = {
    "the same": ("a\nb", "a\nb", ["same a", "same b"]),
    "a word": ("он пал в мае", "он пал в июне", ["same он пал в ", "gone мае", "new июне"]),
    "a paragraph more": ("a", "a\nb", ["same a", "new b"]),
    "nothing left": ("a", "", ["gone a", "new "]),
}


@pytest.mark.parametrize(("older", "newer", "pieces"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_differences(older: str, newer: str, pieces: list[str]) -> None:
    found = [f"{piece.change} {piece.text}" for one in differences(older, newer) for piece in one.pieces]
    assert [one for one in found if one != "new "] == [one for one in pieces if one != "new "]


def test_differences_of_endless_texts_end() -> None:
    older = "\n".join(f"строка {n}" for n in range(20_000))
    newer = "\n".join(f"строка {n * 7}" for n in range(20_000))
    found = differences(older, newer)
    assert len(found) > LONGEST
    assert found[0] == Paragraph((Piece("same", "строка 0"),))
