"""Which texts are one text told again: ten reposts are one source, ten notices of ten men are ten.

Texts are compared by their runs of words. MinHash finds those that may be alike, the runs themselves
decide; and two texts of which each names someone whom the other does not are two, however alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desk.linkage.given_names import given_keys
from desk.linkage.surnames import is_patronymic, is_regular_surname, surname_key

ALIKE = 0.6
"""The share of all runs that two texts have in common, at the least."""
FEWEST = 8
"""Words below which a text is like no other: too little to tell by."""
_RUN = 3
_BANDS, _ROWS = 20, 4
_WORD = re.compile(r"\w+")
# a word and what stands before it: a sentence's first word is capitalised for another reason
_NAME = re.compile(
    r"(?P<start>(?:^|[.!?…:»\"\n])\s*)?\b(?P<word>[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?)\b"
)
_SURE = 2
_WORDS = 200_000
"""Words whose reading is remembered."""
Runs = NDArray[np.uint64]


def clusters(texts: Mapping[str, str]) -> dict[str, str]:
    """Each text's id → the least id of the texts that are one with it. The order of texts changes nothing."""
    ids = sorted(texts)
    runs = [_runs(texts[name]) for name in ids]
    people = [named(texts[name]) for name in ids]
    cluster = list(range(len(ids)))

    def least(at: int) -> int:
        while cluster[at] != at:
            cluster[at] = cluster[cluster[at]]
            at = cluster[at]
        return at

    for one, other in _candidates(runs, people):
        roots = least(one), least(other)
        if roots[0] != roots[1] and _are_one(runs[one], runs[other], people[one], people[other]):
            cluster[max(roots)] = min(roots)
    return {name: ids[least(at)] for at, name in enumerate(ids)}


def named(text: str) -> frozenset[str]:
    """The surnames (as keys) that stand beside a given name.

    >>> sorted(named("Погиб Егор Вешняков. Вешнякова Егора Ильича знал Олег Дзюба."))
    ['dziub', 'vewnakov']
    """
    found = set()
    words = [(match, _word(match["word"])) for match in _NAME.finditer(text)]
    words = [(match, word) for match, word in words if not word.is_patronymic]
    for (left, one), (right, other) in pairwise(words):
        if set(text[left.end("word") : right.start("word")]) & set(".,;\n"):
            continue
        if one.is_given:
            found.add(other.surname)
        if other.is_given and (left["start"] is None or one.is_regular):
            found.add(one.surname)
    return frozenset(found)


class _Word(NamedTuple):
    is_given: bool
    is_patronymic: bool
    is_regular: bool
    surname: str


@lru_cache(maxsize=_WORDS)
def _word(word: str) -> _Word:
    is_given = given_keys(word).strength == _SURE
    return _Word(is_given, is_patronymic(word), is_regular_surname(word), surname_key(word))


def _are_one(runs: Runs, others: Runs, people: frozenset[str], other_people: frozenset[str]) -> bool:
    if people - other_people and other_people - people:
        return False
    common = len(np.intersect1d(runs, others, assume_unique=True))
    return common >= ALIKE * (len(runs) + len(others) - common)


def _runs(text: str) -> Runs:
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    if len(words) < FEWEST:
        return np.zeros(0, np.uint64)
    told = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    numbers = [int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in told]
    return np.sort(np.array(numbers, np.uint64))


def _candidates(runs: list[Runs], people: list[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share a band of their signatures, and a name if both have names: of each such
    group neighbours, and each with the first. Ten copies are chained by that, in time that grows with ten."""
    signatures = _signatures(runs)
    for band in range(_BANDS):
        places: dict[tuple[bytes, str], list[int]] = defaultdict(list)
        for at, signature in enumerate(signatures):
            if len(runs[at]):
                key = signature[band * _ROWS : (band + 1) * _ROWS].tobytes()
                for name in people[at] or {""}:
                    places[key, name].append(at)
        for members in places.values():
            yield from pairwise(members)
            yield from ((members[0], other) for other in members[2:])


def _signatures(runs: list[Runs]) -> NDArray[np.uint64]:
    """For each text the least of its runs under each of many orders."""
    chance = np.random.default_rng(2022)
    factors = chance.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    found = np.zeros((len(runs), _BANDS * _ROWS), np.uint64)
    for at, told in enumerate(runs):
        if len(told):
            mixed = told[:, None] * factors[None, :]
            found[at] = (mixed ^ (mixed >> np.uint64(29))).min(axis=0)
    return found
