"""Real Chromium for tests of the desk, started once, reaching this machine only; and plain clients."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from crawlers.browser.chromium import FRUGAL, NoChromium, chromium_path
from desk.web import sessions
from tests.web.served import Served

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


def missing() -> str:
    """Why there is no Chromium, "" if there is one."""
    try:
        chromium_path()
    except NoChromium as error:
        return str(error)
    return ""


needs_chromium = pytest.mark.skipif(bool(missing()), reason=missing())


@contextmanager
def started() -> Iterator[Browser]:
    """A browser until the context is left."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*QUIET, *FRUGAL], headless=True
        )
        yield browser
        browser.close()


def signed_in(browser: Browser, served: Served, account: str, **options: object) -> BrowserContext:
    """A fresh profile that came in as an account."""
    context = browser.new_context(base_url=served.url, **options)  # type: ignore[arg-type]
    cookie = sessions.begin(served.desk.room, served.clock, account)
    context.add_cookies([{"name": served.settings.cookie, "value": cookie, "url": served.url}])
    context.add_cookies([{"name": "language", "value": "en", "url": served.url}])
    return context


def client(served: Served, account: str) -> httpx.Client:
    """A client that came in as an account, whatever its password."""
    cookie = sessions.begin(served.desk.room, served.clock, account)
    return httpx.Client(base_url=served.url, cookies={served.settings.cookie: cookie, "language": "en"})
