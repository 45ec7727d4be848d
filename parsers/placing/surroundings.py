"""What is named around a place: the toponyms of its sentence, the regions of its page."""

import re
from collections import Counter
from collections.abc import Sequence

from parsers.placing.toponyms import Toponym

_FAR = 160


def neighbours(text: str, at: int, found: Sequence[Toponym], fronts: set[int]) -> list[Toponym]:
    """The toponyms of the same sentence, nearest first; without those of the fighting."""
    one = found[at]
    near = [
        other
        for other in found[max(0, at - _FEW) : at + _FEW + 1]
        if other is not one and other.start not in fronts
    ]
    near.sort(key=lambda other: abs(other.start - one.start))
    return [
        other
        for other in near
        if abs(other.start - one.start) < _FAR
        and not _STOP.search(text, min(one.end, other.end), max(one.start, other.start))
    ]


_FEW = 12
_STOP = re.compile(r"\n|[а-яё)»]{3,}[.!?]\s")


def page_regions(found: Sequence[Toponym], publisher: str | None) -> Counter[str]:
    """Regions that the page names, and those of districts whose name only one region has."""
    named: Counter[str] = Counter()
    for one in found:
        if one.level == "region":
            own = [publisher] if publisher and publisher in one.regions else []
            named.update(one.regions if len(one.regions) == 1 else own)
        elif one.level == "district":
            regions = {place.region for place in one.options}
            if len(regions) == 1 or publisher in regions:
                named.update([publisher if publisher in regions and publisher else next(iter(regions))])
    return named
