"""Accounts: pseudonyms with a role and a password hash, made on the command line."""

from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

from archive.clock import Clock, stamp
from desk.web.room import Room

Role = Literal["reader", "verifier", "editor"]
ROLES: tuple[Role, ...] = ("reader", "verifier", "editor")
"""Each may do what those before it may."""
SHORTEST = 12

_HASHER = PasswordHasher()
# Verified in place of an unknown account's, so that the time taken does not tell which names exist.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


class Account(Struct, frozen=True):
    """Who may come in. `name` is the pseudonym under which decisions are kept."""

    name: str
    role: Role
    disabled: bool = False

    def may(self, role: Role) -> bool:
        """Whether the account has a role or a higher one."""
        return not self.disabled and ROLES.index(self.role) >= ROLES.index(role)


class AccountError(ValueError):
    """An account cannot be made or changed as asked; the message says why."""


def add(room: Room, clock: Clock, name: str, role: Role, password: str | None) -> None:
    """Makes an account. Raises AccountError if the name is taken or unfit, or the password too short."""
    if not name.isprintable() or name != name.strip() or not 0 < len(name) <= 40 or ":" in name:
        raise AccountError("a name has 1 to 40 printable characters, no colon, no space at its ends")
    hashed = password and _hashed(password)
    with room.unit() as db:
        if db.execute("SELECT 1 FROM account WHERE name = ?", (name,)).fetchone():
            raise AccountError(f"there is an account {name} already")
        db.execute(
            "INSERT INTO account (name, role, password, made) VALUES (?, ?, ?, ?)",
            (name, role, hashed, stamp(clock.now())),
        )


def change_password(room: Room, name: str, password: str) -> None:
    """Sets a password and ends the account's sessions. Raises AccountError."""
    hashed = _hashed(password)
    with room.unit() as db:
        if not db.execute("UPDATE account SET password = ? WHERE name = ?", (hashed, name)).rowcount:
            raise AccountError(f"no account {name}")
        db.execute("DELETE FROM session WHERE account = ?", (name,))


def change(room: Room, name: str, *, role: Role | None = None, disabled: bool | None = None) -> None:
    """Sets the role, or whether the account may come in; its sessions end. Raises AccountError."""
    with room.unit() as db:
        found = one(room, name)
        if found is None:
            raise AccountError(f"no account {name}")
        off = found.disabled if disabled is None else disabled
        db.execute(
            "UPDATE account SET role = ?, disabled = ? WHERE name = ?", (role or found.role, int(off), name)
        )
        db.execute("DELETE FROM session WHERE account = ?", (name,))


def one(room: Room, name: str) -> Account | None:
    """The account of a name, or None."""
    with room.unit() as db:
        row = db.execute("SELECT name, role, disabled FROM account WHERE name = ?", (name,)).fetchone()
    return Account(row[0], row[1], bool(row[2])) if row else None


def every(room: Room) -> list[Account]:
    """All accounts, by name."""
    with room.unit() as db:
        rows = db.execute("SELECT name, role, disabled FROM account ORDER BY name").fetchall()
    return [Account(name, role, bool(disabled)) for name, role, disabled in rows]


def verified(room: Room, name: str, password: str) -> Account | None:
    """The account, if the password is its own and it is not disabled; takes as long if it is not."""
    with room.unit() as db:
        row = db.execute("SELECT password FROM account WHERE name = ?", (name,)).fetchone()
    hashed = row[0] if row and row[0] else _NOBODYS
    try:
        _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return None
    found = one(room, name)
    return found if found and not found.disabled else None


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        raise AccountError(f"a password has {SHORTEST} characters at least")
    return _HASHER.hash(password)
