"""What the other host answers, to signed addresses only: pages, images, files to replay and their player."""

import re
from html import escape

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from archive.capture import UnknownCapture
from desk.web import assets
from desk.web.call import Call
from desk.web.route import Route
from desk.web.snapshots import addresses, evidence, framing, pictures, wacz
from desk.web.snapshots.evidence import UNREADABLE, Evidence

STYLE = "snapshot.css"
PLAYER = "vendor/replayweb/"

# The player stands in a tab of its own: in a frame of another site browsers refuse it its worker.
# `sandbox`: what it replays leads nowhere, opens nothing and sends no form.
PLAYER_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-same-origin"
)
# What the player's own policy for replayed pages would allow too is sockets to anywhere.
REPLAYED = (
    "default-src 'unsafe-eval' 'unsafe-inline' 'self' data: blob:; form-action 'none'; object-src 'none'"
)
CONFIG = msgspec.json.encode({"csp": REPLAYED}).decode()

# bytes=0-499, bytes=500-, bytes=-500
_RANGE = re.compile(r"bytes=(?P<start>\d{0,12})-(?P<end>\d{0,12})")


def page(call: Call) -> Response:
    """The page as captured, harmless, in a document that may do nothing but show itself."""
    found = _evidence(call)
    shown = framed(call, found)
    text = shown.markup or f"<!doctype html><title>.</title><p>{escape(call.t(shown.why or 'snapshot.none'))}"
    return HTMLResponse(text, headers={"content-security-policy": _policy(call, "sandbox")})


def framed(call: Call, found: Evidence) -> framing.Framed:
    """The page of a mention with its words marked."""
    kept = pictures.kept(call.db, found.capture)
    try:
        return framing.framed(
            found.page,
            found.document,
            found.spans,
            titles=found.titles,
            picture=lambda url: addresses.image(call, kept[url]) if url in kept else None,
            itself=addresses.image(call, found.capture.id),
            style=assets.address(STYLE),
        )
    except UNREADABLE:
        return framing.Framed("", tuple(span.claim for span in found.spans), "snapshot.unreadable")


def image(call: Call) -> Response:
    """A kept image, if its bytes are one."""
    try:
        body, kind = pictures.picture(call.desk.home, call.db, call.part("capture"))
    except (UnknownCapture, pictures.NoPicture, *UNREADABLE) as error:
        raise HTTPException(404) from error
    headers = {
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-site",
    }
    return Response(body, media_type=kind, headers=headers)


def picture(call: Call) -> Response:
    """A document that shows one kept image, for a frame of the desk."""
    address = escape(addresses.image(call, call.part("capture")))
    style = escape(assets.address(STYLE))
    text = (
        f'<!doctype html><meta charset="utf-8"><title>.</title><link rel="stylesheet" href="{style}">'
        f'<img class="screenshot" src="{address}" alt="">'
    )
    return HTMLResponse(text, headers={"content-security-policy": _policy(call, "sandbox")})


def packed(call: Call) -> Response:
    """The WACZ of a mention's page, whole or in part, as players ask for it."""
    found = _evidence(call)
    try:
        body = wacz.of_page(call.desk.home, call.db, found.capture, found.document.title or found.capture.url)
    except (wacz.TooLarge, *UNREADABLE) as error:
        raise HTTPException(404, str(error)) from error
    headers = {
        "accept-ranges": "bytes",
        "content-disposition": f'attachment; filename="{found.identity}.wacz"',
    }
    asked = _RANGE.fullmatch(call.request.headers.get("range", ""))
    if asked is None or not (asked["start"] or asked["end"]):
        return Response(body, media_type="application/wacz", headers=headers)
    start, end = _part(asked["start"], asked["end"], len(body))
    if start >= end:
        return Response(status_code=416, headers={"content-range": f"bytes */{len(body)}"})
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(body)}"
    return Response(body[start:end], 206, media_type="application/wacz", headers=headers)


def replay(call: Call) -> Response:
    """The player of others, given the WACZ of the page; all that it loads comes from this host."""
    found = _evidence(call)
    source = escape(addresses.wacz(call, found.identity))
    text = (
        '<!doctype html><html><head><meta charset="utf-8"><title>.</title>'
        f'<link rel="stylesheet" href="{escape(assets.address(STYLE))}">'
        f'<script src="/assets/{PLAYER}ui.js"></script>'
        f'<script src="{escape(assets.address("player.js"))}" defer></script></head><body class="player">'
        f'<div id="player" hidden source="{source}" url="{escape(found.capture.url)}" '
        f'ts="{wacz.fetched_at(call.db, found.capture)}" replaybase="/assets/{PLAYER}" embed="replayonly" '
        f'config="{escape(CONFIG)}" nocache></div></body></html>'
    )
    return HTMLResponse(text, headers={"content-security-policy": PLAYER_POLICY})


def _part(start: str, end: str, size: int) -> tuple[int, int]:
    """From and up to which byte; `-500` are the last ones."""
    if not start:
        return max(0, size - int(end)), size
    return int(start), min(size, int(end) + 1) if end else size


def _evidence(call: Call) -> Evidence:
    try:
        return evidence.of_mention(call.desk.home, call.db, call.part("mention"))
    except evidence.UnknownMention as error:
        raise HTTPException(404, str(error)) from error


def _policy(call: Call, *more: str) -> str:
    """A page that is shown runs nothing, loads images and style of this host alone, sends nothing."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src 'self'",
            "style-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {call.desk.settings.url}",
            *more,
        )
    )


ROUTES = (
    Route("/snapshots/page/{mention}", "GET", "snapshot_page", "signed", page, origin="snapshots"),
    Route("/snapshots/image/{capture}", "GET", "snapshot_image", "signed", image, origin="snapshots"),
    Route("/snapshots/picture/{capture}", "GET", "snapshot_picture", "signed", picture, origin="snapshots"),
    Route("/snapshots/wacz/{mention}.wacz", "GET", "snapshot_wacz", "signed", packed, origin="snapshots"),
    Route("/snapshots/replay/{mention}", "GET", "snapshot_replay", "signed", replay, origin="snapshots"),
)
