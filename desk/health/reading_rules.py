"""The rules about what was read: how many pages name somebody, and what they say of him. Pure."""

from collections.abc import Iterable, Sequence
from statistics import median

from desk.health.chance import Share, is_rarely_so_few
from desk.health.history import History, together
from desk.health.night import Night

FALLEN = 1 / 3
"""What falls below this part of what it was has fallen, if chance does not explain it."""
PAGES_THAT_SPEAK = 5
"""Nor has what was as low on a good night of so many pages."""
COMMON = 0.3
"""A field that fewer of the pages have is not watched."""
STEADY_NIGHTS, STEADY_MENTIONS = 5, 4
"""So many nights, and so many mentions on the median page, make a list whose length is watched too."""
FILL_MENTIONS = 20
"""The newest mentions, at least, whose fields are compared with `expect.fill`."""

MOVED = "has the layout moved?"


def mentions_fell(history: History) -> str | None:
    """Pages came, and far fewer of them name somebody, or they name far fewer."""
    tonight, windows = history.tonight, list(history.windows())
    for nights, base in windows:
        usual = together((night.naming, night.pages) for night in base)
        now = Share(sum(night.naming for night in nights), sum(night.pages for night in nights))
        lowest = _lowest((night.naming, night.pages) for night in base)
        if _fell(now, Share(tonight.naming, tonight.pages), usual, lowest):
            return f"{now.found} of {now.of} new pages name somebody, before it was {usual.part:.0%}: {MOVED}"
    return _lists_shrank(history) or ("" if windows and tonight.naming else None)


def _lists_shrank(history: History) -> str | None:
    _, base = next(history.windows(), ([], []))
    usual = sorted(night.mentions / night.naming for night in base if night.naming >= 2)
    if len(usual) < STEADY_NIGHTS or history.tonight.naming < 2 or median(usual) < STEADY_MENTIONS:
        return None
    now = history.tonight.mentions / history.tonight.naming
    if usual[0] < median(usual) / 2 or now >= usual[0] * FALLEN:
        return None
    return f"{now:.1f} mentions a page, before it was {median(usual):.0f}: {MOVED}"


def fill_fell(history: History) -> str | None:
    """Pages name people, and a field that they used to have is missing."""
    if not history.tonight.naming:
        return None
    windows, fallen = list(history.windows()), dict[str, str]()
    for nights, base in windows:
        for field in {field for night in base for field in night.fill} - set(fallen):
            usual, now = together(_filled(base, field)), together(_filled(nights, field))
            tonight, lowest = together(_filled([history.tonight], field)), _lowest(_filled(base, field))
            if usual.part >= COMMON and _fell(now, tonight, usual, lowest):
                fallen[field] = f"{field} on {now.found} of {now.of} pages, before it was {usual.part:.0%}"
    if fallen:
        return f"{'; '.join(fallen[field] for field in sorted(fallen))}: {MOVED}"
    return "" if windows else None


def _fell(now: Share, tonight: Share, usual: Share, lowest: float) -> bool:
    """Whether a share fell, tonight as in all the nights that are taken together, and not by chance."""
    part = max(now.part, tonight.part)
    return part < usual.part * FALLEN and part < lowest and is_rarely_so_few(now, usual)


def _lowest(nights: Iterable[tuple[int, int]]) -> float:
    """The lowest share of a night that had enough pages to have one; above all shares if none had."""
    return min((found / of for found, of in nights if of >= PAGES_THAT_SPEAK), default=2.0)


def _filled(nights: Sequence[Night], field: str) -> list[tuple[int, int]]:
    """On how many of the pages that name somebody a field is filled, night by night."""
    return [(night.fill.get(field, (0, 0))[1], night.naming) for night in nights]


def low_fill(history: History) -> str | None:
    """The newest mentions have a field less often than `expect.fill` says."""
    counts: dict[str, int] = dict.fromkeys(history.expect.fill, 0)
    mentions = 0
    for night in reversed(history.nights):
        mentions += night.mentions
        for field in counts:
            counts[field] += night.fill.get(field, (0, 0))[0]
        if mentions >= FILL_MENTIONS:
            break
    if mentions < FILL_MENTIONS or not counts:
        return None
    wanted = history.expect.fill
    low = [
        f"{field} {counts[field] / mentions:.2f} (expected {wanted[field]:.2f})"
        for field in wanted
        if counts[field] < wanted[field] * mentions
    ]
    return f"of the newest {mentions} mentions: {', '.join(low)}" if low else ""
