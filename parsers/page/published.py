"""When a page was published, and how that is known.

Order: JSON-LD, meta tags, marked-up time, the line beside the headline, the address, the title, a line
elsewhere that says so, a line without a year.
Never the clock of the page's top, never a date of change, never a day after the fetch.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import unquote

from msgspec import Struct

from parsers.page.body import headline_place
from parsers.page.dates import Day, day_in_path, days, is_utc
from parsers.page.metadata import Metadata
from parsers.page.segment import Segment
from parsers.page.stamps import stamps
from parsers.page.stated import stated
from parsers.page.timezones import local
from parsers.page.tree import Node
from parsers.page.zones import META

_EARLIEST = "1995-01-01"
_NEAR = 6
_LONGEST_LINE = 250

# «Обновлено 5 мая», «Изменено: …» alone; «Сегодня 5 сентября 2025 года», «USD 91,17 … на 03.12.2024»
_CHANGED = re.compile(
    r"\s*(?:обновлен\w*|изменен\w*|дата\s+изменения|updated|modified|ред(?:актировано|\.))", re.I
)
_CLOCK = re.compile(
    r"\s*(?:сегодня|сейчас|сьогодні|today)\b(?!,?\s*(?:в\s|о\s|at\s)?\s*\d\d?[:.]\d\d)|.*\b(?:usd|eur|°c)\b",
    re.I,
)
# «14.07.1971 – 28.01.2026», «с 6 - 9 мая»
_RANGE = re.compile(r"\d\s*[–—]\s*\d|\d\s+-\s+\d")
# «Обновлено 14.03.2024», «Инвентаризация от 2024-02-20», «по состоянию на 1 мая 2024»: a register's own date
_AS_OF = re.compile(
    r"(?:обновлен\w*|составлен\w*|инвентаризаци\w+|по\s+состоянию|актуал\w+|дата\s+выгрузки|as\s+of)\b", re.I
)
# «Погиб: 5 марта», «родился», «прощание»: a day of somebody's life
_OF_A_PERSON = re.compile(
    r"\b(?:погиб|род(?:ил|ен|ж)|умер|гибел|смерт|похорон|захорон|прощан|призван|(?<!пресс-)служ)", re.I
)
# a whole sentence, but for «2024 г.»
_CLOSED = re.compile(r"(?:[!?:;»…]|(?<!г)(?<!\bгода)\.)$")
# after the day: «06:41 ИА «Ижица»»
_BY_OUTLET = re.compile(r"^,?\s*(?:\d\d?:\d\d)?[\s,|·—–-]*[А-ЯЁA-Z][^.!?]*«[^»]+»$")
_NOT_WORDS = re.compile(r"[^А-Яа-яЁёA-Za-z]")
_TITLE_JOINT = re.compile(r"\s[-–—|»/]\s")
_WIDE = frozenset({"body", "html", "table", "tbody", "tr", "form"})


class Published(Struct, frozen=True):
    """An ISO day and how it is known: json-ld, meta, markup, visible, url, title, visible-yearless, as-of."""

    day: str
    how: str


class Surroundings(Struct, frozen=True):
    """What of a page its date is looked for in. `body` is None where no article was found."""

    url: str
    fetched_at: datetime
    region: str | None
    data: Metadata
    root: Node
    found: Sequence[Segment]
    headline: Node | None
    body: Node | None
    register: bool = False


def published(page: Surroundings) -> Published | None:
    """The best known day, or None where the page does not say."""
    seen = next(_visible(page), None)
    for stamp, how in stamps(page.root, page.data, page.headline):
        for day in days(stamp, page.fetched_at):
            if _is_possible(day.value, page.fetched_at):
                return _as_shown(Published(day.value, how), stamp, seen, page.fetched_at)
    if seen and seen.exact:
        return Published(seen.value, "visible")
    path = day_in_path(unquote(page.url.partition("://")[2].partition("/")[2]))
    if path and _is_possible(path, page.fetched_at):
        return Published(path, "url")
    titled = _in_title(page)
    if titled:
        return titled
    said = stated(page.found, page.body, page.fetched_at)
    if said and _is_possible(said, page.fetched_at):
        return Published(said, "visible")
    if seen:
        return Published(seen.value, "visible-yearless")
    return _as_of(page) if page.register else None


def _visible(page: Surroundings) -> Iterator[Day]:
    """Days of the lines about the headline: below it, above it, under the text; exact ones first."""
    now = local(page.fetched_at, page.region)
    exact, loose = list[Day](), list[Day]()
    for segment in _about_headline(page):
        text = segment.text[:_LONGEST_LINE]
        if _CHANGED.match(text) or _CLOCK.match(text) or _RANGE.search(text):
            continue
        for day in days(text, now)[:1]:
            if _is_date_line(segment, day) and _is_possible(day.value, page.fetched_at):
                (exact if day.exact else loose).append(day)
    yield from exact
    yield from loose


def _about_headline(page: Surroundings) -> Iterator[Segment]:
    found = [one for one in page.found if one.kind not in {"row", "card"}]
    at = headline_place(found, page.headline)
    first, last = _ends(found, page.body)
    if at < 0:
        yield from found[max(0, first - _NEAR) : first + 5]
    else:
        inner = page.headline is not None and page.headline.holds(found[at - 1].node)
        near = found[at - 1 if inner else at + 1 : max(at + 5, min(first + 2, at + 12))]
        yield from (one for one in near if one.zone in (None, META))
        above = reversed(found[max(0, at - _NEAR) : at])
        yield from (one for one in above if one.zone in (None, META) and _is_close(one.node, page.headline))
    yield from (one for one in found[last + 1 : last + 6] if one.zone == META)


def _ends(found: Sequence[Segment], body: Node | None) -> tuple[int, int]:
    inside = [at for at, one in enumerate(found) if body is not None and body.holds(one.node)]
    return (inside[0], inside[-1]) if inside else (0, len(found))


def _is_close(node: Node, headline: Node | None) -> bool:
    """Whether a line above the headline is of the article, not of the page's top."""
    if headline is None:
        return False
    shared = next((one for one in node.ancestors() if one.holds(headline)), None)
    return shared is not None and shared.tag not in _WIDE


def _is_date_line(segment: Segment, day: Day) -> bool:
    """Whether a line is there for its date: little else is in it, and no sentence goes on after it."""
    rest = segment.text[: day.start] + segment.text[day.end :]
    letters = len(_NOT_WORDS.sub("", rest))
    if _OF_A_PERSON.search(rest):
        return False
    if segment.zone == META:
        return letters <= 120
    is_closed = _CLOSED.search(segment.text) and not _BY_OUTLET.search(segment.text[day.end :])
    return letters <= 60 and day.start <= 40 and not is_closed


def _is_possible(day: str, fetched_at: datetime) -> bool:
    """Not before the web's press, not after the fetch by any clock on earth."""
    return _EARLIEST <= day <= (fetched_at + timedelta(hours=14)).date().isoformat()


def _as_shown(known: Published, stamp: str, seen: Day | None, fetched_at: datetime) -> Published:
    """The stamp, unless the day that the page shows its readers proves it wrong.

    A stamp in UTC may be a day off; one of the very day of the fetch may be the server's clock.
    """
    if seen is None or not seen.exact or seen.value == known.day:
        return known
    apart = date.fromisoformat(known.day) - date.fromisoformat(seen.value)
    if is_utc(stamp) and abs(apart) == timedelta(days=1):
        return Published(seen.value, "visible")
    fresh = date.fromisoformat(known.day) >= fetched_at.date() - timedelta(days=1)
    return Published(seen.value, "visible") if fresh and apart > timedelta(days=1) else known


def _in_title(page: Surroundings) -> Published | None:
    """«Вахта закончена - 23 Июня 2023 - Отряд»: a part of <title> that is a date and nothing else."""
    for part in _TITLE_JOINT.split(page.data.title[:_LONGEST_LINE]):
        for day in days(part, page.fetched_at):
            if (
                day.exact
                and len(part.strip()) <= day.end - day.start + 3
                and _is_possible(day.value, page.fetched_at)
            ):
                return Published(day.value, "title")
    return None


def _as_of(page: Surroundings) -> Published | None:
    for segment in page.found:
        cue = _AS_OF.search(segment.text)
        if cue:
            for day in days(segment.text[cue.start() :], page.fetched_at):
                if _is_possible(day.value, page.fetched_at):
                    return Published(day.value, "as-of")
    return None
