"""When a URL is due again: pure functions of what is known of it."""

from datetime import datetime, timedelta

MILESTONES = tuple(timedelta(days=days) for days in (1, 3, 7, 30, 90))
LATER = timedelta(days=180)
NIGHT = timedelta(days=1)
MISSING = tuple(timedelta(days=days) for days in (1, 3, 7))
MONTH = timedelta(days=30)
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


def while_missing(first_missed: datetime, looked_at: datetime) -> datetime:
    """When a page that is not there is looked for again: 1, 3, 7 days after the first miss, then monthly.

    The seven days are whole ones: three looks over at least seven days are what `gone` needs.
    """
    one, three, seven = MISSING
    for due in (first_missed + _with_slack(one), first_missed + _with_slack(three), first_missed + seven):
        if due > looked_at:
            return due
    return looked_at + _with_slack(MONTH)


def after_failure(failed_at: datetime, tries: int, first_failed: datetime, again: int | None) -> datetime:
    """When a URL that gave no answer is tried again; `tries` counts the failed ones.

    Twice within the run, after growing delays; after the third failure the next night where the URL has a
    cadence of its own (`again`, a list), else as a page that is missing since `first_failed`.
    """
    if tries <= len(RETRIES):
        return failed_at + RETRIES[tries - 1]
    if again is not None:
        return failed_at + _with_slack(NIGHT)
    return while_missing(first_failed, failed_at)


def _with_slack(interval: timedelta) -> timedelta:
    """Shorter by a quarter, at most six hours.

    A page fetched late in a night's run would otherwise not yet be due when the next night's run is over.
    """
    return interval - min(interval / 4, timedelta(hours=6))
