"""What stands around all answers: hosts that are known, headers that allow little."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.settings import Settings

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
}


def policy(settings: Settings) -> str:
    """The Content-Security-Policy of the desk's own pages; frames may show the snapshots' host."""
    frames = f"'self' {settings.snapshots_url}" if settings.snapshots_url else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self'; frame-src {frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Shell:
    """Refuses hosts that are not ours (else a foreign name that resolves here could read the desk), adds
    headers to answers that have not set them, and limits what a page can load."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._headers = {**HEADERS, "content-security-policy": policy(settings)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        origin = self._settings.origin_of(_host(scope))

        async def sends(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message))
            await send(message)

        if origin is None:
            await PlainTextResponse("no such host: open the desk by its own address\n", 421)(
                scope, receive, sends
            )
            return
        scope.setdefault("state", {})["origin"] = origin
        await self._app(scope, receive, sends)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if self._settings.is_secure:
            headers.setdefault("strict-transport-security", "max-age=31536000")


def _host(scope: Scope) -> str:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return hosts[0].decode("latin-1") if len(hosts) == 1 else ""
