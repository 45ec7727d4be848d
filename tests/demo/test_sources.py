"""Every page of the demo can be found from its site's start by the source's TOML alone."""

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import msgspec
import pytest
from lxml import etree, html

from demo.scripted import DATA
from demo.web import SiteOnline, Web
from tests.demo.client import decoded, get

KEYS = {"title", "home", "kind", "region", "spider", "parser", "status", "crawl", "expect"}
CRAWL_KEYS = {"start", "next", "detail", "follow", "every", "pages", "delay", "budget"}


def test_the_web_has_eight_sites_and_a_hundred_and_twenty_pages_in_the_first_night(web: Web) -> None:
    pages = [page for online in web.sites.values() for page in online.pages[1].values()]
    assert len(web.sites) >= 8
    assert sum(page.purpose == "page" for page in pages) >= 120


def test_every_site_has_an_address_of_its_own_in_both_nights(web: Web) -> None:
    before = [online.base for online in web.sites.values()]
    web.night = 2
    assert [online.base for online in web.sites.values()] == before
    assert len(set(before)) == len(before)


def test_no_two_stories_of_a_site_share_a_url(web: Web) -> None:
    for online in web.sites.values():
        paths = [story.path for story in online.site.stories]
        assert len(set(paths)) == len(paths)


def test_the_sources_are_toml_with_known_keys_and_real_addresses(web: Web, tmp_path: Path) -> None:
    files = web.write_sources(tmp_path)
    assert sorted(file.stem for file in files) == sorted(web.sites)
    for file in files:
        source = tomllib.loads(file.read_text("utf-8"))
        assert set(source) <= KEYS
        assert set(source["crawl"]) <= CRAWL_KEYS
        assert all(get(start).status == 200 for start in source["crawl"]["start"])


@pytest.mark.parametrize("night", [1, 2])
def test_every_page_is_reached_from_the_start_by_the_selectors(web: Web, tmp_path: Path, night: int) -> None:
    web.night = night
    for file in web.write_sources(tmp_path):
        online = web.sites[file.stem]
        found = _reached(tomllib.loads(file.read_text("utf-8")))
        assert _served_stories(online, night) <= found, file.stem


def _served_stories(online: SiteOnline, night: int) -> set[str]:
    """Addresses as the lists name them: a moved page by its old one."""
    pages = online.pages[night].values()
    if online.site.standalone:
        return {online.base + page.stories[0].path for page in pages if page.purpose == "page"}
    return {online.base + story.path for page in pages for story in page.stories}


def _reached(source: dict) -> set[str]:  # type: ignore[type-arg]
    crawl, found, lists = source["crawl"], set(), list(source["crawl"]["start"])
    for page in range(crawl["pages"] + 1):
        if page == len(lists):
            break
        details, following = _links(source["spider"], crawl, lists[page])
        found |= details
        lists += following
    return found


def _links(spider: str, crawl: dict, url: str) -> tuple[set[str], list[str]]:  # type: ignore[type-arg]
    body = get(url).body
    match spider:
        case "wordpress":
            api = f"{url}wp-json/wp/v2/posts" if url.endswith("/") else url
            return {post["link"] for post in json.loads(get(api).body)}, []
        case "sitemap":
            tree = etree.fromstring(decoded(body).encode())
            named = tree.xpath("//*[local-name()='url']/*/text()")
            maps = tree.xpath("//*[local-name()='sitemap']/*/text()")
            return {str(link) for link in named if re.search(crawl["follow"], str(link))}, list(maps)
        case "feed":
            return {str(link) for link in etree.fromstring(body).xpath("//item/link/text()")}, []
        case "telegram":
            tree = html.fromstring(decoded(body))
            posts = {urljoin(url, "/" + str(post)) for post in tree.xpath("//@data-post")}
            return posts, [urljoin(url, str(more)) for more in tree.xpath("//a[@data-before]/@href")]
        case "listing" | "browser":
            tree = html.fromstring(_shown(url) if spider == "browser" else decoded(body))
            details = {urljoin(url, link.get("href")) for link in tree.cssselect(crawl["detail"])}
            more = tree.cssselect(crawl["next"]) if "next" in crawl else []
            return details, [urljoin(url, link.get("href")) for link in more]
    raise AssertionError(spider)


def _shown(url: str) -> str:
    """What the script of a page would put into it."""
    parts = urlsplit(url)
    asked = quote(parts.path + (f"?{parts.query}" if parts.query else ""), safe="")
    return str(msgspec.json.decode(get(f"{parts.scheme}://{parts.netloc}{DATA}?of={asked}").body)["html"])
