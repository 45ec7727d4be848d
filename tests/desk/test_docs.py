"""Documents that are written by a command say what the command says today."""

import re
from pathlib import Path

import pytest

from desk.manual import manual

ROOT = Path(__file__).parents[2]


def test_the_manual_of_the_command_line_is_today_s() -> None:
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert written == manual(), "run: .venv/bin/python -m desk.manual > docs/cli.md"


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=str
)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
