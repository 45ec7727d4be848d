"""A site's own word that a parameter never changes a page is believed, below the path that it names."""

import pytest

from crawlers.clean_param import clean_params, dropped
from crawlers.keys import key_of
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

SITE = "https://golos.example"

CASES = [
    ("Clean-param: ref", "/a?ref=1&id=7", "/a?id=7"),
    ("clean-PARAM:ref&sort /news/", "/news/7?sort=up&ref=1", "/news/7"),
    ("Clean-param: ref /news/", "/a?ref=1", "/a?ref=1"),
    ("Clean-param: ref /news", "/newsfeed?ref=1", "/newsfeed"),
    ("Clean-param: ref news/", "/news/7?ref=1", "/news/7"),
    ("Clean-param: ref /*/photo", "/news/7/photo/1?ref=1", "/news/7/photo/1"),
    ("Clean-param: ref /*/photo", "/photo?ref=1", "/photo?ref=1"),
    ("Clean-param: Ref", "/a?ref=1", "/a?ref=1"),
    ("Clean-param: ref # why", "/a?ref=1", "/a"),
    ("Clean-param: a\nUser-agent: x\nDisallow: /\nClean-param: b", "/?a=1&b=2&c=3", "/?c=3"),
    ("Clean-param:", "/a?ref=1", "/a?ref=1"),
    ("Clean-param: & /", "/a?ref=1", "/a?ref=1"),
    ("# Clean-param: ref", "/a?ref=1", "/a?ref=1"),
    ("Clean-param: id&p&storyid&ELEMENT_ID&newsid&id_4 /", "/?id=7&id_4=8", "/?id=7&id_4=8"),
]


@pytest.mark.parametrize(("robots", "found", "key"), CASES)
def test_a_parameter_is_dropped_where_its_site_says_so(robots: str, found: str, key: str) -> None:
    assert key_of(SITE + found, dropped(SITE + found, clean_params(robots))) == SITE + key


def test_a_rule_of_many_stars_costs_no_time() -> None:
    rule = clean_params("Clean-param: ref /" + "*a" * 200)
    assert dropped(f"{SITE}/{'a' * 150}b", rule) == frozenset()


def test_a_page_that_is_listed_with_idle_parameters_is_fetched_once_and_as_found(archive: Archive) -> None:
    links = "".join(f'<a class="page" href="/news/7?place={n}">…</a>' for n in range(5))
    robots = response("User-agent: *\nClean-param: place /news/", content_type="text/plain")
    answers = {"/": response(links), "/news/7?place=0": response("Память"), "/robots.txt": robots}
    with serve(answers) as site:
        source = archive.source("golos", site.url())
        archive.night(source)
        archive.night(source, after=1)
        pages = [path for path in site.paths if path.startswith("/news")]
    assert pages == ["/news/7?place=0"] * 2
    assert archive.rows("SELECT DISTINCT url_key FROM capture WHERE purpose = 'page'") == [
        (site.url("/news/7"),)
    ]
