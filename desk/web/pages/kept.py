"""A page by its address: all captures of it, what is read from it, whether it vanished."""

from msgspec import json
from starlette.responses import Response

from archive import capture, persons
from archive.sqlite import Database
from crawlers.keys import NotAWebAddress, url_key
from desk.persons.state import EVERYTHING
from desk.publication.showing import NAMES
from desk.web.api.mentions_read import hidden_fields
from desk.web.call import Call
from desk.web.route import Route
from desk.web.tables import Column, Table, in_csv

CAPTURES = (
    Column("fetched_at", "when"),
    Column("source", "source"),
    Column("status", "n"),
    Column("purpose"),
    Column("record_type"),
    Column("content_type"),
    Column("payload_size", "n"),
    Column("refusal"),
    Column("tls"),
    Column("payload_digest"),
    Column("warc_file"),
    Column("offset", "n"),
    Column("run", "run"),
    Column("id", "capture"),
)
MOST = 500

# by source, which the index begins with
_CAPTURES = f"""SELECT {capture.COLUMNS} FROM capture
WHERE source IN (SELECT DISTINCT source FROM source_version) AND url_key = ? ORDER BY id DESC LIMIT {MOST}"""

_FATE = """SELECT fate.source, fate.state, turn.at, turn.why, turn.last_seen_at, turn.last_seen,
    turn.first_missed_at, turn.looks
FROM fate JOIN turn ON turn.source = fate.source AND turn.url_key = fate.url_key
WHERE fate.source IN (SELECT DISTINCT source FROM source_version) AND fate.url_key = ? ORDER BY turn.at"""

_MENTIONS = """SELECT mention.id, mention.status, name.value, document.snapshot
FROM document JOIN mention ON mention.document = document.snapshot
LEFT JOIN claim AS name ON name.mention = mention.id AND name.field = 'name'
WHERE document.snapshot IN (SELECT value FROM json_each(?))
GROUP BY mention.id ORDER BY document.snapshot, mention."start" """


def by_url(call: Call) -> Response:
    """All that is kept of an address."""
    asked = call.asked("url").strip()
    key = _key(asked) if asked else None
    found = captures(call.db, key) if key else []
    turns = call.db.conn.execute(_FATE, (key,)).fetchall() if key else []
    return call.page(
        "kept.html",
        status=404 if asked and not found else 200,
        asked=asked,
        is_address=key is not None,
        table=Table(CAPTURES, found),
        turns=turns,
        mentions=_mentions(call.db, [str(one["payload_digest"]) for one in found]),
    )


def as_csv(call: Call) -> Response:
    """The captures as CSV."""
    key = _key(call.asked("url").strip())
    return in_csv(Table(CAPTURES, captures(call.db, key) if key else []), "captures")


def captures(db: Database, key: str) -> list[dict[str, object]]:
    """The captures of an address in whatever source, the last first."""
    columns = capture.Capture.__struct_fields__
    return [dict(zip(columns, row, strict=True)) for row in db.conn.execute(_CAPTURES, (key,))]


def _key(url: str) -> str | None:
    try:
        return url_key(url)
    except NotAWebAddress:
        return None


def _mentions(db: Database, snapshots: list[str]) -> list[tuple[str, str, str | None, str]]:
    """Those whom its captures name; of whom a name is hidden, none is told."""
    rows = db.conn.execute(_MENTIONS, (json.encode(sorted(set(snapshots))).decode(),)).fetchall()
    of = persons.assigned(db, [row[0] for row in rows])
    hidden = hidden_fields(db, {row[0]: of.get(row[0]) for row in rows})
    unnamed = NAMES | {EVERYTHING}
    return [(one, status, None if hidden[one] & unnamed else name, page) for one, status, name, page in rows]


ROUTES = (
    Route("/kept", "GET", "kept", "reader", by_url),
    Route("/kept.csv", "GET", "kept_csv", "reader", as_csv, token=True),
)
