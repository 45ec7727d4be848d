"""What was read from a snapshot: its document, the mentions in it and their claims, replaced as one."""

from collections.abc import Sequence

import msgspec

from archive import capture, facts, sources
from archive.anchors import Anchor, anchored, mention_id
from archive.clock import parsed
from archive.database import atomic
from archive.records import Block, Claim, Document, Mention
from archive.sqlite import Database

_DOCUMENT = """INSERT INTO document
(snapshot, version, text, title, published, published_how, lang, charset, layout, blocks, capture)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_CLAIM = """INSERT INTO claim (mention, rank, field, value, raw, "start", "end", rule, confidence)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_STORED = """SELECT text, blocks, title, published, published_how, lang, charset, layout, capture
FROM document WHERE snapshot = ?"""


class Misquote(ValueError):
    """A claim or a name does not quote its document: `text[start:end]` is not `raw`."""


class NotRead(LookupError):
    """The snapshot has no document yet: run parse."""


def store(
    db: Database, capture_id: str, version: str, document: Document, mentions: Sequence[Mention]
) -> list[str]:
    """Stores the reading of a capture's snapshot in place of any older one, in one unit of work.

    Gives the ids of the mentions, in their order. Raises Misquote, capture.UnknownCapture.
    """
    for mention in mentions:
        _require_quotes(document.text, mention)
    snapshot = capture.one(db, capture_id).payload_digest
    with atomic(db):
        db.conn.execute("DELETE FROM document WHERE snapshot = ?", (snapshot,))
        db.conn.execute(_DOCUMENT, _document_row(snapshot, version, document, capture_id))
        ids = _identified(db, snapshot, version, document.text, mentions)
        _insert_mentions(db, snapshot, ids, mentions)
    return ids


def drop(db: Database) -> None:
    """Drops all documents with their mentions and claims; read again, they get the same ids."""
    with atomic(db):
        db.conn.execute("DELETE FROM document")


def document(db: Database, snapshot: str) -> Document:
    """The document of a snapshot. Raises NotRead."""
    row = db.conn.execute(_STORED, (snapshot,)).fetchone()
    if row is None:
        raise NotRead(f"no document of {snapshot}: run parse")
    text, blocks, title, published, published_how, lang, charset, layout, capture_id = row
    found = capture.one(db, capture_id)
    return Document(
        text=text,
        blocks=msgspec.json.decode(blocks, type=tuple[Block, ...]),
        title=title,
        published=published,
        published_how=published_how,
        lang=lang,
        charset=charset,
        layout=layout,
        url=found.url,
        fetched_at=parsed(found.fetched_at),
        publisher=sources.publisher(db, found.source),
    )


def mentions(db: Database, snapshot: str) -> dict[str, Mention]:
    """The mentions of a snapshot by id, in the order of the text."""
    spans = 'SELECT id, "start", "end" FROM mention WHERE document = ? ORDER BY "start", "end", id'
    claims = """SELECT field, value, raw, "start", "end", rule, confidence FROM claim
        WHERE mention = ? ORDER BY rank"""
    return {
        identity: Mention(start, end, tuple(Claim(*row) for row in db.conn.execute(claims, (identity,))))
        for identity, start, end in db.conn.execute(spans, (snapshot,)).fetchall()
    }


def _require_quotes(text: str, mention: Mention) -> None:
    if not 0 <= mention.start < mention.end <= len(text):
        raise Misquote(f"a name from {mention.start} to {mention.end} in a text of {len(text)}")
    for claim in mention.claims:
        if text[claim.start : claim.end] != claim.raw:
            found = text[claim.start : claim.end]
            raise Misquote(f"{claim.field} by {claim.rule}: {claim.raw!r} claimed, the text has {found!r}")


def _document_row(snapshot: str, version: str, document: Document, capture_id: str) -> tuple[object, ...]:
    return (
        snapshot,
        version,
        document.text,
        document.title,
        document.published,
        document.published_how,
        document.lang,
        document.charset,
        document.layout,
        msgspec.json.encode(document.blocks).decode(),
        capture_id,
    )


def _identified(
    db: Database, snapshot: str, version: str, text: str, mentions: Sequence[Mention]
) -> list[str]:
    """The ids of the mentions; spans that were never seen before are appended to the facts."""
    columns = 'ordinal, text_digest, "start", "end", raw'
    rows = db.conn.execute(f"SELECT {columns} FROM anchor WHERE snapshot = ?", (snapshot,))
    known = [Anchor(*row) for row in rows]
    anchors = anchored(text, [(mention.start, mention.end) for mention in mentions], known)
    ids = [mention_id(snapshot, anchor.ordinal) for anchor in anchors]
    seen = set(known)
    fresh = [
        {
            "id": f"{identity}@{anchor.text_digest[:16]}:{anchor.start}-{anchor.end}",
            "mention": identity,
            "snapshot": snapshot,
            "version": version,
            **msgspec.structs.asdict(anchor),
        }
        for identity, anchor in zip(ids, anchors, strict=True)
        if anchor not in seen
    ]
    facts.append(db, "anchor", fresh)
    return ids


def _insert_mentions(db: Database, snapshot: str, ids: Sequence[str], mentions: Sequence[Mention]) -> None:
    rows = [
        (identity, snapshot, mention.start, mention.end, mention.value("status") or "unsure")
        for identity, mention in zip(ids, mentions, strict=True)
    ]
    statement = 'INSERT INTO mention (id, document, "start", "end", status) VALUES (?, ?, ?, ?, ?)'
    db.conn.executemany(statement, rows)
    db.conn.executemany(
        _CLAIM, (row for pair in zip(ids, mentions, strict=True) for row in _claim_rows(*pair))
    )


def _claim_rows(identity: str, mention: Mention) -> list[tuple[object, ...]]:
    return [
        (
            identity,
            rank,
            claim.field,
            claim.value,
            claim.raw,
            claim.start,
            claim.end,
            claim.rule,
            claim.confidence,
        )
        for rank, claim in enumerate(mention.claims)
    ]
