"""What one answer came to, by its status and by what its page says of itself."""

from msgspec import Struct

from archive.capture import Capture
from archive.ledger import Outcome
from archive.soft404 import Glance

GONE = (404, 410)
REFUSED = (401, 403, 407, 451)
MOVED = (301, 302, 303, 307, 308)


class Read(Struct, frozen=True):
    """What an answer came to. `also`: the captures behind its redirects, `leads_to`: the first of them."""

    outcome: Outcome
    why: str = ""
    also: tuple[str, ...] = ()
    leads_to: str | None = None


def by_status(one: Capture) -> Read:
    """What a capture came to, whatever its page says; a redirect as if it were a move."""
    if one.refusal or one.status in REFUSED:
        return Read("refused", one.refusal or f"answered {one.status}")
    if one.status in GONE:
        return Read("vanished", f"answered {one.status}")
    if one.status in MOVED:
        return Read("moved", f"answered {one.status}")
    if one.status == 304 or 200 <= one.status < 300:
        return Read("seen")
    return Read("failed", f"answered {one.status}")


def said(glance: Glance) -> Read | None:
    """What a page that was answered says of its own absence, or None."""
    if glance.says == "deleted":
        return Read("vanished", f"says «{glance.words}»")
    if glance.says == "not-found":
        return Read("soft", f"says «{glance.words}»")
    return None
