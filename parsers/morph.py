"""Russian word forms: pymorphy3's analyses, each word analysed once, on one lazily made analyser."""

from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def analyse(word: str) -> tuple[Parse, ...]:
    """Every reading of a word, likeliest first; letter case does not matter to the analyser.

    >>> analyse("погибшего")[0].normal_form
    'погибнуть'
    """
    return tuple(_analyser().parse(word))
