"""Two addresses of one page have one key; two pages never share one."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.keys import NotAWebAddress, absolute, host_of, key_after_redirect, key_of, url_key
from crawlers.spellings import SELECTING

SITE = "https://golos.example"

SAME = {
    "trackers": [
        ("/news/7?utm_source=vk&utm_medium=social", "/news/7"),
        ("/?p=7&from_inject=1&yclid=9&fbclid=x", "/?p=7"),
        ("/news/7?YCLID=1&ysclid=l2", "/news/7"),
        ("/news/7?_openstat=ZGly&erid=2Vtz", "/news/7"),
        ("/news/7?_ga=2.1&_gl=1&gclsrc=aw", "/news/7"),
        ("/7/?replytocom=15", "/7/"),
        ("/topic/7?st.layer.cmd=PopLayer&st.layer.a=1", "/topic/7"),
        ("/news/?ELEMENT_ID=7&clear_cache=Y&back_url_admin=%2F", "/news/?ELEMENT_ID=7"),
        ("/news/7#comments", "/news/7"),
        ("/a?", "/a"),
        ("/a?&&b=1&", "/a?b=1"),
    ],
    "sessions": [
        ("/a;jsessionid=0A1B2C?id=7", "/a?id=7"),
        ("/a;jsessionid=0A1B2C.node-1/b", "/a/b"),
        ("/a;PHPSESSID=77ab?id=7", "/a?id=7"),
        ("/a?PHPSESSID=77&id=7", "/a?id=7"),
        ("/a?id=7&sid=0123456789abcdef0123456789ABCDEF", "/a?id=7"),
        ("/a?s=0123456789abcdef0123456789abcdef&t=7", "/a?t=7"),
        ("/a?id=7&sessid=0123456789abcdef0123456789abcdef", "/a?id=7"),
        ("/a.asp?ASPSESSIONIDQQ=X&id=7", "/a.asp?id=7"),
        ("/a.cfm?CFID=1&CFTOKEN=2&id=7", "/a.cfm?id=7"),
        ("/(S(lit3py55t21z5v55vlm25s55))/a.aspx?id=7", "/a.aspx?id=7"),
    ],
    "AMP": [
        ("/news/7/amp", "/news/7"),
        ("/2026/03/02/slug/amp/", "/2026/03/02/slug/"),
        ("/amp/news/7", "/news/7"),
        ("/AMP/news/7", "/news/7"),
        ("/news/7?amp", "/news/7"),
        ("/news/7?amp=1", "/news/7"),
        ("/?p=7&amp=true", "/?p=7"),
        ("/news/7?outputType=amp", "/news/7"),
        ("/society/2026/03/02/7-amp.html", "/society/2026/03/02/7.html"),
        ("/society/7.amp.html", "/society/7.html"),
        ("/amp/news/7/amp/", "/news/7/"),
    ],
    "print views": [
        ("/news/7?print=1", "/news/7"),
        ("/news/?ELEMENT_ID=7&print=Y", "/news/?ELEMENT_ID=7"),
        ("/news/7?print", "/news/7"),
        ("/news/7/print/", "/news/7/"),
        ("/print/news/7/", "/news/7/"),
        ("/news/7?view=print", "/news/7"),
        ("/news/7?version=print", "/news/7"),
        ("/svo/print:page,1,7-slug.html", "/svo/7-slug.html"),
        ("/index.php?id=7&tmpl=component&print=1&layout=default&page=", "/?id=7"),
        ("/about/7-slug?tmpl=component&print=1&page=", "/about/7-slug"),
    ],
    "default documents": [
        ("/news/index.html", "/news/"),
        ("/index.htm", "/"),
        ("/news/index.php?ELEMENT_ID=7", "/news/?ELEMENT_ID=7"),
        ("/Default.aspx?id=7", "/?id=7"),
        ("/index.shtml", "/"),
        ("/index.php?option=com_content&id=7", "/?option=com_content&id=7"),
    ],
    "spellings": [
        ("/%d0%bf%D0%B0", "/%D0%BF%D0%B0"),
        ("/%7Eivan", "/~ivan"),
        ("/a?q=%d0%bf", "/a?q=%D0%BF"),
        ("/память/7", "/%D0%BF%D0%B0%D0%BC%D1%8F%D1%82%D1%8C/7"),
        ("/память-героя/amp/", "/%D0%BF%D0%B0%D0%BC%D1%8F%D1%82%D1%8C-%D0%B3%D0%B5%D1%80%D0%BE%D1%8F/"),
        ("/%ef%e0%ec%ff%f2%fc", "/%EF%E0%EC%FF%F2%FC"),
        ("", "/"),
        ("/a;", "/a"),
    ],
}

HOSTS = [
    ("https://golos.example./news/7", f"{SITE}/news/7"),
    ("HTTPS://Golos.Example:443/news/7", f"{SITE}/news/7"),
    ("http://golos.example:80", "http://golos.example/"),
    ("https://www.golos.example/7", f"{SITE}/7"),
    ("https://m.golos.example/7", f"{SITE}/7"),
    ("https://pda.golos.example./7", f"{SITE}/7"),
    ("https://mobile.golos.example/7", f"{SITE}/7"),
    ("https://www.m.golos.example:8443/7", f"{SITE}:8443/7"),
    ("https://amp.golos.example/7", f"{SITE}/7"),
    ("https://m.vestnik.golos.example/7", "https://vestnik.golos.example/7"),
    ("https://user:secret@golos.example/7", f"{SITE}/7"),
    ("https://голос.рф/память", "https://xn--c1aqibp.xn--p1ai/%D0%BF%D0%B0%D0%BC%D1%8F%D1%82%D1%8C"),
    ("https://m.голос.рф./7", "https://xn--c1aqibp.xn--p1ai/7"),
    ("https://XN--C1AQIBP.xn--p1ai/7", "https://xn--c1aqibp.xn--p1ai/7"),
    ("http://[::1]:8000/7", "http://[::1]:8000/7"),
]

DIFFERENT = {
    "what selects the page": [
        ("/?p=7", "/?p=8"),
        ("/?id=7", "/?id=8"),
        ("/article.php?storyid=1", "/article.php?storyid=2"),
        ("/raion/news/?ELEMENT_ID=1", "/raion/news/?ELEMENT_ID=2"),
        ("/?newsid=1", "/?newsid=2"),
        ("/news?id_4=1", "/news?id_4=2"),
        ("/?file=article&sid=7", "/?file=article&sid=8"),
        ("/?action=view&id=7&module=articles", "/?action=view&id=7&module=news"),
        ("/?PAGEN_1=1", "/?PAGEN_1=2"),
        ("/s/channel?before=7", "/s/channel?before=8"),
        ("/?s=слово", "/?s=память"),
        ("/?view=article&id=7", "/?view=list&id=7"),
        ("/7?layout=default", "/7?layout=card"),
        ("/7?page=", "/7?page=2"),
        ("/7?amp=2", "/7"),
        ("/7?print=colour", "/7"),
        ("/7?from=archive", "/7"),
        ("/7?ref=8", "/7"),
        ("/a?b=1&c=2", "/a?c=2&b=1"),
    ],
    "paths": [
        ("/news", "/news/"),
        ("/News", "/news"),
        ("/a%2Fb", "/a/b"),
        ("/a%3Fb", "/a?b"),
        ("/a%23b", "/a"),
        ("/amp", "/"),
        ("/amp/", "/"),
        ("/print/", "/"),
        ("/amper/7", "/7"),
        ("/news/blueprint", "/news/blue"),
        ("/news/lamp.html", "/news/l.html"),
        ("/news/index.php/7", "/news/7"),
        ("/myindex.html", "/my"),
        ("/news/index-7.html", "/news/"),
        ("/%D0%B9", "/%D0%B8%CC%86"),
    ],
}

OTHER_HOSTS = [
    ("http://golos.example/", "https://golos.example/"),
    ("http://golos.example:8080/", "http://golos.example/"),
    ("https://m.example/7", "https://example/7"),
    ("https://penza.golos.example/7", "https://golos.example/7"),
    ("https://msk.golos.example/7", "https://golos.example/7"),
    ("https://mm.golos.example/7", "https://golos.example/7"),
]

NO_PAGES = [
    "mailto:a@golos.example", "javascript:void(0)", "file:///etc/passwd", "data:text/html,x", "http://",
    "tel:1", "http://[::1", "ftp://golos.example/", "http://golos.example:port/",
]  # fmt: skip

ALL_SAME = [(SITE + one, SITE + other) for cases in SAME.values() for one, other in cases] + HOSTS
ALL_DIFFERENT = [(SITE + one, SITE + other) for cases in DIFFERENT.values() for one, other in cases]


@pytest.mark.parametrize(("found", "key"), ALL_SAME)
def test_trackers_and_spellings_do_not_make_another_page(found: str, key: str) -> None:
    assert url_key(found) == key
    assert url_key(key) == key


@pytest.mark.parametrize(("one", "other"), ALL_DIFFERENT + OTHER_HOSTS)
def test_what_may_be_another_page_keeps_its_own_key(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize("href", NO_PAGES)
def test_what_is_no_web_address_is_refused(href: str) -> None:
    with pytest.raises(NotAWebAddress):
        absolute("https://golos.example/", href)


def test_a_link_is_read_as_a_browser_reads_it() -> None:
    assert absolute("https://golos.example/a/b?x=1", " ../c d#e ") == "https://golos.example/c%20d"
    assert absolute("https://golos.example/a/", "//other.example/я") == "https://other.example/%D1%8F"


def test_a_host_is_known_in_one_spelling() -> None:
    assert host_of("https://ГОЛОС.рф./") == "xn--c1aqibp.xn--p1ai"


def test_a_redirect_to_another_spelling_of_itself_has_a_key_to_settle() -> None:
    mobile, key = "https://m.golos.example/7", f"{SITE}/7"
    marked = key_after_redirect(key, came_from=mobile, known=key)
    assert marked != key and marked.startswith(key)
    assert key_after_redirect(key, came_from=key, known=key) == key
    assert key_after_redirect(f"{SITE}/8", came_from=mobile, known=key) == f"{SITE}/8"


PIECES = st.sampled_from(
    [
        "/", "//", "amp", "print", "index.php", "index.html", "-amp.html", "news", "7", "память",
        "%D0%bf", "%2F", "%25", "%4", "%zz", ";jsessionid=ab1", "(S(lit3py55t21z5v55vlm25s55))",
        "print:page,1,", ".html", "?", "&", "=", "amp=1", "print=1", "page=", "tmpl=component",
        "utm_a=b", "sid=0123456789abcdef0123456789abcdef", "id=7", "p=8", "PHPSESSID=1", "#", "я", "..",
        ".",
    ]
)  # fmt: skip
FOUND = st.builds(
    lambda host, pieces: f"https://{host}/{''.join(pieces)}",
    st.sampled_from(["golos.example", "www.m.golos.example.", "m.голос.рф", "pda.wap.golos.example:8443"]),
    st.lists(PIECES | st.text(max_size=4), max_size=12),
)


@given(FOUND)
@settings(max_examples=400, deadline=None)
def test_the_key_of_a_key_is_the_key(found: str) -> None:
    try:
        key = url_key(found)
    except NotAWebAddress:
        return
    assert url_key(key) == key
    assert key_of(key) == key


@given(FOUND, st.sets(st.sampled_from(["id", "p", "ref", "utm_a", "ELEMENT_ID"])))
@settings(max_examples=200, deadline=None)
def test_what_selects_the_page_is_never_dropped(found: str, cleaned: set[str]) -> None:
    try:
        address = absolute(found, found)
    except NotAWebAddress:
        return
    pairs = [pair for pair in urlsplit(address).query.split("&") if pair in ("id=7", "p=8")]
    kept = urlsplit(key_of(address, cleaned)).query.split("&")
    assert [pair for pair in kept if pair in pairs] == pairs
    assert all(SELECTING.fullmatch(pair.partition("=")[0]) for pair in pairs)
