"""The pages of a site as they stand in one night: stories through templates, lists cut into pages."""

import gzip
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from string import Template
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from demo.nights import NIGHTS, changes
from demo.sites import Listing, Site, Story
from demo.words import words

# When the edited pages of the second night were edited
EDITED_AT = NIGHTS[0] + timedelta(hours=14)

Cut = tuple[str, list[Story], str | None]


class Served(Struct, frozen=True):
    """One resource: `target` is its path with the query as requested, `modified` for Last-Modified."""

    target: str
    purpose: Literal["list", "page"]
    body: bytes
    content_type: str
    modified: datetime | None
    stories: tuple[Story, ...]


def pages(site: Site, base: str, night: int) -> dict[str, Served]:
    """All resources of a site by target in night 1 or 2; `base` is its address without a slash at the end."""
    return {page.target: page for page in (*_lists(site, base, night), *_story_pages(site, base, night))}


def old_pages(site: Site, base: str) -> dict[str, Served]:
    """A channel's lists in the second night at the first night's addresses, which stay good."""
    [listing] = site.lists
    marks = _marks(stories(site, 1), listing.per_page)
    return {page.target: page for page in _lists(site, base, 2, marks)}


def stories(site: Site, night: int) -> list[Story]:
    """The stories that a site's lists name in a night, newest first; edited ones with their new words."""
    away = {1: ("new",), 2: ("gone-404", "gone-410")}[night]
    fates = {path: change.kind for path, change in changes(site.id).items()}
    present = (story for story in site.stories if fates.get(story.path) not in away)
    return [_edited(story) if _kind(site, story, night) == "edited" else story for story in present]


def _edited(story: Story) -> Story:
    people = story.people if story.edited_people is None else story.edited_people
    return replace(story, text=story.edited, people=people)


def _story_pages(site: Site, base: str, night: int) -> Iterator[Served]:
    if not site.standalone:
        return
    moved = {change.path: change.target for change in changes(site.id).values() if night == 2}
    for story in stories(site, night):
        body = _labelled(story, base) if story.labelled else _own(site, story, base, night)
        target = moved.get(story.path) or story.path
        yield Served(
            target, "page", body, site.server.content_type, modified_at(site, story, night), (story,)
        )


def _labelled(story: Story, base: str) -> bytes:
    """The page as it came, its host rewritten."""
    html = story.labelled.read_bytes() if story.labelled else b""
    for scheme in ("https", "http"):
        html = html.replace(f"{scheme}://{story.origin}".encode(), base.encode())
    return html


def _own(site: Site, story: Story, base: str, night: int) -> bytes:
    return _encoded(site, site.template("page.html").substitute(_words(site, story, base, night)))


def _lists(site: Site, base: str, night: int, marks: list[int] | None = None) -> Iterator[Served]:
    known = stories(site, night)
    modified = max(modified_at(site, story, night) for story in known)
    for listing in site.lists:
        by_mark = "{before}" in listing.nth
        at = marks or _marks(known, listing.per_page)
        for target, chunk, following in _cut_by_mark(listing, known, at) if by_mark else _cut(listing, known):
            items = [_words(site, story, base, night) for story in chunk]
            body = _list_page(site, listing, base, items, following)
            kind = listing.content_type or site.server.content_type
            yield Served(target, "list", body, kind, modified, tuple(chunk))


def _cut(listing: Listing, known: list[Story]) -> Iterator[Cut]:
    """Each page of a list: its target, its stories, the target of the next one."""
    size = listing.per_page
    for n, start in enumerate(range(0, len(known), size), 1):
        following = listing.nth.format(n=n + 1) if listing.nth and start + size < len(known) else None
        yield listing.first if n == 1 else listing.nth.format(n=n), known[start : start + size], following


def _cut_by_mark(listing: Listing, known: list[Story], marks: list[int]) -> Iterator[Cut]:
    """The same for a channel, whose pages are named by the post they end before."""
    size = listing.per_page
    for mark in (None, *marks):
        rest = [story for story in known if mark is None or story.number < mark]
        following = listing.nth.format(before=rest[size - 1].number) if len(rest) > size else None
        yield listing.nth.format(before=mark) if mark else listing.first, rest[:size], following


def _marks(known: list[Story], size: int) -> list[int]:
    """The posts that the channel's pages end before, followed from the newest."""
    return [known[end - 1].number for end in range(size, len(known), size)]


def _list_page(
    site: Site, listing: Listing, base: str, items: list[dict[str, str]], following: str | None
) -> bytes:
    item, more = Template(listing.item.strip("\n")), Template(listing.more)
    link = {"base": base, "href": escape(following or ""), "before": (following or "").rpartition("=")[2]}
    text = site.template(listing.template).substitute(
        base=base,
        title=listing.title,
        items="\n".join(item.substitute(said) for said in items[:: -1 if listing.oldest_first else 1]),
        more=more.substitute(link) if following else "",
    )
    body = _encoded(site, text)
    return gzip.compress(body, mtime=0) if listing.packed else body


def _words(site: Site, story: Story, base: str, night: int) -> dict[str, str]:
    more_views = 37 if _kind(site, story, night) == "touched" else 0
    return {**words(story, base, more_views), "modified": modified_at(site, story, night).isoformat()}


def modified_at(site: Site, story: Story, night: int) -> datetime:
    """When a page was last touched, as it stands in a night."""
    rewritten = _kind(site, story, night) in ("edited", "touched")
    return EDITED_AT if rewritten else story.corrected or story.published or NIGHTS[0]


def _kind(site: Site, story: Story, night: int) -> str | None:
    change = changes(site.id).get(story.path)
    return change.kind if change and night == 2 else None


def _encoded(site: Site, text: str) -> bytes:
    return text.encode(site.server.charset, "xmlcharrefreplace")
