"""A trial from beginning to end: what a site is, how it would be crawled, and one page of it."""

import asyncio
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from archive.clock import Clock
from archive.records import Kind
from crawlers.agent import contact_of, user_agent
from crawlers.keys import NotAWebAddress, absolute
from crawlers.robots import Rules
from crawlers.trial import signs
from crawlers.trial.choice import choose, entrance
from crawlers.trial.machine import Choice
from crawlers.trial.visits import DELAY, CannotTry, Seen, Visits

OFFICIAL = ("gosuslugi", "gosweb", "adm", ".gov.", "sovet", "duma", "kremlin")
SOCIAL = ("telegram", "vk", "ok")


class Survey(Struct, frozen=True):
    """What a trial found. `page`: what one detail page answered; `no_page`: why there is none.

    `robots`: what robots.txt says, a line each; `asked`: every address that was asked for, in order.
    """

    home: str
    title: str
    kind: Kind
    engine: str | None
    encoding: str
    robots: list[str]
    delay: float
    choice: Choice
    page: Seen | None
    no_page: str
    asked: list[str]


def survey(
    url: str,
    *,
    clock: Clock,
    contact: str | None = None,
    loopback: bool = False,
    told: Callable[[str], None] = lambda url: None,
) -> Survey:
    """Tries a site. `told` is told each address before it is asked for.

    Raises CannotTry with the reason in words, agent.NoContact.
    """
    agent = user_agent(contact_of(contact), loopback=loopback)
    try:
        address = entrance(absolute(url, url))
    except NotAWebAddress as error:
        raise CannotTry(f"{url!r} is no http or https address with a host") from error

    async def trial() -> Survey:
        delay = 0.0 if loopback else DELAY
        visits = Visits(address, agent, clock, loopback=loopback, delay=delay, told=told)
        try:
            return await _survey(visits, address)
        finally:
            visits.close()

    return asyncio.run(trial())


async def _survey(visits: Visits, url: str) -> Survey:
    rules = await visits.rules(url)
    front = await visits.look(url)
    _require_page(front)
    choice = await choose(visits, front, rules)
    page, no_page = await _page(visits, choice)
    return Survey(
        home=front.url if choice.spider in SOCIAL else urljoin(front.url, "/"),
        title=signs.site_name(front.selector) or urlsplit(front.url).hostname or "",
        kind=_kind(front.url, choice.spider),
        engine=signs.engine(front),
        encoding=signs.encoding_note(front),
        robots=_told(rules),
        delay=max(DELAY, rules.delay),
        choice=choice,
        page=page,
        no_page=no_page,
        asked=visits.asked,
    )


def _require_page(front: Seen) -> None:
    if front.refused:
        raise CannotTry(
            f"{front.url} answered with a refusal ({front.refused}), which we do not evade: "
            "look at it in a browser, or ask its editors"
        )
    if not front.is_good:
        raise CannotTry(f"{front.url} answered {front.status}")


async def _page(visits: Visits, choice: Choice) -> tuple[Seen | None, str]:
    if choice.sample is None:
        return None, "no page was named to look at"
    try:
        page = await visits.look(choice.sample)
    except CannotTry as error:
        return None, str(error)
    if not page.is_good:
        return None, f"{page.url} answered {page.status}" + (f" ({page.refused})" if page.refused else "")
    return page, ""


def _told(rules: Rules) -> list[str]:
    if rules.parsed is None:
        return ["robots.txt: none; everything is allowed"]
    told = ["robots.txt: allows what was asked for"]
    if rules.delay:
        told.append(f"robots.txt: a request every {rules.delay:g} s")
    told += [f"robots.txt: Clean-param {'&'.join(rule.names)} {rule.path}" for rule in rules.clean[:5]]
    return told


def _kind(url: str, spider: str) -> Kind:
    if spider in SOCIAL:
        return "social"
    host = urlsplit(url).hostname or ""
    return "official" if any(mark in host for mark in OFFICIAL) else "press"
