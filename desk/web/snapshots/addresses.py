"""The signed addresses, on the host that has no session, of what a mention's evidence shows."""

from desk.web import signing
from desk.web.call import Call


def frame(call: Call, mention: str) -> str | None:
    """The page as captured, with the mention's words marked; None if the desk has no other host."""
    return _there(call, f"/snapshots/page/{mention}")


def image(call: Call, capture: str) -> str:
    """A kept image, for a frame on the same host."""
    return signing.signed(call.desk.room, call.desk.clock, f"/snapshots/image/{capture}")


def picture(call: Call, capture: str) -> str | None:
    """A kept image, for a page of the desk; see `frame`."""
    return _there(call, f"/snapshots/picture/{capture}")


def replay(call: Call, mention: str) -> str | None:
    """The player of the exact bytes; see `frame`."""
    return _there(call, f"/snapshots/replay/{mention}")


def wacz(call: Call, mention: str) -> str:
    """The file that the player is given, on the same host."""
    return signing.signed(call.desk.room, call.desk.clock, f"/snapshots/wacz/{mention}.wacz")


def _there(call: Call, path: str) -> str | None:
    host = call.desk.settings.snapshots_url
    return host and host + signing.signed(call.desk.room, call.desk.clock, path)
