"""Merging, splitting, hiding: seen beforehand, done once, undone; by two editors where somebody verified."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from archive import persons, persons_judged
from archive.database import connect
from archive.sqlite import Database
from desk.persons import decisions
from tests.archive.years import MovedClock
from tests.web.people import keep_and_read, make_persons
from tests.web.served import Member, Served, quick_home, serving

PAGES = {
    "farewell": """<title>Прощание</title><h1>Простились с земляком</h1><p>14 мая 2023 года под Артёмовском
погиб Щёлоков Артём Сергеевич. Рядовой мобилизованный, ему был 31 год.</p>""",
    "memory": """<title>Память</title><h1>Вечная память</h1><p>В ходе специальной военной операции
погиб рядовой
Щёлоков Артём, мобилизованный. Ему было 31 год.</p>""",
}


class Table(NamedTuple):
    """A desk, its archive, the two persons that are one man, and two editors."""

    served: Served
    db: Database
    one: str
    other: str
    editor: Member
    second: Member

    def names(self) -> int:
        return int(self.db.conn.execute("SELECT count(*) FROM person").fetchone()[0])

    def mentions(self, person: str) -> tuple[str, ...]:
        return persons.mentions_of(self.db, person)

    def seen(self) -> str:
        return str(persons.last_seq(self.db))

    def merge(self, by: Member, **changes: str) -> int:
        fields = {"other": self.other, "reason": "same page", "verdict": "merge", "seen": self.seen()}
        return by.send_form(f"/persons/{self.one}/merge", **{**fields, **changes}).status_code

    def verify(self, person: str) -> None:
        decisions.verify(
            self.db, self.served.clock, person, "confirmed", "somebody", reason="seen", seen=10_000
        )


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    clock = MovedClock()
    with quick_home(tmp_path) as home:
        keep_and_read(home, clock, PAGES)
        one, other = make_persons(home, clock)
        with serving(home, clock) as served:
            db = connect(home)
            yield Table(served, db, one, other, served.signed_in("ivolga"), served.signed_in("chayka"))
            db.close()


def test_a_merge_does_what_its_preview_said_and_is_undone(table: Table) -> None:
    mentions = {*table.mentions(table.one), *table.mentions(table.other)}
    preview = table.editor.get(f"/persons/{table.one}/merge?other={table.other}").text
    assert all(f"/mentions/{mention}" in preview for mention in mentions)
    assert f"{table.other} will lead to {table.one} for ever" in preview
    assert "same</span>" in preview and "Сергеевич" in preview
    assert table.merge(table.editor) == 303
    assert set(table.mentions(table.one)) == mentions
    assert table.editor.get(f"/persons/{table.other}").headers["location"] == f"/persons/{table.one}"
    page = table.editor.get(f"/persons/{table.one}").text
    undo = page.partition('action="/done/')[2].partition("/undo")[0]
    assert table.editor.send_form(f"/done/{undo}/undo").status_code == 303
    assert len(table.mentions(table.one)) == 1 and table.names() == 2
    assert table.editor.send_form(f"/done/{undo}/undo").status_code == 404


def test_a_split_does_what_its_preview_said_and_is_undone(table: Table) -> None:
    table.merge(table.editor)
    leaving = table.mentions(table.one)[1]
    persons_judged_before = [one.id for one in persons_judged.judgements(table.db)]
    for judgement in persons_judged_before:
        decisions.withdraw(table.db, table.served.clock, judgement, "chayka", "test")
    preview = table.editor.get(f"/persons/{table.one}/split?mention={leaving}").text
    assert "A new person" in preview
    form = {"mentions": leaving, "reason": "another man", "seen": table.seen()}
    assert table.editor.send_form(f"/persons/{table.one}/split", **form).status_code == 303
    new = persons.person_of(table.db, leaving)
    assert new not in (table.one, table.other, None)
    page = table.editor.get(f"/persons/{table.one}").text
    undo = page.partition('action="/done/')[2].partition("/undo")[0]
    assert table.editor.send_form(f"/done/{undo}/undo").status_code == 303
    assert len(table.mentions(table.one)) == 2


@pytest.mark.parametrize("what", ["merge", "split"])
def test_a_stale_save_does_nothing_and_loses_nothing(table: Table, what: str) -> None:
    if what == "split":
        table.merge(table.editor)
    seen, before = table.seen(), table.mentions(table.one)
    decisions.verify(
        table.db, table.served.clock, table.one, "note", "chayka", reason="meanwhile", seen=10_000
    )
    decisions.restrict(table.db, table.served.clock, table.one, "chayka", "asked", field="age")
    fields = {"other": table.other, "verdict": "merge", "mentions": before[0], "seen": seen}
    answer = table.editor.send_form(f"/persons/{table.one}/{what}", reason="MY REASON", **fields)
    assert answer.status_code == 409
    assert "MY REASON" in answer.text and "changed meanwhile" in answer.text
    assert f'name="seen" value="{table.seen()}"' in answer.text
    assert table.mentions(table.one) == before


def test_what_somebody_judged_otherwise_is_not_merged(table: Table) -> None:
    assert table.merge(table.editor, verdict="apart") == 303
    preview = table.second.get(f"/persons/{table.one}/merge?other={table.other}").text
    assert "Somebody judged otherwise" in preview and "They are one man: merge" not in preview
    assert table.merge(table.second) == 409
    assert table.names() == 2


@pytest.mark.parametrize("which", ["one", "other"])
def test_who_was_verified_is_merged_by_two_editors(table: Table, which: str) -> None:
    table.verify(getattr(table, which))
    assert table.merge(table.editor) == 303
    assert table.names() == 2
    page = table.editor.get("/proposals").text
    assert "Another editor has to confirm it" in page
    proposal = page.partition('action="/proposals/')[2].partition("/drop")[0]
    assert table.editor.send_form(f"/proposals/{proposal}/confirm").status_code == 403
    assert table.names() == 2
    assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 303
    assert table.names() == 1
    (judged,) = persons_judged.judgements(table.db)
    assert (judged.by, judged.reason) == ("chayka", "same page [ivolga]")
    assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 404


def test_what_cannot_be_done_any_more_stays_proposed(table: Table) -> None:
    table.verify(table.one)
    table.merge(table.editor)
    page = table.second.get("/proposals").text
    proposal = page.partition('action="/proposals/')[2].partition("/confirm")[0]
    assert table.merge(table.second, verdict="apart") == 303
    assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 409
    assert proposal in table.second.get("/proposals").text
    assert table.editor.send_form(f"/proposals/{proposal}/drop").status_code == 303
    assert proposal not in table.second.get("/proposals").text


@pytest.mark.parametrize("is_verified", [False, True], ids=["not verified", "verified"])
def test_a_person_is_hidden_and_shown_again(table: Table, is_verified: bool) -> None:
    if is_verified:
        table.verify(table.one)

    def done(answer_status: int) -> None:
        assert answer_status == 303
        if is_verified:
            page = table.second.get("/proposals").text
            proposal = page.partition('action="/proposals/')[2].partition("/confirm")[0]
            assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 303

    done(table.editor.send_form(f"/persons/{table.one}/restrict", field="", reason="asked for").status_code)
    page = table.editor.get(f"/persons/{table.one}").text
    assert "Щёлоков" not in page and "everything that tells who he is" in page
    assert table.one not in table.editor.get("/persons?q=Щёлоков").text
    restriction = page.partition('name="restriction" value="')[2].partition('"')[0]
    lift = {"restriction": restriction, "reason": "agreed"}
    done(table.editor.send_form(f"/persons/{table.one}/lift", **lift).status_code)
    assert "Щёлоков" in table.editor.get(f"/persons/{table.one}").text


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("merge", {"other": "{one}", "reason": "x", "verdict": "merge", "seen": "99"}, 400),
        ("merge", {"other": "nobody", "reason": "x", "verdict": "merge", "seen": "99"}, 404),
        ("merge", {"other": "{other}", "reason": " ", "verdict": "merge", "seen": "99"}, 400),
        ("merge", {"other": "{other}", "reason": "x", "verdict": "merge", "seen": "-1"}, 400),
        ("merge", {"other": "{other}", "reason": "x"}, 400),
        ("split", {"mentions": "", "reason": "x", "seen": "99"}, 400),
        ("split", {"mentions": "none", "reason": "x", "seen": "99"}, 400),
        ("restrict", {"field": "shoe_size", "reason": "x"}, 400),
        ("restrict", {"field": "", "reason": " "}, 400),
        ("lift", {"restriction": "none", "reason": "x"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused(table: Table, path: str, form: dict[str, str], status: int) -> None:
    filled = {name: value.format(one=table.one, other=table.other) for name, value in form.items()}
    assert table.editor.send_form(f"/persons/{table.one}/{path}", **filled).status_code == status
    assert table.names() == 2


def test_why_they_are_one_man_is_told(table: Table) -> None:
    table.merge(table.editor)
    page = table.editor.get(f"/persons/{table.one}/why").text
    assert "judged to be one man" in page and "surname" in page and "together" in page


def test_a_person_is_found_by_an_id_that_he_once_had(table: Table) -> None:
    table.merge(table.editor)
    page = table.editor.get(f"/persons?q={table.other.lower()}").text
    assert f'href="/persons/{table.one}"' in page


def test_a_writer_that_does_not_let_go_is_told_and_nothing_is_done(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.database.PATIENCE", 0.2)
    table.db.conn.execute("BEGIN IMMEDIATE")
    answer = table.editor.send_form(f"/persons/{table.one}/restrict", field="age", reason="asked for")
    table.db.conn.execute("ROLLBACK")
    assert (answer.status_code, "held by another program" in answer.text) == (503, True)
    assert persons_judged.restrictions(table.db) == []


def test_undoing_is_no_way_around_the_second_editor(table: Table) -> None:
    table.editor.send_form(f"/persons/{table.one}/restrict", field="", reason="asked for")
    table.verify(table.one)
    page = table.editor.get(f"/persons/{table.one}").text
    undo = page.partition('action="/done/')[2].partition("/undo")[0]
    assert table.editor.send_form(f"/done/{undo}/undo").headers["location"] == "/proposals"
    assert len(persons_judged.restrictions(table.db)) == 1
    page = table.second.get("/proposals").text
    proposal = page.partition('action="/proposals/')[2].partition("/confirm")[0]
    assert table.editor.send_form(f"/proposals/{proposal}/confirm").status_code == 403
    assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 303
    assert persons_judged.restrictions(table.db) == []


def test_a_split_of_a_verified_person_is_undone_by_two(table: Table) -> None:
    table.merge(table.editor)
    leaving = table.mentions(table.one)[1]
    for judgement in persons_judged.judgements(table.db):
        decisions.withdraw(table.db, table.served.clock, judgement.id, "chayka", "test")
    table.editor.send_form(
        f"/persons/{table.one}/split", mentions=leaving, reason="another man", seen=table.seen()
    )
    table.verify(str(persons.person_of(table.db, leaving)))
    page = table.editor.get(f"/persons/{table.one}").text
    undo = page.partition('action="/done/')[2].partition("/undo")[0]
    assert table.editor.send_form(f"/done/{undo}/undo").headers["location"] == "/proposals"
    assert len(table.mentions(table.one)) == 1
    page = table.second.get("/proposals").text
    proposal = page.partition('action="/proposals/')[2].partition("/confirm")[0]
    assert table.second.send_form(f"/proposals/{proposal}/confirm").status_code == 303
    assert len(table.mentions(persons.resolve(table.db, table.one))) == 2
