"""The API of WordPress, `wp-json/wp/v2`: the addresses of its answers, and what stands in them."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from msgspec import Struct

from crawlers.sitemaps import moment

PER_PAGE = 100
"""Posts in an answer; the API gives no more."""

FIELDS = "id,date,modified_gmt,slug,link"
ROUTE = re.compile(r"/wp/v2/[\w-]+")
NO_SUCH_PAGE = "rest_post_invalid_page_number"
"""The API's word, with status 400, for a page after the last one."""


class Post(Struct, frozen=True):
    """A post as the API lists it. `date` is told in the site's own time, `changed` in UTC."""

    link: str
    date: datetime | None = None
    changed: datetime | None = None


def is_api(url: str) -> bool:
    """Whether a URL is an address of the API."""
    return ROUTE.search(urlsplit(url).path) is not None or "rest_route" in query_of(url)


def endpoint_of(url: str) -> str:
    """The address of a site's posts, from its home, from itself, or from that of its categories."""
    if not is_api(url):
        return url.partition("?")[0].rstrip("/") + "/wp-json/wp/v2/posts"
    return _with(
        url.replace("/wp/v2/categories", "/wp/v2/posts"), {"per_page": None, "_fields": None, "slug": None}
    )


def posts_url(endpoint: str, **query: str | int | None) -> str:
    """The address of a list of posts; what is None is left out."""
    return _with(endpoint, {"per_page": PER_PAGE, "_fields": FIELDS, **query})


def categories_url(endpoint: str, slugs: list[str]) -> str:
    """The address that tells the numbers of categories."""
    listed: dict[str, str | int | None] = {
        "per_page": PER_PAGE,
        "_fields": "id,slug",
        "slug": ",".join(slugs),
    }
    return _with(ROUTE.sub("/wp/v2/categories", endpoint), listed)


def query_of(url: str) -> dict[str, str]:
    """The parameters of a URL."""
    return dict(parse_qsl(urlsplit(url).query))


def is_first(url: str) -> bool:
    """Whether a list of posts is the one that a way back begins at."""
    return not query_of(url).keys() & {"before", "page", "orderby"}


def before_of(url: str) -> str | None:
    """The moment that a list of posts goes back from, in the site's own time; None: from the newest."""
    return query_of(url).get("before")


def older_than(found: list[Post]) -> str | None:
    """The moment from which to go on after an answer: the second of its oldest post is asked for again.

    Others may share that second. None where no post has a date.
    """
    dates = [post.date for post in found if post.date]
    return (min(dates) + timedelta(seconds=1)).isoformat() if dates else None


def following(url: str, before: str | None) -> str:
    """The address of the posts before a moment; of the next page where that moment is the URL's own."""
    is_stuck = before is None or before == before_of(url)
    return _with(url, {"page": page_of(url) + 1} if is_stuck else {"before": before, "page": None})


def way_of(url: str) -> str:
    """What the lists of one way back have in common: the URL without its moment and page."""
    return _with(url, {"before": None, "page": None})


def home_of(url: str) -> str:
    """The site's home, from an address of its API."""
    parts = urlsplit(url)
    path = parts.path.partition("wp-json/")[0] or "/"
    return urlunsplit(parts._replace(path=path, query=""))


def next_feed(url: str) -> str:
    """The older part of a feed."""
    paged = query_of(url).get("paged", "")
    return _with(url, {"paged": int(paged) + 1 if paged.isascii() and paged.isdigit() else 2})


def page_of(url: str) -> int:
    """The number of a page of an answer."""
    page = query_of(url).get("page", "")
    return int(page) if page.isascii() and page.isdigit() else 1


def posts(body: bytes) -> list[Post] | None:
    """The posts of an answer, or None where the answer is no list of posts."""
    items = _items(body)
    if items is None or not all("link" in item for item in items):
        return None
    return [_post(item) for item in items if isinstance(item["link"], str)]


def numbers(body: bytes) -> list[int] | None:
    """The numbers of the categories in an answer, or None where it is no list of them."""
    items = _items(body)
    return None if items is None else [item["id"] for item in items if isinstance(item.get("id"), int)]


def is_beyond_last(status: int, body: bytes) -> bool:
    """Whether an answer says that there are fewer pages than asked for."""
    return status == 400 and NO_SUCH_PAGE.encode() in body


def has_more(total: str | None, url: str, found: list[Post]) -> bool:
    """Whether an answer is not the last: by the head X-WP-TotalPages, or, without it, if it is full."""
    if total and total.isascii() and total.isdigit():
        return int(total) > page_of(url)
    return len(found) >= PER_PAGE


def _items(body: bytes) -> list[dict[str, Any]] | None:
    """The list of objects that a JSON text is; notices that PHP printed before it are passed over."""
    start = body.find(b"[")
    if start < 0 or body.lstrip()[:1] == b"{":
        return None
    try:
        return msgspec.json.decode(body[start:], type=list[dict[str, Any]])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _post(item: dict[str, Any]) -> Post:
    date, changed = (moment(str(item.get(name) or "")) for name in ("date", "modified_gmt"))
    return Post(item["link"], date.replace(tzinfo=None) if date else None, changed)


def _with(url: str, query: Mapping[str, str | int | None]) -> str:
    """The URL with these parameters; what is None is taken out of it."""
    parts = urlsplit(url)
    kept = {name: value for name, value in {**query_of(url), **query}.items() if value is not None}
    return urlunsplit(parts._replace(query=urlencode(kept, safe=":,/")))
