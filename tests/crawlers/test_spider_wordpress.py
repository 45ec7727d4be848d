"""The spider `wordpress` finds every post by the API, whatever changes meanwhile; else by the feed."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers import wp_json
from crawlers.source import SourceConfig
from tests.crawlers.conftest import FIRST_NIGHT, Archive
from tests.crawlers.raw_server import Answer, Asked, Site, response, serve
from tests.crawlers.wordpress_site import Post, Wordpress

JSON = "application/json; charset=UTF-8"


def posts(number: int, every: float = 1.0) -> list[Post]:
    return [Post(n, n * every) for n in range(1, number + 1)]


def source_of(archive: Archive, site: Site, crawl: str = "", start: str = "/") -> SourceConfig:
    return archive.source("wp", site.url(start), f"every = '1h'\n{crawl}", spider="wordpress")


def fetched(site: Site) -> set[int]:
    """The numbers of the posts whose pages were asked for."""
    paths = [urlsplit(path).path.strip("/") for path in site.paths]
    return {int(path) for path in paths if path.isdigit()}


def lists(site: Site) -> list[dict[str, str]]:
    asked = [urlsplit(path).query for path in site.paths if "/wp/v2/" in path]
    return [{name: values[0] for name, values in parse_qs(query).items()} for query in asked]


@pytest.mark.parametrize("totals", [True, False], ids=["with totals", "without totals"])
def test_all_posts_are_found_from_the_newest_back_to_the_first(archive: Archive, totals: bool) -> None:
    wordpress = Wordpress(posts(250), totals=totals)
    with serve({}) as site:
        wordpress.open_at(site)
        archive.night(source_of(archive, site))
        assert fetched(site) == set(range(1, 251))
        asked = lists(site)
        assert [query.get("before") for query in asked if "orderby" not in query] == [
            None,
            "2026-01-07T19:00:01",
            "2026-01-03T16:00:01",
        ]
        assert {(query["per_page"], query["_fields"]) for query in asked} == {
            ("100", "id,date,modified_gmt,slug,link")
        }
    assert archive.issues() == []
    assert archive.rows("SELECT count(*) FROM capture WHERE purpose = 'list'") == [(len(asked),)]


def test_a_post_deleted_between_two_answers_costs_no_other_post(archive: Archive) -> None:
    wordpress = Wordpress(posts(60), per_page=10)

    def delete_newest(asked: Asked) -> None:
        if "before" in asked.path:
            wordpress.posts.pop()

    wordpress.before_list = delete_newest
    with serve({}) as site:
        wordpress.open_at(site)
        archive.night(source_of(archive, site))
        assert fetched(site) == set(range(1, 61))


def test_posts_of_one_second_are_counted_on_by_page(archive: Archive) -> None:
    wordpress = Wordpress([*posts(4), *(Post(n, 2.0) for n in range(10, 45))], per_page=10)
    with serve({}) as site:
        wordpress.open_at(site)
        archive.night(source_of(archive, site))
        assert fetched(site) == {1, 2, 3, 4, *range(10, 45)}


def test_a_quiet_night_asks_for_two_lists_and_a_change_for_its_page(archive: Archive) -> None:
    wordpress = Wordpress(posts(250))
    with serve({}) as site:
        wordpress.open_at(site)
        source = source_of(archive, site)
        archive.night(source)
        site.asked.clear()
        archive.night(source, after=0.1)
        assert len(site.paths) == 2 and fetched(site) == set()
        site.asked.clear()
        wordpress.posts[7].changed = (FIRST_NIGHT + timedelta(hours=3)).replace(tzinfo=None)
        wordpress.posts.append(Post(251, 400))
        archive.night(source, after=0.2)
        assert fetched(site) == {8, 251}
        site.asked.clear()
        archive.night(source, after=0.3)
        assert fetched(site) == set()


def test_a_mass_of_changes_is_followed_to_its_end(archive: Archive) -> None:
    wordpress = Wordpress(posts(25), per_page=10)
    with serve({}) as site:
        wordpress.open_at(site)
        source = source_of(archive, site)
        archive.night(source)
        for after in (0.1, 0.2):
            site.asked.clear()
            for post in wordpress.posts:
                post.changed = (FIRST_NIGHT + timedelta(days=after - 0.05)).replace(tzinfo=None)
            archive.night(source, after=after)
            assert fetched(site) == set(range(1, 26))


def test_a_gap_after_a_long_silence_is_closed(archive: Archive) -> None:
    wordpress = Wordpress(posts(30), per_page=10)
    with serve({}) as site:
        wordpress.open_at(site)
        source = source_of(archive, site)
        archive.night(source)
        site.asked.clear()
        wordpress.posts += [Post(n, n) for n in range(31, 66)]
        archive.night(source, after=0.2)
        assert fetched(site) == set(range(31, 66))
        befores = [query["before"] for query in lists(site) if "before" in query]
        assert len(befores) == 4, "the fourth answer holds posts of the first way back, which did the rest"


def test_a_way_that_the_budget_cut_short_goes_on_the_next_night(archive: Archive) -> None:
    wordpress = Wordpress(posts(60), per_page=10)
    with serve({}) as site:
        wordpress.open_at(site)
        source = source_of(archive, site, "pages = 20\nbudget = 20")
        for night in range(8):
            archive.night(source, after=night)
        assert fetched(site) == set(range(1, 61))


def test_only_posts_with_the_words_or_of_the_categories_are_followed(archive: Archive) -> None:
    wordpress = Wordpress([*posts(5), Post(6, 6, category=7), Post(7, 7, category=9)])
    wordpress.posts[0].title, wordpress.posts[1].title = "Погиб земляк", "Простились"
    with serve({}) as site:
        wordpress.open_at(site)
        archive.night(source_of(archive, site, 'search = ["Погиб", "Простились"]'))
        assert fetched(site) == {1, 2}
        site.asked.clear()
        other = archive.source("by-slug", site.url(), 'categories = ["pamyat", "9"]', spider="wordpress")
        archive.night(other)
        assert fetched(site) == {6, 7}
    assert archive.issues() == []


@pytest.mark.parametrize("start", ["/gazeta/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts", "/gazeta/"])
def test_the_address_of_the_posts_may_be_named_itself(archive: Archive, start: str) -> None:
    wordpress = Wordpress(posts(250))
    with serve({}) as site:
        wordpress.open_at(site, api="/gazeta/wp-json/wp/v2")
        archive.night(source_of(archive, site, start=start))
        assert fetched(site) == set(range(1, 251))
    assert archive.issues() == []


CLOSED: dict[str, Answer] = {
    "missing": response('{"code":"rest_no_route"}', status="404 Not Found", content_type=JSON),
    "for members only": response('{"code":"rest_forbidden"}', status="401 Unauthorized", content_type=JSON),
    "forbidden": response("<h1>403", status="403 Forbidden"),
    "HTML": response("<html><title>Голос</title><p>Мы здесь"),
    "another JSON": response('{"posts": [1]}', content_type=JSON),
    "led home": response("", status="302 Found", location="/"),
}


@pytest.mark.parametrize("closed", CLOSED.values(), ids=list(CLOSED))
def test_a_site_without_api_is_followed_by_its_feed(archive: Archive, closed: Answer) -> None:
    wordpress = Wordpress(posts(25))
    with serve({"/": response("<html><p>Главная")}) as site:
        wordpress.open_at(site)
        path = urlsplit(wp_json.posts_url(wp_json.endpoint_of(site.url())))
        site.answers[f"{path.path}?{path.query}"] = closed
        report = archive.night(source_of(archive, site))
        assert fetched(site) == set(range(1, 26))
    assert [kind for kind, _ in archive.issues()] == ["no-api"]
    assert report.sources[0].stopped is None


def test_an_api_that_robots_txt_forbids_is_not_asked_and_the_feed_is_read(archive: Archive) -> None:
    robots = response("User-agent: *\nDisallow: /wp-json/", content_type="text/plain")
    with serve({"/robots.txt": robots}) as site:
        Wordpress(posts(25)).open_at(site)
        archive.night(source_of(archive, site))
        assert fetched(site) == set(range(1, 26))
        assert lists(site) == []
    assert [kind for kind, _ in archive.issues()] == ["no-api"]


def test_a_feed_that_is_named_itself_is_read_without_an_issue(archive: Archive) -> None:
    wordpress = Wordpress(posts(25))
    with serve({}) as site:
        wordpress.open_at(site)
        source = source_of(archive, site, start="/feed/")
        archive.night(source)
        assert fetched(site) == set(range(1, 26))
        site.asked.clear()
        archive.night(source, after=0.1)
        assert site.paths == ["/feed/"]
    assert archive.issues() == []


def test_neither_api_nor_feed_is_an_issue_that_names_the_remedy(archive: Archive) -> None:
    with serve({}) as site:
        site.otherwise = response("<html><p>Мы переехали")
        archive.night(source_of(archive, site))
    assert [kind for kind, _ in archive.issues()] == ["empty-list", "no-api"]


def test_an_answer_without_posts_is_an_issue(archive: Archive) -> None:
    with serve({}) as site:
        Wordpress([]).open_at(site)
        archive.night(source_of(archive, site, 'search = ["нет такого"]'))
    assert [kind for kind, _ in archive.issues()] == ["empty-list"]


def test_a_page_beyond_the_last_is_no_error(archive: Archive) -> None:
    wordpress = Wordpress(posts(20), per_page=10, totals=False)
    wordpress.posts = [Post(n, 1.0) for n in range(20)]
    wp_per_page, wp_json.PER_PAGE = wp_json.PER_PAGE, 10
    try:
        with serve({}) as site:
            wordpress.open_at(site)
            archive.night(source_of(archive, site))
            assert any(query.get("page") == "3" for query in lists(site))
            assert len(fetched(site)) == 20
    finally:
        wp_json.PER_PAGE = wp_per_page
    assert archive.issues() == []


def test_notices_of_php_before_the_json_are_passed_over() -> None:
    body = (
        b"\xef\xbb\xbf<br />\n<b>Notice</b>: x\n" + b'[{"link": "/1", "date": "bad", "modified_gmt": null}]'
    )
    assert wp_json.posts(body) == [wp_json.Post("/1")]
