"""Spellings of one page: mobile hosts, AMP and print views, sessions, trackers, default documents.

Every rule only makes keys; what is fetched keeps its spelling. A rule holds for all sites only if no engine
that we know selects pages by what it drops; what selects pages (`SELECTING`) no robots.txt can have dropped.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote_to_bytes

# "www.", "m.", "pda." before a name that still has a dot in it
MIRROR_HOST = re.compile(r"^(?:(?:www|m|mobile|pda|wap|amp)\.)+(?=[^.]+\.)")

TRACKERS = re.compile(
    r"""utm_\w+ | mtm_\w+ | pk_\w+ | yclid | ymclid | ysclid | yadclid | gclid | gclsrc | dclid | wbraid
    | gbraid | fbclid | msclkid | twclid | igshid | mc_[ce]id
    | fb_(?:action_ids|action_types|source|comment_id|ref)
    | _openstat | _g[al] | from_inject | erid | etext | replytocom | clear_cache | back_url_admin
    | bitrix_include_areas | st\.layer[\w.]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names of query parameters that say who came from where and never which page."""

SESSIONS = re.compile(
    r"phpsessid | jsessionid | sessionid | session_id | aspsessionid\w* | cfid | cftoken | oscsid | zenid",
    re.VERBOSE | re.IGNORECASE,
)
# PHP-Nuke's article is `sid=7`, a session `sid=` and 32 hexadecimal digits.
SESSION_BY_VALUE = re.compile(r"(?:sid|s|sess|sessid|phpsess)=[0-9a-f]{32}", re.IGNORECASE)

SELECTING = re.compile(
    r"""p | id | cid | nid | sid | storyid | newsid | news_id | article | article_id | id_\d+ | elementid
    | element_id | element_code | section_id | page_id | post | post_id | cat | category | rubric | topic
    | view | module | action | do | option | task | mod | name | file | q | s | search | page | paged | start
    | offset | limitstart | cstart | before | after | year | month | day | date | pagen_\d+ | w | z
    | layout | type""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names that select the page on engines we know: a Clean-param that names them is not believed."""

# AMP and print views, by the whole pair
VIEW = re.compile(
    r"""amp (?:=(?:1|true|yes|on|amp)?)? | (?:outputtype|output)=amp | (?:view|mode|version|format|type)=print
    | print (?:=(?:1|y|yes|true|on)?)? | tmpl=component""",
    re.VERBOSE | re.IGNORECASE,
)
# What Joomla's print links carry beside `print=1`
BESIDE_PRINT = re.compile(r"layout=default|page=", re.IGNORECASE)
PRINT = re.compile(r"print=(?:1|y|yes|true|on)", re.IGNORECASE)

# "/news;jsessionid=1A2B/7", and ASP.NET's "/(S(lit3py55t21z5v55vlm25s55))/news"
SESSION_IN_PATH = re.compile(
    r";(?:jsessionid|phpsessid)=[0-9a-z.!-]+|;+$|/\((?:[a-z]\([0-9a-z]{20,}\))+\)(?=/)", re.IGNORECASE
)
# "/amp/news/7" and "/print/news/7", but not a page that is only called so
VIEW_BEFORE = re.compile(r"^(?:/(?:amp|print))+(?=/[^/])", re.IGNORECASE)
# "/news/7/amp", "/news/7/print/"
VIEW_AFTER = re.compile(r"(?<=[^/])(?:/(?:amp|print))+(?P<slash>/?)$", re.IGNORECASE)
# "/7-amp.html"; DLE's "/svo/print:page,1,7-slug.html"
VIEW_WITHIN = re.compile(r"[-.]amp(?=\.html?$)|(?<=/)print:page,\d+,", re.IGNORECASE)
DEFAULT_DOCUMENT = re.compile(
    r"(?<=/)(?:index\.(?:html?|php|shtml|aspx?)|default\.(?:html?|aspx?))$", re.IGNORECASE
)

SAFE = "!$&'()*+,;=:@/~-._"
RESERVED = re.compile(rb"(%(?:2F|3F|23|25))", re.IGNORECASE)


def bare_host(host: str) -> str:
    """A host without what calls it a mirror of itself: `www.`, `m.`, `pda.`, `mobile.`, and a last dot."""
    return MIRROR_HOST.sub("", host.lower().rstrip("."))


def bare_path(path: str) -> str:
    """A path without sessions, AMP, print and default document, in one percent-encoding."""
    while (shorter := _path_once(path)) != path:
        path = shorter
    return path


def bare_query(query: str, dropped: Iterable[str] = ()) -> str:
    """A query without trackers, sessions and views. `dropped`: what the site's Clean-param names."""
    pairs = [pair for pair in query.split("&") if pair]
    beside_print = any(PRINT.fullmatch(pair) for pair in pairs)
    named = {name for name in dropped if not SELECTING.fullmatch(name)}
    return "&".join(_respelled(pair) for pair in pairs if not _is_idle(pair, named, beside_print))


def _path_once(path: str) -> str:
    path = SESSION_IN_PATH.sub("", respelled(path)) or "/"
    path = VIEW_WITHIN.sub("", VIEW_BEFORE.sub("", path))
    return DEFAULT_DOCUMENT.sub("", VIEW_AFTER.sub(r"\g<slash>", path))


def _is_idle(pair: str, named: set[str], beside_print: bool) -> bool:
    name = pair.partition("=")[0]
    return bool(
        name in named
        or TRACKERS.fullmatch(name)
        or SESSIONS.fullmatch(name)
        or SESSION_BY_VALUE.fullmatch(pair)
        or VIEW.fullmatch(pair)
        or (beside_print and BESIDE_PRINT.fullmatch(pair))
    )


def _respelled(pair: str) -> str:
    return re.sub(r"%[0-9a-f]{2}", lambda code: code[0].upper(), pair, flags=re.IGNORECASE)


def respelled(text: str) -> str:
    """Percent-encoding in one spelling: `%d0%BD`, `н` and `%D0%BD` become the last; `%7E` becomes `~`."""
    if "%" not in text:
        return text
    return "".join(
        piece.decode().upper() if RESERVED.fullmatch(piece) else quote(unquote_to_bytes(piece), safe=SAFE)
        for piece in RESERVED.split(text.encode())
    )
