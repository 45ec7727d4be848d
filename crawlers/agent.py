"""Who we say we are: `Sinodik/<version> (+contact)`."""

import os
from importlib.metadata import PackageNotFoundError, version

PRODUCT = "Sinodik"
"""The name by which a robots.txt addresses us."""


class NoContact(ValueError):
    """A crawl of other people's sites, without an address at which they can reach us."""


def contact_of(given: str | None) -> str | None:
    """The contact: as given, else `SINODIK_CONTACT`."""
    return given or os.environ.get("SINODIK_CONTACT") or None


def user_agent(contact: str | None, *, loopback: bool) -> str:
    """The User-Agent header. Raises NoContact unless only loopback addresses are crawled."""
    if contact:
        return f"{PRODUCT}/{_version()} (+{contact})"
    if loopback:
        return f"{PRODUCT}/{_version()}"
    raise NoContact(
        "a crawler must say how its operator can be reached: "
        "set SINODIK_CONTACT to a mail address or a page, such as mailto:crawl@example.org"
    )


def _version() -> str:
    try:
        return version("sinodik")
    except PackageNotFoundError:
        return "0"
