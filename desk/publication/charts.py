"""The pictures of an edition, drawn by altair: numbers and words of our own, no script, no fetched map."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import json, to_builtins

from desk.publication.figures import Bar, Drawn

MAP = Path(__file__).with_name("map")

WIDE, NARROW = 860, 320
"""Width for a screen and for a telephone, so that letters keep their size on both."""

KINDS = {"death": "#4a78b5", "funeral": "#3f8f68", "publication": "#b9703a"}
CATEGORIES = {
    "contract": "#4a78b5",
    "volunteer": "#3f8f68",
    "mobilised": "#b9703a",
    "conscript": "#8a6bb1",
    "prisoner": "#b0506a",
    "pmc": "#7d8432",
    "unknown": "#858c94",
}
"""Colours that stand out from white and from black (3:1), and from each other in their order."""

RAMP = ("#e9ebe6", "#b7cbe4", "#86a7d1", "#5683bb", "#2f5f9b", "#173c6b")
"""Nobody, then from few to many."""

Words = Mapping[str, str]
Spec = dict[str, Any]
"""A chart in Vega-Lite's words, with its data."""

_ROWS = "rows"
# <svg … width="898" height="280" viewBox=…>: without them it takes the width that there is
_SIZE = re.compile(r'(<svg [^>]*?) width="[\d.]+" height="[\d.]+"')
_WHITE = '<rect width="100%" height="100%" fill="white"/>'
_DECIMALS = re.compile(r"(\d\.\d)\d+")


def weeks(found: Drawn, words: Words, width: int) -> Spec:
    """By week, and by which kind of date each death is dated; paler where reports still arrive."""
    return _stacked(found.weeks, KINDS, words, width, days=7)


def categories(found: Drawn, words: Words, width: int) -> Spec:
    """By month and by how they were recruited."""
    return _stacked(found.months, CATEGORIES, words, width, days=30)


def ages(found: Drawn, words: Words, width: int) -> Spec:
    """By five-year bands of age, the youngest below."""
    import altair as alt

    rows = [{"band": name.replace("-", "–"), "persons": persons} for name, persons in found.ages.items()]
    order = [str(row["band"]) for row in rows][::-1]
    bands = alt.Y("band:N", sort=order, title=words["age"])
    base = alt.Chart(alt.NamedData(_ROWS), width=min(width, 560), height=22 * len(rows)).encode(
        x=alt.X("persons:Q", title=words["persons"], axis=_whole_numbers()), y=bands
    )
    numbers = base.mark_text(align="left", dx=4).encode(text="persons:Q")
    return _told(base.mark_bar(color=KINDS["death"]) + numbers, rows)


def regions(found: Drawn, words: Words, width: int) -> Spec:
    """By home region on a map of the regions of ISO 3166-2:RU."""
    import altair as alt

    steps = steps_of(found.regions)
    shapes = [{**shape, "step": _step(found.regions.get(shape["id"], 0), steps)} for shape in _shapes()]
    chart = alt.Chart(alt.NamedData(_ROWS), width=width, height=round(width * 0.5))
    scale = alt.Scale(domain=steps, range=list(RAMP[: len(steps)]))
    legend = alt.Legend(title=None, orient="bottom", columns=6 if width == WIDE else 3, columnPadding=24)
    drawing = chart.mark_geoshape(stroke="#fdfdfb", strokeWidth=0.6).encode(
        color=alt.Color("step:N", scale=scale, legend=legend)
    )
    return _told(drawing.project(type="conicEqualArea", rotate=[-100, 0, 0], parallels=[50, 70]), shapes)


def steps_of(by_region: Mapping[str, int]) -> list[str]:
    """The steps of the map's colours: nobody, then up to five that hold about as many regions each.

    >>> steps_of({"RU-BA": 1, "RU-TA": 4, "RU-PNZ": 9})
    ['0', '1–3', '4–8', '9']
    """
    ranked = sorted(by_region.values())
    if not ranked:
        return ["0"]
    begins = sorted({1, *(ranked[len(ranked) * step // 5] for step in range(1, 5))})
    ends = [*(begin - 1 for begin in begins[1:]), ranked[-1]]
    spans = zip(begins, ends, strict=True)
    return ["0", *(str(first) if first == last else f"{first}–{last}" for first, last in spans)]


def _step(persons: int, steps: Sequence[str]) -> str:
    return next(step for step in steps if persons <= int(step.rpartition("–")[2]))


class Pencil:
    """Draws charts; the same one once, as maps are in every language."""

    def __init__(self) -> None:
        self._drawn: dict[bytes, str] = {}

    def svg(self, chart: Spec) -> str:
        """As SVG that takes the width that there is; coordinates to a tenth of a pixel."""
        import vl_convert

        told = json.encode(chart, order="sorted")
        if told not in self._drawn:
            drawing = str(vl_convert.vegalite_to_svg(told.decode()))
            self._drawn[told] = _DECIMALS.sub(r"\1", _SIZE.sub(r"\1", drawing, count=1))
        return self._drawn[told]


def png(drawing: str) -> bytes:
    """An SVG of ours as PNG on white, two pixels to one."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(drawing.replace("<g ", f"{_WHITE}<g ", 1), scale=2))


def _stacked(bars: Sequence[Bar], colours: Words, words: Words, width: int, days: int) -> Spec:
    import altair as alt

    parts = [part for part in colours if any(bar.part == part for bar in bars)]
    rows = [to_builtins(bar) | {"part": words[bar.part], "at": parts.index(bar.part)} for bar in bars]
    span = len({bar.day for bar in bars}) + 1
    first, last = (pick(bar.day for bar in bars) for pick in (min, max))
    size = max(1.0, min(18.0, width / max(span, _steps(first, last, days)) * 0.8))
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(domain=[words[part] for part in parts], range=[colours[part] for part in parts]),
        legend=alt.Legend(orient="top", columns=7 if width == WIDE else 2, columnPadding=24),
    )
    drawing = (
        alt.Chart(alt.NamedData(_ROWS), width=width, height=220)
        .mark_bar(size=size)
        .encode(
            x=alt.X(
                "day:T",
                title=None,
                scale=alt.Scale(type="utc", padding=size / 2 + 2),
                axis=alt.Axis(format="%Y-%m", grid=False, tickCount=max(3, width // 90), labelOverlap=True),
            ),
            y=alt.Y("persons:Q", title=words["persons"], axis=_whole_numbers()),
            color=colour,
            opacity=alt.condition("datum.provisional", alt.value(0.55), alt.value(1)),
            order=alt.Order("at:Q"),
        )
    )
    return _told(drawing, rows)


def _steps(first: str, last: str, days: int) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days // days + 1


def _whole_numbers() -> Any:  # noqa: ANN401
    import altair as alt

    return alt.Axis(tickMinStep=1, tickCount=5, format="d")


def _told(chart: Any, rows: Sequence[object]) -> Spec:  # noqa: ANN401
    """The chart with its rows, which altair would look through one by one."""
    plain = chart.properties(background="transparent").configure(font="sans-serif", aria=False)
    told: Spec = plain.configure_view(stroke=None).to_dict()
    return told | {"datasets": {_ROWS: rows}}


@lru_cache(1)
def _shapes() -> list[dict[str, Any]]:
    read = json.decode((MAP / "regions.geojson").read_bytes())
    return [{"type": "Feature", "id": one["id"], "geometry": one["geometry"]} for one in read["features"]]
