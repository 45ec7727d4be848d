"""Counts and estimates as the terminal shows them: each number with what it is not."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.markup import escape

from desk.counting.backlog import Backlog
from desk.counting.counts import KINDS, Bucket, Count
from desk.counting.delays import DelayCurve
from desk.counting.dimensions import UNDATED
from desk.counting.estimates import percent, ratio
from desk.counting.figures import Bounds, Figures, PerKm2
from desk.counting.systems import SystemsEstimate
from desk.screen import plain_table

_APART = ("force.", "foreign.")


def print_count(found: Count) -> None:
    """The headline, the table, and what is not in it."""
    out = Console(highlight=False, soft_wrap=True)
    out.print(f"[bold]{found.headline}[/] named dead", end="")
    out.print(escape(f"  ({', '.join(_asked(found))})"))
    if found.by:
        _print_buckets(found, found.by)
    out.print(f"dated by   {_listed(found.dated_by)}")
    if found.recent:
        out.print(
            f"recent     {found.recent:,} since {found.provisional_since}: provisional, reports still arrive"
        )
    if found.out_of_time:
        out.print(f"look at    {found.out_of_time:,} dated before the war or after the day of the count")
    apart = {reason: n for reason, n in found.left_out.items() if reason.startswith(_APART)}
    left_out = {reason: n for reason, n in found.left_out.items() if reason not in apart}
    if apart:
        out.print(f"apart      {_listed(apart)}: confirmed dead too, never in the number above")
    if left_out:
        out.print(f"left out   {_listed(left_out)}")
    if found.backlog:
        out.print(f"beside     {_waiting(found.backlog)}: not added, for they hold duplicates")
    if found.day_is_over is False:
        out.print("open       the day is not over: what is linked or decided on it still changes the number")


def _waiting(backlog: Backlog) -> str:
    pages = f" and {backlog.pages:,} pages not read" if backlog.pages else ""
    return f"{backlog.mentions:,} mentions not worked through{pages}"


def _asked(found: Count) -> Iterator[str]:
    yield found.rule
    yield f"as of {found.as_of}"
    if found.since or found.until:
        yield f"{found.since or 'the beginning'} to {found.until or 'the end'}"
    yield from found.where


def _print_buckets(found: Count, by: str) -> None:
    is_dated = any(name == by for name in ("day", "week", "month", "year"))
    table = plain_table("")
    for name in (by, "persons", "share", *(KINDS[:-1] if is_dated else ()), "" if is_dated else None):
        if name is not None:
            table.add_column(name, justify="left" if name in (by, "") else "right", no_wrap=True)
    for bucket in found.buckets:
        table.add_row(*_cells(bucket, found.total, is_dated))
    table.add_section()
    table.add_row("[bold]sum", f"[bold]{sum(bucket.persons for bucket in found.buckets):,}")
    Console(highlight=False).print(table)


def _cells(bucket: Bucket, total: int, is_dated: bool) -> Iterator[str]:
    yield escape(bucket.value)
    yield f"{bucket.persons:,}"
    share = ratio(bucket.persons, total)
    yield percent(share, 1) if share is not None else ""
    if is_dated:
        yield from (f"{bucket.dated_by[kind]:,}" for kind in KINDS if kind != UNDATED)
        yield "provisional" if bucket.provisional else ""


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in counts.items())


def print_figures(found: Figures) -> None:
    """Every figure on a line with its assumption; estimates are never the count."""
    out = Console(highlight=False, soft_wrap=True)
    for label, words in _lines(found):
        out.print(f"[bold]{label:<12}[/] {escape(words)}")
    if found.per_km2:
        _print_per_km2(found.per_km2)
    if found.delays:
        _print_delays(found.delays)


def _lines(found: Figures) -> Iterator[tuple[str, str]]:
    yield "identified", f"{found.identified:,}  ({found.question or 'as given'})"
    said = found.coverage
    if said and found.dead:
        when = f"put so on {said.day}" if said.day else "on no said day"
        shares = f"{said.low * 100:.4g} % to {said.high * 100:.4g} %"
        yield (
            "estimate",
            f"{_span(found.dead)}  if {shares} of the dead are named, {when}",
        )
    if found.dpr_lpr:
        yield "dpr and lpr", f"{_span(found.dpr_lpr)}  as given, apart from the count"
    if found.together:
        yield "together", f"{_span(found.together)}  low and low, high and high"
    if found.overlaps:
        yield from _overlap_lines(found.overlaps)


def _overlap_lines(found: SystemsEstimate) -> Iterator[tuple[str, str]]:
    low, high = found.coverage
    yield (
        "overlaps",
        f"{found.total:,.0f}, {found.low:,.0f} to {found.high:,.0f} with 95 %  "
        f"({found.method} over {', '.join(found.lists)}; models about as good: {len(found.models)})",
    )
    yield "coverage", f"{low:.3f} to {high:.3f} by these overlaps"
    dependent = found.models[0].dependent
    if dependent:
        yield "dependent", ", ".join(dependent)
    if found.on_none:
        yield "on no list", f"{found.on_none:,} counted persons, who have no part in it"
    yield "mind", "sources that copy each other make it too low; who can never be on a list is not in it"


def _span(bounds: Bounds) -> str:
    return f"{bounds.low:,} to {bounds.high:,}"


def _print_per_km2(rows: tuple[PerKm2, ...]) -> None:
    table = plain_table("deaths for each square kilometre")
    for name in ("period", "numerator", "persons", "km²", "per km²"):
        table.add_column(name, justify="left" if name in ("period", "numerator") else "right", no_wrap=True)
    for row in rows:
        table.add_row(row.period, row.numerator, f"{row.persons:,}", f"{row.km2:,g}", f"{row.per_km2:.2f}")
    Console(highlight=False).print(table)


def _print_delays(found: DelayCurve) -> None:
    out = Console(highlight=False, soft_wrap=True)
    if found.longest is None:
        out.print("delays       too few deaths with a day of death and a day of report")
        return
    table = plain_table("reported within so many days of the death")
    for name in ("days", "share", "95 %"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.curve:
        table.add_row(str(one.days), f"{one.share:.3f}", f"{one.low:.3f} to {one.high:.3f}")
    out.print(table)
    out.print(
        f"half within {found.median} days, all held to be within {found.longest}; of {found.used:,} deaths. "
        f"Not used: {found.later:,} reported later, {found.wrong:,} before they died, "
        f"{found.unused:,} without both days"
    )
    recent = plain_table("recent months")
    for name in ("month", "seen", "share expected by now", "may come to"):
        recent.add_column(name, justify="left" if name == "month" else "right", no_wrap=True)
    for month in found.months:
        share = "" if month.expected_share is None else f"{month.expected_share:.3f}"
        recent.add_row(
            month.month, f"{month.seen:,}", share, "" if month.expected is None else f"{month.expected:,}"
        )
    out.print(recent)
