"""Cards that are no table: lines «Label: value», or a label and its value in elements of their own."""

from collections.abc import Sequence

from parsers.layouts.card import is_person_label, labelled_line
from parsers.page.chrome import is_notice
from parsers.page.segment import LabelledSpan, Segment

_LONGEST = 45
_FEWEST = 2
_Field = tuple[Segment, str, str]


def with_cards(found: Sequence[Segment]) -> list[Segment]:
    """The segments, with each run of labelled lines made one card."""
    kept: list[Segment] = []
    run: list[_Field] = []
    place = 0
    while place < len(found):
        field, taken = _field(found, place, bool(run))
        if field is not None and not (run and _begins_anew(run, field)):
            run.append(field)
            place += taken
        elif field is not None:
            kept += _closed(run)
            run = []
        else:
            kept += _closed(run)
            run = []
            kept.append(found[place])
            place += 1
    return kept + _closed(run)


def _field(found: Sequence[Segment], place: int, inside: bool) -> tuple[_Field | None, int]:
    """A label with its value at a place, and how many segments they are; inside a card any label will do."""
    segment = found[place]
    if segment.kind not in {"paragraph", "item", "heading"} or is_notice(segment.text):
        return None, 1
    line = labelled_line(segment.text, any_label=inside)
    if line:
        return (segment, line[0], segment.text[line[1] : line[2]]), 1
    after = found[place + 1] if place + 1 < len(found) else None
    if after is not None and _is_label(segment) and not _is_label(after) and after.kind == segment.kind:
        return (segment, segment.text.rstrip(" :"), after.text), 2
    return None, 1


def _is_label(segment: Segment) -> bool:
    text = segment.text
    return (
        len(text) <= _LONGEST and len(text.split()) <= 4 and text[-1] not in ".!?," and is_person_label(text)
    )


def _begins_anew(run: Sequence[_Field], field: _Field) -> bool:
    """The same label again: the next person."""
    return any(field[1].lower() == label.lower() for _, label, _ in run)


def _closed(run: Sequence[_Field]) -> list[Segment]:
    """The run as one card; too short a run stays the lines that it was."""
    if sum(is_person_label(label) for _, label, _ in run) < _FEWEST:
        return [one for segment, label, value in run for one in _as_lines(segment, label, value)]
    text, cells = "", list[LabelledSpan]()
    for _, label, value in run:
        text += f"\n{label}: " if text else f"{label}: "
        cells.append((label, len(text), len(text) + len(value)))
        text += value
    return [Segment(text, run[0][0].node, "card", cells=tuple(cells))]


def _as_lines(segment: Segment, label: str, value: str) -> list[Segment]:
    if segment.text.endswith(value):
        return [segment]
    return [segment, Segment(value, segment.node, segment.kind)]
