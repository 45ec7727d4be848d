"""Compile the name lists under parsers/data from the open lists they come from.

    python -m parsers.names.build RUSSIANNAMES_DIR NATASHA_DICT_DIR

RUSSIANNAMES_DIR holds names.tsv.gz, surnames.tsv.gz, midnames.tsv.gz (BSD-3-Clause), NATASHA_DICT_DIR
first.txt.gz and last.txt.gz (MIT); parsers/data/PROVENANCE.md says more.
"""

import gzip
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"

# endings by which the grammar knows a surname without any list
REGULAR = re.compile(r"(?:[оеё]в|[иы]н|ский|цкий|ова|[её]ва|[иы]на|ская|цкая|ко|[иы]х)$")

_NAME = re.compile(r"[А-ЯЁ][а-яё]{1,}(?:-[А-ЯЁ]?[а-яё]+)*$")


def given_names(counted: Iterable[list[str]], listed: Iterable[str]) -> Iterator[str]:
    """Lines «иван<TAB>m<TAB>5»: folded name, sex (m, f, u), the decimal order of its count."""
    weights: dict[str, tuple[str, int]] = {}
    for text, sex, _ethnic, count in counted:
        if _NAME.match(text) and not (int(count) < 20 and REGULAR.search(text)):
            weights[_fold(text)] = (sex or "u", 1 + int(math.log10(int(count))))
    for name in listed:
        if not REGULAR.search(name):
            weights.setdefault(_fold(name), ("u", 1))
    for name, (sex, weight) in sorted(weights.items()):
        yield f"{name}\t{sex}\t{weight}"


def irregular_surnames(counted: Iterable[list[str]], listed: Iterable[str]) -> Iterator[str]:
    """Lines «голубь<TAB>3»: folded masculine surnames that no regular ending gives away, 1 (rare) to 4."""
    weights: dict[str, int] = {}
    for text, sex, _ethnic, count, _female in counted:
        if sex != "f" and _NAME.match(text) and len(text) > 2 and not REGULAR.search(text):
            grade = 1 + sum(int(count) >= bound for bound in (2, 10, 100))
            weights[_fold(text)] = max(grade, weights.get(_fold(text), 0))
    for name in listed:
        if len(name) > 2 and not REGULAR.search(name):
            weights.setdefault(_fold(name), 1)
    for name, weight in sorted(weights.items()):
        yield f"{name}\t{weight}"


def patronymics(counted: Iterable[list[str]], families: set[str]) -> list[str]:
    """Folded masculine patronymics seen twice or more; those that are surnames too, a hundred times."""
    male = [(_fold(row[0]), int(row[3])) for row in counted if row[1] == "m" and _NAME.match(row[0])]
    return sorted({name for name, count in male if count > (99 if name in families else 1)})


def _fold(name: str) -> str:
    return name.lower().replace("ё", "е")


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.strip() for line in lines]


def _write(name: str, lines: Iterable[str]) -> None:
    (DATA / name).write_text("\n".join(lines) + "\n", "utf-8")


def main(counted: Path, listed: Path) -> None:
    """Write given.tsv, surnames.tsv and patronymics.txt."""
    _write("given.tsv", given_names(_rows(counted / "names.tsv.gz"), _lines(listed / "first.txt.gz")))
    surnames = list(irregular_surnames(_rows(counted / "surnames.tsv.gz"), _lines(listed / "last.txt.gz")))
    _write("surnames.tsv", surnames)
    families = {line.split("\t")[0] for line in surnames}
    _write("patronymics.txt", patronymics(_rows(counted / "midnames.tsv.gz"), families))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
