"""Words that say what a date is the date of: death, farewell, report, ceremony, birth, career, disappearance.

The words are in `lexicons/date_cues.txt`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal, cast

from msgspec import Struct

Role = Literal[
    "death", "funeral", "report", "ceremony", "birth", "career", "missing", "captive", "delivery", "birthday",
    "event", "happen", "battle",
]  # fmt: skip

_LEXICON = Path(__file__).parents[1] / "lexicons" / "date_cues.txt"


class Cue(Struct, frozen=True):
    """One such word. A `weak` one is a noun or a participle: it claims a date only within one phrase."""

    start: int
    end: int
    role: Role
    weak: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """All cues in one pattern, a group for each run of lines of one role; roles keep the lexicon's order."""
    forms: dict[str, list[str]] = {}
    for line in _LEXICON.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            role, form = line.split("\t")
            forms.setdefault(role.replace("~", "_weak"), []).append(
                form.replace(" ", r"\s+").replace(r"\s+?", r"\s*")
            )
    groups = (f"(?P<{role}>{'|'.join(one)})" for role, one in forms.items())
    return re.compile(rf"(?<!\w)(?=[\w†])(?:{'|'.join(groups)})(?!\w)")


def cues(low: str) -> list[Cue]:
    """All cues of a text in lower case, in order."""
    found = []
    for match in _pattern().finditer(low):
        role, _, weak = (match.lastgroup or "").partition("_")
        found.append(Cue(match.start(), match.end(), cast(Role, role), bool(weak)))
    return found
