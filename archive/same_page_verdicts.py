"""Whether a page is one article with the page whose address it names."""

from archive.likeness import is_same, likeness
from archive.sqlite import Database

MIRRORS = 5
"""So many mirrors an article has at most: print, AMP, another rubric. What more pages name is a stub."""

_GOOD = """status = 200 AND purpose = 'page' AND refusal IS NULL AND truncated IS NULL"""

# A source of its own first, then whoever holds it; one step through the index of captures for each source.
_HELD = f"""SELECT source, payload_digest FROM own_capture
WHERE url_key = :key AND source IN (SELECT DISTINCT source FROM source_version) AND {_GOOD}
ORDER BY source <> :source, id DESC LIMIT 1"""

_NAMES_A_THIRD = "SELECT 1 FROM same_page WHERE source = ? AND url_key = ?"

_PEOPLE = """SELECT claim.value FROM mention JOIN claim ON claim.mention = mention.id AND claim.field = 'name'
WHERE mention.document = ?"""

_TEXT = "SELECT text FROM document WHERE snapshot = ?"

_JUDGED = """UPDATE same_page SET held_by = ?, held = ?, verdict = ?, likeness = ?
WHERE source = ? AND url_key = ?"""

_CROWDS = f"""UPDATE same_page SET verdict = 'crowd'
WHERE verdict = 'same' AND (held_by, named_key) IN (SELECT held_by, named_key FROM same_page
    WHERE verdict = 'same' GROUP BY held_by, named_key HAVING count(*) > {MIRRORS})"""


def judge(db: Database, source: str, key: str, snapshot: str, named_key: str) -> None:
    """Judges a page that names another, and keeps the verdict with what it rests on."""
    row = db.conn.execute(_HELD, {"key": named_key, "source": source}).fetchone()
    held_by, held = row or (None, None)
    verdict, alike = _verdict(db, snapshot, held_by, held, named_key)
    db.conn.execute(_JUDGED, (held_by, held, verdict, alike, source, key))


def part_crowds(db: Database) -> None:
    """What more pages name than an article has mirrors is not theirs, but stands in their place."""
    db.conn.execute("UPDATE same_page SET verdict = 'same' WHERE verdict = 'crowd'")
    db.conn.execute(_CROWDS)


def _verdict(
    db: Database, snapshot: str, held_by: str | None, held: str | None, named_key: str
) -> tuple[str, float | None]:
    if held is None or held_by is None:
        return "not-held", None
    if db.conn.execute(_NAMES_A_THIRD, (held_by, named_key)).fetchone():
        return "circle", None
    one, other = (db.conn.execute(_TEXT, (digest,)).fetchone() for digest in (snapshot, held))
    if one is None or other is None:
        return "unread", None
    alike = likeness(one[0], other[0])
    is_one = is_same(alike, _people(db, snapshot), _people(db, held))
    return ("same" if is_one else "differs"), alike


def _people(db: Database, snapshot: str) -> frozenset[str]:
    return frozenset(str(name) for (name,) in db.conn.execute(_PEOPLE, (snapshot,)))
