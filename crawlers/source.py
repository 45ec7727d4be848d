"""A source's description, as its TOML file gives it; msgspec refuses what is of another type."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from archive.records import Kind, ParserName, Publisher
from crawlers.expect import Expect
from crawlers.page_limits import Browser, Images

Text = Annotated[str, Meta(min_length=1)]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s/]+(/\S*)?$")]
Reason = Annotated[str, Meta(min_length=10, description="why the exception is right")]
# "1d", "12h", "30m", "45s"
Duration = Annotated[str, Meta(pattern=r"^[1-9][0-9]*[dhms]$")]
# "22:00-06:30+03:00": from, to, and the zone they are told in
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
Hours = Annotated[str, Meta(pattern=rf"^{_TIME}-{_TIME}[+-](0\d|1[0-4]):[0-5]\d$")]

Evidence = Literal["official", "relative", "media", "memorial", "grave", "registry", "roster", "search"]
"""What its pages are as evidence of a death (docs/counting.md, I3)."""

SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


class Exceptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Departures from politeness; the value of each is its reason, and is printed in every report."""

    ignore_robots: Reason | None = None
    ignore_delay: Reason | None = None


class Crawl(Struct, frozen=True, forbid_unknown_fields=True):
    """How a source is crawled.

    `delay` is in seconds, `budget` in requests a night, `pages` in list pages from a start. `follow` and
    `sitemaps` are regular expressions; `first` is the lowest number, `misses` how many numbers on end without
    a page are the end of an archive, `share` how many numbers are asked for the first time in a night.
    """

    start: Annotated[list[Url], Meta(min_length=1)]
    next: Text | None = None
    detail: Text | None = None
    follow: Text | None = None
    sitemaps: Text | None = None
    search: list[Text] = []
    categories: list[Text] = []
    template: Url | None = None
    first: Annotated[int, Meta(ge=0)] = 1
    misses: Annotated[int, Meta(ge=1)] = 20
    share: Annotated[int, Meta(ge=1)] = 100
    hosts: list[Text] = []
    every: Duration = "1d"
    pages: Annotated[int, Meta(ge=1)] = 10
    delay: Annotated[float, Meta(ge=0)] = 2.0
    budget: Annotated[int, Meta(ge=1)] = 500
    hours: Hours | None = None
    browser: Browser = Browser()
    images: Images = Images()
    exceptions: Exceptions = Exceptions()

    @property
    def every_seconds(self) -> int:
        """`every` in seconds."""
        return int(self.every[:-1]) * SECONDS[self.every[-1]]


class SourceConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """A source as its file declares it, over what its network does (see crawlers.networks).

    `id` is the file's stem and `toml` the text of all that holds for it; neither is a key.
    """

    title: Text
    home: Url
    kind: Kind
    spider: Literal["listing", "browser", "feed", "telegram", "sitemap", "wordpress", "numbered", "vk", "ok"]
    crawl: Crawl
    region: Annotated[str, Meta(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    parser: ParserName = "auto"
    evidence: Evidence | None = None
    status: Literal["active", "unverified", "paused"] = "active"
    note: str = ""
    expect: Expect = Expect()
    id: str = ""
    toml: str = ""

    @property
    def publisher(self) -> Publisher:
        """What a reader of its pages may know of it."""
        return Publisher(self.title, self.kind, self.region, self.id, self.parser)
