"""A channel or a wall: posts, each a group with its own date (Telegram's preview, VK, Odnoklassniki)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from archive.records import Page
from parsers.layouts.outcome import Outcome
from parsers.layouts.platforms import PLATFORMS, Platform
from parsers.page.chrome import is_notice
from parsers.page.cut import is_link_only
from parsers.page.dates import days, is_utc
from parsers.page.draft import Draft
from parsers.page.lines import clean
from parsers.page.metadata import metadata
from parsers.page.published import Published
from parsers.page.segment import Segment
from parsers.page.segments import segments
from parsers.page.tails import tail_flags
from parsers.page.timezones import local, local_day
from parsers.page.tree import Node

_MORE = re.compile(
    r"(?:показать\s+(?:полностью|ещё|еще)|читать\s+(?:далее|полностью)|show\s+more|ещё)\W*", re.I
)
_TAGS_ONLY = re.compile(r"(?:#[\w@]+[\s,|]*)+")
_ITEM = re.compile(r"(?:[-–—•*·▪●◾✔▫️🔹🔸]|\d{1,3}[.)])\s*\S")


class _Post(Struct):
    node: Node
    texts: list[Node]
    day: str | None
    group: int


def is_channel(root: Node) -> bool:
    """Whether the page is a platform's, with posts to read or (as a channel without preview) without."""
    return _platform(root) is not None or _has_no_preview(root)


def read_channel(page: Page, root: Node) -> Outcome:
    """Read the posts of a page for which `is_channel` holds."""
    platform = _platform(root)
    data = metadata(root)
    if platform is None:
        return Outcome((), clean(data.title) or None, None, "channel", data.lang)
    posts = list(_posts(root, platform, page))
    drafts = tuple(draft for post in posts for draft in _drafts(post))
    alone = {post.group for post in posts} == {1}
    day = posts[0].day if alone else None
    title = root.find(lambda node: _has(node, platform.titles))
    name = clean(title.text() if title else data.title)
    return Outcome(drafts, name or None, Published(day, "post") if day else None, "channel", data.lang)


def _platform(root: Node) -> Platform | None:
    for platform in PLATFORMS:
        if root.find(lambda node: _has(node, platform.texts)):  # noqa: B023  (called at once)
            return platform
    return None


def _has_no_preview(root: Node) -> bool:
    """Telegram's page «Contact @channel»: it says who the channel is and none of its posts."""
    return root.find(lambda node: _has(node, frozenset({"tgme_page", "tgme_page_wrap"}))) is not None


def _posts(root: Node, platform: Platform, page: Page) -> Iterator[_Post]:
    """Posts in the page's order; a repost inside a post is of its group, with its own date."""
    posts: dict[Node, _Post] = {}
    group = 0
    for text in _texts(root, platform):
        homes = [node for node in text.ancestors() if _has(node, platform.posts)] or [text]
        if homes[0] not in posts:
            known = next((posts[home].group for home in homes if home in posts), 0)
            group = group if known else group + 1
            posts[homes[0]] = _Post(homes[0], [], _day_of(homes, platform, page), known or group)
        posts[homes[0]].texts.append(text)
    yield from posts.values()


def _day_of(homes: list[Node], platform: Platform, page: Page) -> str | None:
    """The day in the post itself, else in what stands around this post alone (a topic's own page)."""
    around = [home for home in homes[1:] if len(_texts(home, platform)) == 1]
    return next((day for home in (homes[0], *around) if (day := _day(home, platform, page))), None)


def _texts(root: Node, platform: Platform) -> list[Node]:
    """Outermost texts of posts, those of comments and of previews of other pages left out."""
    found: list[Node] = []
    for node in root.walk():
        if not _has(node, platform.texts) or (found and found[-1].holds(node)):
            continue
        if not any(_has(one, platform.skipped) for one in node.ancestors()):
            found.append(node)
    return found


def _day(post: Node, platform: Platform, page: Page) -> str | None:
    """The post's own day, by the clocks of the source's region where the page states an instant in UTC."""
    for node in post.walk():
        if not (_has(node, platform.dates) or node.tag == "time") or not _is_own(node, post, platform):
            continue
        stamp = node.get("datetime")
        instant = local_day(stamp, page.publisher.region) if is_utc(stamp) else None
        if instant:
            return instant
        for day in days(stamp or _before_count(node), local(page.fetched_at, page.publisher.region)):
            return day.value
    return None


def _before_count(node: Node) -> str:
    return clean(node.text())[:80]


def _is_own(node: Node, post: Node, platform: Platform) -> bool:
    for one in node.ancestors():
        if one is post:
            return True
        if _has(one, platform.posts) or _has(one, platform.skipped):
            return False
    return False


def _drafts(post: _Post) -> list[Draft]:
    lines = [line for text in post.texts for line in segments(text) if _is_read(line)]
    tails = tail_flags([line.text for line in lines])
    return [
        Draft(
            line.text,
            "tail" if tail else "main",
            "item" if line.kind == "item" or _ITEM.match(line.text) else "paragraph",
            post.group,
            post.day,
        )
        for line, tail in zip(lines, tails, strict=True)
    ]


def _is_read(line: Segment) -> bool:
    text = line.text
    if _MORE.fullmatch(text) or _TAGS_ONLY.fullmatch(text):
        return False
    return not (is_notice(text) or is_link_only(line)) or len(text) > 200


def _has(node: Node, classes: frozenset[str]) -> bool:
    named = node.get("class")
    return bool(named) and not classes.isdisjoint(named.split())
