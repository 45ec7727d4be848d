"""The append-only Merkle log: the tree hash of RFC 6962 section 2.1 over one leaf for each fact.

Who published a root can later show that no fact before it was changed, dropped or slipped in.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import Struct

from archive.database import atomic
from archive.sqlite import Database


class Leaf(Struct, frozen=True):
    """One fact in the log: its table, its row's key and the leaf hash of the row."""

    fact: str
    key: str
    hash: bytes


class Head(Struct, frozen=True):
    """The state of the log: how many leaves, and their root hash, hexadecimal."""

    size: int
    root: str


class Peaks:
    """The roots of the full subtrees of a growing tree, by level; a leaf costs O(log n) hashes at most."""

    def __init__(self, hashes: Iterable[tuple[int, bytes]] = ()) -> None:
        self.by_level = dict(hashes)

    def add(self, leaf: bytes) -> None:
        """Appends a leaf hash."""
        level = 0
        while level in self.by_level:
            leaf = _node(self.by_level.pop(level), leaf)
            level += 1
        self.by_level[level] = leaf

    def head(self) -> Head:
        """Size and root of the tree so far."""
        size = sum(1 << level for level in self.by_level)
        if not size:
            return Head(0, sha256().hexdigest())
        smallest, *larger = (self.by_level[level] for level in sorted(self.by_level))
        root = smallest
        for peak in larger:
            root = _node(peak, root)
        return Head(size, root.hex())


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + entry).digest()


def append(db: Database, leaves: Sequence[Leaf]) -> None:
    """Adds leaves to the log; call it in the transaction that inserts their facts."""
    if not leaves:
        return
    with atomic(db):
        peaks = _peaks(db)
        size = peaks.head().size
        for leaf in leaves:
            peaks.add(leaf.hash)
        rows = [(size + index, leaf.fact, leaf.key, leaf.hash) for index, leaf in enumerate(leaves)]
        db.conn.executemany("INSERT INTO log (seq, fact, key, leaf) VALUES (?, ?, ?, ?)", rows)
        db.conn.execute("DELETE FROM log_peak")
        db.conn.executemany("INSERT INTO log_peak (level, hash) VALUES (?, ?)", peaks.by_level.items())


def head(db: Database) -> Head:
    """The log as it stands."""
    return _peaks(db).head()


def _peaks(db: Database) -> Peaks:
    return Peaks(db.conn.execute("SELECT level, hash FROM log_peak"))


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
