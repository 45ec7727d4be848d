"""Places with their bearing and their owners: what the claims are made of."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from archive.records import Cell, Document
from parsers.gazetteer.lookup import gazetteer
from parsers.placing.bearings import WEIGHT, bearing
from parsers.placing.cues import Bearing
from parsers.placing.deaths import burial, is_battlefield, is_other_war
from parsers.placing.dismissals import is_of_nobody, is_of_things, is_other
from parsers.placing.homonyms import Resolved
from parsers.scope import Scope
from parsers.scoping.clauses import is_predicative


class Evidence(Struct, frozen=True):
    """A place that may be home to its owners. `weight` orders evidence of one person.

    `is_home` is false where the place only tells the region: named nearby, nothing said of the man.
    """

    place: Resolved
    bearing: Bearing
    weight: float
    owners: tuple[int, ...]
    part: str
    is_home: bool


if TYPE_CHECKING:
    from parsers.placing.residents import Residents

# the label of a card's or a table's cell, and what its places are
_LABELS: tuple[tuple[re.Pattern[str], Bearing | None], ...] = (
    (re.compile(r"рожд|родил|born|народ", re.I), "birth"),
    (
        re.compile(
            r"насел[её]нный пункт|откуда|прожив|жител|адрес|регион|район|город|село|home|from|місто",
            re.I,
        ),
        "residence",
    ),
    (re.compile(r"призв|призыв|мобилиз|военкомат", re.I), "callup"),
    (re.compile(r"захорон|похорон|кладбищ|buried|могил|погреб", re.I), "funeral"),
    (re.compile(r"гибел|погиб|смерт|служ|часть|подразд|награ|died|unit", re.I), None),
)
_TAIL_SHARE = 0.9


def evidence(
    document: Document,
    found: Sequence[Resolved],
    people: "Residents",
    homelands: frozenset[str] = frozenset(),
) -> Iterator[Evidence]:
    """Evidence for people in the document's order; places that are nobody's home are left out.

    `homelands`: regions of Ukraine that are home to men of this page, fighters of the militias.
    """
    alone = [place.toponym.start for place in found if _is_alone(place, found, people)]
    alone_at = frozenset(alone)
    for place in found:
        block = people.block(place.toponym.start)
        if (
            block is None
            or (block.part == "caption" and place.kind == "region")
            or is_other(document, block, place)
        ):
            continue
        if len(found) > _CROWDED and _is_far_from_names(place, people):
            continue
        cell = next((cell for cell in block.cells if cell.start <= place.toponym.start < cell.end), None)
        role = _bearing(document, cell, place, people.scope, homelands)
        if role == "funeral" and cell is None:
            role = burial(document.text, block, place)
        if role == "origin" and cell is None and is_of_things(document.text, place, people):
            role = None if place.is_abroad else "near"
        if role == "near":
            role = _beside(document.text, place, people.scope)
        if role in ("near", "beside") and cell is None and is_battlefield(document, place):
            role = None
        if role is None or is_other_war(place, role, document):
            continue
        if place.region == "" and role not in (
            "residence",
            "origin",
            "birth",
            "raised",
            "funeral",
            "cemetery",
        ):
            continue
        if is_of_nobody(place, block, alone_at, people):
            continue
        governed = people.governed(place, alone) if place.toponym.start in alone_at and cell is None else ()
        owners = governed or people.owners(place, role, in_cell=cell is not None)
        is_home = (
            role not in ("near", "ceremony")
            or block.kind in ("row", "card", "heading")
            or block.part == "title"
            or place.toponym.how == "typed"
        )
        if block.part == "caption" and not people.named_in(block.start, block.end):
            role = "ceremony"  # of another story, as far as its words go
        is_home = is_home and role != "ceremony"
        is_home = is_home and not (place.toponym.how == "adjective" and place.kind == "village")
        if role in ("near", "beside") and cell is None and gazetteer().is_capital(place.name, place.region):
            is_home = place.toponym.how == "typed" or bool(governed)
        weight = WEIGHT["beside" if governed and role == "near" else role]
        yield Evidence(
            place, role, weight * (_TAIL_SHARE if block.part == "tail" else 1.0), owners, block.part, is_home
        )


def _is_far_from_names(place: Resolved, people: "Residents") -> bool:
    at = place.toponym.start
    return not people.named_in(at - _BESIDE_NAME, at + _BESIDE_NAME)


_CROWDED, _BESIDE_NAME = 500, 400
"""From so many places on a page is no prose: only those within so many characters of a name are looked at."""


def _is_alone(place: Resolved, found: Sequence[Resolved], people: "Residents") -> bool:
    """«Мыски.», «Балтийск, городское кладбище»: a sentence that is a place, or a heading with one."""
    at = place.toponym.start
    block = people.block(at)
    if place.kind == "region" or place.toponym.how not in ("name", "typed") or block is None:
        return False
    if block.kind == "heading" and block.part != "title":
        return not any(
            other is not place and block.start <= other.toponym.start < block.end for other in found
        )
    start, end = people.scope.sentence(at)
    return end - start <= place.toponym.end - at + 2


def _bearing(
    document: Document, cell: Cell | None, place: Resolved, scope: Scope, homelands: frozenset[str]
) -> Bearing | None:
    if cell is not None:
        for pattern, role in _LABELS:
            if pattern.search(cell.label):
                return role
    one = place.toponym
    if one.how == "demonym":
        return "inhabitant"
    return bearing(
        document.text,
        one.start,
        one.end,
        scope.clause(one.start),
        scope.sentence(one.start)[0],
        is_abroad=place.is_abroad and place.region not in homelands,
        lang=document.lang,
    )


def _beside(text: str, place: Resolved, scope: Scope) -> Bearing:
    """«Кирилл Н. (Анива)», «10:00, с. Ярково: рядовой…»: a place that stands with no verb around it."""
    start, end = scope.sentence(place.toponym.start)
    if end - start > _SHORT or is_predicative(text, start, end):
        start, end = scope.clause(place.toponym.start)
    if (
        place.toponym.how in ("name", "typed")
        and not is_predicative(text, start, end)
        and end - start < _SHORT
    ):
        return "beside"
    return "near"


_SHORT = 200
