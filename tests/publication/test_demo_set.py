"""The demo ends with a published set: the main job from the first fetch to the headline."""

import csv
import json
import re
from pathlib import Path

from click.testing import CliRunner

from desk.cli import main


def test_the_demo_prints_the_headline_of_a_set_that_can_be_counted_again(folder: Path) -> None:
    home = folder / "demo"
    shown = CliRunner().invoke(main, ["demo", "--home", str(home)])
    assert shown.exit_code == 0, shown.output
    found = re.search(r"at least (\d+) named dead", shown.output)
    assert found
    at = home / "published" / "current"
    assert f"{at}/index.html" in shown.output
    assert f"<b>{found[1]}</b>" in (at / "index.html").read_text("utf-8")
    with (at / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        verdicts = [row["verdict"] for row in csv.DictReader(lines)]
    assert verdicts.count("included") == int(found[1]) > 200
    told = json.loads((at / "manifest.json").read_text("utf-8"))
    words = ["count", "--home", str(home), "--as-of", told["as_of"], "--json"]
    again = json.loads(CliRunner().invoke(main, words).stdout)
    assert (again["total"], again["as_of_seq"]) == (told["total"], told["as_of_seq"])
