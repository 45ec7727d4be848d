"""The API: what it says of itself holds of its answers; a token reads, and does no more."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO

import httpx
import jsonschema
import pytest

from archive.database import connect
from archive.home import Home
from desk.web import sessions
from desk.web.api.openapi import description
from desk.web.api.reading import ENDPOINTS
from desk.web.routes import ROUTES
from tests.archive.years import MovedClock
from tests.web.people import add_person, keep_and_read, make_persons
from tests.web.served import Served, serving


@pytest.fixture(scope="module")
def token(desk: Served) -> str:
    return sessions.make_token(desk.desk.room, desk.clock, "charts")


@pytest.fixture(scope="module")
def api(desk: Served, token: str) -> httpx.Client:
    return httpx.Client(base_url=f"{desk.url}/api/v1", headers={"authorization": f"Bearer {token}"})


def paths(api: httpx.Client) -> dict[str, list[str]]:
    """Endpoint → real paths of it."""
    person = api.get("/persons").json()["items"][0]["person"]
    mention = api.get("/mentions").json()["items"][0]["mention"]
    capture = api.get("/captures?source=volna").json()["items"][0]["id"]
    return {
        "persons": ["/persons", "/persons?q=щелоков", "/persons?limit=1", "/persons?grade=provisional"],
        "person": [f"/persons/{person}"],
        "mentions": ["/mentions", "/mentions?status=killed&source=volna", f"/mentions?person={person}"],
        "mention": [f"/mentions/{mention}"],
        "claims": ["/claims?field=surname", "/claims?field=surname&value=Щёлоков"],
        "captures": ["/captures?source=volna", "/captures?url=https://volna.example/memory"],
        "capture": [f"/captures/{capture}"],
        "counts": ["/counts", "/counts?by=region&where=age=18..60", "/counts?as_of=2026-03-01&from=2023"],
        "changes": ["/changes", "/changes?since=1&limit=1"],
    }


@pytest.mark.parametrize("endpoint", [endpoint.name for endpoint in ENDPOINTS])
def test_answers_are_what_the_description_says(api: httpx.Client, endpoint: str) -> None:
    document = api.get("/openapi.json").json()
    operations = {path["get"]["operationId"]: path["get"] for path in document["paths"].values()}
    said = operations[endpoint]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**said, "components": document["components"]}
    for path in paths(api)[endpoint]:
        answer = api.get(path)
        assert answer.status_code == 200, answer.text
        jsonschema.Draft202012Validator(schema).validate(answer.json())
        items = answer.json()
        assert items.get("items", items) != []


def test_the_description_lists_every_route_of_the_api() -> None:
    routes = {route.path for route in ROUTES if route.path.startswith("/api/")}
    assert set(description()["paths"]) == routes - {"/api/v1/openapi.json"}


def test_the_description_refers_to_nothing_that_is_not_in_it() -> None:
    document = description()
    defined = set(document["components"]["schemas"])

    assert set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document))) <= defined
    assert len({path["get"]["operationId"] for path in document["paths"].values()}) == len(ENDPOINTS)
    for path, item in document["paths"].items():
        assert item["get"]["summary"]
        said = [one["name"] for one in item["get"]["parameters"] if one["in"] == "path"]
        assert all(f"{{{name}}}" in path for name in said)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/persons?limit=0", 400),
        ("/persons?limit=1001", 400),
        ("/persons?limit=x", 400),
        ("/persons?grade=best", 400),
        ("/persons?unknown=1", 400),
        ("/persons/01GUESSED0000000000000000", 404),
        ("/mentions/none", 404),
        ("/claims", 400),
        ("/claims?field=surname&after=x:y", 400),
        ("/captures", 400),
        ("/captures?url=mailto:a@b.example", 400),
        ("/captures/none", 404),
        ("/counts?by=nothing", 400),
        ("/counts?rule=mine", 400),
        ("/counts?as_of=yesterday", 400),
        ("/counts?where=age=x", 400),
        ("/changes?since=x", 400),
        ("/changes?since=99999", 410),
        ("/changes?since=1@0000000000000000", 410),
        ("/nothing", 404),
    ],
)
def test_what_cannot_be_answered_says_why(api: httpx.Client, path: str, status: int) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("path", ["/persons", "/mentions", "/counts?by=region", "/changes", "/openapi.json"])
def test_who_has_these_very_bytes_is_not_sent_them_again(api: httpx.Client, path: str) -> None:
    first = api.get(path)
    again = api.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert api.get(path, headers={"if-none-match": '"other"'}).content == first.content


@pytest.mark.parametrize("path", ["/persons", "/mentions", "/claims?field=surname", "/captures?source=volna"])
def test_parts_put_together_are_the_whole(api: httpx.Client, path: str) -> None:
    sign = "&" if "?" in path else "?"
    whole, parts, after = api.get(f"{path}{sign}limit=1000").json()["items"], [], ""
    while True:
        part = api.get(f"{path}{sign}limit=1&after={after}").json()
        parts += part["items"]
        if part["next"] is None:
            break
        after = part["next"]
    assert len(parts) == len(whole) > 1
    assert parts == whole


def test_changes_taken_one_by_one_end_at_the_cursor_of_the_last(api: httpx.Client) -> None:
    whole, taken, cursor = api.get("/changes").json(), [], "0"
    while part := api.get(f"/changes?since={cursor}&limit=1").json():
        if not part["changes"]:
            break
        taken += part["changes"]
        cursor = part["cursor"]
    assert taken == whole["changes"]
    assert cursor == whole["cursor"] == part["cursor"]


def test_a_session_reads_the_api_too_and_a_wrong_token_does_not(desk: Served) -> None:
    assert desk.signed_in("reader").get("/api/v1/persons").status_code == 200
    answer = desk.stranger().get("/api/v1/persons", headers={"authorization": "Bearer sinodik_wrong"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_token_opens_no_page_and_sends_nothing(desk: Served, api: httpx.Client) -> None:
    for route in ROUTES:
        if route.rule in ("reader", "verifier", "editor") and not route.token:
            path = f"{desk.url}{route.path}"
            answer = api.request(route.method, path, headers={"origin": desk.url})
            assert answer.status_code in (303, 401, 403), route.path


def test_a_revoked_token_is_none(desk: Served) -> None:
    token = sessions.make_token(desk.desk.room, desk.clock, "short-lived")
    headers = {"authorization": f"Bearer {token}"}
    assert desk.stranger().get("/api/v1/persons", headers=headers).status_code == 200
    sessions.revoke_token(desk.desk.room, "short-lived")
    assert desk.stranger().get("/api/v1/persons", headers=headers).status_code == 401


@pytest.mark.parametrize("path", ["persons", "sources", "nights", "vanished", "refusals", "issues", "counts"])
def test_every_table_is_given_as_csv(desk: Served, token: str, path: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    answer = desk.stranger().get(f"/{path}.csv", headers=headers)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.text)))
    if path == "persons":
        assert len(rows) == 3


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk where one person is not to be shown at all, and of another not the age."""
    home, clock = Home(tmp_path_factory.mktemp("restricted") / "home"), MovedClock()
    keep_and_read(home, clock)
    make_persons(home, clock, hidden=(("*",), ("age",), ()))
    db = connect(home)
    add_person(db, clock, {"surname": "=Формулин", "given": "Пётр", "settlement": "@село"})
    db.close()
    with serving(home, clock) as served:
        yield served


def test_what_is_restricted_leaves_by_no_way(restricted: Served) -> None:
    db = connect(restricted.home, readonly=True)
    states = [json.loads(row[0]) for row in db.conn.execute("SELECT state FROM person ORDER BY id")]
    nobody, ageless, shown = states[0], states[1], states[2]
    names = {one["fields"]["surname"]["value"] for one in (nobody,)}
    member = restricted.signed_in("editor")
    ways = [
        *("/api/v1/persons", "/api/v1/mentions", "/api/v1/claims?field=surname", "/api/v1/changes"),
        *("/persons", "/persons.csv", f"/persons?q={names.pop()}"),
        *(f"/api/v1/mentions?person={one['counted']['person']}" for one in states),
        *(f"/api/v1/persons/{one['counted']['person']}" for one in states),
        *(f"/persons/{one['counted']['person']}" for one in states),
        *(f"/api/v1/mentions/{one['mentions'][0]}" for one in states[:3]),
    ]
    for way in ways:
        text = member.get(way).text.replace(f'value="{nobody["fields"]["surname"]["value"]}"', "")
        assert nobody["fields"]["surname"]["value"] not in text, way
        if "age" in ageless["fields"]:
            raw = ageless["fields"]["age"]["raw"]
            assert raw not in text, way
    assert shown["fields"]["surname"]["value"] in member.get("/api/v1/persons").text


def test_a_spreadsheet_takes_no_value_for_a_formula(restricted: Served) -> None:
    text = restricted.signed_in("editor").get("/persons.csv?q=формулин").text
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["settlement"] for row in rows] == ["'@село"]
