"""A page as a WACZ of its own: our import reads it back, and a player shows the very bytes."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from archive import capture, runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.imports.container import opened
from archive.imports.importer import import_file
from desk.web import assets, signing
from desk.web.snapshots import wacz
from tests.archive.others import EverythingIsAPage
from tests.archive.volna import SOURCE, START, answer, exchange
from tests.web.chromium import client, needs_chromium, signed_in
from tests.web.served import Served
from tests.web.snapshots.conftest import Shelve
from tests.web.snapshots.listening import Listener
from tests.web.snapshots.shelf import OBITUARY, PIXEL, Kept

RESTLESS = """<script>
document.body.dataset.ran = 'yes';
for (const at of ['THERE/fetch']) fetch(at).catch(() => 0);
new Image().src = 'THERE/image';
try { new WebSocket('THERE'.replace('http', 'ws') + '/socket') } catch (e) {}
try { navigator.sendBeacon('THERE/beacon') } catch (e) {}
setTimeout(() => { try { top.location = 'THERE/top' } catch (e) {} }, 200);
setTimeout(() => { try { window.open('THERE/popup') } catch (e) {} }, 250);
setTimeout(() => { location.href = 'THERE/self' }, 1200);
</script><iframe src="THERE/frame"></iframe><form action="THERE/form"></form>
<script>document.forms[0].submit()</script>"""


@pytest.fixture(scope="module")
def shelf(shelve: Shelve, listener: Listener) -> tuple[Served, dict[str, Kept]]:
    restless = RESTLESS.replace("THERE", listener.url)
    pages = {
        "quiet": f"<!doctype html><body>{OBITUARY}<img src='/photo.png' alt='Портрет'></body>".encode(),
        "again": f"<!doctype html><body>{OBITUARY}<img src='/photo.png' alt='Портрет'></body>".encode(),
        "restless": f"<!doctype html><body>{OBITUARY}{restless}</body>".encode(),
    }
    photo = exchange(
        "https://volna.example/photo.png", answer(PIXEL, "Content-Type: image/png"), purpose="image"
    )
    return shelve(pages, images=(photo,))


def packed(served: Served, kept: Kept) -> bytes:
    db = connect(served.home, readonly=True)
    return wacz.of_page(served.home, db, capture.one(db, kept.capture), "Название")


def test_its_parts_are_as_the_specification_says(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    whole = zipfile.ZipFile(io.BytesIO(packed(served, kept["quiet"])))
    assert whole.testzip() is None
    package = msgspec.json.decode(whole.read("datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    for one in package["resources"]:
        body = whole.read(one["path"])
        assert (f"sha256:{sha256(body).hexdigest()}", len(body)) == (one["hash"], one["bytes"])
    records = list(ArchiveIterator(io.BytesIO(whole.read(wacz.ARCHIVE)), check_digests="raise"))
    urls = [record.rec_headers["WARC-Target-URI"] for record in records if record.rec_type == "response"]
    assert urls == ["https://volna.example/quiet", "https://volna.example/photo.png"]


def test_our_own_import_reads_it_back(shelf: tuple[Served, dict[str, Kept]], tmp_path: Path) -> None:
    served, kept = shelf
    file = tmp_path / "page.wacz"
    file.write_bytes(packed(served, kept["quiet"]))
    with opened(file) as whole:
        assert (whole.faults, [part.name for part in whole.parts]) == ([], [wacz.ARCHIVE])
    other, clock = Home(tmp_path / "other").create(), Clock(START)
    with other.lock("test"):
        db = connect(other)
        run = runs.start(db, clock, "import", {})
        judge = EverythingIsAPage()
        found = import_file(other, clock, file, run=run, source=SOURCE, judge=judge)
        digests = {row[0] for row in db.conn.execute("SELECT payload_digest FROM capture")}
    ours = connect(served.home, readonly=True).conn
    kept_digests = "SELECT payload_digest FROM capture WHERE url LIKE '%quiet' OR url LIKE '%png'"
    assert (found.taken, found.faults, digests) == (2, [], {row[0] for row in ours.execute(kept_digests)})


def test_what_was_seen_before_goes_with_its_first_record(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, _ = shelf
    db = connect(served.home, readonly=True)
    statement = "SELECT max(id) FROM capture WHERE record_type = 'revisit' AND url LIKE '%again'"
    ((revisit,),) = db.conn.execute(statement).fetchall()
    whole = zipfile.ZipFile(io.BytesIO(wacz.of_page(served.home, db, capture.one(db, revisit), "")))
    records = list(ArchiveIterator(io.BytesIO(whole.read(wacz.ARCHIVE))))
    kinds = {record.rec_headers["WARC-Target-URI"][-6:]: record.rec_type for record in records[::2]}
    assert kinds["/again"] == "revisit"
    assert kinds["/quiet"] == "response"


def test_the_same_page_gives_the_same_file(shelf: tuple[Served, dict[str, Kept]]) -> None:
    served, kept = shelf
    assert packed(served, kept["quiet"]) == packed(served, kept["quiet"])


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-3", slice(0, 4)),
        ("bytes=-22", slice(-22, None)),
        ("bytes=10-", slice(10, None)),
        ("bytes=5-9999999", slice(5, None)),
    ],
)
def test_players_are_given_parts(shelf: tuple[Served, dict[str, Kept]], asked: str, part: slice) -> None:
    served, kept = shelf
    address = signed_wacz(served, kept["quiet"])
    whole = client(served, "reader").get(address).content
    got = client(served, "reader").get(address, headers={"range": asked})
    assert (got.status_code, got.content) == (206, whole[part])
    assert got.headers["content-range"].endswith(f"/{len(whole)}")


def signed_wacz(served: Served, kept: Kept) -> str:
    path = f"/snapshots/wacz/{kept.mention}.wacz"
    return f"{served.settings.snapshots_url}{signing.signed(served.desk.room, served.clock, path)}"


needs_player = pytest.mark.skipif(
    any("replayweb" in name for name in assets.missing()),
    reason=f"the player is not installed: {assets.REMEDY}",
)


def played(context: BrowserContext, kept: Kept) -> Page:
    """The tab of the player, opened from the desk."""
    page = context.new_page()
    page.goto(f"/mentions/{kept.mention}?tab=replay")
    with context.expect_page() as opened:
        page.locator("#evidence a.button").click()
    return opened.value


def wait_for(page: Page, what: Locator) -> None:
    """Now and then the player's service worker comes too late for its first page: then as a reader would."""
    for _ in range(3):
        try:
            return what.wait_for(state="attached", timeout=20_000)
        except TimeoutError:
            page.reload()
    return what.wait_for(state="attached", timeout=20_000)


@needs_chromium
@needs_player
def test_the_player_shows_the_page_and_its_image(
    shelf: tuple[Served, dict[str, Kept]], browser: Browser
) -> None:
    served, kept = shelf
    with signed_in(browser, served, "reader") as context:
        page = played(context, kept["quiet"])
        shown = page.frame_locator("iframe").frame_locator("iframe")
        wait_for(page, shown.get_by_text("Щёлоков Артём"))
        assert shown.locator("img").evaluate("image => image.complete && image.naturalWidth") == 1


@needs_chromium
@needs_player
def test_what_is_replayed_reaches_nobody(
    shelf: tuple[Served, dict[str, Kept]], browser: Browser, listener: Listener
) -> None:
    served, kept = shelf
    with signed_in(browser, served, "reader") as context:
        page = played(context, kept["restless"])
        shown = page.frame_locator("iframe").frame_locator("iframe")
        wait_for(page, shown.locator("body[data-ran]"))
        page.wait_for_timeout(2500)
        assert listener.asked == []
        assert page.url.startswith(f"{served.settings.snapshots_url}/snapshots/replay/")
        assert len(context.pages) == 2
