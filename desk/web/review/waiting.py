"""The queue as requests see it: kept in line with the archive, at once by little and beside them by much."""

from threading import Lock, Thread

from starlette.exceptions import HTTPException

from archive.database import connect
from archive.home import Home
from desk.review import following, queue
from desk.review.item import KINDS, Item
from desk.review.queue import Filters
from desk.review.store import Store
from desk.web.call import Call

_ASKED = ("kind", "region", "source", "since", "until")


class Follower:
    """Follows the archive in a thread of its own while there is much to follow, as after a night."""

    def __init__(self) -> None:
        self._lock = Lock()

    def kick(self, home: Home, store: Store) -> None:
        """Begins, unless it goes on already."""
        if self._lock.acquire(blocking=False):
            Thread(target=self._follow, args=(home, store), daemon=True).start()

    def _follow(self, home: Home, store: Store) -> None:
        try:
            db = connect(home, readonly=True)
            while following.follow(db, store):
                pass
            db.close()
        finally:
            self._lock.release()


def keep_up(call: Call) -> int:
    """Follows the archive a step; gives how many changes are left to be followed."""
    left = following.follow(call.db, call.desk.room)
    if left:
        state = call.request.app.state
        if not hasattr(state, "follower"):
            state.follower = Follower()
        state.follower.kick(call.desk.home, call.desk.room)
    return left


def filters(asked: dict[str, str]) -> Filters:
    """What a verifier wants to be given, from a query or a form; what is empty is any."""
    wanted = {name: value for name in _ASKED if (value := asked.get(name, "").strip()[:100])}
    if wanted.get("kind", KINDS[0]) not in KINDS:
        raise HTTPException(400, f"a kind is one of {', '.join(KINDS)}")
    return Filters(**wanted)  # type: ignore[arg-type]


def as_query(wanted: Filters) -> dict[str, str]:
    """The filters, to go on with them."""
    return {name: value for name in _ASKED if (value := getattr(wanted, name))}


def item(call: Call, subject: str) -> Item:
    """An item that waits, or one made of a person who does not; raises 404."""
    known = queue.item_of(call.desk.room, subject)
    if known:
        return known
    row = call.db.conn.execute(
        """SELECT person.id, person.region, capture.source, capture.fetched_at, mention.id
        FROM person JOIN json_each(person.state, '$.mentions') AS his
        JOIN mention ON mention.id = his.value JOIN document ON document.snapshot = mention.document
        JOIN capture ON capture.id = document.capture WHERE person.id = ? LIMIT 1""",
        (subject,),
    ).fetchone()
    if row is None:
        raise HTTPException(404, call.t("review.gone"))
    person, region, source, fetched_at, mention = row
    return Item(person, "unseen", person, mention, None, region, source, fetched_at[:10], None)
