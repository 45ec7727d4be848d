"""The scripts of others, from packages that `assets.sh` fetched and that their digests prove.

`python -m desk.web.fetched check` says whether all are there; `… unpack FOLDER` takes them from the packages.
"""

import sys
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

LOCK = Path(__file__).resolve().parents[2] / "assets.lock"
VENDOR = Path(__file__).resolve().parent / "assets" / "vendor"

WANTED = {
    "htmx.org": {"package/dist/htmx.min.js": "htmx.min.js", "package/LICENSE": "htmx.LICENSE.txt"},
    "replaywebpage": {
        "package/ui.js": "replayweb/ui.js",
        "package/sw.js": "replayweb/sw.js",
        "package/LICENSE": "replayweb/LICENSE.txt",
    },
    "axe-core": {"package/axe.min.js": "axe.min.js", "package/LICENSE": "axe.LICENSE.txt"},
}
"""Package → file in it → its name below `vendor`."""


class Locked(Struct, frozen=True):
    """A package of the lock file; `integrity` as in Subresource Integrity, `sha512-…`."""

    name: str
    version: str
    integrity: str


class NotAsLocked(Exception):
    """A package is missing, or its bytes are not those of the lock file."""


def locked() -> list[Locked]:
    """The packages of the lock file."""
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [Locked(*line.split()) for line in lines]


def are_there() -> bool:
    """Whether all files are there, from the packages that the lock file names now."""
    stamp = VENDOR / "assets.lock"
    return stamp.is_file() and stamp.read_text("utf-8") == LOCK.read_text("utf-8") and not list(_wanting())


def unpack(folder: Path, into: Path = VENDOR) -> None:
    """Lays the wanted files of all packages in a folder. Raises NotAsLocked before the first is written."""
    packages = {one.name: _proved(folder, one) for one in locked()}
    for name, package in packages.items():
        with tarfile.open(package) as held:
            for member, wanted in WANTED[name].items():
                at = into / wanted
                at.parent.mkdir(parents=True, exist_ok=True)
                found = held.extractfile(member)
                if found is None:
                    raise NotAsLocked(f"{package.name} has no file {member}")
                at.write_bytes(found.read())
    (into / "assets.lock").write_text(LOCK.read_text("utf-8"), "utf-8")


def _wanting() -> Iterator[str]:
    for files in WANTED.values():
        yield from (name for name in files.values() if not (VENDOR / name).is_file())


def _proved(folder: Path, one: Locked) -> Path:
    package = folder / f"{one.name}-{one.version}.tgz"
    if not package.is_file():
        raise NotAsLocked(f"{package.name} was not fetched")
    digest = "sha512-" + b64encode(sha512(package.read_bytes()).digest()).decode()
    if digest != one.integrity:
        raise NotAsLocked(
            f"{package.name} has {digest}, assets.lock says {one.integrity}: it was not unpacked"
        )
    return package


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(not are_there())
    try:
        unpack(Path(sys.argv[2]))
    except NotAsLocked as error:
        sys.exit(str(error))
