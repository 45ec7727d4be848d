"""The versions of each source's description, as the runs read them."""

from hashlib import sha256

import msgspec

from archive import facts
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.records import Publisher
from archive.sqlite import Database

_LAST = "SELECT id, digest, toml FROM source_version WHERE source = ? ORDER BY id DESC LIMIT 1"


class UnknownSource(LookupError):
    """No version of this source was ever recorded."""


def record(db: Database, clock: Clock, source: str, toml: str) -> str:
    """The id of the source's version with this text: a new one if the text changed since the last run."""
    digest = sha256(toml.encode()).hexdigest()
    with atomic(db):
        last = db.conn.execute(_LAST, (source,)).fetchone()
        if last and last[1] == digest:
            return str(last[0])
        row = {
            "id": Ulids(clock).new(),
            "source": source,
            "digest": digest,
            "toml": toml,
            "first_seen": stamp(clock.now()),
        }
        facts.append(db, "source_version", [row])
        return str(row["id"])


def publisher(db: Database, source: str) -> Publisher:
    """What a reader may know of a source, from its last version. Raises UnknownSource."""
    last = db.conn.execute(_LAST, (source,)).fetchone()
    if last is None:
        raise UnknownSource(
            f"no version of the source {source!r} is recorded: record its TOML before its captures are read"
        )
    described = msgspec.toml.decode(last[2].encode(), type=Publisher)
    return msgspec.structs.replace(described, id=source)
