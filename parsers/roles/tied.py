"""What the words tied to a name say of its bearer, as evidence."""

from collections.abc import Iterator

from parsers.roles.story import Story
from parsers.roles.syntax import Tie


def owned(story: Story, found: Iterator[Tie]) -> Iterator[Tie]:
    """«отца рядового X»: before a rank, kin is not X himself but whose he is."""
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
    how = tie.how.removesuffix("-inverted")
    how = "recipient" if how == "object-datv" else "object" if how.startswith("object") else how
    for group in groups:
        is_bereaved = group == "condole" and how == "governs" and case == "datv"
        yield "condole.to" if is_bereaved else f"{group}.{how}"
    if not groups and how in {"describes", "governs", "apposes"}:
        yield f"plain.{how}"
    if how == "preposition":
        yield f"preposition.{tie.lemma}"
