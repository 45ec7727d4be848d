"""Learn the weights of the evidence from labelled pages: logistic regression, the same weights each time.

    python -m parsers.roles.train FOLDER [FOLDER …]

A folder holds NAME.html beside NAME.json in any depth, in the corpus' format.
Writes parsers/data/role_weights.json.
"""

import json
import math
import sys
from collections import Counter
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
from parsers.roles.model import WEIGHTS
from parsers.roles.rules import ruling

LOST = ("killed", "missing", "captive")
RARE = 4  # evidence met on fewer people is left out
SHRINK = 6.0
ROUNDS = 250
STEP = 0.5

Example = tuple[frozenset[str], bool]


def examples(folder: Path) -> Iterator[Example]:
    """Everyone on the labelled Russian pages whom no rule excludes, and whether he is a lost soldier."""
    for answer in sorted(folder.rglob("*.json")):
        gold = json.loads(answer.read_text("utf-8"))
        if answer.with_suffix(".html").exists() and gold.get("lang", "ru") == "ru":
            document = read_document(_page(answer, gold))
            everyone = people(document.text, document.blocks)
            for person, marks in zip(everyone, evidence(document, everyone), strict=True):
                label = _label(person, gold["persons"])
                if label != "optional" and ruling(marks) != "not_lost":
                    yield marks, label in LOST


def _page(answer: Path, gold: dict[str, Any]) -> Page:
    source = gold["source"]
    publisher = Publisher(source["title"], source["kind"], source["region"])
    when = datetime.fromisoformat(gold["fetched_at"])
    return Page(answer.with_suffix(".html").read_bytes(), "", gold["url"], when, publisher)


def _label(person: Person, labelled: list[dict[str, Any]]) -> str:
    for one in labelled:
        if _is_same(person.surname, one["surname"]) and _is_near(person.given, one["given"]):
            return "optional" if one.get("optional") else str(one["status"])
    return "other"


def _is_same(ours: str | None, theirs: str | None) -> bool:
    return fold(ours or "").strip(".") == fold(theirs or "").strip(".")


def _is_near(ours: str | None, theirs: str | None) -> bool:
    return not ours or not theirs or ours[0] == theirs[0]


def learn(given: list[Example]) -> dict[str, float]:
    """Weights that fit the examples, drawn towards zero; full-batch AdaGrad."""
    met = Counter(mark for marks, _ in given for mark in marks)
    names = sorted(mark for mark, count in met.items() if count >= RARE)
    number = {mark: i for i, mark in enumerate(names)}
    rows = [(sorted(number[m] for m in marks if m in number), float(is_lost)) for marks, is_lost in given]
    learnt, squares = [0.0] * len(names), [1e-6] * len(names)
    for _ in range(ROUNDS):
        slope = [SHRINK * weight for weight in learnt]
        for row, truth in rows:
            gap = _sigmoid(sum(learnt[i] for i in row)) - truth
            for i in row:
                slope[i] += gap
        for i, value in enumerate(slope):
            squares[i] += value * value
            learnt[i] -= STEP * value / math.sqrt(squares[i])
    return {mark: round(learnt[i], 3) for mark, i in number.items() if abs(learnt[i]) >= 0.001}


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def main(folders: list[Path]) -> None:
    """Write the weights learnt from folders of labelled pages."""
    learnt = learn([example for folder in folders for example in examples(folder)])
    WEIGHTS.write_text(json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
