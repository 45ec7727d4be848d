"""A page that is one article, one card, several cards or a register: its blocks and its layout."""

from collections.abc import Sequence

from archive.records import Page, Part
from parsers.layouts.card import is_person_label
from parsers.layouts.outcome import Outcome
from parsers.page.body import article_body, in_body
from parsers.page.cards import with_cards
from parsers.page.cut import cut
from parsers.page.draft import Draft
from parsers.page.headline import headline
from parsers.page.metadata import Metadata, metadata
from parsers.page.published import Surroundings, published
from parsers.page.segment import Segment
from parsers.page.segments import segments
from parsers.page.spare import portraits, spare_text
from parsers.page.tails import tail_flags
from parsers.page.tree import Node
from parsers.page.zones import mark

_POOR = 150
"""Under so many characters a text may be a remnant, and what the page says to machines is tried."""


def read_article(page: Page, root: Node) -> Outcome:
    """Read a page that shows one thing."""
    data = metadata(root)
    head, title = headline(root, data, page.publisher.title)
    mark(root, head)
    found = segments(root)
    body = article_body(found, head)
    kept = cut(with_cards(in_body(found, body, head)), title) if body is not None else []
    kept = _enriched(kept, root, data)
    layout = _layout(kept)
    about = Surroundings(
        page.url, page.fetched_at, page.publisher.region, data, root, found, head, body, layout != "article"
    )
    return Outcome(
        _drafts(kept, title if head is not None or kept else ""), title, published(about), layout, data.lang
    )


def _enriched(kept: list[Segment], root: Node, data: Metadata) -> list[Segment]:
    """A text too short to be the article gives way to what scripts or images carry."""
    size = sum(len(one.text) for one in kept)
    if size >= _POOR or any(one.kind in {"row", "card"} for one in kept):
        return kept
    spare = spare_text(data, root)
    if sum(len(one.text) for one in spare) > 2 * size:
        return spare
    return kept + portraits(root)


def _layout(kept: Sequence[Segment]) -> str:
    sizes = {kind: sum(len(one.text) for one in kept if one.kind == kind) for kind in ("row", "card")}
    if _is_register(kept) and sizes["row"] * 3 >= sum(len(one.text) for one in kept):
        return "table"
    return "card" if sizes["card"] else "article"


def _is_register(kept: Sequence[Segment]) -> bool:
    """Several rows; or the one that a letter of the alphabet has, if its columns are a person's."""
    rows = [one for one in kept if one.kind == "row"]
    return len(rows) > 1 or any(is_person_label(label) for row in rows for label, _, _ in row.cells)


def _drafts(kept: Sequence[Segment], title: str) -> tuple[Draft, ...]:
    """Blocks in order, the headline first; tails only in articles, groups only where people are set apart."""
    parts = _parts(kept)
    groups = _groups(kept)
    drafts = [Draft(title, "title", "heading")] if title else []
    for segment, part, group in zip(kept, parts, groups, strict=True):
        drafts.append(Draft(segment.text, part, segment.kind, group, cells=segment.cells))
    return tuple(drafts)


def _parts(kept: Sequence[Segment]) -> list[Part]:
    places = [place for place, one in enumerate(kept) if one.kind not in {"caption", "row", "card"}]
    flags = dict(zip(places, tail_flags([kept[place].text for place in places]), strict=True))
    parts: list[Part] = []
    for place, segment in enumerate(kept):
        parts.append("caption" if segment.kind == "caption" else "tail" if flags.get(place) else "main")
    return parts


def _groups(kept: Sequence[Segment]) -> list[int]:
    """Each row is a group; each card too, with its heading and story, where a page has several."""
    groups: list[int] = []
    several = sum(one.kind == "card" for one in kept) > 1
    last, inside = 0, False
    for place, segment in enumerate(kept):
        if segment.kind == "row" or (several and _opens_card(kept, place)):
            last, inside = last + 1, segment.kind != "row"
            groups.append(last)
        else:
            if segment.kind == "heading":
                inside = False
            groups.append(last if inside else 0)
    return groups


def _opens_card(kept: Sequence[Segment], place: int) -> bool:
    """A card, unless the line above already opened it; or the heading or short line right above a card."""
    segment = kept[place]
    above = kept[place - 1] if place else None
    if segment.kind == "card":
        return above is None or not _heads_card(kept, place - 1)
    return _heads_card(kept, place)


def _heads_card(kept: Sequence[Segment], place: int) -> bool:
    segment = kept[place]
    follows = place + 1 < len(kept) and kept[place + 1].kind == "card"
    return follows and segment.kind in {"heading", "paragraph"} and len(segment.text) <= 100
