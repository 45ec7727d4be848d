"""Mentions side by side: which fields agree, which do not; and the page on which two are judged."""

from collections.abc import Sequence

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import persons
from archive.sqlite import Database
from desk.persons.agreement import agree
from desk.persons.said import Said, said
from desk.review.item import Item
from desk.web.call import Call
from desk.web.review import waiting
from desk.web.review.record import ORDER
from desk.web.snapshots import tabs

MOST = 8
"""Mentions that are compared on one page."""


class Line(Struct, frozen=True):
    """A field: the first mention's value; of each other its value and if it agrees (None: one is silent)."""

    field: str
    first: str | None
    others: tuple[tuple[str | None, bool | None], ...]


class Comparison(Struct, frozen=True):
    """The first mention beside the others. `more`: how many are not shown."""

    mentions: tuple[Said, ...]
    lines: tuple[Line, ...]
    more: int


def compared(db: Database, mentions: Sequence[str]) -> Comparison:
    """Compares the first mention with the others, field by field; fields that nobody names are left out."""
    known = said(db, mentions[: MOST + 1])
    found = [known[one] for one in mentions[: MOST + 1] if one in known]
    names = sorted({name for one in found for name in one.words}, key=lambda name: ORDER.get(name, 99))
    lines = tuple(_line(name, found) for name in names)
    return Comparison(tuple(found), lines, max(0, len(mentions) - MOST - 1))


def _line(field: str, found: Sequence[Said]) -> Line:
    first, *others = (one.value(field) for one in found)
    beside = (
        (other, None if first is None or other is None else agree(field, first, other)) for other in others
    )
    return Line(field, first, tuple(beside))


def page(
    call: Call,
    item: Item,
    holder: str | None,
    undo: dict[str, str] | None,
    *,
    status: int = 200,
    wrong: str = "",
    mine: dict[str, str] | None = None,
) -> Response:
    """Two mentions that may be one man."""
    both = (item.mention, item.other or "")
    of = persons.assigned(call.db, both)
    if len(of) < 2:
        raise HTTPException(404, call.t("review.gone"))
    texts = [tabs.shown(call, tabs.of_call(call, mention), "text") for mention in both]
    return call.page(
        "review_pair.html",
        status,
        item=item,
        comparison=compared(call.db, both),
        texts=texts,
        persons=[of[mention] for mention in both],
        seen=max(persons.last_seq(call.db, person) for person in of.values()),
        holder=holder,
        undo=undo,
        wanted=waiting.as_query(waiting.filters({**dict(call.request.query_params), **call.form})),
        wrong=wrong,
        mine=mine or {},
    )
