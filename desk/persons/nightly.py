"""The link run with the engine that the archive uses; loaded when it is called, for it is heavy."""

from archive.clock import Clock
from archive.sqlite import Database
from desk.persons.linking import LinkReport, Progress, link_archive


def link(
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

    return link_archive(db, clock, run, cluster_mentions, model().version, anew=anew, progress=progress)
