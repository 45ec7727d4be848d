"""The desk's own style and scripts, and those that `assets.sh` fetched; each address carries its digest."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.call import Call
from desk.web.route import Route

FOLDER = Path(__file__).resolve().parent / "assets"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
FETCHED = ("vendor/htmx.min.js", "vendor/replayweb/ui.js", "vendor/replayweb/sw.js")
REMEDY = "sh assets.sh"


def missing() -> list[str]:
    """The fetched files that are not there; without them the desk works, but less."""
    return [name for name in FETCHED if not (FOLDER / name).is_file()]


def address(name: str) -> str:
    """The path of a file of ours, that changes with its bytes; raises FileNotFoundError."""
    return f"/assets/{name}?{digest(name)[:12]}"


@cache
def digest(name: str) -> str:
    """SHA-256 of a file, hexadecimal; computed once."""
    return sha256((FOLDER / name).read_bytes()).hexdigest()


def served(call: Call) -> Response:
    """A file of ours."""
    name = call.part("name")
    if "\0" in name:
        raise HTTPException(404)
    at = (FOLDER / name).resolve()
    if not at.is_relative_to(FOLDER) or at.suffix not in TYPES or not at.is_file():
        raise HTTPException(404)
    headers = {"cache-control": "public, max-age=31536000, immutable", "etag": f'"{digest(name)[:32]}"'}
    return Response(at.read_bytes(), media_type=TYPES[at.suffix], headers=headers)


ROUTES = (
    Route("/assets/{name:path}", "GET", "asset", "open", served),
    Route("/assets/{name:path}", "GET", "snapshots_asset", "open", served, origin="snapshots"),
)
