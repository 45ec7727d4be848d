"""What a file given to us is: a WARC file, or a WACZ with several of them, verified as a whole.

https://specs.webrecorder.net/wacz/1.1.1/
"""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct

from archive.imports.digests import is_digest_of
from archive.imports.foreign import Fault

LIMIT = 64 << 20
"""Bytes of a WACZ's own JSON files that are read."""

_PACKAGE, _PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class NotAnArchive(ValueError):
    """The file is neither WARC nor WACZ; the message is meant for the terminal."""


class Part(Struct, frozen=True):
    """A WARC file: its path within a WACZ, or None if it is the file itself; its bytes and their number."""

    name: str | None
    file: IO[bytes]
    size: int


class Container(Struct):
    """A file of captures: its digest and size, the WARC files in it that are sound, what was passed over."""

    sha256: str
    size: int
    parts: list[Part]
    faults: list[Fault]
    software: str | None = None


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The file, open while the block lasts. Raises NotAnArchive, OSError."""
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        whole = Container(sha256, file.tell(), [], [])
        file.seek(0)
        begin = file.read(1 << 14)
        if begin.startswith(b"PK\x03\x04"):
            _open_wacz(path, file, whole, stack)
        elif _is_warc(begin):
            whole.parts.append(Part(None, file, whole.size))
        else:
            raise NotAnArchive(f"{path} is no WARC or WACZ file: it begins {begin[:16]!r}")
        yield whole


def _is_warc(begin: bytes) -> bool:
    if begin.startswith(b"\x1f\x8b"):
        try:
            begin = zlib.decompressobj(31).decompress(begin)
        except zlib.error:
            return False
    return begin.startswith(b"WARC/1.")


def _open_wacz(path: Path, file: IO[bytes], whole: Container, stack: ExitStack) -> None:
    try:
        wacz = stack.enter_context(zipfile.ZipFile(file))
        package = _package(wacz)
        whole.software = _text(package.get("software"))
        listed = {str(one["path"]): str(one.get("hash", "")) for one in package["resources"]}
    except (KeyError, TypeError, AttributeError, msgspec.DecodeError, *_BROKEN_ZIP) as error:
        raise NotAnArchive(f"{path} is no WACZ file: {error!r}") from error
    _require_package_digest(path, wacz)
    for name in wacz.namelist():
        if wrong := _wrong(wacz, name, listed):
            whole.faults.append(Fault(0, f"{name}: {wrong}; not taken in", ""))
        elif _is_part(name):
            opened_part = stack.enter_context(wacz.open(name))
            whole.parts.append(Part(name, opened_part, wacz.getinfo(name).file_size))
    missing = (name for name in listed if name not in wacz.namelist())
    whole.faults += [Fault(0, f"{name}: listed in {_PACKAGE} and not there") for name in missing]


def _package(wacz: zipfile.ZipFile) -> Mapping[str, Any]:
    return msgspec.json.decode(_read(wacz, _PACKAGE), type=dict[str, Any])


def _require_package_digest(path: Path, wacz: zipfile.ZipFile) -> None:
    """Raises NotAnArchive if the WACZ names a digest of its list of files that is not the list's."""
    if _PACKAGE_DIGEST not in wacz.namelist():
        return
    try:
        digest = str(msgspec.json.decode(_read(wacz, _PACKAGE_DIGEST), type=dict[str, Any])["hash"])
    except (KeyError, msgspec.DecodeError) as error:
        raise NotAnArchive(f"{path}: {_PACKAGE_DIGEST} cannot be read: {error!r}") from error
    if is_digest_of(digest, _read(wacz, _PACKAGE)) is not True:
        raise NotAnArchive(f"{path}: {_PACKAGE} does not have the digest that {_PACKAGE_DIGEST} names")


def _wrong(wacz: zipfile.ZipFile, name: str, listed: Mapping[str, str]) -> str | None:
    """What is wrong with a file in a WACZ, in words, or None."""
    if name in (_PACKAGE, _PACKAGE_DIGEST) or name.endswith("/"):
        return None
    if name not in listed:
        return f"not listed in {_PACKAGE}" if _is_part(name) else None
    algorithm, _, named = listed[name].partition(":")
    if algorithm not in ("sha256", "md5"):
        return f"{_PACKAGE} names no sha256 of it"
    try:
        found = _digest(wacz, name, algorithm)
    except _BROKEN_ZIP as error:
        return f"cannot be unpacked: {error!r}"
    return None if found == named.lower() else f"its {algorithm} is not the one in {_PACKAGE}"


def _digest(wacz: zipfile.ZipFile, name: str, algorithm: str) -> str:
    made = hashlib.new(algorithm, usedforsecurity=False)
    with wacz.open(name) as file:
        while piece := file.read(1 << 20):
            made.update(piece)
    return made.hexdigest()


def _is_part(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc.gz", ".warc"))


def _read(wacz: zipfile.ZipFile, name: str) -> bytes:
    with wacz.open(name) as file:
        return file.read(LIMIT)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
