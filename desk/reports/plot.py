"""The nights as a plot: an SVG drawing of numbers and dates, without a script."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, to_builtins

PANELS = {"answers": "#5b7fb4", "new pages": "#4f9a72", "mentions": "#b9703a"}
"""What each panel shows, in colours that can be told from white and from black."""

WIDE, NARROW = 860, 300
"""Width of the drawing for a screen and for a telephone, so that its letters keep their size on both."""

# <svg … width="898" height="280" viewBox=…>: without them it takes the width that there is
_SIZE = re.compile(r'(<svg [^>]*?) width="\d+" height="\d+"')


class Point(Struct, frozen=True, rename={"new_pages": "new pages"}):
    """A night of the plot; `at`: an ISO moment."""

    at: str
    answers: int
    new_pages: int
    mentions: int


def drawn(points: Sequence[Point], width: int) -> str:
    """The SVG, of numbers and dates alone. Imports what draws only when it is called: half a second."""
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(_chart(points, width).to_json()))
    return _SIZE.sub(r"\1", svg, count=1)


def _chart(points: Sequence[Point], width: int) -> Any:  # noqa: ANN401  altair's own types say less
    import altair

    nights = altair.InlineData(values=to_builtins(points))
    every = max(1, -(-len(points) * 90 // width))  # a date needs some 90 pixels
    dates = [point.at for point in points[::-every][::-1]]
    bar = max(2, min(24, round(width / max(len(points), 12) * 0.7)))
    panels = [
        altair.Chart(nights, width=width, height=64, title=altair.Title(panel, anchor="start"))
        .mark_bar(color=color, size=bar)
        .encode(
            x=altair.X(
                "at:T",
                title=None,
                axis=altair.Axis(format="%d %b", values=dates, grid=False),
                scale=altair.Scale(padding=bar / 2 + 2),
            ),
            y=altair.Y(f"{panel}:Q", title=None, axis=altair.Axis(tickCount=3, tickMinStep=1)),
        )
        for panel, color in PANELS.items()
    ]
    stacked = altair.vconcat(*panels, spacing=14, background="transparent")
    return stacked.configure(font="sans-serif").configure_view(stroke=None)
