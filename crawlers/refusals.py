"""Tells a refusal from a page: a captcha, a block, a login wall. Never evidence, "empty" or "deleted".

A cue counts only on a page with few words: an article may quote any of them, and a guest book or a form for
comments may have a captcha of its own.
"""

import re
from urllib.parse import urlsplit

MARKUP_LIMIT = 200_000
"""Bytes of markup above which a page is not looked at: block pages carry scripts, but no article."""

WORDS_LIMIT = 2_500
"""Characters of visible text above which a page is no refusal."""

BY_STATUS = {401: "login", 403: "blocked", 407: "blocked", 451: "blocked"}

_CUES = {
    "captcha": r"""
        (?:smart-captcha|g-recaptcha|h-captcha|cf-turnstile)["'\s]          # the widgets of the great makers
        | <(?:input|img|iframe)[^<>]{1,600}?(?:name|id|src|class)=["'][^"'<>]{0,200}captcha  # its own form
        | подтвердите,\ что\ (?:запросы\ отправляли\ вы|вы\ не\ робот)
        | (?:докажите|убедитесь),\ что\ вы\ не\ робот
        | <title>[^<]*(?:\bcaptcha\b|вы\ не\ робот)""",
    "challenge": r"""
        <title>\s*(?:just\ a\ moment|ddos-guard|проверка\ браузера|checking\ your\ browser)
        | /cdn-cgi/challenge-platform/ | id=["']challenge-form["']""",
    "blocked": r"""
        <title>[^<]*(?:доступ\ (?:ограничен|запрещ[её]н|заблокирован)|access\ denied|сайт\ заблокирован)
        | доступ\ к\ (?:информационному\ )?ресурсу\ ограничен\ на\ основании
        | ваш\ ip(?:-адрес)?\ (?:был\ )?заблокирован | your\ ip\ (?:address\ )?has\ been\ blocked""",
    "login": r"""
        <title>[^<]*(?:войдите\ на\ сайт|требуется\ авторизация|вход\ в\ систему)
        | чтобы\ (?:просмотреть|увидеть|читать)[^<.]{0,60}(?:войдите|авторизуйтесь|зарегистрируйтесь)
        | чтобы\ (?:просматривать|смотреть|продолжить)[^<.]{0,60}(?:войдите|(?:зайти|войти)\ на\ сайт)
        | (?:войдите|зарегистрируйтесь)[^<.]{0,40},\ чтобы\ (?:увидеть|просм[ао]тр|читать|продолжить)
        | это\ (?:закрытое|частное)\ сообщество | эта\ группа\ (?:закрытая|частная)
        | этот\ профиль\ виден\ только\ (?:друзьям|зарегистрированным)
        | страница\ доступна\ только\ авторизованным""",
    "sensitive": r"""
        (?:сообщество|страница|группа|запись)\ может\ содержать\ (?:неприемлемый|нежелательный|шокирующий)""",
}
# Of each cue a word that is quick to look for; the patterns run only where one of them stands.
HINTS = (
    "captcha", "turnstile", "робот", "just a moment", "ddos-guard", "проверка браузера", "challenge",
    "checking your browser", "доступ", "access denied", "заблокирован", "blocked", "авториз", "войдите",
    "вход в систему", "зарегистрир", "профиль виден", "на сайт", "сообщество", "эта группа",
    "может содержать",
)  # fmt: skip
CUES = tuple((kind, re.compile(cues, re.VERBOSE)) for kind, cues in _CUES.items())
HIDING = re.compile(r"<(script|style|noscript|svg)\b|<!--")
FORM_FOR_WORDS = re.compile(r"<textarea\b")

# "/channel" without the "/s/" of the preview
CHANNEL = re.compile(r"/(?!s/)(?P<channel>\w{4,32})/?")
# "/login?to=…", "/wp-login.php?redirect_to=…", "/dk?st.cmd=anonymMain&…"
LOGIN = re.compile(
    r"/(?:login|signin|sign-in|auth|wp-login|join)(?:/|\.php|\.html?)?\?|/dk\?(?:.*&)?st\.cmd=anonym"
)
LOGIN_HOSTS = ("login.", "auth.", "id.vk.", "passport.")
PREVIEW = re.compile(r"/s/(?P<channel>\w{4,32})/?")


def refusal(status: int, body: bytes, content_type: str) -> str | None:
    """The kind of refusal that a response is (`captcha`, `challenge`, `blocked`, `login`), or None."""
    if len(body) <= MARKUP_LIMIT and (not content_type or "html" in content_type.lower()):
        text = _legible(body).lower()
        if any(hint in text for hint in HINTS) and not FORM_FOR_WORDS.search(text):
            kind = next((kind for kind, cue in CUES if cue.search(text)), None)
            if kind and _length_of_words(text) <= WORDS_LIMIT:
                return kind
    return BY_STATUS.get(status)


def is_without_preview(url: str, location: str) -> bool:
    """Whether a channel's preview leads to the channel itself: it is marked sensitive and shows nothing."""
    asked, sent = urlsplit(url), urlsplit(location)
    preview, channel = PREVIEW.fullmatch(asked.path), CHANNEL.fullmatch(sent.path)
    if not preview or not channel:
        return False
    same_site = sent.hostname in (asked.hostname, "t.me", "telegram.me")
    return same_site and preview["channel"].lower() == channel["channel"].lower()


def is_login(location: str) -> bool:
    """Whether an address is one that asks who we are: a login form, not the page under a new address."""
    parts = urlsplit(location)
    return (parts.hostname or "").startswith(LOGIN_HOSTS) or LOGIN.search(
        f"{parts.path}?{parts.query}"
    ) is not None


def _length_of_words(text: str) -> int:
    """How many characters a reader sees. By `find` alone: no markup, however odd, makes it slow."""
    length, at = 0, 0
    while (tag := text.find("<", at)) >= 0:
        length += len(" ".join(text[at:tag].split()))
        hiding = HIDING.match(text, tag)
        closing = ("-->" if hiding[0] == "<!--" else f"</{hiding[1]}") if hiding else ">"
        end = text.find(closing, tag)
        if end < 0:
            return length
        at = end + len(closing)
    return length + len(" ".join(text[at:].split()))


def _legible(body: bytes) -> str:
    """The text, well enough to find cues in: UTF-8, or the encoding of nearly all other Russian pages."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1251", errors="replace")
