"""The published pages: Russian and English, one file each, no script, nothing fetched."""

import tomllib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from desk.counting.counts import Count, count
from desk.counting.dimensions import DIMENSIONS
from desk.counting.estimates import half_up, ratio
from desk.publication import charts
from desk.publication.charts import MAP, NARROW, WIDE, Pencil
from desk.publication.edition import Edition
from desk.publication.figures import Drawn, drawn
from desk.publication.manifest import Manifest

SITE = Path(__file__).with_name("site")
FOLDERS = {"ru": "", "en": "en/"}
"""Language → the folder of its pages in the set."""

PAGES = {name: f"{name}.html" for name in ("home", "tables", "method", "corrections")} | {
    "home": "index.html"
}
PICTURES = {"weeks": "month", "regions": "region", "categories": "category", "ages": "age-band"}
"""Picture → the table that has its numbers."""
SHOWN = (
    *("year", "month", "region", "category", "age-band", "officer"),
    *("branch", "experience", "settlement-type", "country"),
)
"""The partitions that the pages show; counts.csv has all."""


class Contact(Struct, frozen=True):
    """Where people write to: a link, and its words."""

    link: str
    words: str


class Picture(Struct, frozen=True):
    """A drawing in two widths; `unplaced`: counted persons whom it cannot show."""

    name: str
    wide: Markup
    narrow: Markup
    unplaced: int
    table: str


class Partition(Struct, frozen=True):
    """A table of the count by one dimension."""

    by: str
    name: str
    is_dated: bool
    rows: Sequence[Any]


def write_site(folder: Path, edition: Edition, made: Manifest, contact: str) -> None:
    """Write the pages and the pictures as files below `charts/`."""
    (folder / "charts").mkdir()
    partitions = [_partition(count(edition.everyone, edition.question, by=by)) for by in SHOWN]
    found = drawn(edition.everyone, edition.question)
    pencil = Pencil()
    for language, below in FOLDERS.items():
        words = texts()[language]
        pictures = _pictures(folder, pencil, found, words, language) if made.total else []
        environment = _environment(language, words, made.total)
        (folder / below).mkdir(exist_ok=True)
        for page, file in PAGES.items():
            text = environment.get_template("index.html" if page == "home" else file).render(
                **_context(language, page),
                t=words,
                it=made,
                pictures=pictures,
                partitions=partitions,
                contact=_contact(contact),
            )
            (folder / below / file).write_text(text, "utf-8")


def texts() -> dict[str, dict[str, Any]]:
    """The words of each language."""
    return tomllib.loads((SITE / "words.toml").read_text("utf-8"))


def _context(language: str, page: str) -> dict[str, object]:
    other = next(one for one in FOLDERS if one != language)
    root = "../" if FOLDERS[language] else ""
    css = (SITE / "site.css").read_text("utf-8")
    return {
        "page": page,
        "pages": PAGES,
        "here": "",
        "root": root,
        "other": root + FOLDERS[other],
        "other_language": other,
        "style": Markup(css),
        "style_digest": b64encode(sha256(css.encode()).digest()).decode(),
        "files": ("persons", "mentions", "claims", "sources", "counts", "manifest"),
    }


def _partition(found: Count) -> Partition:
    by = found.by or ""
    rows = [row for row in found.buckets if row.persons or row.value in ("unknown", "undated")]
    return Partition(by, by.replace("-", "_"), DIMENSIONS[by].grain is not None, rows)


def _pictures(
    folder: Path, pencil: Pencil, found: Drawn, words: Mapping[str, Any], language: str
) -> list[Picture]:
    said = words["values"]
    made = []
    for name, table in PICTURES.items():
        if not getattr(found, "months" if name == "categories" else name):
            continue
        draw = getattr(charts, name)
        wide, narrow = (pencil.svg(draw(found, said, width)) for width in (WIDE, NARROW))
        (folder / "charts" / f"{name}.{language}.svg").write_text(wide, "utf-8")
        (folder / "charts" / f"{name}.{language}.png").write_bytes(charts.png(wide))
        unplaced = found.unplaced["months" if name == "categories" else name]
        made.append(Picture(name, Markup(wide), Markup(narrow), unplaced, table))
    return made


def _environment(language: str, words: Mapping[str, Any], total: int) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(SITE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    names = {**words["values"], **region_names()[language]}
    environment.filters |= {
        "number": lambda number: _number(number, language),
        "day": lambda text: ".".join(reversed(text.split("-"))) if language == "ru" else text,
        "share": lambda persons: _share(persons, total, language),
        "label": lambda value: names.get(value, value),
    }
    return environment


def region_names() -> dict[str, dict[str, str]]:
    """Language → ISO 3166-2 → the region's name."""
    lines = (MAP / "regions.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {"ru": {row[0]: row[1] for row in rows}, "en": {row[0]: row[2] for row in rows}}


def _number(number: int, language: str) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}" if language == "ru" else ",")


def _share(persons: int, total: int, language: str) -> str:
    part = ratio(persons, total) or Fraction(0)
    text = f"{half_up(part * 100, 1):.1f}\N{NO-BREAK SPACE}%"
    return text.replace(".", ",") if language == "ru" else text


def _contact(text: str) -> Contact:
    """`mailto:desk@count.example`, or a page."""
    return Contact(text, text.removeprefix("mailto:"))
