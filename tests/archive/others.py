"""Files of captures as others make them, and what an import knows of an invented newspaper."""

import base64
import gzip
import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from archive import runs
from archive.imports.importer import Imported, import_file
from archive.imports.judging import Verdict
from tests.archive.volna import SOURCE, Archive

DATE = "2025-11-05T08:30:00Z"
INFO = b"software: Leech/2.0\r\noperator: a reader\r\nformat: WARC File Format 1.0\r\n"


class EverythingIsAPage:
    """Judges without knowing any source."""

    def key(self, url: str) -> str:
        return url

    def verdict(self, url: str, status: int, content_type: str, body: bytes) -> Verdict:
        return Verdict(url, "page", "captcha" if b"captcha" in body else None)


@dataclass
class Record:
    """A record of others; `fields` are added to, or taken away (None) from, those that it has anyway."""

    type: str
    url: str | None
    block: bytes
    fields: dict[str, str | None]

    def plain(self) -> bytes:
        known = {
            "WARC-Type": self.type,
            "WARC-Record-ID": record_id(self.type, self.url, self.block),
            "WARC-Date": DATE,
            "WARC-Target-URI": self.url,
            "WARC-Block-Digest": sha1(self.block),
            "Content-Length": str(len(self.block)),
        }
        fields = {**known, **self.fields}
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
        return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + self.block + b"\r\n\r\n"

    def member(self) -> bytes:
        return gzip.compress(self.plain(), mtime=0)


def record(type: str, url: str | None, block: bytes, **fields: str | None) -> Record:
    """A record; `warc_date="…"` sets the field WARC-Date."""
    named = {"-".join(_word(word) for word in name.split("_")): value for name, value in fields.items()}
    return Record(type, url, block, named)


def info() -> Record:
    return record("warcinfo", None, INFO)


def page(path: str, response: bytes, **fields: str | None) -> Record:
    """A response of the newspaper."""
    return record("response", address(path), response, **fields)


def address(path: str) -> str:
    return f"https://volna.example/{path}"


def record_id(*of: object) -> str:
    return f"<urn:uuid:{UUID(bytes=hashlib.md5(repr(of).encode()).digest())}>"


def sha1(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()


def written(path: Path, *members: bytes) -> Path:
    path.write_bytes(b"".join(members))
    return path


def warc(folder: Path, *records: Record, name: str = "given.warc.gz") -> Path:
    """A file with one gzip member a record."""
    return written(folder / name, *(one.member() for one in (info(), *records)))


def wacz(folder: Path, parts: dict[str, bytes], **changes: object) -> Path:
    """A WACZ; `changes` go into its datapackage.json, or take it away (`package=None`)."""
    resources = [
        {"name": Path(name).name, "path": name, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        for name, content in parts.items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "software": "Crawler 1.2"}
    package = {**package, "resources": resources, **changes}
    path = folder / "given.wacz"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
        if changes.get("package", 1):
            file.writestr("datapackage.json", json.dumps(package))
    return path


def take_in(archive: Archive, path: Path, note: str | None = None) -> Imported:
    """Imports a file for the newspaper, in a run of its own."""
    run = runs.start(archive.db, archive.clock, "import", {"file": path.name})
    judge = EverythingIsAPage()
    found = import_file(archive.home, archive.clock, path, run=run, source=SOURCE, judge=judge, note=note)
    runs.end(archive.db, archive.clock, run, 0, {})
    return found


def _word(word: str) -> str:
    return {"warc": "WARC", "id": "ID", "uri": "URI"}.get(word, word.capitalize())
