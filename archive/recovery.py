"""What is put right at the start of a run, after a run that did not end well."""

from msgspec import Struct

from archive.clock import Clock
from archive.database import connect
from archive.frontier import Frontier
from archive.home import Home, HomeError
from archive.warc_file import cut_tail


class NotLocked(HomeError):
    """The process writes to a home without holding its lock."""


class Recovered(Struct, frozen=True):
    """What was found: bytes cut by file, leases returned, files too short, files the database lacks."""

    cut: dict[str, int]
    leases: int
    short: list[str]
    foreign: list[str]

    @property
    def losses(self) -> list[str]:
        """What a person must put right, a line a file."""
        short = "{} is shorter than the database says; restore it from a backup"
        foreign = "{} is unknown to the database; `sinodik rebuild captures` takes it in"
        return [*map(short.format, self.short), *map(foreign.format, self.foreign)]


def require_lock(home: Home) -> None:
    """Raises NotLocked unless this process holds the home's lock."""
    if not home.is_held:
        raise NotLocked(f"{home.path} is written without its lock: write within `with home.lock(...)`")


def recover(home: Home) -> Recovered:
    """Cuts the torn tails of WARC files at their committed size and returns all leases. Needs the lock.

    Files unknown to the database are left alone: after the loss of the database they are all there is,
    and `rebuild captures` takes them in.
    """
    require_lock(home)
    db = connect(home)
    committed = dict(db.conn.execute("SELECT name, size FROM warc_file"))
    on_disk = {path.name: path for path in sorted(home.warc.glob("*.warc.gz"))}
    sizes = {name: path.stat().st_size for name, path in on_disk.items()}
    torn = [name for name, size in committed.items() if name in sizes and (sizes[name] > size or size == 0)]
    recovered = Recovered(
        cut={name: cut_tail(on_disk[name], committed[name]) for name in torn},
        leases=Frontier(db, Clock()).release(),
        short=[name for name, size in committed.items() if sizes.get(name, 0) < size],
        foreign=[name for name in on_disk if name not in committed],
    )
    db.close()
    return recovered
