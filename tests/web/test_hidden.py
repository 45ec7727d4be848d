"""What is hidden of a man is on no page of the desk for whom it is hidden from, and stops nobody's work."""

import re

import pytest

from archive.database import connect
from desk.persons import decisions
from desk.persons.shown import HIDDEN, told
from tests.web.review.conftest import crowd
from tests.web.served import Served
from tests.web.test_decisions import Table, table

__all__ = ["crowd", "table"]


def hide(table: Table, field: str | None) -> None:
    said = {"field": "surname", "value": "Щёлоковский", "reason": "Щёлоковский, says his sister"}
    decisions.verify(table.db, table.served.clock, table.one, "corrected", "anna", seen=10_000, **said)  # type: ignore[arg-type]
    decisions.restrict(table.db, table.served.clock, table.one, "anna", "Щёлоков's sister", field=field)


def url(table: Table) -> str:
    statement = """SELECT url FROM capture JOIN document ON document.capture = capture.id
        JOIN mention ON mention.document = document.snapshot WHERE mention.id = ?"""
    return str(table.db.conn.execute(statement, table.mentions(table.one)).fetchone()[0])


@pytest.mark.parametrize("field", [None, "surname", "given"])
@pytest.mark.parametrize("path", ["/persons/{one}", "/persons/{one}/why", "/kept?url={url}", "/persons"])
def test_no_page_tells_a_reader_a_hidden_name(table: Table, field: str | None, path: str) -> None:
    hide(table, field)
    page = table.served.signed_in("vera", "reader").get(path.format(one=table.one, url=url(table)))
    assert page.status_code == 200
    assert "Щёлоковск" not in page.text and "Щёлоков Артём Сергеевич" not in page.text
    assert "sister" not in page.text


def test_an_editor_reads_why_and_not_what(table: Table) -> None:
    hide(table, "surname")
    page = table.editor.get(f"/persons/{table.one}").text
    assert "says his sister" in page and "<b>Щёлоковский</b>" not in page


@pytest.mark.parametrize(("field", "verifier"), [("age", 200), (None, 403)])
def test_a_page_that_tells_a_hidden_field_is_not_for_readers(
    table: Table, field: str | None, verifier: int
) -> None:
    hide(table, field)
    (mention,) = table.mentions(table.one)
    for path in (
        f"/mentions/{mention}",
        *(f"/mentions/{mention}/evidence/{tab}" for tab in ("text", "looks")),
    ):
        asked = [
            table.served.signed_in(role, role).get(path).status_code
            for role in ("reader", "verifier", "editor")
        ]
        assert asked == [403, verifier, 200]


def test_a_hidden_surname_hides_the_whole_name_on_the_terminal(table: Table) -> None:
    hide(table, "surname")
    fields = {one["field"]: one["value"] for one in told(table.db, table.one)["fields"]}  # type: ignore[attr-defined]
    assert {fields[name] for name in ("surname", "given", "patronymic", "name")} == {HIDDEN}


def test_who_hides_a_man_goes_on_to_the_next(crowd: Served) -> None:
    anna = crowd.signed_in("anna")
    first = anna.get("/review/next").headers["location"]
    person = first.rpartition("/")[2]
    seen = re.search(r'name="seen" value="(\d+)"', anna.get(first).text)
    assert seen
    form = {"subject": person, "seen": seen[1], "field": "", "reason": "the family asked"}
    done = anna.send_form("/review/restrict", **form).headers["location"]
    following = anna.get(done).headers["location"]
    assert person not in following and anna.get(following).status_code == 200
    assert "Take back" in anna.get(following).text


def test_nobody_is_led_to_a_pair_of_whom_one_is_hidden(crowd: Served) -> None:
    anna, db = crowd.signed_in("anna"), connect(crowd.home)
    rows = db.conn.execute("SELECT mention, person FROM assignment ORDER BY mention LIMIT 2").fetchall()
    run = db.conn.execute("SELECT max(id) FROM run").fetchone()[0]
    db.conn.execute("INSERT INTO near_pair VALUES (?, ?, -0.4, ?)", (rows[0][0], rows[1][0], run))
    decisions.restrict(db, crowd.clock, rows[1][1], "gleb", "asked")
    db.close()
    assert "/items/" not in anna.get("/review/next?kind=near").headers.get("location", "")
