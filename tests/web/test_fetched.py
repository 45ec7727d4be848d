"""The scripts of others are believed by their digests, and by nothing else."""

import tarfile
from base64 import b64encode
from hashlib import sha512
from io import BytesIO
from pathlib import Path

import pytest

from desk.web import assets, fetched
from desk.web.assets import FETCHED, FOLDER
from desk.web.fetched import WANTED, Locked, NotAsLocked, unpack
from tests.web.served import Served


def package(folder: Path, name: str, spoilt: bool = False) -> Locked:
    """A package with all the files that are wanted of it, and the line that locks it."""
    at = folder / f"{name}-1.0.0.tgz"
    with tarfile.open(at, "w:gz") as made:
        for member in (*WANTED[name], "package/../../outside.js"):
            told = tarfile.TarInfo(member)
            told.size = len(member)
            made.addfile(told, BytesIO(member.encode()))
    integrity = "sha512-" + b64encode(sha512(at.read_bytes()).digest()).decode()
    if spoilt:
        at.write_bytes(at.read_bytes() + b" ")
    return Locked(name, "1.0.0", integrity)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    folder = tmp_path / "packed"
    folder.mkdir()
    return folder


def test_only_wanted_files_are_laid_out(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [package(packed, name) for name in WANTED]
    monkeypatch.setattr(fetched, "locked", lambda: lines)
    unpack(packed, tmp_path / "vendor")
    laid = {str(one.relative_to(tmp_path / "vendor")) for one in (tmp_path / "vendor").rglob("*.*")}
    assert laid == {name for files in WANTED.values() for name in files.values()} | {"assets.lock"}
    assert not (tmp_path.parent / "outside.js").exists()


@pytest.mark.parametrize("fault", ["other bytes", "not there"])
def test_nothing_is_laid_out_if_one_package_is_not_as_locked(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    lines = [package(packed, name, spoilt=name == "axe-core") for name in WANTED]
    if fault == "not there":
        (packed / "axe-core-1.0.0.tgz").unlink()
    monkeypatch.setattr(fetched, "locked", lambda: lines)
    with pytest.raises(NotAsLocked, match="axe-core"):
        unpack(packed, tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


def test_the_lock_names_each_package_once_and_no_address() -> None:
    lines = fetched.locked()
    assert {one.name for one in lines} == set(WANTED)
    assert all(one.integrity.startswith("sha512-") for one in lines)
    assert "://" not in fetched.LOCK.read_text("utf-8")


def test_what_pages_load_is_what_is_fetched() -> None:
    laid = {f"vendor/{name}" for files in WANTED.values() for name in files.values()}
    assert set(FETCHED) <= laid
    assert FOLDER / "vendor" == fetched.VENDOR


def test_a_desk_without_them_says_so_and_how_to_get_them(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = desk.signed_in("reader", "reader")
    monkeypatch.setattr(assets, "FETCHED", ("vendor/htmx.min.js", "vendor/none.js"))
    assert "sh assets.sh" in member.get("/").text
    monkeypatch.setattr(assets, "FETCHED", ())
    assert "sh assets.sh" not in member.get("/").text
