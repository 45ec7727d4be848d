"""Word of a night: sent by real HTTP and SMTP on loopback, tried again, and never in the way of the night."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive import issues, runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk.notices.notice import Notice, of_last_run
from desk.notices.sending import WAITS, send
from tests.desk.mail_server import MailServer, mail_server

NOTICE = Notice(
    "Sinodik: the night of 2026-03-02 needs a person, 2 issues", 1, "R1", "nightly", {"refused": 2}
)


@dataclass
class Hook:
    """`answers`: the statuses to give, the last one again and again."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [204])
    taken: list[dict[str, object]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    kept = Hook()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.taken.append(json.loads(body))
            self.send_response(kept.answers.pop(0) if len(kept.answers) > 1 else kept.answers[0])
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    kept.url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SINODIK_WEBHOOK", "SINODIK_MAIL_TO", "SINODIK_MAIL_FROM", "SINODIK_SMTP"):
        monkeypatch.delenv(name, raising=False)


def test_a_webhook_is_given_the_notice_as_json(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_WEBHOOK", hook.url)
    assert send(NOTICE) == {"webhook": "sent"}
    assert hook.taken == [
        {"headline": NOTICE.headline, "exit_code": 1, "run": "R1", "kind": "nightly",
         "issues": {"refused": 2}, "report": ""}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "outcome", "asked"),
    [
        ([503, 204], "sent", 2),
        ([429, 500, 204], "sent", 3),
        ([500], "not sent, after 3 attempts: HTTPError 500", 3),
        ([404], "not taken: answered 404", 1),
        ([302], "not taken: answered 302", 1),
    ],
)
def test_a_webhook_is_tried_again_where_that_can_help(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, answers: list[int], outcome: str, asked: int
) -> None:
    monkeypatch.setenv("SINODIK_WEBHOOK", hook.url)
    hook.answers = answers
    waited: list[float] = []
    assert send(NOTICE, wait=waited.append) == {"webhook": outcome}
    assert len(hook.taken) == asked and waited == list(WAITS)[: asked - 1]


def test_a_dead_webhook_is_given_up_without_telling_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_WEBHOOK", "http://127.0.0.1:1/hook?token=secret")
    (outcome,) = send(NOTICE, wait=lambda seconds: None).values()
    assert (
        outcome.startswith("not sent, after 3 attempts: ConnectionRefusedError") and "secret" not in outcome
    )


def test_mail_says_the_same_in_a_few_lines(post: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_MAIL_TO", "desk@count.example")
    monkeypatch.setenv("SINODIK_SMTP", f"smtp://127.0.0.1:{post.port}")
    assert send(NOTICE) == {"mail": "sent"}
    (letter,) = post.letters
    assert (letter["Subject"], letter["To"], letter.get_content_type()) == (
        NOTICE.headline, "desk@count.example", "text/plain"
    )  # fmt: skip
    assert "2 refused" in str(letter.get_payload())


def test_a_refused_recipient_is_not_tried_again(post: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_MAIL_TO", "nobody@count.example")
    monkeypatch.setenv("SINODIK_SMTP", f"smtp://127.0.0.1:{post.port}")
    post.refuses = "550 no such mailbox"
    assert send(NOTICE)["mail"].startswith("not taken: SMTPRecipientsRefused")
    assert post.letters == []


def test_mail_elsewhere_needs_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server offers no STARTTLS, and 127.0.0.2 is not called this machine: nothing is sent."""
    with mail_server("127.0.0.2") as elsewhere:
        monkeypatch.setenv("SINODIK_MAIL_TO", "desk@count.example")
        monkeypatch.setenv("SINODIK_SMTP", f"smtp://127.0.0.2:{elsewhere.port}")
        outcome = send(NOTICE, wait=lambda seconds: None)["mail"]
    assert outcome.startswith("not sent") and "SMTPNotSupportedError" in outcome
    assert elsewhere.letters == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SINODIK_WEBHOOK", "file:///etc/passwd", "SINODIK_WEBHOOK: expected"),
        ("SINODIK_MAIL_TO", "desk@count.example", "SINODIK_SMTP: expected"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    told = send(NOTICE)["settings"]
    assert told.startswith(said) and "passwd" not in told


def test_the_notice_of_a_run_counts_kinds_and_names_nobody(tmp_path: Path) -> None:
    home, clock = Home(tmp_path).create(), Clock()
    db = connect(home)
    run = runs.start(db, clock, "nightly", {})
    for kind, url in (("unread: Misquote", "a"), ("unread: Misquote", "b"), ("refused", "c")):
        issues.raise_issue(db, clock, run=run, kind=kind, url=url, detail="'Каменкин' claimed")
    runs.end(db, clock, run, 1, {})
    notice = of_last_run(home)
    assert notice and notice.issues == {"refused": 1, "unread": 2}
    assert "needs a person, 3 issues" in notice.text and "Каменкин" not in notice.text


def sinodik(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desk.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def test_a_night_that_cannot_begin_is_told_of(hook: Hook, tmp_path: Path) -> None:
    ran = sinodik(
        "nightly", "--home", str(tmp_path), "--sources", str(tmp_path / "none"), SINODIK_WEBHOOK=hook.url
    )
    assert ran.returncode == 2 and "no such folder" in ran.stderr and "Notice by webhook: sent" in ran.stderr
    assert hook.taken[0]["exit_code"] == 2 and "UsageError" in str(hook.taken[0]["headline"])


def test_a_night_that_breaks_is_told_of_and_ends_with_2(hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "sinodik.sqlite").write_bytes(b"this is no database at all, but long enough" * 99)
    folders = ("--home", str(tmp_path / "home"), "--sources", str(tmp_path / "sources"))
    ran = sinodik("nightly", *folders, SINODIK_WEBHOOK=hook.url)
    assert ran.returncode == 2 and "Traceback" in ran.stderr
    assert hook.taken[0]["exit_code"] == 2


def test_a_webhook_that_fails_does_not_change_how_the_night_ended(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    folders = ("--home", str(tmp_path / "home"), "--sources", str(tmp_path / "sources"))
    contact = {"SINODIK_CONTACT": "mailto:desk@count.example", "SINODIK_WEBHOOK": "nonsense"}
    ran = sinodik("nightly", *folders, **contact)
    assert ran.returncode == 0, ran.stderr
    db = connect(Home(tmp_path / "home"))
    issues.raise_issue(db, Clock(), run=runs.last(db).id, kind="x", detail="y")  # type: ignore[union-attr]
    told = sinodik("notify", "--home", str(tmp_path / "home"), **contact)
    assert told.returncode == 1 and "SINODIK_WEBHOOK: expected" in told.stderr


def test_a_unit_that_failed_is_told_of_even_without_an_archive(hook: Hook, tmp_path: Path) -> None:
    arguments = ("notify", "--failed", "sinodik-nightly.service", "--home", str(tmp_path / "none"))
    ran = sinodik(*arguments, SINODIK_WEBHOOK=hook.url)
    assert ran.returncode == 0, ran.stderr
    assert hook.taken[0]["headline"] == "Sinodik: the service sinodik-nightly.service failed"
