"""Run by test_sockets.py: crawls as in earnest (no loopback) and prints every address that was connected to.

One public address is made to lead to the test's own server; all other connections go where they would go.
"""

import asyncio
import json
import socket
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from archive import schedule
from archive.clock import Clock
from archive.home import Home
from crawlers import settling
from crawlers.night import crawl
from crawlers.registry import read
from crawlers.spiders.base import SourceSpider
from crawlers.wire import Limits
from tests.crawlers.conftest import FIRST_NIGHT
from tests.crawlers.hostile.inside import NAMES

PUBLIC = "93.184.215.14"
connected: list[object] = []
opened: list[object] = []
rebinding = [PUBLIC, "127.0.0.1"]


def note(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook: whatever part of the process connects, it is told."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        connected.append(list(arguments[1][:2]))


def resolved(of_old: object, host: str, *rest: object, **named: object) -> list[object]:
    """In place of `socket.getaddrinfo`; `rebind.example` gives another answer when it is asked again."""
    assert callable(of_old)
    table = dict(NAMES.values()) | {"volna.example": [PUBLIC]}
    if host == "rebind.example":
        table[host] = [rebinding.pop(0) if len(rebinding) > 1 else rebinding[0]]
    if host not in table:
        return list(of_old(host, *rest, **named))
    if not table[host]:
        raise socket.gaierror(-2, "Name or service not known")
    return [entry for ip in table[host] for entry in of_old(ip, *rest, **named)]


class World(asyncio.SelectorEventLoop):
    """A loop in whose world the public address is the test's server, at the ports that it serves."""

    served: frozenset[int]

    async def create_connection(self, factory, host=None, port=None, **named):  # type: ignore  # noqa: ANN001, ANN003, ANN201
        opened.append([host, port])
        if host == PUBLIC and port not in self.served:
            raise ConnectionRefusedError("nobody listens there in this world")
        return await super().create_connection(
            factory, "127.0.0.1" if host == PUBLIC else host, port, **named
        )


def main(home: str, *sources: str) -> None:
    configs = [read(Path(source)) for source in sources]
    World.served = frozenset(urlsplit(config.home).port or 0 for config in configs)
    schedule.RETRIES = (timedelta(milliseconds=5), timedelta(milliseconds=5))
    settling.SILENCES_IN_A_ROW = 10_000
    SourceSpider.is_ours = lambda self, url: True  # type: ignore[method-assign]
    socket.getaddrinfo = partial(resolved, socket.getaddrinfo)  # type: ignore[assignment]
    policy = asyncio.DefaultEventLoopPolicy()
    policy._loop_factory = World  # type: ignore[attr-defined]
    asyncio.set_event_loop_policy(policy)
    sys.addaudithook(note)
    limits = Limits(connect=2.0, exchange=4.0)
    crawl(Home(home), configs, clock=Clock(FIRST_NIGHT), contact="mailto:t@volna.example", limits=limits)
    print(json.dumps({"connected": connected, "opened": opened}))


if __name__ == "__main__":
    main(*sys.argv[1:])
