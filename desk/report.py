"""A night's report in the terminal: what came from each source, who was read, what needs a person."""

from collections.abc import Sequence

from msgspec import structs
from rich.console import Console
from rich.table import Table

from crawlers.tally import Tally
from desk.nightly import NightReport
from desk.parsing import ParseReport
from desk.persons.linking import LinkReport
from desk.screen import plain_table

ISSUES_SHOWN = 12

HEADS = {
    "due": "due",
    "new": "new",
    "revisits": "same",
    "unchanged": "304",
    "gone": "gone",
    "moved": "moved",
    "refused": "refused",
    "busy": "busy",
    "failed": "failed",
    "disallowed": "robots",
    "left": "left",
}
"""The tally's numbers that the terminal shows, under heads short enough for 80 columns."""


def report_rows(report: NightReport) -> dict[str, object]:
    """The report for `--json`."""
    return {
        "run": report.run,
        "exit_code": report.exit_code,
        "sources": [structs.asdict(tally) for tally in report.crawl.sources],
        "parse": structs.asdict(report.parse),
        "link": structs.asdict(report.linked),
        "vanished": report.vanished,
        "back": report.back,
        "issues": report.issues,
    }


def print_night(report: NightReport) -> None:
    """Print the whole report to standard output."""
    out = Console(highlight=False)
    out.print(crawl_table(report.crawl.sources))
    out.print(_read(report.parse))
    out.print(linked(report.linked))
    if report.vanished or report.back:
        out.print(f"{report.vanished} pages vanished, {report.back} are back: sinodik gone")
    for line in exceptions_declared(report.crawl.sources):
        out.print(line)
    if report.issues:
        out.print(_issues(report.issues))
    verdict = "good" if report.exit_code == 0 else f"{len(report.issues)} issues for a person to look at"
    out.print(f"Run {report.run}: {verdict} (exit code {report.exit_code}).")


def crawl_table(tallies: Sequence[Tally]) -> Table:
    """One row a source, and a row of sums; columns that are zero everywhere are left out."""
    columns = [name for name in HEADS if any(getattr(tally, name) for tally in tallies)]
    table = plain_table("Crawled (URLs)", footer=True)
    table.add_column("source", footer="all", no_wrap=True)
    for name in columns:
        total = sum(getattr(tally, name) for tally in tallies)
        table.add_column(HEADS[name], justify="right", footer=str(total), no_wrap=True)
    for tally in tallies:
        table.add_row(tally.source, *(str(getattr(tally, name) or "·") for name in columns))
    return table


def exceptions_declared(tallies: Sequence[Tally]) -> list[str]:
    """A line for each departure from politeness that a source declares, with its reason."""
    return [
        f"Exception at {tally.source}: {name}, because {reason}"
        for tally in tallies
        for name, reason in tally.exceptions.items()
    ]


def _read(parse: ParseReport) -> str:
    by_status = ", ".join(
        f"{count} {status}"
        for status in ("killed", "missing", "captive", "alive", "unsure")
        if (count := getattr(parse, status))
    )
    unread = f" {parse.unread} pages stay unread." if parse.unread else ""
    return f"Read {parse.read} new snapshots: {parse.mentions} mentions ({by_status or 'nobody'}).{unread}"


def linked(report: LinkReport) -> str:
    """Who the mentions are, in a line."""
    told = (("new", report.new), ("merged", report.merged), ("split", report.split))
    changes = [f"{count} {what}" for what, count in told if count]
    changes += [f"{report.withdrawn} withdrawn"] if report.withdrawn else []
    near = f" {report.near} pairs of mentions for a person to judge." if report.near else ""
    return f"{report.persons} persons ({', '.join(changes) or 'none new'}).{near}"


def _issues(issues: Sequence[dict[str, object]]) -> Table:
    table = plain_table("For a person to look at")
    for column in ("kind", "source", "url", "detail"):
        table.add_column(column, overflow="fold")
    for issue in issues[:ISSUES_SHOWN]:
        table.add_row(*(str(issue[column] or "") for column in ("kind", "source", "url", "detail")))
    if len(issues) > ISSUES_SHOWN:
        table.caption = f"and {len(issues) - ISSUES_SHOWN} more: sinodik issues"
    return table
