"""The last that is concluded of a man holds, also if the clock stepped back before it."""

from datetime import timedelta

from desk.persons import decisions
from tests.web.test_decisions import Table, table

__all__ = ["table"]


def test_who_is_rejected_after_the_clock_stepped_back_is_not_counted(table: Table) -> None:
    clock = table.served.clock
    table.verify(table.one)
    clock.moment -= timedelta(hours=1)  # type: ignore[attr-defined]
    decisions.verify(table.db, clock, table.one, "rejected", "boris", reason="alive", seen=10_000)
    assert table.db.conn.execute("SELECT grade FROM person WHERE id = ?", (table.one,)).fetchone() == (
        "rejected",
    )
