"""The desk in real Chromium: readable to all, in two languages, at two widths; nothing leaves the machine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from archive import persons
from archive.database import connect
from desk.web import accounts
from desk.web.assets import FOLDER
from desk.web.fetched import are_there
from tests.archive.years import MovedClock
from tests.web.chromium import needs_chromium, signed_in, started
from tests.web.people import keep_and_read, make_persons
from tests.web.served import PASSWORD, Served, quick_home, serving
from tests.web.test_decisions import PAGES

pytestmark = [
    needs_chromium,
    pytest.mark.skipif(not are_there(), reason="files of others are missing: sh assets.sh"),
]

SEEN = (
    *("/", "/persons", "/persons?q=щелоков", "/counts?by=region", "/counts?by=month", "/sources?state=good"),
    *("/sources/volna", "/nights", "/nights/{run}", "/issues", "/vanished", "/refusals", "/proposals"),
    *("/kept?url=https://volna.example/memory", "/persons/{one}", "/persons/{one}/merge?other={other}"),
    *("/persons/{one}/why", "/nothing"),
)
LOOKS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]


class Desk:
    """A desk over two persons who are one man, and a browser."""

    def __init__(self, served: Served, browser: Browser, ids: list[str]) -> None:
        self.served, self.browser = served, browser
        self.one, self.other = ids
        db = connect(served.home, readonly=True)
        self.run = db.conn.execute("SELECT id FROM run WHERE kind = 'nightly'").fetchone()[0]
        db.close()

    def path(self, path: str) -> str:
        return path.format(one=self.one, other=self.other, run=self.run)

    def names(self) -> int:
        db = connect(self.served.home, readonly=True)
        try:
            return len({persons.resolve(db, one) for one in (self.one, self.other)})
        finally:
            db.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    clock = MovedClock()
    with quick_home(tmp_path_factory.mktemp("browser")) as home, started() as browser:
        keep_and_read(home, clock, PAGES)
        ids = make_persons(home, clock)
        with serving(home, clock) as served:
            served.signed_in("ivolga")
            yield Desk(served, browser, ids)


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    """A wide window of an editor; that anything was asked of another machine, or refused, fails the test."""
    context = signed_in(desk.browser, desk.served, "ivolga", viewport={"width": 1280, "height": 900})
    made = context.new_page()
    strange: list[str] = []
    made.on("request", lambda one: None if one.url.startswith(desk.served.url) else strange.append(one.url))
    made.on("console", lambda one: strange.append(one.text) if "Content Security" in one.text else None)
    yield made
    context.close()
    assert strange == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_can_be_read_by_all(desk: Desk, scheme: str, width: int) -> None:
    context = signed_in(
        desk.browser, desk.served, "ivolga", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    axe, page, faults = (FOLDER / "vendor" / "axe.min.js").read_text("utf-8"), context.new_page(), {}
    for path in SEEN:
        page.goto(desk.path(path))
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if serious or wide > width:
            faults[path] = (serious, wide)
    context.close()
    assert faults == {}


def test_a_stranger_comes_in_by_keyboard(desk: Desk, page: Page) -> None:
    page.context.clear_cookies()
    accounts.add(desk.served.desk.room, desk.served.clock, "chayka", "reader", PASSWORD)
    page.goto("/persons")
    page.keyboard.type("chayka")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url("**/persons")
    page.keyboard.press("Tab")
    assert page.locator("h1").inner_text() in ("Persons", "Люди")


def test_the_language_is_switched_and_kept(page: Page) -> None:
    page.goto("/counts")
    page.get_by_role("button", name="Русский").click()
    assert page.locator("h1").inner_text() == "Подсчёты"
    assert page.locator("html").get_attribute("lang") == "ru"
    page.goto("/persons")
    assert page.locator("h1").inner_text() == "Люди"
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Persons"


def test_a_name_is_found_though_it_is_misspelt(page: Page) -> None:
    page.goto("/persons")
    page.get_by_label("Name, year, place").fill("Щолаков Тёма")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Щёлоков Артём").first.wait_for(timeout=20_000)


def test_a_merge_is_looked_at_done_and_undone(desk: Desk, page: Page) -> None:
    page.goto(f"/persons/{desk.one}")
    page.get_by_role("link", name="Compare").first.click()
    assert page.get_by_label("Id of the other person").input_value() == desk.other
    page.get_by_label("Why").fill("one page repeats the other")
    page.get_by_role("button", name="They are one man: merge").click()
    assert "Pages that name him: 2" in page.inner_text("main")
    assert desk.names() == 1
    page.get_by_role("button", name="Undo").click()
    assert "Pages that name him: 1" in page.inner_text("main")


def test_the_first_tab_leads_past_the_bar(page: Page) -> None:
    page.goto("/counts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_query_that_means_harm_is_shown_as_words(page: Page) -> None:
    script, image = "<script>document.title='broken into'</script>", "'\"><img src=x onerror=alert(1)>"
    page.goto(f"/persons?q={script}&region={image}")
    assert "broken into" not in page.title()
    assert page.locator("img").count() == 0
    page.goto("/kept?url=javascript:alert(1)")
    assert "broken into" not in page.title()
    assert page.locator("img").count() == 0
