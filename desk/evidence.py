"""What a mention rests on: each value, the words that say it, and the record that holds the page."""

from archive import capture, readings
from archive.capture import Capture
from archive.sqlite import Database

_FOUND = """
SELECT mention.id, mention.status, name.value, capture.source, capture.url
FROM mention
JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
LEFT JOIN claim AS name ON name.mention = mention.id AND name.field = 'name'
WHERE (:status IS NULL OR mention.status = :status) AND (:source IS NULL OR capture.source = :source)
GROUP BY mention.id HAVING name.rank IS min(name.rank)
ORDER BY capture.source, document.snapshot, mention.start
"""

_OTHERS = """SELECT import.file, import.software, import.note
FROM imported JOIN import ON import.id = imported.import WHERE imported.capture = ?"""

_PROVING = f"""SELECT {capture.COLUMNS} FROM capture
WHERE payload_digest = :snapshot OR purpose <> 'image' AND ifnull(page, id) IN
    (SELECT page FROM capture WHERE payload_digest = :snapshot AND page IS NOT NULL)
ORDER BY fetched_at, id"""

WORDS_AROUND = 40
"""Characters of the text shown on each side of a quote."""


class UnknownMention(LookupError):
    """No mention has this id."""


def mentions(
    db: Database, *, status: str | None = None, source: str | None = None
) -> list[dict[str, object]]:
    """One row a mention: its id, status and name, the source and the page."""
    columns = ("mention", "status", "name", "source", "url")
    return [
        dict(zip(columns, row, strict=True))
        for row in db.conn.execute(_FOUND, {"status": status, "source": source})
    ]


def claims(db: Database, mention: str) -> list[dict[str, object]]:
    """One row a claim, best first in each field: value, the quote in brackets in its surroundings, rule.

    Raises UnknownMention.
    """
    snapshot = _snapshot(db, mention)
    text = readings.document(db, snapshot).text
    return [
        {
            "field": claim.field,
            "value": claim.value,
            "words": _around(text, claim.start, claim.end),
            "rule": claim.rule,
            "confidence": claim.confidence,
        }
        for claim in readings.mentions(db, snapshot)[mention].claims
    ]


def records(db: Database, mention: str) -> list[dict[str, object]]:
    """One row for each capture of the mention's page: when, by whom, and the record that proves it.

    Where it was read from what a browser made of a page, the page as fetched and the picture stand there too.
    Raises UnknownMention.
    """
    rows = db.conn.execute(_PROVING, {"snapshot": _snapshot(db, mention)})
    return [
        {
            "fetched": one.fetched_at[:19] + "Z",
            "url": one.url,
            "status": one.status,
            "record": one.record_type,
            "origin": _origin(db, one),
            "warc": f"{one.warc_file} @ {one.offset}",
            "sha256": one.payload_digest,
        }
        for one in map(capture.of_row, rows)
    ]


def _origin(db: Database, one: Capture) -> str:
    """Who fetched it, in words."""
    if one.page:
        made = "picture taken" if (one.content_type or "").startswith("image/") else "DOM taken"
        return f"{made} in our browser, of the page fetched as {one.page}"
    row = db.conn.execute(_OTHERS, (one.id,)).fetchone()
    if row is None:
        return "fetched by us"
    file, software, note = row
    return f"captured by others: {file}, made by {software or 'unknown'}" + (f"; {note}" if note else "")


def _snapshot(db: Database, mention: str) -> str:
    row = db.conn.execute("SELECT document FROM mention WHERE id = ?", (mention,)).fetchone()
    if row is None:
        raise UnknownMention(f"no mention {mention}: list them with `sinodik mentions`")
    return str(row[0])


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - WORDS_AROUND) : start], text[end : end + WORDS_AROUND]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ")
