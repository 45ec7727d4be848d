"""A refusal is never taken for a page, and a page that quotes one is never taken for a refusal."""

import pytest

from crawlers.refusals import is_without_preview, refusal
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

REFUSALS = {
    "SmartCaptcha": ("captcha", '<title>Ой!</title><div class="smart-captcha" data-sitekey="k"></div>'),
    "reCAPTCHA": ("captcha", '<title>Проверка</title><div class="g-recaptcha" data-sitekey="k"></div>'),
    "hCaptcha": ("captcha", '<form><div class="h-captcha"></div></form>'),
    "a form of its own": (
        "captcha",
        '<form>Код: <img src="/captcha.php?7"><input name="captcha_code"></form>',
    ),
    "words in Russian": ("captcha", "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1>"),
    "a title in English": ("captcha", "<title>Captcha required</title>"),
    "a browser check": ("challenge", "<title>Just a moment...</title><script>1</script>"),
    "a guard": ("challenge", "<title>DDoS-Guard</title>"),
    "a challenge script": ("challenge", '<script src="/cdn-cgi/challenge-platform/h/b"></script>'),
    "closed by decision": ("blocked", "<title>Доступ ограничен</title>"),
    "closed by law": ("blocked", "<p>Доступ к информационному ресурсу ограничен на основании закона"),
    "an address blocked": ("blocked", "<p>Ваш IP-адрес был заблокирован"),
    "access denied": ("blocked", "<title>Access Denied</title>"),
    "a login wall": ("login", "<p>Чтобы просмотреть запись, войдите или зарегистрируйтесь"),
    "a login page": ("login", "<title>Вход в систему</title>"),
    "a closed profile": ("login", "<p>Этот профиль виден только друзьям"),
}

PAGES = {
    "an article about captchas": "<title>Что такое captcha</title><p>"
    + "Учёные рассказали о проверке. " * 200,
    "a guest book with a captcha": '<p>Память</p><form><textarea></textarea><img src="/captcha.php"></form>',
    "a story of a road": "<title>Новости</title><p>Доступ к посёлку ограничен из-за паводка.",
    "a story of a robot": "<p>Школьники собрали робота и показали его ветеранам.",
    "a login in the menu": '<a href="/login">Войдите</a><h1>Простились с земляком</h1>',
    "an empty page": "",
}


@pytest.mark.parametrize(("kind", "markup"), REFUSALS.values(), ids=list(REFUSALS))
@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_each_cue_tells_a_refusal(kind: str, markup: str, charset: str) -> None:
    assert refusal(200, markup.encode(charset), "text/html") == kind


@pytest.mark.parametrize("markup", PAGES.values(), ids=list(PAGES))
def test_a_page_is_no_refusal(markup: str) -> None:
    assert refusal(200, markup.encode(), "text/html") is None


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "login"), (403, "blocked"), (451, "blocked"), (500, None)]
)
def test_some_statuses_are_refusals(status: int, kind: str | None) -> None:
    assert refusal(status, b"<p>Forbidden", "text/html") == kind


def test_only_markup_is_looked_at() -> None:
    assert refusal(200, b"<title>Captcha required</title>", "application/json") is None


@pytest.mark.parametrize(
    ("asked", "sent", "hidden"),
    [
        ("https://t.me/s/zemlyaki", "https://t.me/zemlyaki", True),
        ("https://t.me/s/zemlyaki?before=70", "https://t.me/Zemlyaki", True),
        ("https://t.me/s/zemlyaki", "https://telegram.me/zemlyaki", True),
        ("https://t.me/s/zemlyaki", "https://t.me/s/zemlyaki_new", False),
        ("https://t.me/s/zemlyaki", "https://t.me/other_channel", False),
        ("https://golos.example/news", "https://golos.example/zemlyaki", False),
    ],
)
def test_a_channel_marked_sensitive_leads_to_itself(asked: str, sent: str, hidden: bool) -> None:
    assert is_without_preview(asked, sent) is hidden


def test_a_refused_page_is_kept_marked_told_and_not_followed(archive: Archive) -> None:
    wall = response(
        '<title>Captcha</title><form><input name="captcha"></form><a class="page" href="/trap">…</a>'
    )
    with serve({"/": wall, "/trap": response("…")}) as site:
        report = archive.night(archive.source("wall", site.url()))
        assert site.paths == ["/"]
    assert archive.rows("SELECT refusal FROM capture WHERE purpose <> 'robots'") == [("captcha",)]
    assert archive.issues() == [("refused", site.url())]
    assert (report.sources[0].refused, report.sources[0].new, report.exit_code) == (1, 0, 1)


def test_a_sensitive_channel_is_refused_and_not_empty(archive: Archive) -> None:
    with serve({"/s/zemlyaki": response("", status="302 Found", location="/zemlyaki")}) as site:
        archive.night(archive.source("zemlyaki", site.url("/s/zemlyaki"), spider="telegram"))
        assert site.paths == ["/s/zemlyaki"]
    assert archive.rows("SELECT refusal FROM capture WHERE purpose <> 'robots'") == [("sensitive",)]


def test_a_source_that_refuses_again_and_again_is_left_alone_for_the_night(archive: Archive) -> None:
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(40))
    forbidden = {f"/{n}": response("no", status="403 Forbidden") for n in range(40)}
    with serve({"/": response(links), **forbidden}) as site:
        report = archive.night(archive.source("wall", site.url()))
        assert len(site.paths) < 12
    assert report.sources[0].stopped == "refused 5 times in a row"
    assert report.sources[0].left >= 30
