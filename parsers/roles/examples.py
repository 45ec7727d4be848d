"""Labelled pages as examples to learn from: the evidence on each person named, and whether he is lost."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from archive.records import Page, Publisher
from parsers.names.joining import people
from parsers.names.lists import fold
from parsers.names.person import Person
from parsers.reader import read_document
from parsers.roles.evidence import Court
from parsers.roles.neighbours import Place
from parsers.roles.story import Story

LOST = ("killed", "missing", "captive")


class Example(Struct, frozen=True):
    """One person of a page: the evidence on him, his place, whether he is lost (None: not to be learnt)."""

    marks: frozenset[str]
    place: Place
    is_lost: bool | None


def examples(folder: Path) -> Iterator[list[Example]]:
    """Of each labelled page everyone named on it; of `optional` ones nothing is to be learnt."""
    for answer in sorted(folder.rglob("*.json")):
        if answer.with_suffix(".html").exists():
            yield list(_of_page(answer))


def _of_page(answer: Path) -> Iterator[Example]:
    gold = json.loads(answer.read_text("utf-8"))
    document = read_document(_page(answer, gold))
    court = Court(Story(document), people(document.text, document.blocks))
    for person, marks, place in zip(court.everyone, court.evidence(), court.places(), strict=True):
        label = _label(document.text, person, gold["persons"])
        yield Example(marks, place, None if label == "optional" else label in LOST)


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
