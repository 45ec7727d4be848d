"""The peer's side of benchmarks.reading, run in the environment of peers.lock: natasha's full chain.

    python natasha_chain.py TEXTS.json

Prints the CPU seconds from the first text to the last, models loaded before.
"""

import inspect
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple


class _ArgSpec(NamedTuple):
    args: list[str]
    varargs: str | None
    keywords: str | None
    defaults: tuple[object, ...] | None


# pymorphy2 asks for a function that Python 3.11 has dropped.
inspect.getargspec = lambda function: _ArgSpec(*inspect.getfullargspec(function)[:4])  # type: ignore[attr-defined]

import natasha  # type: ignore[import-not-found]  # noqa: E402

SEGMENTER, VOCABULARY, EMBEDDING = natasha.Segmenter(), natasha.MorphVocab(), natasha.NewsEmbedding()
MORPHOLOGY, SYNTAX = natasha.NewsMorphTagger(EMBEDDING), natasha.NewsSyntaxParser(EMBEDDING)
ENTITIES = natasha.NewsNERTagger(EMBEDDING)
NAMES, DATES = natasha.NamesExtractor(VOCABULARY), natasha.DatesExtractor(VOCABULARY)


def read(text: str) -> None:
    """Sentences, morphology, syntax, entities in the nominative with their name parts, dates."""
    document = natasha.Doc(text)
    document.segment(SEGMENTER)
    document.tag_morph(MORPHOLOGY)
    document.parse_syntax(SYNTAX)
    document.tag_ner(ENTITIES)
    for token in document.tokens:
        token.lemmatize(VOCABULARY)
    for span in document.spans:
        span.normalize(VOCABULARY)
        if span.type == natasha.PER:
            span.extract_fact(NAMES)
    list(DATES(text))


def main(file: Path) -> None:
    """Reads all texts of the file."""
    texts = json.loads(file.read_text("utf-8"))
    read("Простились с Иваном Петровым.")
    before = time.process_time()
    for text in texts:
        read(text)
    print(time.process_time() - before)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
