"""Pages that say of themselves that they are not there, and pages that only speak of such things."""

import time

import pytest

from archive.soft404 import WORDS_LIMIT, glance

HOST = "volna.example"
FILLER = "<p>Мост через реку закрыли на ремонт до осени.</p>" * (WORDS_LIMIT // 30)


def page(title: str = "", heading: str = "", body: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{heading}</h1>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "words",
    [
        "Страница не найдена",
        "Страница не найдена (404)",
        "404 — Страница не найдена",
        "404: страница не найдена",
        "404 Not Found",
        "Ошибка 404",
        "Ошибка 404. Страница не найдена",
        "Error 404",
        "Page not found",
        "Извините, страница не найдена",
        "К сожалению, запрашиваемая страница не найдена",
        "Запрашиваемая вами страница не существует",
        "Страницы с таким адресом не существует",
        "Такой страницы нет",
        "Такой страницы больше не существует на нашем сайте",
        "Нет такой страницы",
        "Материал не найден",
        "Материал удалён",
        "Материал был удален",
        "Новость не найдена",
        "Статья не найдена или была удалена",
        "404 - Статья не найдена",
        "Категория не найдена",
        "Элемент не найден",
        "Раздел не найден!",
        "Запись удалена",
        "Запрошенной темы не существует.",
        "Страница, которую вы ищете, не найдена",
    ],
)
@pytest.mark.parametrize("where", ["title", "heading", "body"])
def test_a_page_that_says_not_found_is_told_in_the_title_a_heading_or_few_words(
    words: str, where: str
) -> None:
    made = {
        "title": page(title=f"{words} — Волна", body=FILLER),
        "heading": page(title="Волна", heading=f"<span>{words}</span>", body=FILLER),
        "body": page(title="Волна", body=f"<p>Волна. Газета района</p><div><b>{words}</b></div>"),
    }[where]
    found = glance(HOST, made)
    assert found.says == "not-found", found
    assert found.words and found.words.rstrip(".!") in words


@pytest.mark.parametrize(
    "made",
    [
        page(title="Волна", heading="Новости", body=f"<p>Страница не найдена</p>{FILLER}"),
        page(title="Страница истории не найдена ещё одним краеведом"),
        page(title="Боец не найден", heading="Могила не найдена"),
        page(title="Пропавший солдат", body="<p>Тело не найдено. Он числится пропавшим без вести.</p>"),
        page(title="Почему «Страница не найдена» — не приговор: советы редактора", body=FILLER),
        page(title="Дом 404 на улице Лесной расселят"),
        page(title="Волна", body="<script>var m = 'Страница не найдена';</script><p>Газета района</p>"),
        page(title="Волна", body="<!-- 404 Not Found --><p>Газета района</p>"),
        page(title="Новость дня"),
        page(title="Наградные листы", body="<table><tr><td>403</td><td>404</td></tr></table>"),
        page(title="Запись на приём"),
        page(title="Погибшего похоронили: 404-й километр"),
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    ],
)
def test_a_page_that_is_there_is_not_called_missing(made: bytes) -> None:
    assert glance(HOST, made).says is None


@pytest.mark.parametrize(
    ("host", "words", "says"),
    [
        ("vk.com", "Страница удалена либо ещё не создана.", "deleted"),
        ("m.vk.com", "Запись удалена", "deleted"),
        ("vk.com", "Запись не найдена", "deleted"),
        ("vk.com", "Автор удалил эту запись", "deleted"),
        ("vk.com", "Page deleted or has not been created yet.", "deleted"),
        ("ok.ru", "Тема удалена автором", "deleted"),
        ("ok.ru", "Такой страницы нет в OK", "deleted"),
        ("ok.ru", "Страница, которую вы ищете, не найдена", "deleted"),
        ("t.me", "Post not found", "deleted"),
        ("dzen.ru", "Публикация удалена автором", "deleted"),
        ("vk.com", "Страница не найдена", "not-found"),
        ("volna.example", "Post not found", None),
        ("volna.example", "Страница удалена либо ещё не создана.", "not-found"),
        ("vk.com", "Доступ к записи ограничен", None),
        ("vk.com", "Страница заблокирована", None),
    ],
)
def test_a_platform_s_own_words_for_deleted_mean_that_on_the_platform_only(
    host: str, words: str, says: str | None
) -> None:
    assert glance(host, page(title="ВКонтакте", body=f"<div>{words}</div>")).says == says


def test_a_comment_below_a_post_does_not_delete_the_post() -> None:
    wall = page(title="Посёлок | ВКонтакте", body=f"{FILLER}<div>Запись удалена</div>")
    assert glance("vk.com", wall).says is None


@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_the_words_are_found_in_either_encoding(charset: str) -> None:
    made = page(title="Страница не найдена").decode().encode(charset)
    assert glance(HOST, made).words == "Страница не найдена"


def test_pages_that_differ_in_figures_and_markup_alone_have_one_sketch() -> None:
    first = page(title="Волна", body="<p>Увы, № 17 тут нет</p><script>var t = 'a1';</script>")
    second = page(title="Волна 2", body="<div>Увы, № 18 тут <b>нет</b></div><script>var t = 'b2';</script>")
    other = page(title="Волна", body="<p>Увы, № 17 здесь нет</p>")
    assert glance(HOST, first).sketch == glance(HOST, second).sketch != glance(HOST, other).sketch
    assert glance(HOST, b"<html></html>").sketch is None


def test_404_alone_says_so_in_a_title_and_is_a_figure_elsewhere() -> None:
    assert glance(HOST, page(title="404 | Волна")).says == "not-found"
    assert glance(HOST, page(title="Дома", body="<p>403</p><p>404</p>")).says is None


@pytest.mark.parametrize(
    "evil",
    [b"<script ", b"<!--", b"<title>", b"<h1 ", b"<", b"<div>", b"<table><tr><td>", "ошибка ".encode()],
)
def test_a_hostile_page_takes_no_long_time(evil: bytes) -> None:
    began = time.process_time()
    assert glance(HOST, evil * (200_000 // len(evil))).says is None
    assert time.process_time() - began < 1
