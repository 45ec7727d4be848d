"""Read labelled pages and write what `score.py` scores (tests/corpus/FORMAT.md)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct, json, to_builtins

from archive.records import Claim, Mention, Page, Publisher
from desk.pool import Unread, read_pages
from parsers.reading import Reading

FIELDS = (
    "surname", "given", "patronymic", "status", "force", "birth_date", "age", "death_date", "funeral_date",
    "region", "settlement", "settlement_type", "rank", "unit", "category", "occupation", "experience",
)  # fmt: skip


class _Label(Struct):
    """Of a page's answer, the three keys that a reader may know; the rest stays unread."""

    url: str
    source: Publisher
    fetched_at: datetime


def labelled_pages(folder: Path) -> Iterator[tuple[str, Page]]:
    """Every `NAME.html` with `NAME.json` beside it, in any depth: its name below `folder`, and the page."""
    for answer in sorted(folder.rglob("*.json")):
        html = answer.with_suffix(".html")
        if html.exists():
            label = json.decode(answer.read_bytes(), type=_Label)
            page = Page(html.read_bytes(), "", label.url, label.fetched_at, label.source)
            yield answer.relative_to(folder).with_suffix("").as_posix(), page


def predictions(folder: Path, *, workers: int | None = None) -> Iterator[dict[str, object]]:
    """One prediction a page, in the form that `score.py` reads; a failed page has `error` and nobody."""
    for name, outcome in read_pages(labelled_pages(folder), workers=workers):
        if isinstance(outcome, Unread):
            yield {"page": name, "text": "", "persons": [], "error": f"{outcome.error}: {outcome.detail}"}
        else:
            yield _prediction(name, outcome)


def _prediction(name: str, reading: Reading) -> dict[str, object]:
    document = reading.document
    return {
        "page": name,
        "title": document.title,
        "published": document.published,
        "text": document.text,
        "persons": [_person(mention) for mention in reading.mentions],
    }


def _person(mention: Mention) -> dict[str, object]:
    values: dict[str, object] = {field: mention.value(field) for field in FIELDS}
    age = mention.value("age")
    values["age"] = int(age) if age is not None else None
    values["claims"] = [_claim(claim) for claim in mention.claims]
    return values


def _claim(claim: Claim) -> dict[str, object]:
    fields: dict[str, object] = to_builtins(claim)
    return fields
