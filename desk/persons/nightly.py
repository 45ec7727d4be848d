"""The link run with the engine that the archive uses; loaded when it is called, for it is heavy."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from archive.clock import Clock
from archive.home import Home
from archive.sqlite import Database
from desk.persons.grouping import Forgotten, Pair, Progress
from desk.persons.linking import LinkReport, link_archive

if TYPE_CHECKING:
    import pyarrow as pa

    from desk.linkage.archive_linking import Clustering

KEPT = "linkage.duckdb"
"""The file in the home in which the engine keeps the keys of mentions; it may be deleted at any time."""


def link(
    home: Home,
    db: Database,
    clock: Clock,
    run: str,
    *,
    anew: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> LinkReport:
    """Group the mentions with Splink and keep the persons up; see link_archive. Needs the home's lock."""
    from desk.linkage.archive_linking import cluster_mentions
    from desk.linkage.model import model

    kept = _Remembering(home.path / KEPT)
    version = model().version
    return link_archive(
        db, clock, run, cluster_mentions, version, anew=anew, remembering=kept, progress=progress
    )


class _Remembering:
    """Splink, with the file of what it has seen; one that is of no use is thrown away."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept

    def __call__(
        self,
        mentions: "pa.Table",
        must: Iterable[Pair],
        cannot: Iterable[Pair],
        known: Mapping[str, str] | None,
        progress: Progress,
    ) -> "Clustering":
        from desk.linkage.archive_linking import cluster_mentions
        from desk.linkage.errors import Stale

        if known is None:
            self._kept.unlink(missing_ok=True)
        try:
            return cluster_mentions(mentions, must, cannot, known, progress, self._kept)
        except Stale as error:
            self._kept.unlink(missing_ok=True)
            raise Forgotten(str(error)) from error
