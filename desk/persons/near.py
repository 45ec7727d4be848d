"""Pairs that the linkage would have a person judge, kept for the verifiers' queue."""

from collections.abc import Iterable

from archive.sqlite import Database

_KEPT = """DELETE FROM near_pair WHERE "one" NOT IN (SELECT id FROM mention)
OR other NOT IN (SELECT id FROM mention)"""


def keep_near(db: Database, run: str, near: Iterable[tuple[str, str, float]], *, whole: bool) -> int:
    """Keep what a run found: in place of all older pairs, or beside those whose mentions are read still."""
    db.conn.execute("DELETE FROM near_pair" if whole else _KEPT)
    rows = [(min(one, other), max(one, other), float(bits), run) for one, other, bits in near]
    db.conn.executemany("INSERT OR REPLACE INTO near_pair VALUES (?, ?, ?, ?)", rows)
    return int(db.conn.execute("SELECT count(*) FROM near_pair").fetchone()[0])


def settle_near(db: Database, one: str, other: str) -> None:
    """Somebody judged this pair."""
    db.conn.execute('DELETE FROM near_pair WHERE "one" = ? AND other = ?', (min(one, other), max(one, other)))
