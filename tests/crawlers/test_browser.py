"""Sites that need scripts, in real Chromium: what a reader would see is kept beside what the server sent."""

import io
import os
import re
import struct
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from archive import captures
from archive.capture import one
from archive.check import check
from archive.database import connect
from archive.warc_read import read_record
from crawlers.browser.chromium import NoChromium, chromium_path
from crawlers.registry import BadSource
from crawlers.source import SourceConfig
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Site, response, serve


def chromium_is_missing() -> str:
    try:
        chromium_path()
    except NoChromium as error:
        return str(error)
    return ""


needs_chromium = pytest.mark.skipif(bool(chromium_is_missing()), reason=chromium_is_missing())

SHELL = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div id=app></div>{}</body></html>"
LIST_SCRIPT = """<script>fetch('/api/list').then(r => r.json()).then(pages => {
    app.innerHTML = pages.map(n => `<h2><a class=page href=/p/${n}>…</a></h2>`).join('');
});</script>"""
PAGE_SCRIPT = """<script src=/app.js></script>"""
APP = """fetch('/api' + location.pathname).then(r => r.json()).then(page => {
    app.innerHTML = `<h1>${page.title}</h1><p>${page.text}</p>`;
});"""


def json(text: str) -> bytes:
    return response(text, content_type="application/json")


def script(text: str) -> bytes:
    return response(text, content_type="application/javascript")


def a_site(**pages: str) -> dict[str, Answer]:
    """A list and pages that are empty without their script; `pages` are their texts."""
    numbers = ", ".join(name.removeprefix("n") for name in pages)
    return {
        "/": response(SHELL.format(LIST_SCRIPT)),
        "/api/list": json(f"[{numbers}]"),
        "/app.js": script(APP),
        **{f"/p/{name[1:]}": response(SHELL.format(f"<!-- {name} -->{PAGE_SCRIPT}")) for name in pages},
        **{
            f"/api/p/{name[1:]}": json(f'{{"title": "Прощание", "text": "{text}"}}')
            for name, text in pages.items()
        },
    }


def one_page(body: str, **others: Answer) -> dict[str, Answer]:
    """A list with a single page, whose body is given."""
    answers: dict[str, Answer] = {f"/{name}": answer for name, answer in others.items()}
    return {"/": response("<a class=page href=/p>…</a>"), "/p": response(SHELL.format(body)), **answers}


def browser(archive: Archive, site: Site, crawl: str = "", name: str = "shell") -> SourceConfig:
    return archive.source(name, site.url(), f'detail = "a.page"\n{crawl}', spider="browser")


def doms(archive: Archive, path: str = "/p%") -> list[str]:
    """The rendered pages, decoded, oldest first."""
    rows = archive.rows(
        """SELECT warc_file, "offset" FROM capture WHERE record_type = 'resource'
        AND content_type LIKE 'text/html%' AND url LIKE ? ORDER BY id""",
        f"%{path}",
    )
    return [read_record(archive.home.warc / str(file), int(str(at))).block.decode() for file, at in rows]


def notes(archive: Archive) -> str:
    """What the record beside the page's DOM says of its making."""
    ((file, at),) = archive.rows(
        """SELECT warc_file, request_offset FROM capture WHERE page IS NOT NULL
        AND url LIKE '%/p' AND content_type LIKE 'text/html%'"""
    )
    return read_record(archive.home.warc / str(file), int(str(at))).block.decode()


@needs_chromium
def test_lists_and_pages_are_followed_and_kept_as_a_reader_sees_them(archive: Archive) -> None:
    with serve(a_site(n1="Погиб Утёсов Лев", n2="Погиб Бродов Ян")) as site:
        report = archive.night(browser(archive, site))
        asked = sorted(site.paths)
    assert asked == ["/", "/api/list", "/api/p/1", "/api/p/2", "/app.js", "/p/1", "/p/2"]
    assert report.exit_code == 0 and archive.issues() == []
    assert sorted("Утёсов Лев" in dom for dom in doms(archive)) == [False, True]
    kinds = archive.rows("SELECT record_type, content_type FROM capture WHERE url LIKE '%/p/1' ORDER BY id")
    html = "text/html; charset=utf-8"
    assert kinds == [("response", html), ("resource", html), ("resource", "image/png")]
    assert list(check(archive.home)) == []


@needs_chromium
def test_the_parser_is_given_what_the_script_wrote(archive: Archive) -> None:
    with serve(a_site(n1="Погиб Утёсов Лев")) as site:
        archive.night(browser(archive, site))
    db = connect(archive.home, readonly=True)
    (readable,) = captures.unread(db, "1")
    page = captures.page(archive.home, readable)
    assert "Погиб Утёсов Лев" in page.body.decode() and page.url.endswith("/p/1")
    assert one(db, str(one(db, readable.capture).page)).record_type == "response"
    db.close()


@needs_chromium
def test_the_picture_is_of_the_whole_page(archive: Archive) -> None:
    tall = "<div style='height:3000px;background:#ccc'></div>"
    with serve(one_page(tall)) as site:
        archive.night(browser(archive, site))
    ((file, at),) = archive.rows(
        "SELECT warc_file, \"offset\" FROM capture WHERE content_type = 'image/png' AND url LIKE '%/p'"
    )
    picture = io.BytesIO(read_record(archive.home.warc / str(file), int(str(at))).block)
    assert picture.read(8) == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture.getvalue()[16:24])
    assert width == 1280 and 3000 <= height < 3100


@needs_chromium
def test_a_script_that_says_something_new_behind_the_same_shell_is_noticed(archive: Archive) -> None:
    with serve(a_site(n1="Погиб Утёсов Лев")) as site:
        source = browser(archive, site)
        archive.night(source)
        site.asked.clear()
        archive.night(source, after=1)
        assert not any("if-none-match" in asked.headers for asked in site.asked)
        site.answers["/api/p/1"] = json('{"title": "Прощание", "text": "Погиб Утёсов Лев Ильич"}')
        archive.night(source, after=3)
    kinds = archive.rows(
        """SELECT record_type FROM capture WHERE url LIKE '%/p/1' AND page IS NOT NULL
        AND content_type LIKE 'text/html%' ORDER BY id"""
    )
    assert kinds == [("resource",), ("revisit",), ("resource",)]
    assert ["Ильич" in dom for dom in doms(archive)] == [False, True]
    pictures = archive.rows(
        "SELECT count(*) FROM capture WHERE content_type = 'image/png' AND url LIKE '%/p/1'"
    )
    assert pictures == [(2,)], "the same DOM is not photographed again"
    assert list(check(archive.home)) == []


@needs_chromium
def test_a_page_is_a_stranger_each_time(archive: Archive) -> None:
    says = """<script>
    const before = [document.cookie, localStorage.length];
    document.cookie = 'who=we; max-age=99999'; localStorage.x = 1;
    app.textContent = [...before, navigator.language, new Date(0).getHours(), navigator.userAgent].join('|');
    </script>"""
    answers = one_page(says)
    answers["/q"] = answers["/p"]
    answers["/"] = response("<a class=page href=/p>…</a><a class=page href=/q>…</a>", set_cookie="seen=1")
    with serve(answers) as site:
        archive.night(browser(archive, site))
        assert not any("cookie" in asked.headers for asked in site.asked)
        agent = site.asked[0].headers["user-agent"]
    (dom,) = [dom for dom in doms(archive, "") if "ru-RU" in dom]
    assert f"|0|ru-RU|3|{agent}" in dom
    again = archive.rows(
        """SELECT count(*) FROM capture WHERE record_type = 'revisit' AND page IS NOT NULL
        AND content_type LIKE 'text/html%'"""
    )
    assert again == [(1,)], "the other page came out the same; two pictures may differ in a pixel's shade"


@needs_chromium
@pytest.mark.parametrize(
    ("code", "kept", "cut"),
    [
        ("while (true) {}", "Утёсов", "time"),
        ("setInterval(() => { while (true) {} }, 1)", "Утёсов", "time"),
        ("setInterval(() => fetch('/more'), 50)", "Утёсов", "time"),
        ("alert('!'); confirm('?'); prompt('…'); app.textContent = 'дальше'", "дальше", None),
        ("onbeforeunload = () => 'stay'; print(); app.textContent = 'дальше'", "дальше", None),
        ("open('/popup'); open('/popup'); app.textContent = 'дальше'", "дальше", None),
        ("location = '/elsewhere'", "Утёсов", "time"),
        ("</script><meta http-equiv=refresh content='0;/elsewhere'><script>", "Утёсов", None),
        ("location = '/film.zip'", "Утёсов", "time"),
        ("document.documentElement.remove()", "</html>", None),
        ("Object.defineProperty(Element.prototype, 'outerHTML', {get() {throw 1}})", "Утёсов", None),
        ("app.hidden = 1; for (let i = 0; i < 300; i++) app.append('x'.repeat(5e4))", "xxxx", "length"),
        ("(function more() { app.append('ещё'); fetch('/more?' + Date()).then(more) })()", "ещё", "length"),
    ],
    ids=["a script without end", "timers without end", "polling", "dialogs", "stay", "popups", "leads on",
         "meta refresh", "download", "no document", "a lying DOM", "huge DOM", "infinite scroll"],
)  # fmt: skip
def test_whatever_a_page_does_it_is_kept_as_far_as_it_came(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, code: str, kept: str, cut: str | None
) -> None:
    monkeypatch.setattr("crawlers.browser.rendering.ANSWERS_IN", 4.0)
    monkeypatch.setattr("crawlers.browser.rendering.ANSWERS_BUSY_IN", 2.0)
    answers = one_page(f"<p>Погиб Утёсов Лев</p><script>{code}</script>", more=json("{}"))
    answers["/film.zip"] = response(b"PK", content_type="application/zip", content_disposition="attachment")
    with serve(answers) as site:
        archive.night(browser(archive, site, "[crawl.browser]\nseconds = 2.0\nrequests = 12"))
        assert not {"/popup", "/elsewhere", "/film.zip"} & set(site.paths)
    assert archive.rows("SELECT record_type, status FROM capture WHERE url LIKE '%/p' AND page IS NULL") == [
        ("response", 200)
    ]
    (dom,) = doms(archive, "/p")
    assert kept in dom
    assert archive.rows(
        "SELECT truncated FROM capture WHERE url LIKE '%/p' AND page > '' AND content_type LIKE 'text%'"
    ) == [(cut,)]
    assert archive.rows("SELECT state FROM frontier WHERE url LIKE '%/p'") == [("done",)]


@needs_chromium
def test_a_page_that_takes_chromium_down_spoils_only_itself(archive: Archive) -> None:
    answers = a_site(n1="Погиб Утёсов Лев", n2="Погиб Бродов Ян")

    def killing(_: object) -> bytes:
        _kill_chromium_of(os.getpid())
        return json("{}")

    answers["/api/p/1"] = killing
    with serve(answers) as site:
        archive.night(browser(archive, site))
        assert {"/p/1", "/p/2"} <= set(site.paths)
    assert ("unrendered", site.url("/p/1")) in archive.issues()
    assert archive.rows("SELECT DISTINCT state FROM frontier") == [("done",)]
    assert len(archive.captured("page")) >= 2


def _kill_chromium_of(us: int) -> None:
    """Kills the browser that this very process started, through its driver."""
    children = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in children.splitlines()[1:]]
    drivers = {pid for pid, parent, _ in rows if int(parent) == us}
    for pid, parent, line in rows:
        if parent in drivers and "chrom" in line:
            os.kill(int(pid), 9)


@needs_chromium
@pytest.mark.soak
def test_a_page_that_eats_all_memory_spoils_only_itself(archive: Archive) -> None:
    greedy = "<p>Утёсов<script>const held = []; while (true) held.push(new Array(1e6).fill({}))</script>"
    answers = one_page(greedy)
    answers["/"] = response("<a class=page href=/p>…</a><a class=page href=/q>…</a>")
    answers["/q"] = response("<p>Погиб Бродов Ян")
    with serve(answers) as site:
        archive.night(browser(archive, site, "[crawl.browser]\nseconds = 15.0"))
        assert archive.issues() == [("unrendered", site.url("/p"))]
    assert archive.rows("SELECT detail FROM issue") == [("the page crashed",)]
    assert len(doms(archive, "/q")) == 1 and len(archive.captured("page")) == 4


@needs_chromium
def test_a_captcha_that_a_script_shows_is_a_refusal(archive: Archive) -> None:
    shown = "<script>app.innerHTML = '<form><div class=\"smart-captcha\" ></div></form>'</script>"
    with serve(one_page(shown)) as site:
        archive.night(browser(archive, site))
        assert archive.issues() == [("refused", site.url("/p"))]
    assert archive.rows("SELECT DISTINCT refusal FROM capture WHERE url LIKE '%/p'") == [("captcha",)]


@needs_chromium
def test_a_captcha_is_not_shown_to_a_browser_that_might_pass_it(archive: Archive) -> None:
    plain = "<form><div class='smart-captcha' ></div></form><script src=/captcha.js></script>"
    with serve(one_page(plain)) as site:
        archive.night(browser(archive, site))
        assert "/captcha.js" not in site.paths
    assert archive.rows("SELECT count(*) FROM capture WHERE page IS NOT NULL AND url LIKE '%/p'") == [(0,)]


@needs_chromium
def test_the_page_waits_for_what_its_source_says(archive: Archive) -> None:
    late = "<script>setTimeout(() => app.innerHTML = '<p class=ready>Утёсов</p>', 1500)</script>"
    with serve(one_page(late)) as site:
        archive.night(browser(archive, site, '[crawl.browser]\nwait = ".ready, a.page"'))
    assert "Утёсов" in doms(archive, "/p")[0]


@needs_chromium
def test_the_record_says_how_a_page_was_made(archive: Archive) -> None:
    with serve(one_page("<script>fetch('/d').then(r => r.text()).then(t => app.append(t))</script>")) as site:
        site.answers["/d"] = json("{}")
        archive.night(browser(archive, site))
    said = notes(archive)
    assert "software: Chromium " in said and "requests: 1\r\n" in said
    assert f"resource: 200 sha256:{sha256(b'{}').hexdigest()} {site.url('/d')}\r\n" in said


def test_without_chromium_the_source_is_left_alone_with_a_word_on_the_remedy(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SINODIK_CHROMIUM", str(tmp_path / "none"))
    with serve(a_site(n1="Погиб Утёсов Лев")) as site:
        report = archive.night(browser(archive, site))
        assert site.asked == []
    assert archive.issues() == [("no-browser", None)]
    assert "apt-get install chromium" in str(report.sources[0].stopped)


@pytest.mark.parametrize(
    ("spider", "table", "wrong"),
    [
        ("browser", "browser]\nsecond = 1", "crawl.browser.second: unknown key"),
        ("browser", "browser]\nseconds = 0", "crawl.browser.seconds: Expected `float` >= 1.0"),
        ("listing", "browser]\nseconds = 9", "crawl.browser: the spider 'listing' does not read it"),
        ("browser", "images]\ncount = 99", "crawl.images.count: Expected `int` <= 20"),
        ("listing", "images]\nhost = []", "crawl.images.host: unknown key"),
    ],
)
def test_a_mistake_in_a_limit_is_named(archive: Archive, spider: str, table: str, wrong: str) -> None:
    with pytest.raises(BadSource, match=re.escape(wrong)):
        crawl = f"detail = 'a'\n[crawl.{table}"
        archive.source("wrong", "http://127.0.0.1/", crawl, spider=spider)
