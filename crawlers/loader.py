"""Scrapy's spider loader over `sources/`: every source is a spider by its own name."""

from collections.abc import Sequence
from importlib import import_module
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawlers import registry
from crawlers.session import Session
from crawlers.source import SourceConfig
from crawlers.spiders.base import SourceSpider

SPIDERS = {
    "listing": "crawlers.spiders.listing:ListingSpider",
    "browser": "crawlers.spiders.browser:BrowserSpider",
    "feed": "crawlers.spiders.feed:FeedSpider",
    "telegram": "crawlers.spiders.telegram:TelegramSpider",
    "sitemap": "crawlers.spiders.sitemap:SitemapSpider",
    "wordpress": "crawlers.spiders.wordpress:WordpressSpider",
    "numbered": "crawlers.spiders.numbered:NumberedSpider",
    "vk": "crawlers.spiders.wall:VkSpider",
    "ok": "crawlers.spiders.wall:OkSpider",
}
"""The value of a source's `spider` → where its class is."""


class SourceLoader:
    """Finds sources as `scrapy list` and `scrapy crawl` want them."""

    def __init__(self, settings: BaseSettings) -> None:
        folder = registry.sources_folder(settings.get("SINODIK_SOURCES"))
        self._configs = {config.id: config for config in registry.load(folder)}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source. Raises KeyError."""
        if spider_name not in self._configs:
            raise KeyError(f"no source {spider_name!r}; `scrapy list` names those there are")
        return spider_of(self._configs[spider_name])

    def list(self) -> Sequence[str]:
        """The ids of all sources."""
        return tuple(self._configs)

    def find_by_request(self, request: Request) -> Sequence[str]:
        """The sources on whose site a request's URL is."""
        return [name for name, config in self._configs.items() if _is_at(config, request.url)]


def spider_of(config: SourceConfig, session: Session | None = None) -> type[SourceSpider]:
    """A spider class for one source; with a session it shares that, else it opens its own."""
    module, _, name = SPIDERS[config.spider].partition(":")
    general: type[SourceSpider] = getattr(import_module(module), name)
    return type(general.__name__, (general,), {"name": config.id, "config": config, "shared": session})


def _is_at(config: SourceConfig, url: str) -> bool:
    return spider_of(config)().is_ours(url)
