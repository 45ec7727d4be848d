"""The desk's templates: everything is escaped; a name that is not there is an error, not a blank."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.reports.html import in_bytes, minute
from desk.web import assets, menu
from desk.web.found import name_of

FOLDER = Path(__file__).resolve().parent / "templates"


def environment() -> Environment:
    """What renders the templates, with filters `minute` and `bytes`, and `asset` for addresses of files."""
    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"bytes": in_bytes, "minute": minute}
    made.globals |= {
        "asset": assets.address,
        "missing_assets": assets.missing,
        "menu": menu.pages,
        "name_of": name_of,
    }
    return made
