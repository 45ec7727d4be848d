"""Kept pages with their answers: what is read from a page must not change unnoticed.

    make keep CAPTURE=URL-or-id CASE=source/case HOME_DIR=demo-home/20260302-011000
    make accept [CASE=source/case]

Only pages about invented people belong here; a newsroom's own go to a folder of its own (PAGES=…).
"""

import difflib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct, json

from archive import captures
from archive.database import connect
from archive.home import Home
from archive.records import Mention, Page, Publisher
from parsers.reading import read_page

PAGES = Path(__file__).parent / "pages"


class Kept(Struct):
    """What was known of a page when it was fetched, and what is read from it: the answer."""

    url: str
    source: Publisher
    fetched_at: datetime
    content_type: str
    layout: str = ""
    title: str | None = None
    published: str | None = None
    people: list[dict[str, str]] = []


def answers(folder: Path) -> Iterator[Path]:
    """The answers below a folder."""
    return (answer for answer in sorted(folder.rglob("*.json")) if answer.with_suffix(".html").exists())


def read_again(answer: Path) -> Kept:
    """The kept page as it is read now. Raises msgspec.ValidationError."""
    kept = json.decode(answer.read_bytes(), type=Kept)
    body = answer.with_suffix(".html").read_bytes()
    reading = read_page(Page(body, kept.content_type, kept.url, kept.fetched_at, kept.source))
    document = reading.document
    kept.layout, kept.title, kept.published = document.layout, document.title, document.published
    kept.people = [_person(mention) for mention in reading.mentions]
    return kept


def text_of(kept: Kept) -> str:
    """The answer as its file holds it."""
    return json.format(json.encode(kept), indent=2).decode() + "\n"


def _person(mention: Mention) -> dict[str, str]:
    """Each field's best claim: the value, and the words that say it."""
    best: dict[str, str] = {}
    for claim in mention.claims:
        best.setdefault(claim.field, f"{claim.value} ← {claim.raw}")
    return best


@click.group()
def main() -> None:
    """Keep pages as tests, and accept what is read from them."""


@main.command()
@click.option("--home", required=True, help="The archive's folder.")
@click.option("--capture", required=True, help="A capture's id, or a URL: its newest page.")
@click.option("--case", required=True, help="source/case")
@click.option("--pages", type=click.Path(path_type=Path), default=PAGES)
def keep(home: str, capture: str, case: str, pages: Path) -> None:
    """Copy a capture's page out of an archive, with what is read from it."""
    opened = Home(home)
    db = connect(opened, readonly=True)
    row = db.conn.execute(
        "SELECT id FROM capture WHERE status = 200 AND ? IN (id, url) ORDER BY id DESC LIMIT 1", (capture,)
    ).fetchone()
    if row is None:
        raise click.ClickException(f"no page {capture!r} in {home}; `sinodik mentions` names URLs")
    page = captures.load_page(opened, db, row[0])
    answer = pages / f"{case}.json"
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.with_suffix(".html").write_bytes(page.body)
    kept = Kept(page.url, page.publisher, page.fetched_at, page.content_type)
    answer.write_text(text_of(kept), "utf-8")
    answer.write_text(text_of(read_again(answer)), "utf-8")
    click.echo(f"kept {answer}: look through it before you commit it")


@main.command()
@click.option("--case", default="", help="source/case; default: all")
@click.option("--pages", type=click.Path(path_type=Path), default=PAGES)
def accept(case: str, pages: Path) -> None:
    """Take what is read now as the answer, and show what that changes."""
    for answer in answers(pages):
        if case and answer.relative_to(pages).with_suffix("").as_posix() != case:
            continue
        before, after = answer.read_text("utf-8"), text_of(read_again(answer))
        changes = difflib.unified_diff(
            before.splitlines(), after.splitlines(), str(answer), "now", lineterm=""
        )
        click.echo("\n".join(changes), nl=before != after)
        answer.write_text(after, "utf-8")


if __name__ == "__main__":
    main()
