"""The rules about what came: answers, refusals, silence. Pure."""

from datetime import datetime, timedelta
from itertools import pairwise

from desk.health.chance import Share, is_rarely_so_many
from desk.health.history import GOOD_NIGHTS, History, together

REFUSALS = 5
"""Fewer in a night are no sign of anything."""
RISEN = 3
"""So many times as often as before."""
TAKEN_FOR_GRANTED = Share(2, 100)
"""Refusals that are supposed of every source, so that a first night can be judged."""

VISITS, DOWN_FOR = 3, timedelta(hours=42)
"""Three nights, of which the first and the last may lie a little less than two days apart."""

GAPS, GAPS_REMEMBERED, TIMES_LONGEST, SHORTEST_SILENCE = 15, 30, 3, timedelta(days=3)
"""A silence is longer than three times the longest of thirty gaps (fifteen at least), and than three days."""

PAGES_WITHOUT_ANYBODY = 100
"""So many pages read and nobody named: the source yields nothing."""


def refusals_rose(history: History) -> str | None:
    """Captchas and blocks are far more of the answers than before."""
    tonight = history.tonight
    if not tonight.fetched:
        return None
    before = [night for night in history.nights[:-1] if night.fetched and night.run not in history.faulty]
    known = together((night.refused, night.fetched) for night in before[-GOOD_NIGHTS:])
    usual = Share(known.found + TAKEN_FOR_GRANTED.found, known.of + TAKEN_FOR_GRANTED.of)
    now = Share(tonight.refused, tonight.fetched)
    if now.found < REFUSALS or now.part <= usual.part * RISEN or not is_rarely_so_many(now, usual):
        return ""
    return f"{now.found} of {now.of} answers are captchas and blocks, before it was {usual.part:.0%}"


def down(history: History) -> str | None:
    """Nights on end in which the host gave no page and no list."""
    if history.tonight.sound:
        return ""
    silent = []
    for night in reversed(history.nights):
        if night.sound:
            break
        if night.failed or night.disallowed or night.gone:
            silent.append(night)
    if len(silent) < VISITS or silent[0].at - silent[-1].at < DOWN_FOR:
        return None
    return f"no page and no list came in {len(silent)} nights, since {silent[-1].at:%Y-%m-%d}"


def silent(history: History) -> str | None:
    """The site answers, and nothing at a new address has come for longer than usual."""
    tonight = history.tonight
    if tonight.fresh:
        return ""
    fresh = [night.at for night in history.nights if night.fresh]
    longest = timedelta(days=history.expect.new_days or 0) or _longest_usual_gap(fresh)
    since = fresh[-1] if fresh else history.nights[0].at
    if not tonight.sound or not longest or tonight.at - since <= longest:
        return None
    days = (tonight.at - since).days
    return (
        f"no page at a new address for {days} days, {longest.days} would be usual: is the list still kept up?"
    )


def _longest_usual_gap(fresh: list[datetime]) -> timedelta | None:
    gaps = [after - before for before, after in pairwise(fresh)][-GAPS_REMEMBERED:]
    return max(TIMES_LONGEST * max(gaps), SHORTEST_SILENCE) if len(gaps) >= GAPS else None


def yields_nothing(history: History) -> str | None:
    """A source from which nothing ever came, or nobody was ever read."""
    held = history.held
    if held.mentions:
        return ""
    if held.read >= PAGES_WITHOUT_ANYBODY:
        return f"{held.read} pages were read and nobody is named on them: are they the right ones?"
    visits = [night for night in history.nights if night.sound]
    if held.pages or len(visits) < VISITS or visits[-1].at - visits[0].at < DOWN_FOR:
        return None
    return f"{len(visits)} visits were answered and gave no page: do its links match?"


def many_refusals(history: History) -> str | None:
    """More of the answers are captchas and blocks than `expect.refusals` says."""
    most, tonight = history.expect.refusals, history.tonight
    if most is None or not tonight.fetched:
        return None
    if tonight.refused < VISITS or tonight.refused <= most * tonight.fetched:
        return ""
    return (
        f"{tonight.refused} of {tonight.fetched} answers are captchas and blocks, expected {most:.0%} at most"
    )
