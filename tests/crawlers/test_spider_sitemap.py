"""The spider `sitemap` follows what sitemaps name, and looks again only at what they say has changed."""

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from crawlers import sitemaps
from crawlers.sitemaps import Entry
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Asked, Site, response, serve

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XML = "application/xml"


def urlset(*entries: tuple[str, str | None]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {XMLNS}>{_named("url", entries)}</urlset>'


def index(*entries: tuple[str, str | None]) -> str:
    return f'<?xml version="1.0"?><sitemapindex {XMLNS}>{_named("sitemap", entries)}</sitemapindex>'


def _named(name: str, entries: tuple[tuple[str, str | None], ...]) -> str:
    return "".join(
        f"<{name}><loc>\n {url} </loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{name}>"
        for url, day in entries
    )


def pages(*paths: str) -> dict[str, Answer]:
    return {path: response(f"<p>{path}") for path in paths}


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/x">
<url><loc>{0}/1?a=1&amp;b=2</loc><news:news><news:publication><news:name>Голос</news:name>
</news:publication><news:publication_date>2026-03-01T10:00+03:00</news:publication_date></news:news>
<image:image><image:loc>{0}/no.jpg</image:loc></image:image></url><url><loc>{0}/2</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("sitemap", "headers", "packed"),
    [
        (urlset(("{0}/1?a=1&amp;b=2", None), ("{0}/2", "2026-03-01")), {}, False),
        (urlset(("{0}/1?a=1&amp;b=2", None), ("/2", None)), {"content_type": "application/gzip"}, True),
        (urlset(("{0}/1?a=1&amp;b=2", None), ("{0}/2", None)), {"content_encoding": "gzip"}, True),
        (NEWS, {}, False),
        ("\ufeff{0}/1?a=1&b=2\r\n{0}/2\r\n\r\nnot an address\n", {"content_type": "text/plain"}, False),
        (urlset(("<![CDATA[{0}/1?a=1&b=2]]>", None), ("{0}/2", None)), {}, False),
        ("<urlset><url><loc>{0}/1?a=1&b=2</loc></url><url><loc>{0}/2</loc></url><url><lo", {}, False),
    ],
    ids=[
        "plain",
        "a gzip file",
        "gzip as an encoding",
        "news",
        "text",
        "CDATA",
        "broken and without a namespace",
    ],
)
def test_a_sitemap_is_followed_to_its_pages(
    archive: Archive, sitemap: str, headers: dict[str, str], packed: bool
) -> None:
    with serve(pages("/1?a=1&b=2", "/2")) as site:
        body = sitemap.replace("{0}", site.url("")).encode()
        headers = {"content_type": XML, **headers}
        site.answers["/sitemap.xml.gz"] = response(gzip.compress(body) if packed else body, **headers)
        archive.night(archive.source("map", site.url("/sitemap.xml.gz"), spider="sitemap"))
        assert sorted(site.paths) == ["/1?a=1&b=2", "/2", "/sitemap.xml.gz"]
    assert archive.issues() == []
    assert [row[0] for row in archive.captured("list")] == [site.url("/sitemap.xml.gz")]


def test_of_a_home_the_sitemaps_in_robots_txt_are_read(archive: Archive) -> None:
    with serve(pages("/1", "/2")) as site:
        base = site.url("")
        lines = f"User-agent: *\nDisallow: /x\nsitemap:{base}/a.txt\nSitemap: {base}/b.xml # ours\nSitemap: https://cdn.example/c"
        site.answers["/robots.txt"] = response(lines, content_type="text/plain", etag='"1"')
        site.answers["/a.txt"] = response(f"{base}/1", content_type="text/plain")
        site.answers["/b.xml"] = response(urlset((f"{base}/2", None)), content_type=XML)
        archive.night(archive.source("map", base + "/", spider="sitemap"))
        assert sorted(site.paths) == ["/1", "/2", "/a.txt", "/b.xml"]
    assert archive.issues() == []


@pytest.mark.parametrize(
    ("robots", "said"),
    [("User-agent: *\nAllow: /", "names no sitemap; or"), ("Sitemap: https://cdn.example/c", "crawl.hosts")],
)
def test_a_home_without_a_sitemap_of_its_own_is_an_issue(archive: Archive, robots: str, said: str) -> None:
    with serve({"/robots.txt": response(robots, content_type="text/plain")}) as site:
        archive.night(archive.source("map", site.url("/"), spider="sitemap"))
    [(kind, detail)] = archive.rows("SELECT kind, detail FROM issue")
    assert kind == "empty-list" and said in str(detail)


def test_an_index_is_followed_within_its_patterns_and_out_of_its_loops(archive: Archive) -> None:
    with serve(pages("/news/1", "/about")) as site:
        base = site.url("")
        maps = [(f"{base}/{name}.xml", None) for name in ("index", "post-1", "deeper", "tag-1")]
        site.answers["/index.xml"] = response(index(*maps), content_type=XML)
        site.answers["/deeper.xml"] = response(index(maps[0], maps[2]), content_type=XML)
        site.answers["/post-1.xml"] = response(urlset((f"{base}/news/1", None), (f"{base}/about", None)))
        crawl = "follow = '/news/\\d+'\nsitemaps = 'index|post|deeper'"
        archive.night(archive.source("map", f"{base}/index.xml", crawl, spider="sitemap"))
        assert sorted(site.paths) == ["/deeper.xml", "/index.xml", "/news/1", "/post-1.xml"]
    assert archive.issues() == []


def test_addresses_of_other_hosts_are_not_followed(archive: Archive) -> None:
    with serve(pages("/1")) as site:
        base = site.url("")
        foreign = [
            ("http://elsewhere.example/2", None),
            ("ftp://127.0.0.1/3", None),
            ("file:///etc/passwd", None),
        ]
        site.answers["/s.xml"] = response(urlset((f"{base}/1", None), *foreign), content_type=XML)
        archive.night(archive.source("map", f"{base}/s.xml", spider="sitemap"))
        assert site.paths == ["/s.xml", "/1"]
    assert archive.rows("SELECT count(*) FROM frontier") == [(2,)]


def test_a_page_is_looked_at_again_when_its_lastmod_moves_and_not_before(archive: Archive) -> None:
    with serve(pages("/old", "/moved", "/silent")) as site:
        base = site.url("")
        days = {"/old": "2020-05-01", "/moved": "2026-03-01", "/silent": None}

        def answer(asked: Asked) -> bytes:
            return response(urlset(*((base + path, day) for path, day in days.items())), content_type=XML)

        site.answers["/s.xml"] = answer
        source = archive.source("map", f"{base}/s.xml", "every = '1h'", spider="sitemap")
        archive.night(source)
        assert asked_again(site, archive, source, after=0.1) == ["/s.xml"]
        days["/moved"] = "2026-03-02T02:00:00Z"
        assert asked_again(site, archive, source, after=0.2) == ["/moved", "/s.xml"]
        assert asked_again(site, archive, source, after=0.3) == ["/s.xml"]


def asked_again(site: Site, archive: Archive, source: object, after: float) -> list[str]:
    site.asked.clear()
    archive.night(source, after=after)  # type: ignore[arg-type]
    return sorted(site.paths)


def test_a_sitemap_of_an_index_is_read_again_when_its_lastmod_moves(archive: Archive) -> None:
    with serve(pages("/1", "/2")) as site:
        base = site.url("")
        maps = {"/a.xml": "2026-01-01", "/b.xml": "2026-02-01"}
        site.answers["/i.xml"] = lambda asked: response(index(*((base + m, d) for m, d in maps.items())))
        for path, page in (("/a.xml", "/1"), ("/b.xml", "/2")):
            site.answers[path] = response(urlset((base + page, None)), content_type=XML)
        source = archive.source("map", f"{base}/i.xml", "every = '1h'", spider="sitemap")
        archive.night(source)
        assert sorted(site.paths) == ["/1", "/2", "/a.xml", "/b.xml", "/i.xml"]
        maps["/b.xml"] = "2026-03-02T02:30:00+00:00"
        assert asked_again(site, archive, source, after=0.1) == ["/b.xml", "/i.xml"]


def test_an_archive_s_old_pages_do_not_delay_the_news(archive: Archive) -> None:
    old = [(f"/{n}", "2019-01-01") for n in range(5)]
    with serve(pages("/new", *(path for path, _ in old))) as site:
        base = site.url("")
        entries = [(base + path, day) for path, day in [*old, ("/new", "2026-03-01")]]
        site.answers["/s.xml"] = response(urlset(*entries), content_type=XML)
        archive.night(archive.source("map", f"{base}/s.xml", "budget = 2", spider="sitemap"))
        assert site.paths == ["/s.xml", "/new"]


def test_a_lastmod_that_all_pages_share_is_not_believed() -> None:
    same = [(f"http://a.example/{n}", "2026-03-02") for n in range(20)]
    assert not sitemaps.tells_changes(sitemaps.entries(urlset(*same).encode()))
    varied = urlset(*same, ("http://a.example/x", "2026-03-01")).encode()
    assert sitemaps.tells_changes(sitemaps.entries(varied))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("<html><p>Мы переехали", "not a sitemap"),
        ("", "not a sitemap"),
        (f"<urlset {XMLNS}></urlset>", "not a sitemap"),
        ("<rss><channel><item><link>/1</link></item></channel></rss>", 'spider = "feed"'),
        (urlset(("/about", None)), "crawl.follow"),
    ],
    ids=["HTML", "nothing", "empty", "a feed", "nothing that fits"],
)
def test_a_sitemap_without_pages_is_an_issue_that_names_the_remedy(
    archive: Archive, answer: str, said: str
) -> None:
    with serve({"/s.xml": response(answer, content_type=XML)}) as site:
        archive.night(archive.source("map", site.url("/s.xml"), "follow = 'news'", spider="sitemap"))
    [(kind, detail)] = archive.rows("SELECT kind, detail FROM issue")
    assert kind == "empty-list" and said in str(detail)


def test_a_gzip_bomb_is_an_issue(archive: Archive) -> None:
    bomb = gzip.compress(bytes(70 << 20))
    with serve({"/s.xml.gz": response(bomb, content_type="application/gzip")}) as site:
        archive.night(archive.source("map", site.url("/s.xml.gz"), spider="sitemap"))
        assert archive.issues() == [("undecodable", site.url("/s.xml.gz"))]


def test_fifty_thousand_addresses_are_read_in_little_memory() -> None:
    body = urlset(*((f"http://a.example/{n}", "2026-03-01") for n in range(50_000))).encode()
    tracemalloc.start()
    assert sum(1 for _ in sitemaps.entries(body)) == 50_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * len(body)


def test_entities_are_not_loaded() -> None:
    trap = b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>/1&x;</loc></url></urlset>'
    assert list(sitemaps.entries(trap)) == [Entry("/1&x;")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-03-02", datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)),
        ("2026-03-02T10:00:00+03:00", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("2026-03-02T10:00Z", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03-02T10:00:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_dates_of_sitemaps_are_read(text: str, read: datetime | None) -> None:
    assert sitemaps.moment(text) == read
