"""How many URLs a crawl has fetched so far, from all its sources together."""

from collections.abc import Callable

from crawlers.tally import Tally


def fetched_together(progress: Callable[[str, int, int | None], None]) -> Callable[[Tally], None]:
    """A progress for the crawl, which tells of one source at a time, that passes on the sum of them all."""
    fetched: dict[str, int] = {}

    def told(tally: Tally) -> None:
        fetched[tally.source] = tally.fetched
        progress("crawling", sum(fetched.values()), None)

    return told
