"""When a URL is due again: pure functions of what is known of it."""

from datetime import datetime, timedelta

MILESTONES = tuple(timedelta(days=days) for days in (1, 3, 7, 30, 90))
LATER = timedelta(days=180)
NIGHT = timedelta(days=1)
RETRIES = (timedelta(seconds=10), timedelta(seconds=60))


def next_due(first_seen: datetime, fetched_at: datetime, again: int | None) -> datetime:
    """When a URL fetched now is due again.

    After `again` seconds where its source says so; else at an age of 1, 3, 7, 30 and 90 days, then every 180.
    """
    if again is not None:
        return fetched_at + _with_slack(timedelta(seconds=again))
    for milestone in MILESTONES:
        due = first_seen + _with_slack(milestone)
        if due > fetched_at:
            return due
    return fetched_at + _with_slack(LATER)


def after_failure(failed_at: datetime, tries: int) -> datetime:
    """When a URL that gave no answer is tried again; `tries` counts the failed ones.

    Twice within the run, after growing delays; after the third failure the next night.
    """
    if tries <= len(RETRIES):
        return failed_at + RETRIES[tries - 1]
    return failed_at + _with_slack(NIGHT)


def _with_slack(interval: timedelta) -> timedelta:
    """Shorter by a quarter, at most six hours.

    A page fetched late in a night's run would otherwise not yet be due when the next night's run is over.
    """
    return interval - min(interval / 4, timedelta(hours=6))
