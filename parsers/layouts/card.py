"""A memorial card, labels and values of one person: a dl, a table of two columns, lines «Label: value»."""

import re

from parsers.page.lines import clean
from parsers.page.segment import LabelledSpan, Segment
from parsers.page.tree import Node

# «Дата рождения», «Место гибели», «Воинское звание», «Где служил», «Похоронен», "Date of death"
_PERSON_LABEL = re.compile(
    r"(?:(?:дата|день|год|годы|место|время|обстоятельства|причина)\b.{0,25}"
    r"\b(?:рожд|гибел|смерт|призыв|захорон|погреб|похорон|служб|жизни|жительств|кончин|проживан|прощан)"
    r"|(?:воинское\s+|военное\s+)?звание|фио\b|ф\.\s?и\.\s?о|фамили|имя\b|отчеств|позывной|должность"
    r"|род(?:ил(?:ся|ась)|ом)\b|погиб|умер|пал[аи]?\b|похоронен|захоронен|погреб|призван|мобилизован|уроженец"
    r"|населённый\s+пункт|населенный\s+пункт|место\s+(?:рождения|гибели)|(?:воинская\s+|войсковая\s+)?часть\b"
    r"|подразделение|род\s+войск|служ(?:ба|ил)|где\s+служил|откуда|награ[дж]|возраст|биография|годы\s+жизни"
    r"|г\.\s?р|обстоятельства|категория|как\s+попал|регион|профессия|образование|статус|национальност|кладбище"
    r"|(?:date|place|year)\s+of\s+(?:birth|death|burial)|born\b|died\b|killed\b|rank\b|unit\b|call\s?sign|buried"
    r"|hometown|дата\s+народження|дата\s+загибелі|звання|народився|загинув)",
    re.I,
)
_SITE_LABEL = re.compile(
    r"(?:дата\s+(?:публикаци|создани|изменени|размещени|добавлени)|опубликован|автор|категория\s*:?\s*новост"
    r"|просмотр|рубрик|источник|теги|метки|телефон|адрес|e-?mail|подробности)",
    re.I,
)
# «Звание: рядовой»
_LINE = re.compile(r"(?P<label>[^:;.!?\d]{2,45}?)\s*(?P<sign>[:—–])\s+(?P<value>\S.*)")

_LONGEST_LABEL = 60
_LONGEST_LINE = 1500


def is_person_label(text: str) -> bool:
    """Whether a label is one that cards and registers put before what they say of a person."""
    return len(text) <= _LONGEST_LABEL and bool(_PERSON_LABEL.match(text)) and not _SITE_LABEL.match(text)


def definition_card(node: Node) -> list[Segment]:
    """The card that a `dl` is, or nothing."""
    pairs: list[tuple[str, str]] = []
    for part in _terms(node):
        text = clean(part.text())
        if part.tag == "dt":
            pairs.append((text, ""))
        elif pairs and text:
            label, value = pairs[-1]
            pairs[-1] = (label, f"{value}, {text}" if value else text)
    return _card(pairs, node)


def table_card(node: Node) -> list[Segment]:
    """The card that a table of two columns is, or nothing."""
    rows = [[clean(cell.text()) for cell in cells] for cells in table_rows(node)]
    filled = [row for row in rows if any(row)]
    if not filled or sum(len(row) == 2 for row in filled) * 4 < len(filled) * 3:
        return []
    if any(part.tag == "table" for part in node.walk() if part is not node):
        return []
    if len(filled) > 2 and all(map(is_person_label, filled[0])):
        return []
    return _card([(row[0], row[1]) for row in filled if len(row) == 2], node)


def table_rows(node: Node) -> list[list[Node]]:
    """The cells of a table, row by row; those of tables inside it left out."""
    rows = _own(node, frozenset({"thead", "tbody", "tfoot"}), "tr")
    return [[cell for cell in row.children if cell.tag in {"td", "th"}] for row in rows]


def labelled_line(text: str, *, any_label: bool = False) -> tuple[str, int, int] | None:
    """Label and span of the value of a line such as «Звание: рядовой», or None.

    With `any_label` the label need not be one of a person's, as between two that are.

    >>> labelled_line("Звание: рядовой")
    ('Звание', 8, 15)
    """
    found = _LINE.fullmatch(text)
    if not found or len(text) > _LONGEST_LINE:
        return None
    label = found["label"].strip()
    if found["sign"] != ":" and len(label.split()) > 2:
        return None
    if is_person_label(label) or (any_label and found["sign"] == ":"):
        return label, found.start("value"), found.end("value")
    return None


def _card(pairs: list[tuple[str, str]], node: Node) -> list[Segment]:
    pairs = [(label, value) for label, value in pairs if label]
    if len(pairs) < 2 or sum(is_person_label(label) for label, _ in pairs) < 2:
        return []
    text, cells = "", list[LabelledSpan]()
    for label, value in pairs:
        label = label.rstrip(" :")
        text += f"{label}: " if not text else f"\n{label}: "
        if value:
            cells.append((label, len(text), len(text) + len(value)))
        text = (text + value).rstrip(" ")
    return [Segment(text, node, "card", cells=tuple(cells))]


def _terms(node: Node) -> list[Node]:
    """dt and dd, also where each pair has a div around it."""
    found: list[Node] = []
    for part in node.children:
        found += (
            [part] if part.tag in {"dt", "dd"} else [one for one in part.children if one.tag in {"dt", "dd"}]
        )
    return found


def _own(node: Node, through: frozenset[str], tag: str) -> list[Node]:
    found: list[Node] = []
    for part in node.children:
        if part.tag == tag:
            found.append(part)
        elif part.tag in through:
            found += [one for one in part.children if one.tag == tag]
    return found
