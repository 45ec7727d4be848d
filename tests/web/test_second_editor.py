"""There is no way around the second editor: not by another id, another man's page, or a verifier's keys."""

import pytest

from archive import persons
from desk.persons import decisions
from desk.web import proposals
from tests.web.test_decisions import Table, table

__all__ = ["table"]


def hide(table: Table, person: str, by: str = "somebody") -> str:
    """Hides all of him on the command line; gives the fact."""
    return decisions.restrict(table.db, table.served.clock, person, by, "asked").facts[0]


def is_hidden(table: Table, person: str) -> bool:
    return "Щёлоков" not in table.editor.get(f"/persons/{person}").text


def proposed(table: Table) -> list[tuple[str, str | None]]:
    return [(one.what, one.other) for one in proposals.waiting(table.served.desk.room)]


@pytest.mark.parametrize("what", ["restrict", "merge"])
def test_an_id_that_was_merged_is_that_of_a_verified_man(table: Table, what: str) -> None:
    table.merge(table.editor)
    table.verify(table.one)
    third = {"field": "", "other": table.one, "reason": "x", "verdict": "merge", "seen": table.seen()}
    answer = table.editor.send_form(f"/persons/{table.other}/{what}", **third)
    assert answer.headers["location"] == "/proposals"
    assert not is_hidden(table, table.one)


def test_what_hides_one_man_is_not_lifted_on_the_page_of_another(table: Table) -> None:
    fact = hide(table, table.one)
    table.verify(table.one)
    lift = {"restriction": fact, "reason": "x"}
    assert table.editor.send_form(f"/persons/{table.other}/lift", **lift).status_code == 404
    assert is_hidden(table, table.one)


@pytest.mark.parametrize("role", ["verifier", "editor"])
def test_taking_back_what_hides_a_verified_man_is_proposed(table: Table, role: str) -> None:
    anna = table.served.signed_in("anna", role)  # type: ignore[arg-type]
    fact = hide(table, table.one, by="anna")
    table.verify(table.one)
    assert anna.send_form("/review/undo", fact=fact).status_code == 303
    assert is_hidden(table, table.one)
    assert proposed(table) == [("lift", fact)]


def test_undoing_what_hid_a_man_who_was_merged_into_a_verified_one_is_proposed(table: Table) -> None:
    table.editor.send_form(f"/persons/{table.other}/restrict", field="", reason="x")
    with table.served.desk.room.unit() as rows:
        (done,) = rows.execute("SELECT id FROM done").fetchone()
    table.merge(table.editor)
    table.verify(table.one)
    assert table.editor.send_form(f"/done/{done}/undo").headers["location"] == "/proposals"
    assert is_hidden(table, table.one)


def test_whoever_was_split_from_a_verified_man_is_hidden_by_two(table: Table) -> None:
    table.merge(table.editor)
    table.verify(table.one)
    leaving = table.mentions(table.one)[1]
    split = {"mentions": leaving, "reason": "x", "seen": table.seen()}
    assert table.editor.send_form(f"/persons/{table.one}/split", **split).status_code == 303
    new = str(persons.person_of(table.db, leaving))
    hidden = table.editor.send_form(f"/persons/{new}/restrict", field="", reason="x")
    assert hidden.headers["location"] == "/proposals"


def test_a_verifier_proposes_that_a_verified_man_and_another_are_one(table: Table) -> None:
    anna = table.served.signed_in("anna", "verifier")
    table.verify(table.one)
    pair = sorted(table.mentions(one)[0] for one in (table.one, table.other))
    run = table.db.conn.execute("SELECT max(id) FROM run").fetchone()[0]
    table.db.conn.execute("INSERT INTO near_pair VALUES (?, ?, -0.4, ?)", (*pair, run))
    anna.get("/review/next?kind=near")
    form = {"subject": "~".join(pair), "verdict": "same", "seen": table.seen()}
    assert anna.send_form("/review/judge", **form).status_code == 303
    assert table.names() == 2
    (waiting,) = proposals.waiting(table.served.desk.room)
    assert table.editor.send_form(f"/proposals/{waiting.id}/confirm").status_code == 303
    assert persons.resolve(table.db, table.one) == persons.resolve(table.db, table.other)
