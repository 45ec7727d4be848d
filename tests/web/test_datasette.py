"""A published set opens well in Datasette: tables with words, keys that lead on, facets, and no more rows."""

import asyncio
import csv
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.sqlite import sqlite3
from desk.cli import main
from tests.publication.conftest import Town, folder, made

__all__ = ["folder", "made"]


@pytest.fixture(scope="module", params=["public", "partner"])
def opened(made: Town, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SQLite file of a set, beside which lies the set's own path."""
    out = tmp_path_factory.mktemp("datasette")
    published = made.sets[request.param].at
    done = CliRunner().invoke(main, ["datasette", str(published), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("datasette ")
    (out / "set").symlink_to(published)
    return out


def asked(opened: Path, path: str) -> tuple[int, Any]:
    """What Datasette answers, as it is started with the two files."""
    from datasette.app import Datasette
    from datasette.utils import parse_metadata

    async def ask() -> tuple[int, Any]:
        said = parse_metadata((opened / "metadata.json").read_text("utf-8"))
        served = Datasette([str(opened / "sinodik.sqlite")], metadata=said)
        await served.invoke_startup()
        answer = await served.client.get(path)
        is_json = "json" in answer.headers["content-type"]
        return answer.status_code, answer.json() if is_json else answer.text

    return asyncio.run(ask())


@pytest.mark.parametrize("table", ["persons", "mentions", "sources", "counts"])
def test_datasette_serves_the_rows_of_the_set(opened: Path, table: str) -> None:
    status, answer = asked(opened, f"/sinodik/{table}.json?_shape=objects&_size=max")
    with (opened / "set" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert status == 200
    assert len(answer["rows"]) == len(rows) > 0
    first = {name: "" if value is None else str(value) for name, value in answer["rows"][0].items()}
    assert set(first) == set(rows[0])


def test_its_pages_explain_columns_and_lead_on(opened: Path) -> None:
    status, page = asked(opened, "/sinodik/mentions")
    assert status == 200
    assert "Whose it is" in page and "/sinodik/persons/" in page
    status, page = asked(opened, "/sinodik/persons?_facet=grade")
    assert status == 200 and "How well his death is attested" in page and "facet" in page


def test_keys_hold(opened: Path) -> None:
    db = sqlite3.connect(opened / "sinodik.sqlite")
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["datasette", str(tmp_path), "--out", str(tmp_path / "out")])
    assert (done.exit_code, "no datapackage.json" in done.output) == (2, True)
    assert not (tmp_path / "out").exists()
