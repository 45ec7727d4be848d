"""The XML of a WordPress site of the demo: its feed and its sitemaps, and what a post is to its engine."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from zlib import crc32

from msgspec import Struct

from demo.reply import Reply

XML = "application/xml; charset=UTF-8"
A_FEED = 10
"""Items in a feed, as WordPress has it unless it is told otherwise."""


class Post(Struct, frozen=True):
    """A post as the site's pages say it. `body` is its HTML; times bear the site's zone."""

    path: str
    title: str
    rubric: str
    body: str
    lead: str
    published: datetime
    modified: datetime

    @property
    def number(self) -> int:
        """Its number in the engine."""
        return crc32(self.path.encode()) % 90_000 + 1_000


def feed(page: int, base: str, title: str, posts: Sequence[Post]) -> Reply:
    """A page of the feed; after the last one 404."""
    newest = sorted(posts, key=lambda post: post.published, reverse=True)
    shown = newest[(page - 1) * A_FEED : page * A_FEED]
    if not shown:
        return Reply(404, (("Content-Type", "application/rss+xml; charset=UTF-8"),), b"")
    changed = format_datetime(max(post.modified for post in posts).astimezone(UTC))
    items = "\n".join(_feed_item(post, base) for post in shown)
    text = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	>
<channel>
	<title>{title}</title>
	<atom:link href="{base}/feed/" rel="self" type="application/rss+xml" />
	<link>{base}</link>
	<description></description>
	<lastBuildDate>{changed}</lastBuildDate>
	<language>ru-RU</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.7.2</generator>
{items}
</channel>
</rss>
"""
    return Reply(200, (("Content-Type", "application/rss+xml; charset=UTF-8"),), text.encode())


def _feed_item(post: Post, base: str) -> str:
    return f"""	<item>
		<title>{escape(post.title, quote=False)}</title>
		<link>{base}{post.path}</link>
		<dc:creator><![CDATA[redaktor]]></dc:creator>
		<pubDate>{format_datetime(post.published.astimezone(UTC))}</pubDate>
		<category><![CDATA[{post.rubric}]]></category>
		<guid isPermaLink="false">{base}/?p={post.number}</guid>
		<description><![CDATA[<p>{post.lead}</p>]]></description>
		<content:encoded><![CDATA[{post.body}]]></content:encoded>
	</item>"""


def sitemap_index(base: str) -> Reply:
    """The engine's index of sitemaps."""
    named = f"<sitemap><loc>{base}/wp-sitemap-posts-post-1.xml</loc></sitemap>"
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>')


def sitemap(base: str, posts: Sequence[Post]) -> Reply:
    """The engine's sitemap of posts."""
    urls = "".join(
        f"<url><loc>{base}{post.path}</loc><lastmod>{post.modified.isoformat()}</lastmod></url>"
        for post in posts
    )
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def _xml(text: str) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
    return Reply(200, (("Content-Type", XML), ("X-Robots-Tag", "noindex, follow")), body.encode())
