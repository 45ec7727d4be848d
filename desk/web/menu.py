"""The parts of the desk that the bar at the top leads to."""

from desk.web.accounts import Role
from desk.web.call import Call

MENU: tuple[tuple[str, str, Role], ...] = (
    ("start", "/", "reader"),
    ("review", "/review", "verifier"),
    ("persons", "/persons", "reader"),
    ("counts", "/counts", "reader"),
    ("sources", "/sources", "reader"),
    ("nights", "/nights", "reader"),
    ("issues", "/issues", "reader"),
    ("vanished", "/vanished", "reader"),
    ("proposals", "/proposals", "editor"),
    ("kept", "/kept", "reader"),
)
"""The key of its words after `nav.`, its path, and who is shown it."""


def pages(call: Call) -> list[tuple[str, str]]:
    """Key and path of the parts that who asks may see."""
    return [(name, path) for name, path, role in MENU if call.account.may(role)]
