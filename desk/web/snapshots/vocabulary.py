"""What may stand in a page that is shown: an allow-list of elements, and what is left out with its text."""


def _elements(names: str) -> frozenset[str]:
    return frozenset(names.split())


STRUCTURE = _elements(
    "address article aside blockquote caption center col colgroup dd details div dl dt fieldset figcaption "
    "figure footer header hgroup li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "h1 h2 h3 h4 h5 h6 legend hr br wbr"
)
INLINE = _elements(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var"
)
PICTURES = frozenset({"img"})
TAGS = STRUCTURE | INLINE | PICTURES
"""Elements that are kept. None of them runs, loads by itself (but `img`, see below), or holds raw text."""

EMPTY = frozenset({"br", "hr", "wbr", "col", "img"})
"""Elements without an end tag."""

LEFT_OUT = _elements(
    "script style noscript template svg math iframe frame frameset noframes object embed applet audio video "
    "canvas map select option textarea title head button noembed xmp plaintext portal"
)
"""Elements that go with all that stands in them; any other unknown element goes and leaves its text."""

LAZY = ("data-src", "data-original", "data-lazy-src", "data-full", "src")
"""Attributes in which an image's address may stand, the likeliest first."""

READ = {
    "a": frozenset({"href"}),
    "img": frozenset({*LAZY, "alt"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "ol": frozenset({"start"}),
}
"""Attributes that are read of the page. What is written of them is decided in `writing`, anew."""
