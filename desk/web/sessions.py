"""Sessions, and the tokens of programs: random words of which only digests are kept."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from archive.clock import Clock, parsed, stamp
from desk.web import accounts
from desk.web.accounts import Account
from desk.web.room import Room

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=2)
FREE = 5
"""Failures in a row that cost nothing; each further one doubles the wait."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
_RENEWED = timedelta(minutes=1)


def begin(room: Room, clock: Clock, account: str) -> str:
    """Begins a session, and gives the cookie's value."""
    cookie, now = secrets.token_urlsafe(32), stamp(clock.now())
    with room.unit() as db:
        db.execute("DELETE FROM session WHERE begun < ?", (stamp(clock.now() - LONGEST),))
        db.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_digest(cookie), account, now, now))
    return cookie


def end(room: Room, cookie: str) -> None:
    """Ends a session."""
    with room.unit() as db:
        db.execute("DELETE FROM session WHERE digest = ?", (_digest(cookie),))


def account_of(room: Room, clock: Clock, cookie: str) -> Account | None:
    """Whose session it is; None: nobody's, too old, not used for too long, or the account is disabled."""
    now = clock.now()
    with room.unit() as db:
        row = db.execute(
            "SELECT account, begun, used FROM session WHERE digest = ?", (_digest(cookie),)
        ).fetchone()
        if row is None or now - parsed(row[1]) > LONGEST or now - parsed(row[2]) > IDLE:
            return None
        if now - parsed(row[2]) > _RENEWED:
            db.execute("UPDATE session SET used = ? WHERE digest = ?", (stamp(now), _digest(cookie)))
    found = accounts.one(room, row[0])
    return found if found and not found.disabled else None


def csrf_of(cookie: str) -> str:
    """The word that each form of a session must carry."""
    return hmac.new(cookie.encode(), b"csrf", sha256).hexdigest()


def make_token(room: Room, clock: Clock, name: str) -> str:
    """Makes a program's token, that may read. Raises accounts.AccountError if the name is taken."""
    token = f"sinodik_{secrets.token_urlsafe(32)}"
    with room.unit() as db:
        if db.execute("SELECT 1 FROM token WHERE name = ?", (name,)).fetchone():
            raise accounts.AccountError(f"there is a token {name} already")
        db.execute("INSERT INTO token VALUES (?, ?, ?)", (_digest(token), name, stamp(clock.now())))
    return token


def revoke_token(room: Room, name: str) -> None:
    """Makes a token worthless. Raises accounts.AccountError if there is none of this name."""
    with room.unit() as db:
        if not db.execute("DELETE FROM token WHERE name = ?", (name,)).rowcount:
            raise accounts.AccountError(f"no token {name}")


def tokens(room: Room) -> list[str]:
    """The names of the tokens."""
    with room.unit() as db:
        return [name for (name,) in db.execute("SELECT name FROM token ORDER BY name")]


def reader_of(room: Room, token: str) -> Account | None:
    """The reader that a program's token stands for, or None."""
    with room.unit() as db:
        row = db.execute("SELECT name FROM token WHERE digest = ?", (_digest(token),)).fetchone()
    return Account(f"token:{row[0]}", "reader") if row else None


def wait(room: Room, clock: Clock, keys: tuple[str, ...]) -> timedelta:
    """How long nothing is looked at of these names and addresses; zero: not at all."""
    with room.unit() as db:
        rows = [db.execute("SELECT until FROM attempt WHERE key = ?", (key,)).fetchone() for key in keys]
    left = [parsed(row[0]) - clock.now() for row in rows if row]
    return max([timedelta(0), *left])


def failed(room: Room, clock: Clock, keys: tuple[str, ...]) -> None:
    """Counts a failed attempt of a name from an address."""
    with room.unit() as db:
        for key in keys:
            row = db.execute("SELECT failures FROM attempt WHERE key = ?", (key,)).fetchone()
            failures = row[0] + 1 if row else 1
            until = stamp(_until(clock.now(), failures))
            db.execute("INSERT OR REPLACE INTO attempt VALUES (?, ?, ?)", (key, failures, until))


def succeeded(room: Room, keys: tuple[str, ...]) -> None:
    """Forgets the failures of a name and an address."""
    with room.unit() as db:
        db.executemany("DELETE FROM attempt WHERE key = ?", [(key,) for key in keys])


def _until(now: datetime, failures: int) -> datetime:
    if failures <= FREE:
        return now
    # The doubling ends long before a number grows too large.
    return now + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - FREE - 1, 20))


def _digest(word: str) -> bytes:
    return sha256(word.encode()).digest()
