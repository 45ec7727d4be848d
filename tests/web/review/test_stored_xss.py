"""What strangers wrote reaches every page as words: titles, addresses, names, headers, notes, pseudonyms."""

import re
from collections.abc import Iterator

import httpx
import msgspec
import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from archive import persons, readings, runs, sources
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.recorder import Recorder
from archive.records import Block, Claim, Document, Mention, Publisher
from desk.persons import decisions
from desk.review import queue
from desk.web import accounts
from desk.web.routes import ROUTES
from parsers.reading import VERSION
from tests.archive.volna import SOURCE, START, answer, exchange, link
from tests.archive.years import MovedClock
from tests.review.crowd import give
from tests.web.chromium import client, needs_chromium, signed_in
from tests.web.served import Served, serving

EVIL = (
    "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}</textarea></title><svg/onload=alert(3)>"
)
TOML = f"""title = {msgspec.json.encode(EVIL).decode()}
home = "https://volna.example/"
kind = "press"
region = "RU-PNZ"
spider = "listing"
"""
PERSON = "<b>anna</b>\"'><img src=x onerror=alert(4)>"[:40]
GETS = [
    route for route in ROUTES if route.method == "GET" and route.origin == "desk" and route.rule != "open"
]
TABS = ("text", "page", "screenshot", "replay", "looks", "proof")
PLACES = ("", "?tab=page", "?tab=proof", "?tab=looks", f"?q={EVIL[:30]}&kind=unseen&region=x&url={EVIL[:30]}")


def evil_archive(home: Home, clock: Clock) -> dict[str, str]:
    """One man, whose every word is an attack, concluded of and asked about by an evil pseudonym."""
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "nightly", {"source": SOURCE, "evil": EVIL})
        sources.record(db, clock, SOURCE, TOML)
        recorder = Recorder(home, clock, run)
        url = "https://volna.example/<script>alert(5)</script>?a=\"'><img/src=x/onerror=alert(6)>"
        page = link("x", url=url, key=url)
        recorder.frontier.add([page])
        head = (f"X-Evil: {EVIL}", "Content-Type: text/html; charset=utf-8")
        body = f"<title>{EVIL}</title><p>{EVIL}</p>".encode()
        found = exchange(url, answer(body, *head), tls=EVIL, ip="192.0.2.7")
        recorder.keep(found, settles=page)
        recorder.flush()
        recorder.close()
        (capture,) = db.conn.execute("SELECT id FROM capture").fetchone()
        (mention,) = readings.store(db, capture, VERSION, *_read(url))
        (person,) = give(db, clock, run, [mention])
        seen = persons.last_seq(db)
        decisions.verify(db, clock, person, "note", PERSON, reason=EVIL, seen=seen)
        decisions.verify(
            db, clock, person, "corrected", PERSON, field="rank", value=EVIL, reason=EVIL, seen=seen
        )
        seen = persons.last_seq(db)
        decisions.verify(db, clock, person, "rejected", PERSON, reason=EVIL, seen=seen)
        runs.end(db, clock, run, 1, {"error": EVIL})
        db.close()
    return {"person": person, "mention": mention, "subject": person, "capture": capture, "run": run}


def _read(url: str) -> tuple[Document, list[Mention]]:
    claims = tuple(
        Claim(field, EVIL, EVIL, 0, len(EVIL), f"{field}{EVIL}")
        for field in ("surname", "given", "patronymic", "rank", "unit", "settlement", EVIL)
    )
    status = Claim("status", "killed", EVIL, 0, len(EVIL), "status")
    paper = Publisher(EVIL, "press")
    blocks = (Block(0, len(EVIL)),)
    read = Document(
        EVIL,
        blocks,
        EVIL,
        "2023-05-14",
        "meta",
        'ru" onload=alert(7) x="',
        "utf-8",
        "article",
        url,
        START,
        paper,
    )
    return read, [Mention(0, len(EVIL), (status, *claims))]


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, str]]]:
    home, clock = Home(tmp_path_factory.mktemp("evil") / "home").create(), MovedClock()
    ids = evil_archive(home, clock)
    with serving(home, clock) as served:
        accounts.add(served.desk.room, clock, PERSON, "editor", None)
        accounts.add(served.desk.room, clock, "boris", "editor", None)
        queue.ask(served.desk.room, clock, ids["person"], PERSON, EVIL)
        yield served, ids


def addresses(ids: dict[str, str]) -> Iterator[str]:
    """Every page of the desk, with the man's ids in its path."""
    for route in GETS:
        for tab in TABS if "{tab}" in route.path else TABS[:1]:
            known = {**ids, "tab": tab, "source": SOURCE}
            yield from (_filled(route.path, known) + query for query in PLACES)


def _filled(path: str, known: dict[str, str]) -> str:
    return re.sub(r"{(\w+)(?::\w+)?}", lambda part: known.get(part[1], known["person"]), path)


def attacks(answer: httpx.Response) -> list[str]:
    """What of the page would run, or has an attribute that nobody of us wrote."""
    if "html" not in answer.headers.get("content-type", "") or not answer.text.strip():
        return []
    top = lxml_html.document_fromstring(answer.text)
    found = [
        element.tag
        for element in top.iter("script")
        if element.text or "/assets/" not in element.get("src", "")
    ]
    for element in top.iter():
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        found += [
            f"{element.tag} {name}" for name in ("href", "src", "action") if _leads_astray(element.get(name))
        ]
    return [*found, *(str(element.tag) for element in top.iter("img", "svg") if not element.get("class"))]


def _leads_astray(address: str | None) -> bool:
    return (address or "").strip().lower().startswith(("javascript:", "data:"))


def test_no_page_holds_an_attack(evil: tuple[Served, dict[str, str]]) -> None:
    served, ids = evil
    shown = 0
    for account in ("boris", PERSON):
        with client(served, account) as member:
            for address in addresses(ids):
                answer = member.get(address, headers={"accept": "text/html"})
                assert attacks(answer) == [], address
                assert answer.status_code != 500, address
                shown += "alert(" in answer.text
    assert shown > 20


@needs_chromium
def test_no_page_runs_an_attack(evil: tuple[Served, dict[str, str]], browser: Browser) -> None:
    served, ids = evil
    said = []
    with signed_in(browser, served, "boris") as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: said.append(message.text))
        for path in (
            f"/review/items/{ids['person']}",
            f"/review/items/{ids['person']}?tab=page",
            f"/mentions/{ids['mention']}?tab=proof",
            f"/mentions/{ids['mention']}?tab=looks",
            f"/persons/{ids['person']}",
        ):
            page.goto(path)
            page.wait_for_timeout(100)
    assert said == []
