"""What was not worked through yet: said beside a count, never added to it (docs/counting.md, I7)."""

from msgspec import Struct

from archive.sqlite import Database

# unsure whether he is a dead soldier of this war, or linked to nobody yet
_MENTIONS = """SELECT count(*) FROM mention WHERE status = 'unsure' OR NOT EXISTS
(SELECT 1 FROM assignment WHERE mention = mention.id AND person IS NOT NULL)"""

# Where a browser made a DOM of a page, that is read and not the plain answer; its picture never is.
_PAGES = """SELECT count(DISTINCT payload_digest) FROM capture
WHERE purpose = 'page' AND status = 200 AND refusal IS NULL
    AND NOT (page IS NOT NULL AND ifnull(content_type, '') LIKE 'image/%')
    AND NOT EXISTS (SELECT 1 FROM capture dom
        WHERE dom.page = capture.id AND dom.purpose <> 'image' AND dom.content_type LIKE 'text/html%')
    AND NOT EXISTS (SELECT 1 FROM document WHERE snapshot = payload_digest)"""


class Backlog(Struct, frozen=True):
    """`mentions` that are unsure or linked to nobody; `pages` kept and not read. Both hold duplicates."""

    mentions: int
    pages: int = 0


def backlog(db: Database) -> Backlog:
    """The backlog of an archive, as it is now."""
    (mentions,), (pages,) = (db.conn.execute(statement).fetchone() for statement in (_MENTIONS, _PAGES))
    return Backlog(mentions, pages)
