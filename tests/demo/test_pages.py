"""What the sites send: headers as declared, answers that the pages bear out, no date from the future."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from lxml import html

from demo.answers import expected
from demo.nights import CHANGES, NIGHTS
from demo.web import Web
from tests.demo.client import decoded, get

MACHINE_DATE = re.compile(r'(?:datetime|content)="(?P<date>2\d{3}-\d\d-\d\dT[^"]+)"|<pubDate>(?P<feed>[^<]+)')


@pytest.mark.parametrize("night", [1, 2])
def test_what_an_answer_quotes_stands_on_the_page(web: Web, night: int) -> None:
    web.night = night
    for (site, target), answer in expected(night).items():
        words = _words(web.sites[site].pages[night][target].body)
        for person in answer.persons:
            quotes = [person.get("name_as_written"), *person.get("evidence", {}).values()]
            assert [quote for quote in quotes if quote and _folded(quote) not in words] == [], (site, target)


@pytest.mark.parametrize("night", [1, 2])
def test_our_own_answers_name_people_of_the_page(web: Web, night: int) -> None:
    for (site, target), answer in expected(night).items():
        words = _words(web.sites[site].pages[night][target].body)
        for person in () if answer.labelled else answer.persons:
            stems = [part[:3] for part in (person["surname"], person["given"])]
            assert all(stem in words for stem in stems), (site, target, person)


def test_every_field_of_an_answer_is_present_somewhere() -> None:
    persons = [person for answer in expected(1).values() for person in answer.persons]
    seen = {field for person in persons for field, value in person.items() if value}
    assert seen >= {"age", "birth_date", "death_date", "funeral_date", "region", "settlement", "rank", "unit"}
    statuses = {person["status"] for person in persons}
    assert statuses >= {"killed", "missing", "captive"}
    categories = {person.get("category") for person in persons}
    assert categories >= {"contract", "volunteer", "mobilised", "conscript", "prisoner", "pmc"}


def test_the_portal_of_sport_and_weather_names_nobody() -> None:
    persons = [answer.persons for (site, _), answer in expected(2).items() if site == "gorodskoj-portal"]
    assert persons
    assert not any(persons)


def test_an_answer_is_kept_from_a_page_that_nobody_could_read() -> None:
    hidden = {
        (change.site, change.path) for change in CHANGES if change.kind in ("captcha", "gone-404", "moved")
    }
    assert hidden & expected(1).keys()
    assert not hidden & expected(2).keys()


@pytest.mark.parametrize("night", [1, 2])
def test_nothing_is_dated_after_its_night(web: Web, night: int) -> None:
    web.night, now = night, NIGHTS[night - 1]
    for online in web.sites.values():
        for page in online.pages[night].values():
            assert max(_dates(decoded(page.body)), default=now) <= now, page.target
            assert all(story.published and story.published <= now for story in page.stories), page.target
            assert page.modified is None or page.modified <= now
    sent = get(next(iter(web.sites.values())).base + "/robots.txt")
    assert parsedate_to_datetime(sent.headers["date"]) == now


def test_the_nights_are_a_day_apart() -> None:
    assert timedelta(days=1) <= NIGHTS[1] - NIGHTS[0] < timedelta(days=1, hours=1)


def test_one_site_lies_about_its_charset(web: Web) -> None:
    online = web.sites["ozyornyj-vestnik"]
    sent = get(online.base + "/?module=articles")
    assert "utf-8" in sent.headers["content-type"]
    with pytest.raises(UnicodeDecodeError):
        sent.body.decode("utf-8")
    assert "Озёрный вестник" in sent.body.decode("windows-1251")


@pytest.mark.parametrize(
    ("site", "target", "header", "value"),
    [
        ("sura-vestnik", "/feed/", "content-encoding", "gzip"),
        ("sura-vestnik", "/feed/", "transfer-encoding", "chunked"),
        ("stepnaya-pravda", "/novosti/", "content-type", "text/html"),
        ("golos-okrugov", "/zerkalo/", "transfer-encoding", "chunked"),
        ("svodka-regionov", "/novosti", "content-encoding", "gzip"),
    ],
)
def test_sites_frame_and_pack_as_declared(web: Web, site: str, target: str, header: str, value: str) -> None:
    assert get(web.sites[site].base + target, Accept_Encoding="gzip").headers[header] == value


def test_robots_are_absent_or_forbid_what_a_list_leads_to(web: Web) -> None:
    assert get(web.sites["pamyat-vyatka"].base + "/robots.txt").status == 404
    office = web.sites["adm-hemchik"]
    robots = get(office.base + "/robots.txt").body.decode()
    listed = html.fromstring(get(office.base + office.site.source.start[0]).body)
    links = [link.get("href") for link in listed.cssselect(office.site.source.detail or "")]
    assert "Crawl-delay: 0.1" in robots
    assert "Disallow: /pechat/" in robots
    assert any(link.startswith("/pechat/") for link in links)


def _dates(source: str) -> list[datetime]:
    found = MACHINE_DATE.finditer(source)
    dates = (
        parsedate_to_datetime(one["feed"]) if one["feed"] else datetime.fromisoformat(one["date"])
        for one in found
    )
    return [date for date in dates if date.tzinfo]


def _words(body: bytes) -> str:
    return _folded(str(html.fromstring(decoded(body)).text_content()))


def _folded(words: str) -> str:
    """Without spaces, as cells and blocks of a page have none between them."""
    return "".join(words.split())
