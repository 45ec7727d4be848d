"""What a WordPress site of the demo answers beside its pages: API, feed and sitemaps, in exact shapes."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from demo.nights import NIGHTS
from demo.render import modified_at, stories
from demo.reply import Reply
from demo.sites import Site
from demo.wordpress_xml import Post, feed, sitemap, sitemap_index
from demo.words import words

API = "/wp-json/wp/v2"
NO_ROUTE = "Подходящий маршрут для URL и метода запроса не найден."
NO_PAGE = "Номер запрошенной страницы больше, чем количество доступных страниц."
JSON = "application/json; charset=UTF-8"


def posts_of(site: Site, night: int) -> list[Post]:
    """The stories of a site in a night as its engine knows them."""
    found = []
    for story in stories(site, night):
        said = words(story, "")
        times = story.published or NIGHTS[0], modified_at(site, story, night)
        found.append(Post(story.path, story.title, story.rubric, said["body"], said["lead"], *times))
    return found


def answer(target: str, base: str, title: str, posts: Sequence[Post]) -> Reply | None:
    """The answer to an address of the engine, or None for any other."""
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query))
    match parts.path:
        case "/wp-json/wp/v2/posts":
            return _posts(query, base, posts)
        case "/wp-json/wp/v2/categories":
            return _categories(query, base, posts)
        case "/feed/":
            return feed(int(query.get("paged", "1")), base, title, posts)
        case "/wp-sitemap.xml":
            return sitemap_index(base)
        case "/wp-sitemap-posts-post-1.xml":
            return sitemap(base, posts)
        case path if path.startswith("/wp-json"):
            return _error(404, "rest_no_route", NO_ROUTE)
        case _:
            return None


def _posts(query: dict[str, str], base: str, posts: Sequence[Post]) -> Reply:
    size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
    if not 1 <= size <= 100:
        return _error(400, "rest_invalid_param", "Неверный параметр: per_page")
    found = _chosen(query, posts)
    total = -(-len(found) // size)
    if page > max(total, 1):
        return _error(400, "rest_post_invalid_page_number", NO_PAGE)
    listed = [_item(post, base, posts) for post in found[(page - 1) * size : page * size]]
    wanted = query.get("_fields", "").split(",") if "_fields" in query else None
    kept = [{name: item[name] for name in item if wanted is None or name in wanted} for item in listed]
    return _json(200, kept, ("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(total)))


def _chosen(query: dict[str, str], posts: Sequence[Post]) -> list[Post]:
    """The posts that a query asks for, in its order."""
    before, after, word = query.get("before", "9"), query.get("after", ""), query.get("search", "").lower()
    numbers = query.get("categories", "").split(",") if query.get("categories") else None
    found = [
        post
        for post in posts
        if after < _local(post.published) < before
        and word in f"{post.title} {post.body}".lower()
        and (numbers is None or str(_category(post.rubric, posts)) in numbers)
    ]
    by_change = query.get("orderby") == "modified"
    return sorted(found, key=lambda post: post.modified if by_change else post.published, reverse=True)


def _item(post: Post, base: str, posts: Sequence[Post]) -> dict[str, object]:
    itself = f"{base}{API}/posts/{post.number}"
    return {
        "id": post.number,
        "date": _local(post.published),
        "date_gmt": _local(post.published.astimezone(UTC)),
        "guid": {"rendered": f"{base}/?p={post.number}"},
        "modified": _local(post.modified),
        "modified_gmt": _local(post.modified.astimezone(UTC)),
        "slug": post.path.rstrip("/").rpartition("/")[2],
        "status": "publish",
        "type": "post",
        "link": base + post.path,
        "title": {"rendered": post.title},
        "content": {"rendered": f"\n{post.body}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{post.lead}</p>\n", "protected": False},
        "author": 2,
        "featured_media": 0,
        "comment_status": "closed",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {"footnotes": ""},
        "categories": [_category(post.rubric, posts)],
        "tags": [],
        "_links": {
            "self": [{"href": itself}],
            "collection": [{"href": f"{base}{API}/posts"}],
            "about": [{"href": f"{base}{API}/types/post"}],
        },
    }


def _categories(query: dict[str, str], base: str, posts: Sequence[Post]) -> Reply:
    slugs = query["slug"].split(",") if "slug" in query else None
    found = [
        {
            "id": number,
            "count": sum(post.rubric == name for post in posts),
            "description": "",
            "link": f"{base}/category/rubrika-{number}/",
            "name": name,
            "slug": f"rubrika-{number}",
            "taxonomy": "category",
            "parent": 0,
            "meta": [],
        }
        for name, number in (
            (name, _category(name, posts)) for name in sorted({post.rubric for post in posts})
        )
        if slugs is None or f"rubrika-{number}" in slugs
    ]
    return _json(200, found, ("X-WP-Total", str(len(found))), ("X-WP-TotalPages", "1"))


def _category(rubric: str, posts: Sequence[Post]) -> int:
    """The number of a rubric, in the order of the alphabet; 1 is WordPress' own «Без рубрики»."""
    return sorted({post.rubric for post in posts}).index(rubric) + 2


def _error(status: int, code: str, message: str) -> Reply:
    return _json(status, {"code": code, "message": message, "data": {"status": status}})


def _json(status: int, value: object, *totals: tuple[str, str]) -> Reply:
    headers = (
        ("Content-Type", JSON),
        ("X-Robots-Tag", "noindex"),
        ("X-Content-Type-Options", "nosniff"),
        ("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"),
        *totals,
        ("Allow", "GET"),
    )
    return Reply(status, headers, json.dumps(value).replace("/", "\\/").encode())


def _local(moment: datetime) -> str:
    """A moment as the API tells it: no zone, no fraction."""
    return moment.replace(tzinfo=None, microsecond=0).isoformat()
