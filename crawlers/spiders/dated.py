"""Lists that say of each page when it changed last: what changed since our last look is due at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import structs

from archive.database import atomic
from archive.records import Link
from crawlers.known import BATCH, looks
from crawlers.spiders.base import SourceSpider

OLD = timedelta(days=30)
"""Pages older than this wait until the newer ones are fetched: an archive must not delay the news."""
BACKLOG = 2
"""The rank of such pages."""
AHEAD = timedelta(days=1)
"""A date further in the future is a mistake, and says nothing."""

Dated = tuple[Link, datetime | None]


class DatedSpider(SourceSpider):
    """A spider that knows of links when their pages changed."""

    def news_of(self, dated: Iterable[Dated]) -> Iterator[Link]:
        """Those of the links that the frontier does not know; known ones that changed become due now."""
        batch: list[Dated] = []
        for one in dated:
            batch.append(one)
            if len(batch) >= BATCH:
                yield from self._news(batch)
                batch.clear()
        yield from self._news(batch)

    def _news(self, batch: list[Dated]) -> Iterator[Link]:
        """Before the list itself is durable: if it is not, the list is read again and says the same."""
        session, now = self.session, self.session.clock.now()
        known = looks(session.recorder.db, self.config.id, [link.key for link, _ in batch])
        changed = [
            link.key for link, at in batch if link.key in known and has_changed(at, known[link.key], now)
        ]
        if changed:
            with atomic(session.recorder.db):
                for key in changed:
                    session.frontier.hasten(self.config.id, key, now)
        for link, at in batch:
            if link.key not in known:
                is_old = at is not None and now - at > OLD and link.purpose == "page"
                yield structs.replace(link, rank=BACKLOG) if is_old else link


def has_changed(changed: datetime | None, looked_at: datetime | None, now: datetime) -> bool:
    """Whether a page that was looked at has changed since."""
    if changed is None or looked_at is None or changed > now + AHEAD:
        return False
    return changed > looked_at
