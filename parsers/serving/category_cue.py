"""What a word says of how a man came to the war."""

import re

from msgspec import Struct


class Cue(Struct, frozen=True):
    """A pattern over folded text; `value` is the category, or what a date must decide (`signed`)."""

    rule: str
    value: str
    pattern: re.Pattern[str]
    confidence: float


def cue(rule: str, value: str, confidence: float, *patterns: str) -> Cue:
    """A cue that any of the patterns is, at the beginning of a word."""
    return Cue(rule, value, re.compile(r"(?<![\w])(?:" + "|".join(patterns) + r")"), confidence)
