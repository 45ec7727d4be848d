"""Shows one page and takes its DOM and a picture of it, whatever its scripts do."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from time import monotonic
from typing import Any

from msgspec import Struct
from playwright.async_api import CDPSession, Dialog, Error, FloatRect, Page
from playwright.async_api import TimeoutError as TooSlow

from archive.records import Rendering
from crawlers.browser.chromium import HEIGHT, WIDTH, Chromium, Unrendered
from crawlers.browser.errands import Errands

HTML, PNG = "text/html; charset=utf-8", "image/png"
DOM_LIMIT = 8 << 20
"""Characters of a DOM; the longest articles have a fortieth of it."""
TALLEST = 12_000
"""Pixels of a picture's height."""
PICTURE_LIMIT = 8 << 20
ANSWERS_IN = 10.0
"""Seconds in which a page that was stopped must give its DOM, and again its picture."""
ANSWERS_BUSY_IN = 3.0
"""Seconds in which one that was not stopped must give its DOM, or it is stopped."""

# In a world of its own, where scripts of the page have changed nothing.
DOM = f"""(() => {{
    const root = document.documentElement;
    let html = '', whole = true;
    for (const part of root ? root.children : []) {{
        if (html.length > {DOM_LIMIT}) {{ whole = false; break; }}
        html += part.outerHTML;
    }}
    const open = root ? root.cloneNode(false).outerHTML.replace(/<\\/html>$/, '') : '<html>';
    const text = (document.doctype ? '<!DOCTYPE html>' : '') + open + html + '</html>';
    return {{
        html: text.slice(0, {DOM_LIMIT}),
        isCut: !whole || text.length > {DOM_LIMIT},
        height: Math.max(root ? root.scrollHeight : 0, {HEIGHT}),
    }};
}})()"""


class Shown(Struct):
    """The DOM of a page as it stood, why it was cut (None: it was not), and the page's height in pixels."""

    html: bytes
    truncated: str | None
    height: int


class Show:
    """One page in the browser."""

    def __init__(self, url: str, errands: Errands, *, wait: str | None, seconds: float) -> None:
        """`wait`: CSS of what there must be before the page is taken for finished."""
        self._url = url
        self._errands = errands
        self._wait = wait
        self._seconds = seconds
        self._crashed = asyncio.Event()

    async def render(
        self, chromium: Chromium, now: Callable[[], datetime], is_known: Callable[[bytes], bool]
    ) -> tuple[Rendering, ...]:
        """The page's DOM and, unless the DOM `is_known`, its picture. Raises NoChromium, Unrendered."""
        begun = monotonic()
        try:
            async with chromium.page() as page, asyncio.timeout(self._seconds + 3 * ANSWERS_IN):
                shown, picture = await self._taken(page, is_known)
        except (Error, TimeoutError) as error:
            what = "the page crashed" if self._crashed.is_set() else f"{type(error).__name__}: {error}"
            raise Unrendered(what.partition("\n")[0]) from error
        notes = tuple(self._notes(chromium, monotonic() - begun))
        dom = Rendering(HTML, shown.html, now(), shown.truncated, notes)
        if picture is None:
            return (dom,)
        cut = "length" if shown.height > TALLEST else None
        return dom, Rendering(PNG, picture, now(), cut, notes)

    async def _taken(self, page: Page, is_known: Callable[[bytes], bool]) -> tuple[Shown, bytes | None]:
        cdp = await self._prepared(page)
        truncated = await self._settled(page, cdp)
        try:
            shown = await _dom(cdp, ANSWERS_IN if truncated else ANSWERS_BUSY_IN)
        except TimeoutError:
            await _stop_scripts(cdp)
            truncated, shown = "time", await _dom(cdp, ANSWERS_IN)
        shown.truncated = truncated or shown.truncated
        return shown, None if is_known(shown.html) else await _picture(page, shown.height)

    async def _prepared(self, page: Page) -> CDPSession:
        context = page.context
        await context.route("**/*", self._errands.answer)
        await context.route_web_socket("**/*", self._errands.refuse_socket)
        context.on("page", _close)
        page.on("dialog", _dismiss)
        page.on("crash", lambda _: self._crashed.set())
        return await context.new_cdp_session(page)

    async def _settled(self, page: Page, cdp: CDPSession) -> str | None:
        """Waits until the page is finished, or its time is over; then its scripts are stopped."""
        until = monotonic() + self._seconds
        try:
            await self._in_time(page.goto(self._url, wait_until="domcontentloaded", timeout=_left(until)))
            if self._wait:
                found = page.wait_for_selector(self._wait, state="attached", timeout=_left(until))
                await self._in_time(found)
            is_quiet = await self._errands.quiet(until)
        except TooSlow:
            is_quiet = False
        if not is_quiet:
            await _stop_scripts(cdp)
            return "time"
        return "length" if self._errands.is_over_budget else None

    async def _in_time(self, step: Any) -> None:  # noqa: ANN401  # a coroutine of Playwright's
        """Waits for a step, or for the page's crash, after which no step ends. Raises Error."""
        doing, crash = asyncio.ensure_future(step), asyncio.ensure_future(self._crashed.wait())
        try:
            await asyncio.wait((doing, crash), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise Error("the page crashed")
            await doing
        finally:
            crash.cancel()
            doing.cancel()

    def _notes(self, chromium: Chromium, seconds: float) -> Iterator[tuple[str, str]]:
        """What the record says of how the rendering was made."""
        errands = self._errands
        yield "software", f"Chromium {chromium.version}"
        yield "viewport", f"{WIDTH}x{HEIGHT}"
        yield "seconds", f"{seconds:.1f}"
        yield "requests", str(errands.asked)
        for reason, times in sorted(errands.refused.items()):
            yield "refused", f"{times} ({reason})"
        for one in errands.told:
            yield "resource", one


def digest(html: bytes) -> str:
    """The digest by which the archive knows a DOM."""
    return sha256(html).hexdigest()


async def _dom(cdp: CDPSession, seconds: float) -> Shown:
    async with asyncio.timeout(seconds):
        tree = await cdp.send("Page.getFrameTree")
        frame = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "sinodik"}
        world = (await cdp.send("Page.createIsolatedWorld", frame))["executionContextId"]
        asked = {"expression": DOM, "contextId": world, "returnByValue": True}
        answer = await cdp.send("Runtime.evaluate", asked)
    found = answer["result"].get("value")
    if not isinstance(found, dict):
        raise Unrendered(f"no DOM: {answer.get('exceptionDetails', {}).get('text', 'nothing came')}")
    html = str(found["html"]).encode("utf-8", "replace")
    return Shown(html, "length" if found["isCut"] else None, int(found["height"]))


async def _picture(page: Page, height: int) -> bytes | None:
    """The page as a picture; None where it cannot be taken in time, or would be too large."""
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": min(height, TALLEST)}
    try:
        picture = await page.screenshot(
            full_page=True,
            clip=clip,
            animations="disabled",
            timeout=ANSWERS_IN * 1000,
        )
    except TooSlow:
        return None
    return picture if len(picture) <= PICTURE_LIMIT else None


async def _stop_scripts(cdp: CDPSession) -> None:
    """Ends what runs and lets nothing run again, or a page that never rests would give no DOM."""
    async with asyncio.timeout(ANSWERS_IN):
        await cdp.send("Emulation.setScriptExecutionDisabled", {"value": True})
        await cdp.send("Runtime.terminateExecution")


async def _close(page: Page) -> None:
    with suppress(Error):  # it has closed itself
        await page.close()


async def _dismiss(dialog: Dialog) -> None:
    with suppress(Error):  # its page is gone
        await dialog.dismiss()


def _left(until: float) -> float:
    """Milliseconds until then; never 0, which would mean without end."""
    return max((until - monotonic()) * 1000, 1.0)
