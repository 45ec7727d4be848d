"""What a night brought from each source, and from all."""

from msgspec import Struct, field

from archive.visits import Visit
from crawlers.source import SourceConfig


class Tally(Visit):
    """One source's night as it is counted; `exceptions` are its declared impolitenesses."""

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
