"""Service in labelled cells: «Звание: рядовой» of a card, a row of a table; each value is one man's alone."""

import re
from collections.abc import Iterator

from archive.records import Cell
from parsers.serving.category import categories
from parsers.serving.legend import Legend
from parsers.serving.passage import Found, folded
from parsers.serving.ranks import ranks
from parsers.serving.roster import Roster
from parsers.serving.units import units

_LABELS = (
    ("rank", re.compile(r"(?:воинское\s)?звание|в/?зв|зван|rank")),
    (
        "unit",
        re.compile(
            r"подразделени|(?:воинская\s|войсковая\s)?часть|в/ч|место\s(?:военной\s)?службы|"
            r"где\sслужил|служил|род\sвойск|войска|unit|формирован"
        ),
    ),
    (
        "category",
        re.compile(
            r"кат(?:\.|егори)|статус|как\sпопал|(?:вид|форма|тип)\s(?:военной\s)?служб|основани|"
            r"призыв|набор|призван|recruit|category|прим(?:\.|ечани)|пометк|дополнительно"
        ),
    ),
    ("position", re.compile(r"(?:воинская\s)?должность|вус|военная\sспециальность|position")),
    (
        "occupation",
        re.compile(
            r"професси|род\sзанятий|место\sработы|работа|до\s(?:сво|войны)|образование\sи\sработа|"
            r"occupation|специальность"
        ),
    ),
    ("awards", re.compile(r"наград|awards")),
    ("death_place", re.compile(r"место\s(?:гибели|смерти)|где\sпогиб|погиб\sв|направление|place\sof\sdeath")),
)
# what a cell says outright; the common abbreviations of books of memory
_SAID = (
    ("prisoner", re.compile(r"зк\b|з/к|зек|заключ|осужд|шторм\s?-?\s?z|колони|спецконтингент|отбыва")),
    ("pmc", re.compile(r"чвк|вагнер|редут|wagner")),
    ("mobilised", re.compile(r"чм\b|моб|призван\s(?:по\s)?(?:частичн|мобилиз)|mobili[sz]ed")),
    ("conscript", re.compile(r"срочн|по\sпризыву|призывник|с/с\b|conscript")),
    ("volunteer", re.compile(r"добр|бобр\b|барс|volunteer")),
)
_EMPTY = re.compile(r"[\s—–-]*(?:нет|н/д|неизвестно|не\s(?:указано|установлено|известно)|б/з|\?+)?[\s.]*")


def in_cells(roster: Roster, legend: Legend) -> Iterator[tuple[int, Found]]:
    """Every service field of a labelled cell, with the one man of its row or card."""
    for block in roster.document.blocks:
        if not block.cells:
            continue
        who = roster.only_soldier(block)
        if who is not None:
            yield from ((who, found) for cell in block.cells for found in _of_cell(roster, legend, cell))


def _of_cell(roster: Roster, legend: Legend, cell: Cell) -> Iterator[Found]:
    label, text = folded(cell.label).strip(), roster.document.text[cell.start : cell.end]
    explained = legend.category(folded(roster.document.text), cell.start, cell.end) if legend.spans else None
    if explained:
        yield explained
        return
    name = next((name for name, pattern in _LABELS if pattern.match(label)), None)
    if name is None or _EMPTY.fullmatch(folded(text)):
        return
    if name == "rank":
        yield from _rank(roster, cell)
    elif name == "unit":
        yield _unit(roster, text, cell)
    elif name == "category":
        yield from _category(roster, cell)
    elif name in ("position", "occupation", "awards", "death_place"):
        yield Found(name, text.strip(), cell.start, cell.end, f"{name}.cell", 0.95)


def _rank(roster: Roster, cell: Cell) -> Iterator[Found]:
    for rank in ranks(folded(roster.document.text[cell.start : cell.end]), lang=roster.document.lang):
        start, end = cell.start + rank.start, cell.start + rank.end
        yield Found("rank", rank.value, start, end, "rank.cell", 0.98)
        return


def _unit(roster: Roster, text: str, cell: Cell) -> Found:
    """The first unit that the grammar knows, with what is told beside it; else the cell as it stands."""
    found = units(text, folded(text), lang=roster.document.lang)
    if not found:
        return Found("unit", text.strip(), cell.start, cell.end, "unit.cell", 0.9)
    first, last = found[0], found[-1]
    value = first.value + (text[first.end : last.start] + last.value if last is not first else "")
    return Found("unit", value, cell.start + first.start, cell.start + last.end, "unit.cell", 0.98)


def _category(roster: Roster, cell: Cell) -> Iterator[Found]:
    low = folded(roster.document.text[cell.start : cell.end])
    for value, pattern in _SAID:
        match = pattern.search(low)
        if match:
            end = cell.start + len(low.rstrip()) if len(low) < 40 else cell.start + match.end()
            start = cell.start if len(low) < 40 else cell.start + match.start()
            yield Found("category", value, start, end, "category.cell", 0.97)
            return
    found = max(
        categories(low, 0, len(low), roster.document.published), key=lambda one: one.confidence, default=None
    )
    if found:
        yield Found(
            "category", found.value, cell.start + found.start, cell.start + found.end, found.rule, 0.95
        )
    elif re.match(r"контракт|к/с|кадров", low):
        yield Found("category", "contract", cell.start, cell.start + len(low.rstrip()), "category.cell", 0.93)
