"""What the words tied to a name say of its bearer, as evidence."""

import re
from collections.abc import Iterator

from parsers.names.person import Spot
from parsers.roles.story import Story
from parsers.roles.syntax import Tie
from parsers.roles.words import shape

# «гибели вашего сына, мужа и отца X»: he is mourned, and no kin of another
_MOURNED = re.compile(
    r"\b(?:гибел|смерт|кончин|утрат|потер)\w*\s+(?:[а-яё-]+,?\s+){0,5}?"
    r"(?:сын|муж|супруг|отц|брат|внук|дед|дяд|племянник|зят|жених)\w*\s+$",
    re.I,
)
_REACH = 90


def owned(story: Story, spot: Spot, found: Iterator[Tie]) -> Iterator[Tie]:
    """«отца рядового X»: before a rank, kin is not X himself but whose he is."""
    mourned = _MOURNED.search(story.text, max(0, spot.start - _REACH), spot.start)
    if mourned:
        word = mourned[0].split()[0]
        yield Tie("governs", shape(word.lower()).lemma, mourned.start(), mourned.start() + len(word))
        found = (tie for tie in found if not story.cues.within(tie.start, tie.end) & {"kin", "relative"})
    is_ranked = False
    for tie in found:
        groups = story.cues.within(tie.start, tie.end)
        if tie.how == "describes" and is_ranked and "kin" in groups:
            yield tie._replace(how="governs")
        else:
            yield tie
        is_ranked = is_ranked or (tie.how == "describes" and "soldier" in groups)


def marks_of_tie(story: Story, tie: Tie, case: str) -> Iterator[str]:
    """The groups of a tied word by how it is tied: `died.subject`, `kin.governs`.

    One to whom sympathy goes in the dative is bereaved: «соболезнование X», against «память о X».
    """
    groups = story.cues.within(tie.start, tie.end)
    if "say" in groups and tie.how == "subject" and story.text[tie.start : tie.end].endswith("ли"):
        groups -= {"say"}  # «…, рядовой X из Долинского, сообщили в правительстве»
    how = tie.how.removesuffix("-inverted")
    how = "recipient" if how == "object-datv" else "object" if how.startswith("object") else how
    for group in groups:
        is_bereaved = group == "condole" and how == "governs" and case == "datv"
        yield "condole.to" if is_bereaved else f"{group}.{how}"
    if not groups and how in {"describes", "governs", "apposes"}:
        yield f"plain.{how}"
    if how == "preposition":
        yield f"preposition.{tie.lemma}"
