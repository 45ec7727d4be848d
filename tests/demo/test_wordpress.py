"""The demo's WordPress site answers as the engine does: fields, totals, errors, feed and sitemaps."""

import json
from typing import Any

import pytest
from lxml import etree

from demo.web import SiteOnline, Web
from tests.demo.client import Got, get

POST = [
    "id", "date", "date_gmt", "guid", "modified", "modified_gmt", "slug", "status", "type", "link", "title",
    "content", "excerpt", "author", "featured_media", "comment_status", "ping_status", "sticky", "template",
    "format", "meta", "categories", "tags", "_links",
]  # fmt: skip


@pytest.fixture
def site(web: Web) -> SiteOnline:
    return web.sites["zarechnye-vesti"]


def asked(site: SiteOnline, target: str) -> tuple[Got, Any]:
    got = get(f"{site.base}/wp-json/wp/v2{target}")
    assert got.headers["content-type"] == "application/json; charset=UTF-8"
    return got, json.loads(got.body)


def test_a_post_has_the_fields_of_the_engine_in_their_order(site: SiteOnline) -> None:
    _, [newest, *_] = asked(site, "/posts?per_page=100")
    assert list(newest) == POST
    assert (newest["date"], newest["date_gmt"]) == ("2026-02-27T11:10:00", "2026-02-27T06:10:00")
    assert newest["link"].startswith(site.base)
    assert newest["content"] == {"rendered": newest["content"]["rendered"], "protected": False}


def test_answers_tell_their_totals_and_show_the_fields_asked_for(site: SiteOnline) -> None:
    got, found = asked(site, "/posts?per_page=2&page=3&_fields=id,link")
    assert (got.headers["x-wp-total"], got.headers["x-wp-totalpages"]) == ("5", "3")
    assert [list(post) for post in found] == [["id", "link"]]


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ("/posts?page=2", 400, "rest_post_invalid_page_number"),
        ("/posts?per_page=101", 400, "rest_invalid_param"),
        ("/geroi", 404, "rest_no_route"),
    ],
)
def test_errors_bear_the_codes_of_the_engine(site: SiteOnline, target: str, status: int, code: str) -> None:
    got, error = asked(site, target)
    assert (got.status, error["code"], error["data"]) == (status, code, {"status": status})


def test_posts_are_chosen_by_date_word_and_category_and_ordered_by_change(site: SiteOnline) -> None:
    _, older = asked(site, "/posts?before=2026-02-20T10:05:00")
    assert [post["date"][:10] for post in older] == ["2026-02-12", "2026-01-30"]
    _, named = asked(site, "/posts?search=%D0%BA%D0%BE%D0%BB%D0%BE%D0%BD%D0%BA%D0%B0")
    assert [post["slug"] for post in named] == ["v-kolonke-novyj-nasos"]
    _, [category] = asked(site, f"/categories?slug=rubrika-{named[0]['categories'][0]}")
    assert (category["name"], category["count"]) == ("Власть", 1)
    _, alike = asked(site, f"/posts?categories={category['id']}")
    assert [post["id"] for post in alike] == [post["id"] for post in named]
    _, [touched, *_] = asked(site, "/posts?orderby=modified")
    assert touched["slug"] == "troe-zaschitnikov"


def test_feed_and_sitemap_name_the_same_posts_as_the_api(site: SiteOnline) -> None:
    links = {post["link"] for post in asked(site, "/posts")[1]}
    feed = etree.fromstring(get(f"{site.base}/feed/").body)
    index = etree.fromstring(get(f"{site.base}/wp-sitemap.xml").body)
    [sitemap] = index.xpath("//*[local-name()='loc']/text()")
    named = etree.fromstring(get(sitemap).body).xpath("//*[local-name()='loc']/text()")
    assert set(feed.xpath("//item/link/text()")) == set(named) == links
    assert get(f"{site.base}/feed/?paged=2").status == 404


def test_the_second_night_has_a_new_a_changed_and_a_deleted_post(web: Web, site: SiteOnline) -> None:
    before = {post["slug"]: post["modified"] for post in asked(site, "/posts")[1]}
    web.night = 2
    after = {post["slug"]: post["modified"] for post in asked(site, "/posts")[1]}
    assert after.keys() - before.keys() == {"v-zarechnom-prostilis-s-timofeem-zhelvakovym"}
    assert before.keys() - after.keys() == {"ne-vernulsya-pavel-skorohodcev"}
    assert [slug for slug in before.keys() & after.keys() if before[slug] != after[slug]] == [
        "pogib-makar-shestoperov"
    ]
