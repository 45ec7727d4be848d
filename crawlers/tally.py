"""What a night brought from each source, and from all."""

from msgspec import Struct, field

from archive.visits import Visit
from crawlers.source import SourceConfig


class Tally(Struct):
    """One source's night, in numbers of URLs.

    `due` were due; `fetched` gave an answer, of which `new` held bytes that the archive did not have,
    `revisits` known bytes again, `unchanged` none, for they answered 304; `gone` answered 404 or 410,
    `moved` lead elsewhere, `refused` were captchas and blocks, `busy` asked us to come back later. `failed`
    gave no answer or an error of the server; `disallowed` robots.txt forbids; `left` are due still.
    `stopped` says why a source ended before its time; `exceptions` are its declared impolitenesses.
    """

    source: str
    due: int = 0
    fetched: int = 0
    new: int = 0
    revisits: int = 0
    unchanged: int = 0
    gone: int = 0
    moved: int = 0
    refused: int = 0
    busy: int = 0
    failed: int = 0
    disallowed: int = 0
    left: int = 0
    stopped: str | None = None
    exceptions: dict[str, str] = field(default_factory=dict)


class CrawlReport(Struct):
    """What a crawl did. `issues` are those it raised or raised again; `run` is its row's id."""

    run: str
    sources: list[Tally]
    issues: int

    @property
    def exit_code(self) -> int:
        """0: good; 1: there are issues for a person to look at."""
        return 1 if self.issues else 0


def visit_of(tally: Tally) -> Visit:
    """What the archive keeps of a tally."""
    return Visit(**{name: getattr(tally, name) for name in Visit.__struct_fields__})


def tally_of(config: SourceConfig) -> Tally:
    """A tally of nothing yet, with the declared impolitenesses of a source."""
    declared = config.crawl.exceptions
    reasons = {"ignore_robots": declared.ignore_robots, "ignore_delay": declared.ignore_delay}
    return Tally(config.id, exceptions={name: reason for name, reason in reasons.items() if reason})


def summary(report: CrawlReport) -> dict[str, object]:
    """A crawl in numbers, as its run's row keeps it."""
    totals = {
        name: sum(getattr(tally, name) for tally in report.sources)
        for name in ("due", "fetched", "new", "unchanged", "gone", "refused", "failed", "left")
    }
    return {**totals, "issues": report.issues}
