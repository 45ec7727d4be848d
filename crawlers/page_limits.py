"""What a single page may cost beside its own bytes: in a browser, and for its images."""

from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]


class Browser(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page may cost that is shown in a browser. `wait`: CSS of what there must be when it is finished.

    `hosts` are further hosts that it may load from; beyond the limits it is kept as it stands, and marked.
    """

    wait: Text | None = None
    hosts: list[Text] = []
    seconds: Annotated[float, Meta(ge=1, le=120)] = 20.0
    requests: Annotated[int, Meta(ge=0, le=500)] = 60
    megabytes: Annotated[int, Meta(ge=1, le=64)] = 10


class Images(Struct, frozen=True, forbid_unknown_fields=True):
    """Images of a page that are kept with it, the largest first: an obituary is often a poster.

    `hosts` are further hosts that they may be on; `megabytes` the most that is taken of one.
    """

    count: Annotated[int, Meta(ge=0, le=20)] = 1
    hosts: list[Text] = []
    megabytes: Annotated[int, Meta(ge=1, le=32)] = 4
