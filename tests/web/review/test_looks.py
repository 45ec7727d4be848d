"""What automatic checks can say of how the pages serve people: contrast, names, widths."""

import pytest
from playwright.sync_api import Browser, Page, Route

from desk.web import assets
from tests.web.chromium import needs_chromium, signed_in
from tests.web.served import Served

AXE = assets.FOLDER / "vendor" / "axe.min.js"
pytestmark = [
    needs_chromium,
    pytest.mark.skipif(not AXE.is_file(), reason=f"axe-core is not here: {assets.REMEDY}"),
]
PATHS = {
    "queue": "/review",
    "item": "/review/next?kind=unseen",
    "page": "/review/next?kind=unseen",
    "proof": "/review/next?kind=unseen",
    "looks": "/review/next?kind=unseen",
    "agreement": "/review/agreement",
    "nothing": "/review/next?region=RU-MOW",
}


def serious(page: Page) -> list[str]:
    """The faults that axe-core calls serious or critical, by rule and place."""
    page.add_script_tag(content=AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_fault(crowd: Served, browser: Browser, scheme: str, width: int) -> None:
    options = {
        "color_scheme": scheme,
        "viewport": {"width": width, "height": 844},
        "bypass_csp": True,  # for axe's own script; the desk's are held by it in all other tests
    }
    with signed_in(browser, crowd, "anna", **options) as context:
        page = context.new_page()
        for name, path in PATHS.items():
            page.goto(path)
            if name in ("page", "proof", "looks"):
                page.locator(f"#evidence a[data-tab={name}]").click()
                page.locator(f"#evidence a[data-tab={name}][aria-current]").wait_for()
            assert serious(page) == [], name
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels too wide"


def test_the_desk_asks_nobody_else(crowd: Served, browser: Browser) -> None:
    strange = []

    def note(route: Route) -> None:
        url = route.request.url
        if not url.startswith((f"{crowd.url}/", f"{crowd.settings.snapshots_url}/")):
            strange.append(url)
        route.continue_()

    with signed_in(browser, crowd, "anna") as context:
        context.route("**/*", note)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for path in PATHS.values():
            page.goto(path)
        for tab in page.locator("#evidence .tabs a").all():
            tab.click()
    assert (strange, said) == ([], [])
