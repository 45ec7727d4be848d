"""Coming in: by password or by a proxy, for a time, not too often, and to our own pages only."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from archive.database import connect
from archive.home import Home
from desk.cli import main
from desk.web import accounts, sessions
from desk.web.accounts import AccountError
from desk.web.room import Room
from tests.archive.years import MovedClock
from tests.web.served import PASSWORD, Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home, clock = Home(tmp_path_factory.mktemp("entrance") / "home").create(), MovedClock()
    with serving(home, clock) as made:
        yield made


@pytest.fixture
def name(served: Served) -> str:
    """An account of its own for each test, and no failures before it."""
    room = served.desk.room
    name = f"verifier {len(accounts.every(room))}"
    accounts.add(room, served.clock, name, "verifier", PASSWORD)
    room._db.execute("DELETE FROM attempt")
    return name


def test_who_comes_in_sees_the_page_that_he_wanted(served: Served, name: str) -> None:
    client = served.come_in(name)
    assert client.get("/").status_code == 200
    assert name in client.get("/").text
    answer = client.send_form("/login", name=name, password=PASSWORD, next="/?a=1")
    assert answer.headers["location"] == "/?a=1"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\nevil", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(served: Served, wanted: str) -> None:
    client = served.member()
    answer = client.send_form("/language", language="en", next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_session_ends_when_it_is_not_used_or_gets_old(served: Served, name: str) -> None:
    client = served.come_in(name)
    for _ in range(7):
        served.clock.moment += sessions.IDLE - timedelta(minutes=5)
        alive = client.get("/").status_code
        if alive != 200:
            break
    assert alive == 303
    client = served.come_in(name)
    served.clock.moment += sessions.IDLE + timedelta(minutes=1)
    assert client.get("/").status_code == 303


def test_going_out_ends_the_session_at_the_server(served: Served, name: str) -> None:
    client = served.come_in(name)
    cookie = client.cookies["sinodik"]
    assert client.send_form("/logout").status_code == 303
    assert served.stranger(cookies={"sinodik": cookie}).get("/").status_code == 303


@pytest.mark.parametrize("change", ["disable", "password", "role"])
def test_a_change_of_the_account_ends_its_sessions(served: Served, name: str, change: str) -> None:
    client, room = served.come_in(name), served.desk.room
    if change == "disable":
        accounts.change(room, name, disabled=True)
    elif change == "password":
        accounts.change_password(room, name, "another horse battery")
    else:
        accounts.change(room, name, role="reader")
    assert client.get("/").status_code == 303


def test_a_disabled_account_does_not_come_in(served: Served, name: str) -> None:
    accounts.change(served.desk.room, name, disabled=True)
    answer = served.member().send_form("/login", name=name, password=PASSWORD, next="/")
    assert answer.status_code == 403


def test_guessing_passwords_costs_twice_as_much_each_time(served: Served, name: str) -> None:
    client, waits = served.member(), []
    for _ in range(sessions.FREE + 4):
        answer = client.send_form("/login", name=name, password="wrong", next="/")
        while answer.status_code == 429:
            left = sessions.wait(served.desk.room, served.clock, (f"name:{name}",))
            waits.append(round(left.total_seconds()))
            served.clock.moment += left
            answer = client.send_form("/login", name=name, password="wrong", next="/")
        assert answer.status_code == 403
    assert waits == [2, 4, 8]


def test_the_right_password_waits_too_and_then_forgets_the_failures(served: Served, name: str) -> None:
    client = served.member()
    for _ in range(sessions.FREE + 1):
        client.send_form("/login", name=name, password="wrong", next="/")
    assert client.send_form("/login", name=name, password=PASSWORD, next="/").status_code == 429
    served.clock.moment += timedelta(seconds=3)
    assert client.send_form("/login", name=name, password=PASSWORD, next="/").status_code == 303
    assert served.desk.room._db.execute("SELECT count(*) FROM attempt").fetchone()[0] == 0


def test_who_guesses_many_names_from_one_address_waits_and_others_do_not(served: Served, name: str) -> None:
    for number in range(sessions.FREE + 1):
        served.member().send_form("/login", name=f"guess {number}", password="wrong", next="/")
    assert served.member().send_form("/login", name=name, password=PASSWORD, next="/").status_code == 429
    served.clock.moment += timedelta(seconds=3)
    assert served.member().send_form("/login", name=name, password=PASSWORD, next="/").status_code == 303


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address"),
    [
        ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("127.0.0.1", None, None),
        ("192.0.2.9", "192.0.2.1", "127.0.0.1"),
    ],
    ids=["as the proxy says", "as the last proxy says", "not known", "not from the proxy"],
)
def test_behind_a_proxy_each_address_waits_for_itself(
    tmp_path: Path, proxy: str, forwarded: str | None, address: str | None
) -> None:
    home, clock = Home(tmp_path / "home").create(), MovedClock()
    with serving(home, clock, is_proxied=True, proxy_address=proxy) as served:
        member = served.member()
        if forwarded:
            member.headers["x-forwarded-for"] = forwarded
        member.send_form("/login", name="ivolga", password="wrong", next="/")
        held = {row[0] for row in served.desk.room._db.execute("SELECT key FROM attempt")}
    assert held == {"name:ivolga", *([f"from:{address}"] if address else [])}


def test_the_wait_has_an_end(served: Served, name: str) -> None:
    for _ in range(200):
        sessions.failed(served.desk.room, served.clock, (f"name:{name}",))
    assert sessions.wait(served.desk.room, served.clock, (f"name:{name}",)) <= sessions.LONGEST_WAIT


def test_nothing_that_would_let_in_is_kept_as_it_is(served: Served, name: str) -> None:
    client = served.come_in(name)
    token = sessions.make_token(served.desk.room, served.clock, name)
    served.desk.room._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = served.desk.room.path.read_bytes()
    assert PASSWORD.encode() not in held
    assert client.cookies["sinodik"].encode() not in held and token.encode() not in held
    assert served.desk.room.path.stat().st_mode & 0o077 == 0


def test_cookies_are_out_of_the_reach_of_scripts_and_other_sites(served: Served, name: str) -> None:
    answer = served.member().send_form("/login", name=name, password=PASSWORD, next="/")
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=lax" in said and "secure" not in said


def test_behind_tls_the_cookie_is_bound_to_its_host(tmp_path: Path) -> None:
    home, clock = Home(tmp_path / "home").create(), MovedClock()
    with serving(home, clock, url="https://desk.example", snapshots_url=None) as served:
        accounts.add(served.desk.room, clock, "ivolga", "reader", PASSWORD)
        client = httpx.Client(base_url=served.listens, headers={"host": "desk.example"})
        form = client.get("/login")
        word = form.text.partition('name="csrf" value="')[2].partition('"')[0]
        before = form.headers["set-cookie"]
        assert "Secure" in before
        answer = client.post(
            "/login",
            data={"csrf": word, "name": "ivolga", "password": PASSWORD, "next": "/"},
            headers={"origin": "https://desk.example", "cookie": before.partition(";")[0]},
        )
        said = answer.headers["set-cookie"]
        assert said.startswith("__Host-sinodik=") and "Secure" in said and "Path=/" in said
        assert "Domain" not in said
        assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("header", "proxy", "status"),
    [
        ({"x-user": "ivolga"}, "127.0.0.1", 200),
        ({"x-user": "nobody"}, "127.0.0.1", 401),
        ({"x-user": "shut"}, "127.0.0.1", 401),
        ({}, "127.0.0.1", 401),
        ({"x-user": "ivolga"}, "192.0.2.9", 401),
    ],
    ids=["named", "no account", "disabled", "not named", "not from the proxy"],
)
def test_a_proxy_may_say_who_it_is(tmp_path: Path, header: dict[str, str], proxy: str, status: int) -> None:
    home, clock = Home(tmp_path / "home").create(), MovedClock()
    with serving(home, clock, proxy_header="x-user", proxy_address=proxy) as served:
        for name in ("ivolga", "shut"):
            accounts.add(served.desk.room, clock, name, "reader", None)
        accounts.change(served.desk.room, "shut", disabled=True)
        assert served.stranger().get("/", headers=header).status_code == status


def test_without_the_setting_no_header_names_anybody(served: Served, name: str) -> None:
    headers = {"x-user": name, "x-remote-user": name, "remote-user": name}
    assert served.stranger().get("/", headers=headers).status_code == 303


@pytest.mark.parametrize("whole", [True, False], ids=["of a length that is said", "in pieces"])
def test_a_form_that_is_too_large_is_not_read(served: Served, whole: bool) -> None:
    pieces = [b"a" * 50_000] * 40
    headers = {"origin": served.url, "content-type": "application/x-www-form-urlencoded"}
    content = b"".join(pieces) if whole else iter(pieces)
    assert served.stranger().post("/login", content=content, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [("application/json", b"{}", 415), ("application/x-www-form-urlencoded", b"\xff=1;&&", 400)],
)
def test_what_is_no_form_is_refused(served: Served, kind: str, content: bytes, status: int) -> None:
    headers = {"origin": served.url, "content-type": kind}
    assert served.stranger().post("/login", content=content, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", PASSWORD),
        ("a:b", PASSWORD),
        (" a", PASSWORD),
        ("a\n", PASSWORD),
        ("ok", "short"),
        ("x" * 41, PASSWORD),
    ],
)
def test_unfit_accounts_are_not_made(served: Served, name: str, password: str) -> None:
    with pytest.raises(AccountError):
        accounts.add(served.desk.room, served.clock, name, "reader", password)


def test_accounts_are_made_on_the_command_line(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").create()
    connect(home).close()

    def run(*words: str, told: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(main, ["account", *words, "--home", str(home.path)], input=told)
        return done.exit_code, done.output

    assert run("add", "ivolga", "--role", "verifier", told=f"{PASSWORD}\n")[0] == 0
    assert run("add", "ivolga", "--role", "reader", told=f"{PASSWORD}\n")[0] == 2
    assert run("role", "ivolga", "--role", "editor")[0] == 0
    assert '"role": "editor"' in run("list", "--json")[1]
    assert run("disable", "ivolga")[0] == 0
    assert '"may": "no"' in run("list", "--json")[1]
    assert run("disable", "ivolga", "--undo")[0] == 0
    assert run("password", "ivolga", told="too short\n")[0] == 2
    assert run("password", "nobody", told=f"{PASSWORD}\n")[0] == 2
    token = run("token", "charts")[1].strip()
    room = Room(home)
    assert accounts.verified(room, "ivolga", PASSWORD)
    assert sessions.reader_of(room, token)
    assert run("token", "charts", "--revoke")[0] == 0
    assert sessions.reader_of(room, token) is None
    room.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--host", "0.0.0.0"], "no TLS"), (["--host", "desk.example"], "does not appear to be an IPv4")],
)
def test_the_desk_is_not_opened_to_other_machines_without_a_proxy(
    tmp_path: Path, options: list[str], said: str
) -> None:
    home = Home(tmp_path / "home").create()
    connect(home).close()
    done = CliRunner().invoke(main, ["desk", "--home", str(home.path), "--port", "0", *options])
    assert (done.exit_code, said in done.output) == (2, True), done.output
