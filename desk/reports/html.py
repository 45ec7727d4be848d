"""The report as one file: no script, nothing remote, all that comes from pages escaped."""

import os
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from archive.home import Home
from desk.reports.contents import Contents
from desk.reports.plot import NARROW, WIDE, drawn

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

VERDICTS = {0: "Good", 1: "Needs a person", 2: "Failed", None: "Has not ended"}


def write(home: Home, contents: Contents) -> Path:
    """Write `reports/<run>.html`, whole or not at all. Raises OSError."""
    at = home.reports / f"{contents.run.id}.html"
    home.reports.mkdir(exist_ok=True)
    begun = at.with_suffix(f".{os.getpid()}.part")
    try:
        begun.write_text(page(contents), "utf-8")
        begun.replace(at)
    finally:
        begun.unlink(missing_ok=True)
    return at


def page(contents: Contents) -> str:
    """The page's HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"bytes": in_bytes, "minute": minute}
    css = (TEMPLATES / "report.css").read_text("utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return environment.get_template("report.html").render(
        it=contents,
        css=Markup(css),
        digest=digest,
        verdict=VERDICTS.get(contents.run.exit_code, "Failed"),
        plots=_plots(contents),
    )


def _plots(contents: Contents) -> dict[str, Markup]:
    """The drawings by class: of our own numbers and dates, so they need no escaping."""
    if not contents.points:
        return {}
    return {
        name: Markup(drawn(contents.points, width)) for name, width in (("wide", WIDE), ("narrow", NARROW))
    }


def in_bytes(number: int) -> str:
    """`1.5 MB`."""
    for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= size:
            return f"{number / size:.1f} {unit}"
    return f"{number} B"


def minute(moment: datetime | str | None) -> str:
    """`2026-03-02 01:10`, in UTC."""
    return str(moment)[:16].replace("T", " ") if moment else "–"
