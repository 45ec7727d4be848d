"""The spiders `vk` and `ok` follow a public community to its own posts, and take a login for a refusal."""

import pytest

from crawlers.refusals import is_login, refusal
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

VK = """<div id="public_wall"><div class="_post post" id="post-5500_12" data-post-id="-5500_12">
<a class="PostHeaderTime__link" href="/wall-5500_12">вчера</a><div class="wall_post_text">Погиб земляк</div>
<div class="copy_quote"><a href="/wall-777_1">чужая запись</a></div></div>
<div class="wall_item"><a name="post-5500_11" class="post__anchor anchor"></a>
<a class="wi_date" href="https://m.vk.com/wall-5500_11?from=x">11 фев</a>
<a href="/wall-5500_11?reply=13">ответ</a> <a href="/wall-888_2">ещё чужая</a> <a href="/id1">житель</a></div>
<a class="show_more" href="/club5500?offset=10">ещё</a></div>"""

OLDER = '<div data-post-id="-5500_3"></div><div data-post-id="-777_9"></div><div data-post-id="-777_8"></div>'

OK = """<div class="feed-w">
<a class="media-text_a" href="/group/5345/topic/15001?st.layer.cmd=x&amp;st._aid=1">
Простились</a> <a href="https://ok.ru./group/5345/topic/15002">Память</a>
<a href="/group/9/topic/7">чужая</a> <a href="/profile/12/topic/3">житель</a></div>"""


def test_a_vk_community_is_followed_to_its_own_posts(archive: Archive) -> None:
    pages = {f"/wall-5500_{n}": response(f"<p>{n}") for n in (12, 11, 3)}
    lists = {"/club5500": response(VK), "/club5500?offset=10": response(OLDER)}
    with serve({**pages, **lists}) as site:
        archive.night(archive.source("vk", site.url("/club5500"), 'next = "a.show_more"', spider="vk"))
        assert sorted(site.paths) == sorted([*pages, *lists])
    assert archive.issues() == []


def test_a_community_known_by_name_is_that_with_most_posts(archive: Archive) -> None:
    pages = {f"/wall-5500_{n}": response(f"<p>{n}") for n in (12, 11)}
    with serve({**pages, "/adm_hemchik": response(VK)}) as site:
        archive.night(archive.source("vk", site.url("/adm_hemchik"), spider="vk"))
        assert sorted(site.paths) == sorted([*pages, "/adm_hemchik"])


@pytest.mark.parametrize("start", ["/group/5345", "/adm.hemchik"])
def test_an_ok_group_is_followed_to_its_topics(archive: Archive, start: str) -> None:
    topics = {f"/group/5345/topic/{n}": response(f"<p>{n}") for n in (15001, 15002)}
    with serve({**topics, start: response(OK)}) as site:
        archive.night(archive.source("ok", site.url(start), spider="ok"))
        assert sorted(site.paths) == sorted([*topics, start])
    assert archive.issues() == []


@pytest.mark.parametrize("spider", ["vk", "ok"])
def test_a_community_without_posts_is_an_issue(archive: Archive, spider: str) -> None:
    with serve({"/hemchik": response("<p>Хемчик")}) as site:
        archive.night(archive.source(spider, site.url("/hemchik"), spider=spider))
        assert archive.issues() == [("empty-list", site.url("/hemchik"))]


WALLS = {
    "led to a login": response("", status="302 Found", location="/login?role=fast&to=aGVtY2hpaw--"),
    "led to OK's front page": response(
        "", status="302 Found", location="/dk?st.cmd=anonymMain&st.redirect=x"
    ),
    "a closed community": response("<title>Хемчик</title><p>Это закрытое сообщество"),
    "a call to log in": response("<p>Чтобы просматривать эту страницу, нужно зайти на сайт."),
    "said to be sensitive": response("<p>Сообщество может содержать неприемлемый контент"),
}


@pytest.mark.parametrize("wall", WALLS.values(), ids=list(WALLS))
def test_a_wall_before_the_wall_is_a_refusal_and_never_empty(archive: Archive, wall: bytes) -> None:
    with serve({"/hemchik": wall}) as site:
        report = archive.night(archive.source("vk", site.url("/hemchik"), spider="vk"))
        assert archive.issues() == [("refused", site.url("/hemchik"))]
        assert site.paths == ["/hemchik"]
    assert (report.sources[0].refused, report.sources[0].gone) == (1, 0)


@pytest.mark.parametrize(
    ("location", "is_a_login"),
    [
        ("https://login.vk.com/?act=login&to=x", True),
        ("https://a.example/wp-login.php?redirect_to=x", True),
        ("https://a.example/auth/?backurl=%2F", True),
        ("https://a.example/news/author/?p=2", False),
        ("https://a.example/login-v-sistemu-otkryt/", False),
        ("https://a.example/novosti/7", False),
    ],
)
def test_a_login_form_is_told_from_a_page_that_moved(location: str, is_a_login: bool) -> None:
    assert is_login(location) == is_a_login


def test_an_article_may_speak_of_closed_communities() -> None:
    article = "<p>«Это закрытое сообщество», — сказал глава района. " + "Он рассказал о земляках. " * 150
    assert refusal(200, article.encode(), "text/html") is None
