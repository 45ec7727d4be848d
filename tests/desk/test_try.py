"""`sinodik sources try`: a polite look at a site gives a source that is valid, and one page of it."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from scrapy.selector import Selector

from archive.clock import Clock
from crawlers.loader import SPIDERS
from crawlers.registry import read
from crawlers.trial.choice import entrance, template_of
from crawlers.trial.proposal import id_of
from crawlers.trial.survey import survey
from crawlers.trial.visits import MOST
from demo.web import Web
from demo.web import serve as serve_demo
from desk.cli import main
from desk.trial import valid
from tests.crawlers.raw_server import Answer, response, serve
from tests.demo.client import decoded, get

ARTICLE = """<html><head><title>Простились с земляком — Голос</title></head><body><article>
<h1>Простились с земляком</h1><p>Рядовой Иван Каменкин из села Малая Ольшанка, 20 лет, мобилизованный,
погиб на СВО 5 мая 2023 года.</p></article></body></html>"""
MENU = '<nav><a href="/o-nas/">О газете</a><a href="/kontakty/">Контакты</a></nav>'
PLAIN = "User-agent: *\nDisallow:"


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Голос района</title>{head}</head><body>{MENU}{body}</body></html>"


def items(paths: list[str], before: str = "<li class='item'>", link: str = "") -> str:
    title = "В районе простились с погибшим"
    return "".join(f"{before}<a {link} href='{path}'>{title} {n}</a></li>" for n, path in enumerate(paths))


BITRIX = [f"/news/?ELEMENT_ID={n}" for n in (801, 803, 807, 811, 815)]
DLE = [f"/svo/{n}-pamyati-geroya-{n}.html" for n in (71, 74, 79, 82)]
DATED = [f"/text/svo/2026/03/0{n}/7012{n}/" for n in range(1, 7)]
RSS = "<rss version='2.0'><channel>{}</channel></rss>"
FEED = RSS.format(
    "".join(f"<item><title>t</title><link>/2026/03/0{n}/slug/</link></item>" for n in (1, 2, 3))
)
POSTS = (
    '[{"id": 7, "link": "http://HOST/2026/03/01/slug/"}, {"id": 6, "link": "http://HOST/2026/02/28/slug/"}]'
)
SITEMAP = "<urlset><url><loc>http://HOST/</loc></url>{}</urlset>"

SITES: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "Bitrix": (
        {
            "/": page(
                f"<div class='list'>{items(BITRIX)}</div><a href='/?PAGEN_1=2'>2</a>",
                "<script src='/bitrix/js/main/core.js'></script>",
            )
        },
        {"spider": "numbered", "template": "http://HOST/news/?ELEMENT_ID={n}", "engine": "1C-Bitrix"},
    ),
    "DataLife Engine": (
        {
            "/": page(
                f"<div id='dle-content'>{items(DLE, '<li><h2>')}</div>"
                "<div class='navigation'><a href='/page/2/'>2</a><a href='/page/3/'>3</a></div>"
            )
        },
        {"spider": "listing", "detail": "h2 a", "next": ".navigation a", "engine": "DataLife Engine"},
    ),
    "WordPress": (
        {
            "/": page(items(["/2026/03/01/slug/"]), "<link href='/wp-content/themes/t/style.css'>"),
            "/wp-json/wp/v2/posts?per_page=5": POSTS,
        },
        {"spider": "wordpress", "start": ["http://HOST/"], "engine": "WordPress"},
    ),
    "WordPress with its API closed": (
        {
            "/": page(
                items(["/2026/03/01/slug/"]),
                "<script src='/wp-includes/js/a.js'></script><link rel='alternate' "
                "type='application/rss+xml' href='/comments/feed/'><link rel='alternate' "
                "type='application/rss+xml' href='/feed/'>",
            ),
            "/feed/": FEED,
        },
        {"spider": "feed", "start": ["http://HOST/feed/"]},
    ),
    "a feed that no page names": (
        {"/": page("Новости"), "/rss.xml": FEED},
        {"spider": "feed", "start": ["http://HOST/rss.xml"]},
    ),
    "a feed": ({"/": FEED}, {"spider": "feed", "start": ["http://HOST/"]}),
    "a sitemap that robots.txt names": (
        {
            "/": page("Новости"),
            "/robots.txt": f"{PLAIN}\nClean-param: ref /\nSitemap: http://HOST/karta.xml",
            "/karta.xml": SITEMAP.format("<url><loc>http://HOST/2026/03/01/slug/</loc></url>"),
        },
        {"spider": "sitemap", "start": ["http://HOST/karta.xml"], "said": "Clean-param ref /"},
    ),
    "a sitemap of sitemaps": (
        {
            "/": page("Новости"),
            "/sitemap.xml": "<sitemapindex><sitemap><loc>http://HOST/1.xml</loc></sitemap></sitemapindex>",
            "/1.xml": SITEMAP.format("<url><loc>http://HOST/2026/03/01/slug/</loc></url>").replace(
                "<url><loc>http://HOST/</loc></url>", ""
            ),
        },
        {"spider": "sitemap", "start": ["http://HOST/sitemap.xml"]},
    ),
    "numbered": (
        {"/": page(items([f"/?action=view&id={n}&module=articles" for n in (911, 912, 915, 918, 921)]))},
        {"spider": "numbered", "template": "http://HOST/?action=view&id={n}&module=articles"},
    ),
    "a portal with days in its addresses": (
        {"/": page(f"<main>{items(DATED)}</main><a rel='next' href='/?page=2'>Дальше</a>")},
        {"spider": "listing", "detail": ".item a", "next": 'a[rel~="next"]'},
    ),
    "no pager": (
        {"/": page(f"<main>{items(DATED)}</main>")},
        {"spider": "listing", "next": None, "said": "no pager was found"},
    ),
    "windows-1251 under a header that says otherwise": (
        {"/": page(f"<main>{items(DATED)}</main>"), "charset": "windows-1251"},
        {"spider": "listing", "said": "windows-1251, although the header says utf-8"},
    ),
    "a shell without scripts": (
        {"/": "<html><body><div id='root'></div><script src='/app.js'></script></body></html>"},
        {"spider": "browser", "said": "without scripts the page is an empty shell"},
    ),
}

FAILURES: dict[str, tuple[dict[str, bytes], str]] = {
    "robots.txt forbids it": (
        {"/robots.txt": response("User-agent: *\nDisallow: /", content_type="text/plain")},
        "forbids",
    ),
    "robots.txt cannot be had": ({"/robots.txt": response("", status="503 Busy")}, "cannot be had"),
    "it hangs up": ({"/": b""}, "gave no answer"),
    "it is not there": ({}, "answered 404"),
    "a captcha": ({"/": response("<title>Вы не робот?</title><form>captcha</form>")}, "refusal (captcha)"),
    "a login wall": ({"/": response("", status="401 No")}, "refusal (login)"),
    "an article": ({"/": response(ARTICLE)}, "is no list"),
    "a loop": ({"/": response("", status="302 Found", location="/")}, "redirects"),
    "off the web": ({"/": response("", status="302 Found", location="file:///etc/passwd")}, "no web address"),
    "to a forbidden address": (
        {"/": response("", status="302 Found", location="http://10.0.0.1/")},
        "not a public address",
    ),
}


def tried(url: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["sources", "try", url, "--loopback", *options])


def answers(pages: dict[str, str], host: str) -> dict[str, Answer]:
    charset = pages.get("charset", "utf-8")
    kinds = {"/robots.txt": "text/plain"}
    return {
        path: response(
            text.replace("HOST", host).encode(charset),
            content_type=kinds.get(path, "text/html; charset=utf-8"),
        )
        for path, text in pages.items()
        if path.startswith("/")
    }


@pytest.mark.parametrize(("pages", "wanted"), SITES.values(), ids=list(SITES))
def test_a_site_of_each_kind_gives_a_valid_source(
    pages: dict[str, str], wanted: dict[str, object], tmp_path: Path
) -> None:
    with serve({}) as site:
        host = f"{site.host}:{site.port}"
        site.answers.update(answers(pages, host))
        file = tmp_path / "golos.toml"
        assert tried(site.url(), "--write", str(file)).exit_code == 0
        assert len(site.paths) <= MOST
    config, text = read(file), file.read_text("utf-8")
    assert (config.spider, config.status) == (wanted["spider"], "unverified")
    assert str(wanted.get("engine", "")) in text and str(wanted.get("said", "")) in text
    for key in wanted.keys() & {"start", "detail", "next", "template"}:
        told = msgspec.json.decode(msgspec.json.encode(wanted[key]).replace(b"HOST", host.encode()))
        assert getattr(config.crawl, key) == told


@pytest.mark.parametrize(("pages", "said"), FAILURES.values(), ids=list(FAILURES))
def test_what_stands_in_the_way_is_said_in_a_line(pages: dict[str, bytes], said: str) -> None:
    with serve(pages) as site:
        shown = tried(site.url())
    assert shown.exit_code == 1
    assert said in shown.stderr and shown.stderr.count("\n") <= 2
    assert shown.stdout == ""


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    robots = response("User-agent: *\nDisallow: /feed\nDisallow: /text", content_type="text/plain")
    front = response(page(f"<main>{items(DATED)}</main>"))
    with serve({"/": front, "/robots.txt": robots}) as site:
        shown = tried(site.url())
        assert not [path for path in site.paths if path.startswith(("/feed", "/text"))]
    assert shown.exit_code == 0 and "forbids" in shown.stderr


def test_one_page_is_read_and_its_people_are_shown() -> None:
    pages = {"/": response(page(items(DATED)))} | {path: response(ARTICLE) for path in DATED}
    with serve(pages) as site:
        shown = tried(site.url())
        told = msgspec.json.decode(tried(site.url(), "--json").stdout, type=dict[str, object])
    assert "Простились с земляком" in shown.stderr and "Каменкин" in shown.stderr
    assert "Каменкин" not in shown.stdout
    assert isinstance(told["page"], dict) and len(told["page"]["people"]) == 1
    assert valid(str(told["toml"]), "golos").crawl.detail == ".item a"


def test_a_page_is_found_through_a_packed_sitemap() -> None:
    with serve({DATED[0]: response(ARTICLE)}) as site:
        index = f"<sitemapindex><sitemap><loc>{site.url('/1.xml.gz')}</loc></sitemap></sitemapindex>"
        urls = f"<urlset><url><loc>{site.url(DATED[0])}</loc></url></urlset>"
        packed = gzip.compress(urls.encode())
        site.answers |= {
            "/karta.xml": response(index, content_type="text/xml"),
            "/1.xml.gz": response(packed, content_type="application/gzip"),
        }
        shown = tried(site.url("/karta.xml"))
    assert shown.exit_code == 0 and 'spider = "sitemap"' in shown.stdout
    assert "Простились с земляком" in shown.stderr


def test_we_say_who_we_are_and_look_at_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SINODIK_CONTACT", raising=False)
    with serve({"/": response(page("Новости"))}) as site:
        tried(site.url())
        assert all(asked.headers["user-agent"].startswith("Sinodik/") for asked in site.asked)
        refused = CliRunner().invoke(main, ["sources", "try", site.url()])
    assert refused.exit_code == 2 and "SINODIK_CONTACT" in refused.stderr
    assert len(site.paths) <= MOST


def test_no_more_than_a_dozen_requests_are_sent() -> None:
    feeds = "".join(f"<link rel='alternate' type='application/rss+xml' href='/{n}/0'>" for n in (1, 2))
    hops: dict[str, Answer] = {
        f"/{n}/{hop}": response("", status="302 Found", location=f"/{n}/{hop + 1}")
        for n in (1, 2)
        for hop in range(20)
    }
    with serve({"/": response(page(items(DATED), feeds)), **hops}) as site:
        shown = tried(site.url())
        assert len(site.paths) == MOST
    assert shown.exit_code == 0 and f"{MOST} requests were spent" in shown.stderr


def test_a_spider_that_there_is_not_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SPIDERS, "browser")
    with serve(answers(SITES["a shell without scripts"][0], "")) as site:
        assert "is no list" in tried(site.url()).stderr


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "golos.toml"
    file.write_text("mine", "utf-8")
    assert tried("http://127.0.0.1:9/", "--write", str(file)).exit_code == 2
    assert tried("http://127.0.0.1:9/", "--write", str(tmp_path / "Big.txt")).exit_code == 2
    assert file.read_text("utf-8") == "mine"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serve_demo() as web:
        yield web


# Where the demo's own source says `listing`, a numbered engine may be seen instead: it is preferred.
ALSO = {"listing": {"listing", "numbered"}}
RIGHT_LINKS = [
    "gorodskoj-portal",
    "kniga-pamyati",
    "nekropol",
    "pamyat-vyatka",
    "svodka-regionov",
    "arhiv-imyon",
]


def test_the_demo_s_sites_are_recognised(web: Web) -> None:
    for online in web.sites.values():
        source = online.site.source
        found = survey(online.base + source.start[0], clock=clock(), loopback=True)
        assert found.choice.spider in ALSO.get(source.spider, {source.spider}), online.site.id


@pytest.mark.parametrize("name", RIGHT_LINKS)
def test_the_proposed_selector_finds_what_the_source_s_own_does(web: Web, name: str) -> None:
    online = web.sites[name]
    source = online.site.source
    found = survey(online.base + source.start[0], clock=clock(), loopback=True).choice
    page = Selector(text=html(online.base + source.start[0]))
    for key, css in (("detail", source.detail), ("next", source.next)):
        if css:
            assert hrefs(page, str(found.crawl.get(key))) == hrefs(page, css), key


@pytest.mark.parametrize(
    ("url", "seen_at"),
    [
        ("https://t.me/rodnoy_kray", "https://t.me/s/rodnoy_kray"),
        ("https://t.me/s/rodnoy_kray", "https://t.me/s/rodnoy_kray"),
        ("https://www.t.me/rodnoy_kray/", "https://t.me/s/rodnoy_kray"),
        ("https://golos.example/s/rodnoy_kray", "https://golos.example/s/rodnoy_kray"),
    ],
)
def test_a_channel_is_looked_at_where_everybody_sees_it(url: str, seen_at: str) -> None:
    assert entrance(url) == seen_at


@pytest.mark.parametrize(
    ("home", "name"),
    [("https://www.gazeta-penza.ru/", "gazeta-penza"), ("https://tver.golos.example./", "tver-golos")],
)
def test_a_source_is_named_by_its_host(home: str, name: str) -> None:
    assert id_of(home) == name


@pytest.mark.parametrize(
    ("urls", "template"),
    [
        ([f"https://a.example/news/{n}" for n in range(500, 505)], "https://a.example/news/{n}"),
        ([f"https://a.example/news/{n}" for n in range(500, 504)], None),
        ([f"https://a.example/news/{n}-{'a' * (n - 499)}" for n in range(500, 506)], None),
        ([f"https://a.example/2026/03/{n}" for n in range(10, 16)], None),
        ([f"https://a{n}.example/" for n in range(500, 506)], None),
    ],
)
def test_an_engine_is_numbered_only_if_nothing_but_the_number_differs(
    urls: list[str], template: str | None
) -> None:
    assert template_of(urls) == template


def clock() -> Clock:
    return Clock.from_environment()


def html(url: str) -> str:
    return decoded(get(url).body)


def hrefs(page: Selector, css: str) -> set[str]:
    return set(page.css(css).xpath("@href").getall())
