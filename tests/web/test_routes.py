"""Every route of the desk is held to its rule: a new one is asked the same questions, without a new test."""

import re
from datetime import timedelta

import httpx
import pytest

from desk.web.accounts import ROLES
from desk.web.route import Route
from desk.web.routes import ROUTES
from tests.web.served import Member, Served

DESK = [route for route in ROUTES if route.origin == "desk"]
CLOSED = [route for route in DESK if route.rule in ROLES]
SENT = [route for route in DESK if route.method == "POST"]
LOWER = [(route, role) for route in CLOSED for role in ROLES[: ROLES.index(route.rule)]]  # type: ignore[arg-type]
SIGNED = [route for route in ROUTES if route.rule == "signed"]


def said(route: Route) -> str:
    return f"{route.method} {route.path}"


def path_of(route: Route) -> str:
    """The path with guesses in place of its parts."""
    return re.sub(r"{[^}]*}", "01GUESSED0000000000000000", route.path)


def ask(client: httpx.Client, route: Route, **headers: str) -> httpx.Response:
    if route.method == "GET":
        return client.get(path_of(route), headers=headers)
    return client.post(path_of(route), data={"some": "thing"}, headers=headers)


@pytest.fixture(scope="module")
def members(desk: Served) -> dict[str, Member]:
    return {role: desk.signed_in(role) for role in ROLES}


def test_the_desk_answers_nothing_that_is_not_in_the_table(desk: Served) -> None:
    answered = {(path.path, *path.methods, path.origin) for path in desk.app.routes}  # type: ignore[union-attr]
    known = {
        (route.path, *({"GET", "HEAD"} if route.method == "GET" else {route.method}), route.origin)
        for route in ROUTES
    }
    assert {frozenset(one) for one in answered} == {frozenset(one) for one in known}


def test_names_and_rows_are_given_once() -> None:
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    assert len({(route.path, route.method, route.origin) for route in ROUTES}) == len(ROUTES)


def test_only_coming_in_words_and_files_are_open_to_everybody() -> None:
    open_to_all = {route.name for route in ROUTES if route.rule == "open"}
    assert open_to_all == {"login", "come_in", "speak", "asset", "snapshots_asset"}


def test_what_answers_on_the_other_host_is_signed_or_a_file() -> None:
    others = [route for route in ROUTES if route.origin == "snapshots"]
    assert all(route.rule == "signed" or route.name == "snapshots_asset" for route in others)
    assert all(route.method == "GET" for route in others)


@pytest.mark.parametrize("route", CLOSED, ids=said)
def test_a_stranger_is_sent_to_come_in_or_refused(desk: Served, route: Route) -> None:
    answer = ask(desk.stranger(), route, origin=desk.url)
    if route.method == "GET" and not route.token:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=/")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize("route", CLOSED, ids=said)
def test_a_session_that_is_too_old_is_none(desk: Served, route: Route) -> None:
    member = desk.signed_in("editor")
    desk.desk.room._db.execute("UPDATE session SET begun = '2026-01-01T00:00:00.000000Z'")
    try:
        assert ask(member, route, origin=desk.url).status_code in (303, 401)
    finally:
        now = (desk.clock.now() + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        desk.desk.room._db.execute("UPDATE session SET begun = ?", (now,))


@pytest.mark.parametrize("route", CLOSED, ids=said)
def test_a_guessed_session_is_none(desk: Served, route: Route) -> None:
    stranger = desk.stranger(cookies={"sinodik": "guessed"})
    assert ask(stranger, route, origin=desk.url).status_code in (303, 401)


@pytest.mark.parametrize(("route", "role"), LOWER, ids=lambda one: one if isinstance(one, str) else said(one))
def test_a_lower_role_is_refused(desk: Served, members: dict[str, Member], route: Route, role: str) -> None:
    assert ask(members[role], route, origin=desk.url).status_code == 403


@pytest.mark.parametrize("route", SENT, ids=said)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost"},
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused_even_with_the_right_word(
    desk: Served, members: dict[str, Member], route: Route, headers: dict[str, str]
) -> None:
    member = members["editor"]
    answer = member.post(path_of(route), data={"csrf": member.word}, headers=headers)
    assert (answer.status_code, "another site" in answer.text) == (403, True)


@pytest.mark.parametrize("route", SENT, ids=said)
@pytest.mark.parametrize("word", ["", "0" * 64, "слово"])
def test_a_form_without_the_word_of_its_session_is_refused(
    desk: Served, members: dict[str, Member], route: Route, word: str
) -> None:
    answer = members["editor"].post(path_of(route), data={"csrf": word}, headers={"origin": desk.url})
    assert (answer.status_code, "none of this session" in answer.text) == (403, True)


@pytest.mark.parametrize("route", SENT, ids=said)
def test_the_word_of_another_session_is_refused(
    desk: Served, members: dict[str, Member], route: Route
) -> None:
    data = {"csrf": members["verifier"].word}
    answer = members["editor"].post(path_of(route), data=data, headers={"origin": desk.url})
    assert answer.status_code == 403


@pytest.mark.parametrize("route", [route for route in CLOSED if "{" in route.path], ids=said)
def test_a_guessed_id_is_not_found(desk: Served, members: dict[str, Member], route: Route) -> None:
    member = members["editor"]
    word = {"x-csrf-token": member.word} if route.method == "POST" else {}
    answer = ask(member, route, origin=desk.url, **word)
    assert answer.status_code in (400, 404), answer.text


@pytest.mark.parametrize("route", SIGNED, ids=said)
@pytest.mark.parametrize("query", ["", "?until=99999999999&signature=0", "?until=x&signature=%D0%B9"])
def test_an_address_that_the_desk_did_not_sign_is_refused(desk: Served, route: Route, query: str) -> None:
    url = desk.settings.snapshots_url if route.origin == "snapshots" else desk.url
    assert httpx.get(f"{url}{path_of(route)}{query}").status_code == 403


@pytest.mark.parametrize("route", DESK, ids=said)
def test_every_answer_has_strict_headers(desk: Served, members: dict[str, Member], route: Route) -> None:
    headers = ask(members["editor"], route, origin=desk.url).headers
    policy = headers["content-security-policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "default-src 'none'" in policy
    assert "frame-ancestors" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{said(route)} {route.origin}")
def test_a_foreign_host_name_reaches_nothing(desk: Served, route: Route) -> None:
    for host in ("rebound.example", f"rebound.example:{desk.url.rpartition(':')[2]}", ""):
        answer = ask(desk.stranger(), route, host=host)
        assert answer.status_code in (400, 421)
