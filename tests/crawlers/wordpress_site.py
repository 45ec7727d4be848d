"""A WordPress site: its API, its feed and its refusals in their shapes; posts can come and go meanwhile."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.crawlers.raw_server import Asked, Site, response

FIRST = datetime(2026, 1, 1, 12)  # noqa: DTZ001 — the API tells local time


class Post:
    """A post that was written so many hours after the first one."""

    def __init__(self, number: int, hours: float, category: int = 1) -> None:
        self.number, self.category = number, category
        self.date = self.changed = FIRST + timedelta(hours=hours)
        self.title = f"Запись {number}"


class Wordpress:
    """The posts, and the answers to whatever is asked. `per_page` is what the API gives at most."""

    def __init__(self, posts: list[Post], per_page: int = 100, *, totals: bool = True) -> None:
        self.posts, self.per_page, self.totals = posts, per_page, totals
        self.before_list: Callable[[Asked], None] = lambda asked: None

    def open_at(self, site: Site, *, api: str = "/wp-json/wp/v2") -> None:
        """Lets a site answer as WordPress does."""
        self.site, self.api = site, api
        site.otherwise = self.answer

    def answer(self, asked: Asked) -> bytes:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == f"{self.api}/posts" or query.get("rest_route") == "/wp/v2/posts":
            self.before_list(asked)
            return self.listed(query)
        if parts.path == f"{self.api}/categories":
            numbers = {"pamyat": 7, "novosti": 1}
            slugs = query["slug"].split(",")
            found = [{"id": numbers[slug], "slug": slug} for slug in slugs if slug in numbers]
            return response(json.dumps(found), content_type="application/json; charset=UTF-8")
        if parts.path == "/feed/":
            return self.feed(int(query.get("paged", 1)))
        named = [post for post in self.posts if parts.path == f"/{post.number}/"]
        return response(named[0].title) if named else response("", status="404 Not Found")

    def listed(self, query: dict[str, str]) -> bytes:
        found = [post for post in self.posts if post.date.isoformat() < query.get("before", "9")]
        found = [post for post in found if query.get("search", "") in post.title]
        wanted = query.get("categories", "")
        found = [post for post in found if not wanted or str(post.category) in wanted.split(",")]
        by_change = query.get("orderby") == "modified"
        found.sort(key=lambda post: (post.changed if by_change else post.date, post.number), reverse=True)
        page, size = int(query.get("page", 1)), min(self.per_page, int(query["per_page"]))
        total = -(-len(found) // size)
        if page > max(total, 1):
            error = {"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}}
            return response(json.dumps(error), status="400 Bad Request", content_type="application/json")
        body = json.dumps([self.item(post) for post in found[(page - 1) * size : page * size]])
        headers = {"x_wp_total": str(len(found)), "x_wp_totalpages": str(total)} if self.totals else {}
        return response(body, content_type="application/json; charset=UTF-8", **headers)

    def item(self, post: Post) -> dict[str, object]:
        return {
            "id": post.number,
            "date": post.date.isoformat(),
            "modified_gmt": post.changed.isoformat(),
            "slug": str(post.number),
            "link": self.site.url(f"/{post.number}/"),
        }

    def feed(self, page: int) -> bytes:
        newest = sorted(self.posts, key=lambda post: post.date, reverse=True)
        shown = newest[(page - 1) * 10 : page * 10]
        if not shown:
            return response("", status="404 Not Found")
        items = "".join(f"<item><link>{self.site.url(f'/{post.number}/')}</link></item>" for post in shown)
        return response(f"<rss><channel>{items}</channel></rss>", content_type="application/rss+xml")
