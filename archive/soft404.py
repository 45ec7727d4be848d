"""Tells a page that says "not found" though its status says 200: a soft 404, or a platform's own notice.

A phrase counts as a whole sentence only, in the title, a main heading, or on a page of few words.
An article may say any of these things about something else.
"""

import re
from hashlib import sha256
from typing import Literal

from msgspec import Struct
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

MARKUP_LIMIT = 1 << 20
"""Bytes of markup above which a page is not looked at: no notice is that long."""

WORDS_LIMIT = 2_500
"""Characters of visible text above which a phrase must stand in the title or a heading."""

LONGEST = 160
"""Characters of the longest sentence that is held against the phrases."""

HOSTS = {
    "vk": ("vk.com", "m.vk.com", "vk.ru", "m.vk.ru"),
    "ok": ("ok.ru", "m.ok.ru", "www.ok.ru"),
    "telegram": ("t.me", "telegram.me"),
    "dzen": ("dzen.ru", "zen.yandex.ru"),
}

_DELETED = {
    "vk": r"""
        (?:страница|запись|публикация|фотография|видеозапись|обсуждение|сообщество)
            \ (?:была\ |было\ )?удален[ао](?:\ (?:либо|или)\ еще\ не\ создан[ао])?
        | (?:запись|тема|пост)\ (?:не\ найден[а]?|удален[а]?)
        | автор\ удалил\ (?:эту\ )?запись
        | (?:post|page)\ (?:has\ been\ |was\ )?deleted(?:\ or\ has\ not\ been\ created\ yet)?""",
    "ok": r"""
        (?:тема|заметка|публикация|группа|страница|обсуждение)
            \ (?:была\ |было\ )?удален[ао](?:\ (?:автором|пользователем))?
        | такой\ страницы\ нет(?:\ в\ ok)? | этой\ страницы\ нет\ в\ ok
        | страница,\ которую\ вы\ ищете,\ не\ найдена
        | пользователь\ удалил\ свою\ страницу""",
    "telegram": r"post\ not\ found | сообщение\ (?:не\ найдено|удалено) | публикация\ не\ найдена",
    "dzen": r"""
        (?:публикация|статья|канал)\ (?:был[а]?\ )?удален[а]?(?:\ автором)?
        | автор\ удалил\ (?:эту\ )?публикацию""",
}
"""Of each platform its own words for "deleted" (е stands for ё too). They mean that on its hosts only."""

_NOT_FOUND = r"""
    (?:(?:извините|простите|к\ сожалению|упс|ой|увы|внимание|404|ошибка|ошибка\ 404|error\ 404)[\s,:\-–—]*)*
    (?:
        (?:http\ )?(?:ошибка|error|код\ ошибки)\ ?[:\-–—]?\ ?404 | (?:http\ )?404(?:\ ошибка|\ error)?
        | (?:404\ ?[\-–—:]?\ ?)?(?:page\ |file\ |article\ )?not\ found
        | (?:(?:запрашиваем|запрошенн|иском|нужн|данн|эт|так)\w{1,3}\ )?(?:вами\ )?
            (?:страниц|стать|новост|запис|публикаци|категори|тем|материал|документ|раздел|элемент|объект|пост)\w{0,3}
            (?:,\ котор\w+\ вы\ (?:ищете|искали|запросили|запрашиваете),?)?
            (?:\ (?:с\ таким\ адресом|по\ (?:этому|данному|указанному)\ адресу))?
            \ (?:больше\ |уже\ )?
            (?:не\ найден[аоы]?|не\ существует|нет|отсутствует
                | (?:был[аои]?\ )?(?:удален[аоы]?|перемещен[аоы]?))
            (?:\ (?:на\ (?:нашем\ |этом\ )?(?:сайте|сервере)|на\ портале))?
            (?:,?\ (?:или|либо)\ (?:(?:был[аои]?|никогда|не|еще|уже)\ )*
                (?:удален|перемещен|существ|создан)\w*)?
        | нет\ такой\ страницы
        | по\ данному\ адресу\ публикаций\ на\ сайте\ не\ найдено.{0,80}
    )(?:[\s\-–—:(]*(?:404|not\ found)\)?)?"""
"""What common content management systems say on a page that is not there, as a whole sentence."""

# "Страница не найдена — Волна | Пенза": each part may be the sentence
_TITLE_PARTS = re.compile(r"\s[|—–\-/»·•]\s|\|")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|[.!?…]+$")
_SPACES = re.compile(r"\s+")
_LINES = re.compile(r"[\n\t]+")
_NO_LETTER = re.compile(r"[\W\d_]+")


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


NOT_FOUND = _whole(_NOT_FOUND)
DELETED = {platform: _whole(pattern) for platform, pattern in _DELETED.items()}
_PLATFORM = {host: platform for platform, hosts in HOSTS.items() for host in hosts}


class Glance(Struct, frozen=True):
    """What a page says of its own absence, and in which words; `sketch` is the same for like pages."""

    says: Literal["deleted", "not-found"] | None
    words: str | None
    sketch: str | None


def glance(host: str, body: bytes) -> Glance:
    """Looks at a page that a host gave, decoded. On a platform, its own notice of deletion comes first."""
    if len(body) > MARKUP_LIMIT:
        return Glance(None, None, None)
    tree = HTMLTree.parse(_legible(body))
    lines = _lines(tree)
    sentences = _sentences(tree, lines)
    deleted = _said(DELETED.get(_PLATFORM.get(host, "")), sentences)
    not_found = _said(NOT_FOUND, sentences)
    if deleted:
        return Glance("deleted", deleted, _sketch(lines))
    return Glance("not-found" if not_found else None, not_found, _sketch(lines))


def _said(pattern: re.Pattern[str] | None, sentences: list[str]) -> str | None:
    if pattern is None:
        return None
    return next((words for words in sentences if pattern.fullmatch(words.lower().replace("ё", "е"))), None)


def _sentences(tree: HTMLTree, lines: list[str]) -> list[str]:
    """The short sentences of title and main headings; on a page of few words, of all of it."""
    document = tree.document
    found = document.get_elements_by_tag_name("h1") if document else ()
    headings = [tree.title or "", *(one.text or "" for one in found)]
    parts = [part for heading in map(_plain, headings) for part in (heading, *_TITLE_PARTS.split(heading))]
    if sum(map(len, lines)) <= WORDS_LIMIT:
        parts += [line for line in lines if not line.isdecimal()]  # a cell of a table may say 404
    sentences = (sentence for part in parts for sentence in (part, *_SENTENCES.split(part)))
    return [words for one in sentences if (words := one.strip(" .!?…:;,")) and len(words) <= LONGEST]


def _lines(tree: HTMLTree) -> list[str]:
    """The visible text, a line for each block and each cell."""
    text = extract_plain_text(
        tree, list_bullets=False, alt_texts=False, links=False, form_fields=False, noscript=False
    )
    return [line for raw in _LINES.split(text) if (line := _plain(raw))]


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _sketch(lines: list[str]) -> str | None:
    """A digest of the letters alone: without figures, so that a counter or an address makes no difference."""
    letters = _NO_LETTER.sub("", "".join(lines).lower())
    return sha256(letters.encode()).hexdigest() if letters else None


def _legible(body: bytes) -> str:
    """The text, well enough to find phrases in: UTF-8, or the encoding of nearly all other Russian pages."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1251", errors="replace")
