"""Which of a person's mentions are independent of each other: ten copies of one text are one source (I8)."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from archive.likeness import likeness
from archive.records import Block
from archive.sqlite import Database
from desk.persons.said import Said

_TEXT = """SELECT text, CASE layout WHEN 'channel' THEN blocks END FROM document
WHERE snapshot = ? AND layout <> 'table'"""

_MAYBE = 0.5
"""The share of words, three by three, below which two texts are not looked at: less than reposts have."""


def independent(db: Database, mentions: Sequence[Said], pages: Mapping[str, str]) -> dict[str, str]:
    """Mention → its independence cluster.

    One cluster are the mentions of one page and of pages that are one article (`pages`: snapshot → cluster,
    see sources.texts), and those of texts that are one text told again (desk.linkage.reposts). A register's
    row is too short to tell by.
    """
    clusters = {one.at.mention: pages[one.at.snapshot] for one in mentions}
    if len(set(clusters.values())) == 1:
        return clusters
    texts = {one.at.mention: text for one in mentions if (text := _text(db, one))}
    pairs = combinations(sorted(texts), 2)
    if not any(likeness(texts[one], texts[other]) >= _MAYBE for one, other in pairs):
        return clusters
    from desk.linkage.reposts import clusters as retold

    return _joined(clusters, retold(texts))


def _text(db: Database, one: Said) -> str:
    """The text around a mention: the whole document, or his post."""
    row = db.conn.execute(_TEXT, (one.at.snapshot,)).fetchone()
    if row is None or row[1] is None:
        return str(row[0]) if row else ""
    blocks = msgspec.json.decode(row[1], type=list[Block])
    post = next((block.group for block in blocks if block.start <= one.at.start < block.end), None)
    return "\n".join(row[0][block.start : block.end] for block in blocks if block.group == post)


def _joined(clusters: Mapping[str, str], retold: Mapping[str, str]) -> dict[str, str]:
    """Clusters of either kind that share a mention are one."""
    found = dict(clusters)
    for mention, first in sorted(retold.items()):
        into, gone = sorted((found[first], found[mention]))
        found = {one: into if cluster == gone else cluster for one, cluster in found.items()}
    return found
