"""Two years of nights over invented pages, by a clock moved by hand: what truly vanished is found, no more.

Each page has a life drawn at random: it stays, is edited, moves, is deleted, comes back; its host has nights
out of order in every way we know. The truth is known, so the ledger can be held against it.
"""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from msgspec import Struct

from archive.clock import parsed
from archive.records import Link
from tests.archive.volna import SOURCE, START, Archive, answer, exchange, link
from tests.archive.years import DAY, NOT_FOUND, MovedClock, Years, page, redirect

NIGHTS = 730
NOTICED_BY = 460
"""Deleted by then, a page is looked at (every 180 days), missed and found gone before the last night."""

HOSTS = ("volna.example", "bereg.example", "ok.ru")
ILLS = ("dns", "503", "404 for all", "mute", "captcha", "parked")
FATES = (
    "stays",
    "edited",
    "moved",
    "404",
    "410",
    "notice",
    "soft",
    "to the front",
    "via a move",
    "returns",
    "blinks",
)

NAMES = ("ber", "vol", "dub", "les", "kam", "mys", "nov", "ozer", "pol", "rech")
"""Syllables of the pages' names: pages that differ in figures alone would look alike."""

GONE = answer(b"<h1>Gone</h1>", status="410 Gone")
BUSY = answer(b"", status="503 Busy")
CAPTCHA = answer(b"captcha")
PARKED = answer("<p>Сайт временно не работает.</p>".encode())
SOFT = page("Страница не найдена")
NOTICE = answer("<title>OK</title><p>Тема удалена автором.</p>".encode())


class Life(Struct, frozen=True):
    """A page's life, in nights: when it was published, and when its fate came."""

    path: str
    host: str
    born: int
    fate: str
    falls: int

    def answers(self, night: int) -> bytes:
        """What its URL answers while its host is well."""
        if night < self.falls:
            return page(f"Похороны {self.path}")
        since = night - self.falls
        return {
            "stays": page(f"Похороны {self.path}"),
            "edited": page(f"Похороны {self.path}, уточнено"),
            "moved": redirect(f"/new/{self.path}"),
            "404": NOT_FOUND,
            "410": GONE,
            "notice": NOTICE if self.host == "ok.ru" else NOT_FOUND,
            "soft": SOFT,
            "to the front": redirect("/"),
            "via a move": redirect("/404"),
            "returns": NOT_FOUND if since < 250 else page(f"Похороны {self.path}"),
            "blinks": NOT_FOUND if since < 6 else page(f"Похороны {self.path}"),
        }[self.fate]

    @property
    def is_deleted(self) -> bool:
        """Whether the page is deleted on the day of its fate, for long."""
        return self.fate in ("404", "410", "notice", "via a move", "returns")


class Web:
    """The invented hosts, and the nights on which they are ill."""

    def __init__(self, seed: int, pages: int) -> None:
        dice = random.Random(seed)
        self.lives = {}
        for number in range(pages):
            host, fate = dice.choice(HOSTS), dice.choice(FATES)
            born = dice.randrange(0, 300)
            name = "".join(NAMES[int(figure)] for figure in str(number))
            life = Life(f"{name}.html", host, born, fate, born + dice.randrange(5, 400))
            self.lives[f"https://{host}/{life.path}"] = life
        self.ills: dict[tuple[str, int], str] = {}
        for _ in range(60):
            host, begin, ill = dice.choice(HOSTS), dice.randrange(1, NIGHTS), dice.choice(ILLS)
            for night in range(begin, begin + dice.choice((1, 1, 2, 3, 5, 9, 14))):
                self.ills[host, night] = ill

    def answers(self, url: str, night: int) -> bytes | None:
        """What a URL answers on a night; None: nothing."""
        parts = urlsplit(url)
        host, path = parts.netloc, parts.path.removeprefix("/")
        ill = self.ills.get((host, night))
        if ill:
            return {"503": BUSY, "404 for all": NOT_FOUND, "captcha": CAPTCHA, "parked": PARKED}.get(ill)
        if path in ("", "list"):
            return page(f"Все новости {night}")
        if path.startswith("new/"):
            return page(f"Похороны {path}")
        life = self.lives.get(url)
        return life.answers(night) if life else NOT_FOUND


class Crawl:
    """Nights over the web, as the crawler goes about them: what is due, robots.txt first, three tries."""

    def __init__(self, years: Years, web: Web) -> None:
        self._years = years
        self._web = web

    def night(self, night: int) -> None:
        clock = self._years.clock
        clock.moment = max(clock.moment, START + night * DAY)
        self._years.begin_run()
        self._recorder = self._years.archive.recorder
        born = [url for url, life in self._web.lives.items() if life.born == night]
        lists = [f"https://{host}/list" for host in HOSTS]
        self._recorder.frontier.add([*map(_page, born), *map(_list, lists)])
        while links := self._due():
            for found in links:
                self._look(found, night)
            self._recorder.flush()

    def _due(self) -> list[Link]:
        """What is due now, or within minutes: the tries of a page that gave no answer."""
        frontier, clock = self._recorder.frontier, self._years.clock
        if found := frontier.lease(SOURCE, 1000):
            return found
        due = frontier.next_due(SOURCE)
        if due and due < clock.now() + timedelta(minutes=5):
            clock.moment = max(clock.moment, due)
            return frontier.lease(SOURCE, 1000)
        return []

    def _look(self, found: Link, night: int) -> None:
        now = self._years.clock.now()
        host = urlsplit(found.url).netloc
        if self._web.ills.get((host, night)) == "dns":
            robots = f"https://{host}/robots.txt"
            self._recorder.missed(robots, robots, source=SOURCE, purpose="robots", reason="no such name")
            self._recorder.frontier.postpone(found, now + timedelta(hours=18), "no such name")
            return
        response = self._web.answers(found.url, night)
        if response is None:
            self._recorder.fail(found, "no answer in time")
            return
        self._keep(found, response, now)

    def _keep(self, found: Link, response: bytes, now: datetime) -> None:
        made = exchange(
            found.url,
            response,
            fetched_at=now,
            purpose=found.purpose,
            refusal="captcha" if response is CAPTCHA else None,
        )
        leads_to = dict(made.headers).get("Location")
        outlinks = [_page(f"https://{urlsplit(found.url).netloc}{leads_to}")] if leads_to else []
        later = now + timedelta(hours=18) if made.status >= 500 or made.refusal else None
        self._recorder.keep(made, settles=found, outlinks=outlinks, again_at=later)


def _page(url: str) -> Link:
    return link("", url=url, key=url)


def _list(url: str) -> Link:
    return link("", url=url, key=url, purpose="list", again=86400)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


def lived(archive: Archive, clock: MovedClock, web: Web) -> tuple[Years, dict[str, list[str]]]:
    """All nights; gives what each night's pass told of a URL, in order."""
    years, told = Years(archive, clock), defaultdict[str, list[str]](list)
    crawl = Crawl(years, web)
    for night in range(NIGHTS):
        crawl.night(night)
        read = years.read()
        for _, url in read.vanished:
            told[url].append("vanished")
        for _, url in read.back:
            told[url].append("back")
    return years, told


@pytest.mark.parametrize(
    ("seed", "pages"), [(1, 100), *(pytest.param(seed, 300, marks=pytest.mark.soak) for seed in range(1, 11))]
)
def test_in_two_years_every_true_deletion_is_found_and_no_outage_is_called_one(
    archive: Archive, clock: MovedClock, seed: int, pages: int
) -> None:
    web = Web(seed, pages)
    years, told = lived(archive, clock, web)
    vanished = {url for url, words in told.items() if "vanished" in words}
    deleted = {url for url, life in web.lives.items() if life.is_deleted}
    in_time = {
        url
        for url in deleted
        if web.lives[url].falls <= NOTICED_BY
        and web.lives[url].fate != "returns"
        and _was_seen(years, web, url)
    }
    assert vanished <= deleted
    assert in_time <= vanished
    assert len(in_time) > pages / 6
    _the_brackets_hold(years, web)
    assert all(words in ([], ["vanished"], ["vanished", "back"]) for words in told.values())
    assert {url for url, words in told.items() if "back" in words} <= _returning(web)
    assert years.derived() == years.anew()


def _was_seen(years: Years, web: Web, url: str) -> bool:
    """Whether a look fell between the page's birth and its end, on a night when its host was well."""
    life = web.lives[url]
    looks = years.archive.rows("SELECT fetched_at FROM capture WHERE url = ? AND status = 200", url)
    nights = [(parsed(str(at)) - START) // DAY for (at,) in looks]
    return any(night < life.falls and (life.host, night) not in web.ills for night in nights)


def _returning(web: Web) -> set[str]:
    return {url for url, life in web.lives.items() if life.fate == "returns"}


def _the_brackets_hold(years: Years, web: Web) -> None:
    """Every page that is gone was last seen before it was deleted, and first missed after."""
    rows = years.archive.rows("SELECT url_key, last_seen_at, first_missed_at FROM turn WHERE kind = 'gone'")
    assert rows
    for url, seen, missed in rows:
        if url not in web.lives or not _was_seen(years, web, str(url)):
            continue  # where redirects lead; a page that was deleted before it was ever seen
        fell = START + web.lives[str(url)].falls * DAY
        assert parsed(str(seen)) < fell <= parsed(str(missed)), url
