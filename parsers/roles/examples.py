"""Labelled pages as examples to learn from: the evidence on each person named, and whether he is lost."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.records import Page, Publisher
from parsers.names.joining import people
from parsers.names.lists import fold
from parsers.names.person import Person
from parsers.reader import read_document
from parsers.roles.evidence import evidence

LOST = ("killed", "missing", "captive")

Example = tuple[frozenset[str], bool]


def examples(folder: Path) -> Iterator[Example]:
    """Everyone on the labelled pages, and whether he is a lost soldier; `optional` ones are left out."""
    for answer in sorted(folder.rglob("*.json")):
        if answer.with_suffix(".html").exists():
            yield from _of_page(answer)


def _of_page(answer: Path) -> Iterator[Example]:
    gold = json.loads(answer.read_text("utf-8"))
    document = read_document(_page(answer, gold))
    everyone = people(document.text, document.blocks)
    for person, marks in zip(everyone, evidence(document, everyone), strict=True):
        label = _label(document.text, person, gold["persons"])
        if label != "optional":
            yield marks, label in LOST


def _page(answer: Path, gold: dict[str, Any]) -> Page:
    source = gold["source"]
    publisher = Publisher(source["title"], source["kind"], source["region"])
    when = datetime.fromisoformat(gold["fetched_at"])
    return Page(answer.with_suffix(".html").read_bytes(), "", gold["url"], when, publisher)


def _label(text: str, person: Person, labelled: list[dict[str, Any]]) -> str:
    spelt = [text[spot.start : spot.end].split() for spot in person.spots]
    written = [words for words in spelt if len(words) > 1]
    for one in labelled:
        is_named = _is_same(person.surname, one["surname"]) and _is_near(person.given, one["given"])
        if is_named or any(_is_within(words, one["name_as_written"].split()) for words in written):
            return "optional" if one.get("optional") else str(one["status"])
    return "other"


def _is_within(words: list[str], whole: list[str]) -> bool:
    """«Денис Каменкин» in «рядовой Денис Каменкин»: the label may hold a rank, or be spelt in Latin."""
    return set(words) <= set(whole)


def _is_same(ours: str | None, theirs: str | None) -> bool:
    return fold(ours or "").strip(".") == fold(theirs or "").strip(".")


def _is_near(ours: str | None, theirs: str | None) -> bool:
    return not ours or not theirs or ours[0] == theirs[0]
