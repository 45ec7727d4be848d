"""The table of changes is true of what the servers send."""

from collections import Counter

import pytest
from lxml import html

from demo.answers import what_changed
from demo.nights import CHANGES, RETRY_AFTER
from demo.web import SiteOnline, Web
from tests.demo.client import Got, decoded, get

TEXT_ONLY = "//div[@class='count']"


def test_every_fate_of_a_page_occurs_and_is_as_the_table_says(web: Web) -> None:
    found = {name: _fates(web, online) for name, online in web.sites.items() if online.site.standalone}
    assert found == {name: +count for name, count in what_changed().items() if name in found}
    assert {change.kind for change in CHANGES} == {
        "new",
        "edited",
        "touched",
        "gone-404",
        "gone-410",
        "captcha",
        "moved",
        "busy",
    }


def test_the_channel_gains_edits_and_loses_posts_as_the_table_says(web: Web) -> None:
    online = web.sites["kanal-suhokum"]
    first = _posts(web, online, 1)
    second = _posts(web, online, 2)
    kept = first.keys() & second.keys()
    assert {
        "new": len(second.keys() - first.keys()),
        "gone-404": len(first.keys() - second.keys()),
        "edited": sum(first[post] != second[post] for post in kept),
        "unchanged-same": sum(first[post] == second[post] for post in kept),
    } == what_changed()["kanal-suhokum"]


def test_addresses_of_the_channel_from_the_first_night_stay_good(web: Web) -> None:
    online = web.sites["kanal-suhokum"]
    web.night = 2
    assert all(get(online.base + target).status == 200 for target in online.pages[1])


def test_a_moved_page_is_found_where_its_redirect_leads(web: Web) -> None:
    web.night = 2
    for change in (change for change in CHANGES if change.kind == "moved"):
        moved = get(web.sites[change.site].base + change.path)
        assert get(moved.headers["location"]).status == 200


def test_a_busy_page_asks_once_to_wait(web: Web) -> None:
    [change] = [change for change in CHANGES if change.kind == "busy"]
    web.night = 2
    first, second = (get(web.sites[change.site].base + change.path) for _ in range(2))
    assert (first.status, first.headers["retry-after"], second.status) == (503, str(RETRY_AFTER), 200)


@pytest.mark.parametrize("night", [1, 2])
def test_conditional_requests_are_answered_by_what_was_sent(web: Web, night: int) -> None:
    web.night = night
    for online in web.sites.values():
        target = next(target for target, page in online.pages[1].items() if page.purpose == "list")
        sent = get(online.base + target)
        again = get(online.base + target, **_validators(sent))
        assert again.status == (200 if online.site.server.validator == "none" else 304), online.site.id
        assert again.body == (sent.body if again.status == 200 else b"")
    assert any(visit.conditional and visit.status == 304 for visit in web.log)


def _fates(web: Web, online: SiteOnline) -> Counter[str]:
    web.night = 1
    urls = [online.base + page.target for page in online.pages[1].values() if page.purpose == "page"]
    before = {url: get(url) for url in urls}
    web.night = 2
    fates = Counter(_fate(got, get(url, **_validators(got)), url) for url, got in before.items())
    moved = {change.target for change in CHANGES if change.kind == "moved"}
    fates["new"] += sum(
        page.purpose == "page" and online.base + page.target not in before and page.target not in moved
        for page in online.pages[2].values()
    )
    return +fates


def _fate(before: Got, now: Got, url: str) -> str:
    match now.status:
        case 301:
            return "moved"
        case 304:
            return "unchanged-304"
        case 404 | 410:
            return f"gone-{now.status}"
        case 503:
            assert get(url).body == before.body
            return "busy"
    if b"captcha-form" in now.body:
        return "captcha"
    if now.body == before.body:
        return "unchanged-same"
    return "touched" if _words(now) == _words(before) else "edited"


def _words(got: Got) -> str:
    tree = html.fromstring(decoded(got.body))
    for counter in tree.xpath(TEXT_ONLY):
        counter.drop_tree()
    return str(tree.text_content())


def _validators(got: Got) -> dict[str, str]:
    sent = {"If_None_Match": got.headers.get("etag"), "If_Modified_Since": got.headers.get("last-modified")}
    return {name: value for name, value in sent.items() if value}


def _posts(web: Web, online: SiteOnline, night: int) -> dict[str, str]:
    web.night = night
    posts = {}
    for target in online.pages[night]:
        tree = html.fromstring(decoded(get(online.base + target).body))
        for post in tree.xpath("//div[@data-post]"):
            posts[str(post.get("data-post"))] = str(post.text_content())
    return posts
