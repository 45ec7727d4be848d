"""Each spider follows a small site of its shape, told by TOML alone."""

import pytest

from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Asked, response, serve


def listing(*pages: str, following: str) -> bytes:
    links = "".join(f'<h2><a href="{page}">…</a></h2>' for page in pages)
    return response(f'{links}<a rel="next" href="{following}">дальше</a>')


def test_a_listing_is_followed_through_its_pager_to_its_pages(archive: Archive) -> None:
    answers = {
        "/news": listing("/1", "2#c", following="?p=2"),
        "/news?p=2": listing("/3?utm_source=x", "/1", following="?p=3"),
        "/news?p=3": listing("/4", following="?p=4"),
        **{f"/{n}": response(f"<p>{n}<a href='/never'>…</a>") for n in (1, 2, 4)},
        "/3?utm_source=x": response("<p>3"),
    }  # fmt: skip
    with serve(answers) as site:
        crawl = 'detail = "h2 a"\nnext = "a[rel=next]"\npages = 3'
        archive.night(archive.source("listing", site.url("/news"), crawl))
        assert sorted(site.paths) == sorted(answers)
    assert [row[0] for row in archive.captured("list")] == [
        site.url(f"/news{p}") for p in ("", "?p=2", "?p=3")
    ]
    assert [row[0] for row in archive.captured("page")] == [
        site.url(f"/{p}") for p in (1, 2, "3?utm_source=x", 4)
    ]


def test_the_links_of_a_listing_are_read_by_its_base_and_stay_on_its_site(archive: Archive) -> None:
    links = [
        "one",
        "https://elsewhere.example/two",
        "mailto:a@b.example",
        "javascript:void(0)",
        "http://127.0.0.1.evil.example/",
    ]
    page = '<base href="/deep/">' + "".join(f'<a class="page" href="{href}">…</a>' for href in links)
    with serve({"/": response(page), "/deep/one": response("one")}) as site:
        archive.night(archive.source("based", site.url()))
        assert site.paths == ["/", "/deep/one"]
    assert archive.issues() == []


def test_a_start_page_that_is_gone_is_an_issue_and_a_page_that_is_gone_is_none(archive: Archive) -> None:
    with serve({"/": response('<a class="page" href="/gone">…</a>')}) as site:
        archive.night(archive.source("here", site.url()), archive.source("gone", site.url("/rubric")))
        assert archive.issues() == [("error", site.url("/rubric"))]


def test_a_listing_without_links_is_an_issue(archive: Archive) -> None:
    with serve({"/": response("<p>Ничего")}) as site:
        report = archive.night(archive.source("moved", site.url()))
        assert archive.issues() == [("empty-list", site.url())]
    assert report.exit_code == 1


@pytest.mark.parametrize(("expected", "issues"), [(2, []), (3, [("few-captures", None)])])
def test_fewer_pages_than_expected_are_an_issue(
    archive: Archive, expected: int, issues: list[tuple[str, None]]
) -> None:
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(3))
    with serve({"/": response(links), "/0": response("0"), "/1": response("1")}) as site:
        source = archive.source("few", site.url(), f"[expect]\ncaptures = {expected}")
        archive.night(source)
        assert archive.issues() == issues
        archive.night(source, after=0.01)
        assert archive.issues() == issues


def test_fewer_pages_in_the_toml_are_fewer_lists_the_next_night(archive: Archive) -> None:
    lists = {
        f"/{n}": response(f'<a class="page" href="/p">…</a><a class="next" href="/{n + 1}">')
        for n in range(9)
    }
    with serve({**lists, "/p": response("p")}) as site:
        archive.night(archive.source("long", site.url("/0"), 'next = ".next"\npages = 6'))
        assert len(site.paths) == 7
        site.asked.clear()
        archive.night(archive.source("long", site.url("/0"), 'next = ".next"\npages = 2'), after=1)
        assert sorted(site.paths) == ["/0", "/1", "/p"]


RSS = """<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Голос</title><link>{0}/</link>
<item><title>Первая</title><link> {0}/1?utm_campaign=rss </link>
<content:encoded><![CDATA[<p>Текст]]></content:encoded></item>
<item><title>Вторая</title><guid isPermaLink="false">urn:2</guid><link>{0}/2</link></item>
<item><title>Третья</title><guid>{0}/3</guid></item>
<item><title>Без адреса</title><guid isPermaLink="false">4</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<link rel="self" href="{0}/feed"/><link rel="next" href="/feed?p=2"/>
<entry><link rel="edit" href="/no"/><link rel="alternate" href="/1"/></entry>
<entry><link href="{0}/2"/></entry></feed>"""

ATOM_OLDER = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/3"/></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><link>{0}/</link></channel><item><link>{0}/1</link></item><item><link>{0}/2</link></item></rdf:RDF>"""

BROKEN = """
<rss><channel><item><title>Раз & два</title><link>{0}/1</link></item><item><link>{0}/2</link>"""


@pytest.mark.parametrize(
    ("feed", "charset", "pages"),
    [
        (RSS, "cp1251", ["/1?utm_campaign=rss", "/2", "/3"]),
        (ATOM, "utf-8", ["/1", "/2", "/3", "/feed?p=2"]),
        (RDF, "utf-8", ["/1", "/2"]),
        (BROKEN, "utf-8", ["/1", "/2"]),
    ],
    ids=["RSS 2.0", "Atom in two parts", "RSS 1.0", "broken"],
)
def test_a_feed_is_followed_to_its_pages(archive: Archive, feed: str, charset: str, pages: list[str]) -> None:
    with serve({path: response(f"<p>{path}") for path in pages}) as site:
        site.answers["/feed"] = response(
            feed.format(site.url("")).encode(charset), content_type="application/xml"
        )
        site.answers["/feed?p=2"] = response(ATOM_OLDER, content_type="application/atom+xml")
        archive.night(archive.source("feed", site.url("/feed"), spider="feed"))
        assert sorted(site.paths) == sorted(["/feed", *pages])
    assert len(archive.captured("page")) == len([page for page in pages if "feed" not in page])
    assert archive.issues() == []


def test_a_feed_loads_nothing_that_it_names(archive: Archive) -> None:
    item = "<rss><channel><item><link>{0}/1&x;</link></item></channel></rss>"
    trap = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{{0}}/trap">]>{item}'
    with serve({"/1": response("1"), "/trap": response("/secret")}) as site:
        site.answers["/feed"] = response(trap.format(site.url("")), content_type="text/xml")
        archive.night(archive.source("feed", site.url("/feed"), spider="feed"))
        assert "/trap" not in site.paths and "/1/secret" not in site.paths


@pytest.mark.parametrize("answer", ["<html><p>Мы переехали</p></html>", "", "<rss><channel></channel></rss>"])
def test_a_feed_without_items_is_an_issue(archive: Archive, answer: str) -> None:
    with serve({"/feed": response(answer, content_type="text/xml")}) as site:
        archive.night(archive.source("feed", site.url("/feed"), spider="feed"))
        assert archive.issues() == [("empty-list", site.url("/feed"))]


class Channel:
    """A preview as t.me shapes it: the newest posts, and older ones before a number."""

    def __init__(self, newest: int, per_page: int = 4) -> None:
        self.newest, self.per_page = newest, per_page

    def preview(self, asked: Asked) -> bytes:
        before = int(asked.path.partition("before=")[2] or self.newest + 1)
        posts = list(range(max(1, before - self.per_page), before))
        older = (
            f'<a href="/s/zemlyaki?before={posts[0]}" class="tme_messages_more" data-before="{posts[0]}"></a>'
        )
        shown = "".join(
            f'<div class="tgme_widget_message" data-post="zemlyaki/{n}">пост {n}</div>' for n in posts
        )
        return response((older if posts[0] > 1 else "") + shown)

    def answers(self) -> dict[str, Answer]:
        befores = {f"/s/zemlyaki?before={n}": self.preview for n in range(1, 100)}
        return {"/s/zemlyaki": self.preview, **befores}


def test_a_channel_is_paged_back_to_its_first_post_and_later_to_known_ones(archive: Archive) -> None:
    channel = Channel(newest=18)
    with serve(channel.answers()) as site:
        source = archive.source("zemlyaki", site.url("/s/zemlyaki"), "pages = 20", spider="telegram")
        archive.night(source)
        befores = [path.partition("before=")[2] for path in site.paths]
        assert befores == ["", "15", "11", "7", "3"]
        site.asked.clear()
        channel.newest = 25
        archive.night(source, after=0.8)
        befores = [path.partition("before=")[2] for path in site.paths if "before=" in path]
        assert {"22", "18"} <= set(befores), "posts 18 to 21 are on the pages before 22 and before 18"
        assert "14" not in befores
    assert archive.rows("SELECT DISTINCT purpose FROM capture WHERE purpose <> 'robots'") == [("page",)]


def test_a_channel_is_paged_back_no_further_than_its_pages(archive: Archive) -> None:
    with serve(Channel(newest=50).answers()) as site:
        archive.night(archive.source("zemlyaki", site.url("/s/zemlyaki"), "pages = 3", spider="telegram"))
        assert len(site.paths) == 3


def test_a_channel_without_posts_is_an_issue(archive: Archive) -> None:
    with serve({"/s/zemlyaki": response("<p>Пусто")}) as site:
        archive.night(archive.source("zemlyaki", site.url("/s/zemlyaki"), spider="telegram"))
        assert archive.issues() == [("empty-list", site.url("/s/zemlyaki"))]
