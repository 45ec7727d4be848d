"""The system's Chromium: found, started without a way to the network, one for a session, closed with it."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Error, Page, Playwright, async_playwright

USUAL = Path("/usr/bin/chromium")
AT_ONCE = 2
"""Pages that are open side by side: each may take some hundred megabytes."""
PATIENCE = 20.0
"""Seconds to start or to close a page; Chromium that takes longer is ended, and started anew for the next."""
WIDTH, HEIGHT = 1280, 900

# What a page reached by itself would not pass our check of addresses. What it asks for is answered by us
# (`errands`); what slips past that (connections ahead of time, WebRTC) finds neither name nor proxy.
WALLS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
    # Neighbours are not asked by mDNS; the others are Playwright's, for where the flag stands twice the last
    # one counts.
    "--disable-features=WebRtcHideLocalIpsWithMdns,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,"
    "LensOverlay,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,OptimizationHints,"
    "NetworkTimeServiceQuerying,PreconnectToSearch",
)
# Chromium opens UDP sockets as soon as a page prepares a call.
NO_CALLS = (
    "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection; delete window.WebTransport"
)
FRUGAL = (
    "--disable-gpu",
    "--no-first-run",
    "--mute-audio",
    "--renderer-process-limit=2",
    "--js-flags=--max-old-space-size=256",
    "--blink-settings=dnsPrefetchingEnabled=false",
)


class NoChromium(Exception):
    """There is no Chromium where it was looked for; the message names the remedy."""


class Unrendered(Exception):
    """A page could not be shown; its plain fetch is kept all the same."""


def chromium_path() -> Path:
    """Where Chromium is: `SINODIK_CHROMIUM`, else Debian's place. Raises NoChromium."""
    path = Path(os.environ.get("SINODIK_CHROMIUM") or USUAL)
    if not os.access(path, os.X_OK) or path.is_dir():
        raise NoChromium(
            f"no Chromium at {path}: as root, apt-get install chromium, "
            "or set SINODIK_CHROMIUM to the path of another"
        )
    return path


class Chromium:
    """One browser for all sources of a session; started when the first page needs it."""

    def __init__(self, user_agent: str) -> None:
        self.version = ""
        self._user_agent = user_agent
        self._doors = asyncio.Semaphore(AT_ONCE)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """An empty page in a context of its own, that remembers nothing. Raises NoChromium, Unrendered."""
        async with self._doors:
            browser = await self._started()
            try:
                async with asyncio.timeout(PATIENCE):
                    context = await self._context(browser)
                    page = await context.new_page()
            except (Error, TimeoutError) as error:
                await self._end(browser)
                raise Unrendered(f"Chromium opened no page: {error}") from error
            try:
                yield page
            finally:
                await self._close(context, browser)

    async def close(self) -> None:
        """Ends the browser, if it was started."""
        if self._browser:
            await self._end(self._browser)
        if self._playwright:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._playwright.stop()
            self._playwright = None

    async def _started(self) -> Browser:
        async with self._starting:
            if self._browser and self._browser.is_connected():
                return self._browser
            path = chromium_path()
            try:
                async with asyncio.timeout(PATIENCE * 3):
                    self._playwright = self._playwright or await async_playwright().start()
                    self._browser = await self._launched(self._playwright, path)
            except (Error, TimeoutError, OSError) as error:
                raise Unrendered(f"{path} did not start: {error}") from error
            self.version = self._browser.version
            return self._browser

    async def _launched(self, playwright: Playwright, path: Path) -> Browser:
        # Root has no sandbox of Chromium's; everybody else has one.
        is_root = os.geteuid() == 0
        return await playwright.chromium.launch(
            executable_path=path,
            headless=True,
            chromium_sandbox=not is_root,
            args=[*WALLS, *FRUGAL],
            handle_sigint=False,  # the night ends by itself, and closes what it opened
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _context(self, browser: Browser) -> BrowserContext:
        context = await browser.new_context(
            user_agent=self._user_agent,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            viewport={"width": WIDTH, "height": HEIGHT},
            service_workers="block",
            accept_downloads=False,
            permissions=[],
        )
        await context.add_init_script(NO_CALLS)
        return context

    async def _close(self, context: BrowserContext, browser: Browser) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await context.close()
        except (Error, TimeoutError):
            await self._end(browser)

    async def _end(self, browser: Browser) -> None:
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await browser.close()
        if self._browser is browser:
            self._browser = None
