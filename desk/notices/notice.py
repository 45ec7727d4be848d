"""What is told of a run: numbers, the kinds of issues, where the report lies."""

from collections import Counter
from pathlib import Path

from msgspec import Struct

from archive import issues, runs
from archive.database import connect
from archive.home import Home, HomeError
from archive.runs import Run
from archive.sqlite import sqlite3

VERDICTS = {0: "good", 1: "needs a person", 2: "failed"}


class Notice(Struct, frozen=True):
    """One message. `issues`: how many, by kind; `report`: where the HTML report lies, "" if nowhere."""

    headline: str
    exit_code: int
    run: str = ""
    kind: str = ""
    issues: dict[str, int] = {}
    report: str = ""

    @property
    def text(self) -> str:
        """The message in words, a few lines."""
        lines = [f"{self.headline}.", f"Exit code {self.exit_code}."]
        lines += [f"  {count} {kind}" for kind, count in self.issues.items()]
        lines += [f"Report: {self.report}"] if self.report else []
        lines += [f"Run {self.run}. List the issues: sinodik issues"] if self.run else []
        return "\n".join(lines) + "\n"


def of_last_run(home: Home) -> Notice | None:
    """The notice of the last nightly run, or None if there was none. Raises home.HomeError."""
    db = connect(home, readonly=True)
    run = runs.last(db, "nightly")
    if run is None:
        return None
    kinds = Counter(issue.kind.partition(":")[0] for issue in issues.open_issues(db, run=run.id))
    return _of(home, run, dict(sorted(kinds.items())))


def of_error(home: Home, error: BaseException) -> Notice:
    """The notice of a night that ended with an error: of its run if it had one, by the error's name alone."""
    headline = f"Sinodik: the night failed with {type(error).__name__}"
    try:
        last = of_last_run(home)
    except (HomeError, sqlite3.DatabaseError):  # the night may have failed of just that
        last = None
    if last and last.exit_code == 2:
        return Notice(headline, 2, last.run, last.kind, last.issues, last.report)
    return Notice(headline, 2)


def _of(home: Home, run: Run, kinds: dict[str, int]) -> Notice:
    exit_code = 2 if run.exit_code is None else run.exit_code
    report = (home.reports / f"{run.id}.html").resolve()
    return Notice(_headline(run, sum(kinds.values())), exit_code, run.id, run.kind, kinds, _if_there(report))


def _headline(run: Run, count: int) -> str:
    ended = "has not ended" if run.exit_code is None else VERDICTS.get(run.exit_code, "failed")
    told = f", {count} issues" if count else ""
    return f"Sinodik: the night of {run.started_at:%Y-%m-%d} {'is good' if ended == 'good' else ended}{told}"


def _if_there(path: Path) -> str:
    return str(path) if path.exists() else ""
