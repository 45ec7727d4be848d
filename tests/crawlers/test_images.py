"""Images that may carry a page's words are found, and kept with the page."""

import pytest
from scrapy.http import HtmlResponse

from archive import captures
from archive.check import check
from archive.database import connect
from crawlers.images import images
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Asked, response, serve

HERE = "https://volna.example/news/1"


def found(html: str) -> list[str]:
    page = HtmlResponse(HERE, body=f"<html>{html}</html>".encode(), encoding="utf-8")
    return [url.removeprefix("https://volna.example") for url in images(page)]


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ("<p>Слова", []),
        ("<img src=/a.jpg>", ["/a.jpg"]),
        ("<meta property=og:image content=/og.png><img src=a.jpg>", ["/og.png", "/news/a.jpg"]),
        ("<meta property=og:image content=/a.jpg><img src=/a.jpg>", ["/a.jpg"]),
        ("<img src=/side.jpg><article><p>Слова<img src=/a.jpg></article>", ["/a.jpg"]),
        ("<article>мало<img src=/1.jpg></article><article>много слов<img src=/2.jpg></article>", ["/2.jpg"]),
        ("<header><img src=/logo.png></header><nav><img src=/n.png></nav><img src=/a.jpg>", ["/a.jpg"]),
        ("<img src=/a.jpg width=300><img src=/b.jpg width=900>", ["/b.jpg", "/a.jpg"]),
        ("<img src=/icon.png width=32 height=32><img src=/line.png height=2>", []),
        ("<img src=/a.jpg width=50%>", ["/a.jpg"]),
        ("<img srcset='/s.jpg 320w, /l.jpg 1600w,/m.jpg 800w' src=/s.jpg>", ["/l.jpg"]),
        ("<img srcset='/a,1.jpg 1x, /b.jpg 2x'>", ["/b.jpg"]),
        ("<img src=data:image/gif;base64,R0 data-src=/lazy.jpg>", ["/lazy.jpg"]),
        ("<img data-original=/o.webp src=/blank.gif>", ["/o.webp"]),
        ("<img src=/logo.svg><img src=/spin.gif><img src=/f.ico>", []),
        ("<img src=/image?id=7><img src=/files/8>", ["/image?id=7", "/files/8"]),
        ("<img src=''><img><img src=javascript:1><img src=http://[bad><img src=file:///a.jpg>", []),
        ("<img src=//volna.example/a.jpg#top>", ["/a.jpg"]),
        ("<base href=/deep/><img src=a.jpg>", ["/deep/a.jpg"]),
        ("<img src='/фото.jpg'>", ["/%D1%84%D0%BE%D1%82%D0%BE.jpg"]),
    ],
)
def test_the_images_of_a_page_are_found_the_likeliest_first(html: str, urls: list[str]) -> None:
    assert found(html) == urls


def picture(of: str) -> bytes:
    return response(b"\xff\xd8\xff" + of.encode(), content_type="image/jpeg", etag=f'"{of}"')


def page(*names: str, words: str = "Слова") -> bytes:
    return response(f"<p>{words}</p>" + "".join(f"<img src=/{name}>" for name in names))


def a_site(**answers: Answer) -> dict[str, Answer]:
    """A list of the pages `p` and `q`, and what else is named; `a_jpg` is `/a.jpg`."""
    pages = {f"/{name.replace('_', '.')}": answer for name, answer in answers.items()}
    links = "".join(f"<a class=page href={path}>…</a>" for path in ("/p", "/q") if path in pages)
    return {"/": response(links), **pages}


def kept(archive: Archive) -> list[tuple[object, ...]]:
    """Of each image its name, what became of it, and its page."""
    rows = archive.rows(
        """SELECT image.url, image.record_type, image.status, page.url FROM capture image
        JOIN capture page ON page.id = image.page WHERE image.purpose = 'image' ORDER BY image.id"""
    )
    return [(_name(url), kind, status, _name(of)) for url, kind, status, of in rows]


def _name(url: object) -> str:
    return str(url).rpartition("/")[2]


def test_a_page_s_image_is_kept_with_it_and_is_no_page(archive: Archive) -> None:
    with serve(a_site(p=page("a.jpg", "b.jpg"), a_jpg=picture("a"), b_jpg=picture("b"))) as site:
        report = archive.night(archive.source("one", site.url()))
        assert site.paths == ["/", "/p", "/a.jpg"]
    assert kept(archive) == [("a.jpg", "response", 200, "p")]
    assert [tally.fetched for tally in report.sources] == [2]
    assert (report.sources[0].new, report.sources[0].due) == (2, 2)
    db = connect(archive.home, readonly=True)
    assert [readable.url for readable in captures.unread(db, "1")] == [site.url("/p")]
    db.close()
    assert list(check(archive.home)) == []


def test_as_many_are_kept_as_the_source_says(archive: Archive) -> None:
    with serve(a_site(p=page("a.jpg", "b.jpg"), a_jpg=picture("a"), b_jpg=picture("b"))) as site:
        archive.night(archive.source("none", site.url(), "[crawl.images]\ncount = 0"))
        assert kept(archive) == []
        archive.night(archive.source("two", site.url(), "[crawl.images]\ncount = 2"))
    assert [name for name, *_ in kept(archive)] == ["a.jpg", "b.jpg"]


def test_images_are_looked_at_again_when_the_page_changes(archive: Archive) -> None:
    def conditional(asked: Asked) -> bytes:
        is_known = asked.headers.get("if-none-match") == '"a"'
        return response(b"", status="304 Not Modified", etag='"a"') if is_known else picture("a")

    with serve(a_site(p=page("a.jpg"), a_jpg=conditional)) as site:
        source = archive.source("one", site.url())
        archive.night(source)
        archive.night(source, after=1)
        assert site.paths.count("/p") == 2 and site.paths.count("/a.jpg") == 1
        site.answers["/p"] = page("a.jpg", words="Другие слова")
        archive.night(source, after=3)
    assert kept(archive) == [("a.jpg", "response", 200, "p"), ("a.jpg", "revisit", 304, "p")]
    assert list(check(archive.home)) == []


def test_what_stands_on_every_page_is_kept_once(archive: Archive) -> None:
    pages = {"p": page("logo.jpg", "a.jpg", words="Раз"), "q": page("logo.jpg", "b.jpg", words="Два")}
    pictures = {f"{name}_jpg": picture(name) for name in ("logo", "a", "b")}
    with serve(a_site(**pages, **pictures)) as site:
        archive.night(archive.source("one", site.url()))
        assert site.paths.count("/logo.jpg") == 1
    assert len(kept(archive)) == 2 and len({of for *_, of in kept(archive)}) == 2


def test_images_obey_robots_and_hosts(archive: Archive) -> None:
    with serve({"/c.jpg": picture("c")}, host="127.0.0.2") as other, serve({}) as site:
        away = other.url("/c.jpg")
        site.answers |= a_site(p=response(f"<img src=/x/a.jpg><img src={away}>"))
        site.answers["/robots.txt"] = response("User-agent: *\nDisallow: /x/", content_type="text/plain")
        archive.night(archive.source("own", site.url(), "[crawl.images]\ncount = 5"))
        assert other.asked == [] and "/x/a.jpg" not in site.paths and kept(archive) == []
        named = '[crawl.images]\ncount = 5\nhosts = ["127.0.0.2"]'
        archive.night(archive.source("both", site.url(), named))
        assert [asked.path for asked in other.asked] == ["/robots.txt", "/c.jpg"]
    assert kept(archive) == [("c.jpg", "response", 200, "p")]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (response(b"", status="404 Not Found"), [("a.jpg", "response", 404, "p")]),
        (response(b"", status="503 Busy"), [("a.jpg", "response", 503, "p")]),
        (response("<p>Вход"), [("a.jpg", "response", 200, "p")]),
        (lambda _: iter([b"garbage"]), []),
        (
            response(b"", status="301 Moved", location="/b.jpg"),
            [("a.jpg", "response", 301, "p"), ("b.jpg", "response", 200, "p")],
        ),
        (response(b"", status="302 Found", location="/a.jpg"), [("a.jpg", "response", 302, "p")] * 3),
        (response(b"", status="302 Found", location="http://10.0.0.1/"), [("a.jpg", "response", 302, "p")]),
        (response(b"", status="302 Found", location="file:///etc"), [("a.jpg", "response", 302, "p")]),
        (response(b"\xff" * 1_500_000, content_type="image/jpeg"), [("a.jpg", "response", 200, "p")]),
    ],
    ids=["not there", "busy", "no image", "no HTTP", "moved", "loop", "forbidden", "file", "too large"],
)
def test_an_image_that_cannot_be_had_spoils_nothing(
    archive: Archive, answer: Answer, outcome: list[tuple[object, ...]]
) -> None:
    with serve(a_site(p=page("a.jpg"), a_jpg=answer, b_jpg=picture("b"))) as site:
        archive.night(archive.source("one", site.url(), "[crawl.images]\nmegabytes = 1"))
    assert kept(archive) == outcome
    assert [row[1] for row in archive.captured("page")] == [200]
    assert archive.issues() == []
    assert list(check(archive.home)) == []
    db = connect(archive.home, readonly=True)
    assert [readable.url for readable in captures.unread(db, "1")] == [site.url("/p")]
    db.close()


def test_a_large_image_is_cut_and_marked(archive: Archive) -> None:
    large = response(b"\xff" * 1_500_000, content_type="image/jpeg")
    with serve(a_site(p=page("a.jpg"), a_jpg=large)) as site:
        archive.night(archive.source("one", site.url(), "[crawl.images]\nmegabytes = 1"))
    assert archive.rows("SELECT truncated FROM capture WHERE purpose = 'image'") == [("length",)]


def test_an_image_that_gives_no_answer_is_a_miss(archive: Archive) -> None:
    with serve(a_site(p=page("a.jpg"), a_jpg=lambda _: iter([]))) as site:
        archive.night(archive.source("one", site.url()))
    assert archive.rows("SELECT purpose, url FROM miss") == [("image", site.url("/a.jpg"))]


def test_images_are_paid_from_the_night_s_budget(archive: Archive) -> None:
    names = [f"{n}.jpg" for n in range(9)]
    with serve(a_site(p=page(*names), q=page(*names, words="Ещё"))) as site:
        site.answers |= {f"/{name}": picture(name) for name in names}
        source = archive.source("one", site.url(), "budget = 4\n[crawl.images]\ncount = 3")
        report = archive.night(source)
        assert len(site.paths) <= 8
    assert "budget" in str(report.sources[0].stopped)
