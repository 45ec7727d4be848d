"""Two addresses of one page have one key; two pages never share one."""

import pytest

from crawlers.keys import NotAWebAddress, absolute, host_of, url_key

SAME = [
    ("https://golos.example/news/7?utm_source=vk&utm_medium=social", "https://golos.example/news/7"),
    ("https://golos.example/?p=7&from_inject=1&yclid=9&fbclid=x", "https://golos.example/?p=7"),
    ("https://golos.example./news/7#comments", "https://golos.example/news/7"),
    ("HTTPS://Golos.Example:443/news/7", "https://golos.example/news/7"),
    ("http://golos.example:80", "http://golos.example/"),
    ("https://голос.рф/память", "https://xn--c1aqibp.xn--p1ai/%D0%BF%D0%B0%D0%BC%D1%8F%D1%82%D1%8C"),
    ("https://golos.example/%d0%bf%D0%B0", "https://golos.example/%D0%BF%D0%B0"),
    ("https://golos.example/%7Eivan", "https://golos.example/~ivan"),
    ("https://golos.example/a;jsessionid=0A1B2C?id=7", "https://golos.example/a?id=7"),
    ("https://golos.example/a?PHPSESSID=77&id=7", "https://golos.example/a?id=7"),
    ("https://golos.example/a?", "https://golos.example/a"),
    ("https://golos.example/a?q=%d0%bf", "https://golos.example/a?q=%D0%BF"),
]

DIFFERENT = [
    ("https://golos.example/a?b=1&c=2", "https://golos.example/a?c=2&b=1"),
    ("https://golos.example/news", "https://golos.example/news/"),
    ("https://golos.example/News", "https://golos.example/news"),
    ("http://golos.example/", "https://golos.example/"),
    ("http://golos.example:8080/", "http://golos.example/"),
    ("https://golos.example/a%2Fb", "https://golos.example/a/b"),
    ("https://golos.example/a%3Fb", "https://golos.example/a?b"),
    ("https://golos.example/?file=article&sid=7", "https://golos.example/?file=article&sid=8"),
    ("https://golos.example/article.php?storyid=1", "https://golos.example/article.php?storyid=2"),
]

NO_PAGES = [
    "mailto:a@golos.example", "javascript:void(0)", "file:///etc/passwd", "data:text/html,x", "http://",
    "tel:1", "http://[::1", "ftp://golos.example/", "http://golos.example:port/",
]  # fmt: skip


@pytest.mark.parametrize(("found", "key"), SAME)
def test_trackers_and_spellings_do_not_make_another_page(found: str, key: str) -> None:
    assert url_key(found) == key
    assert url_key(key) == key


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
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
