"""A named misbehaviour of a server, and what must become of it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from tests.crawlers.raw_server import Answer, Asked


@dataclass(frozen=True)
class Fault:
    """What `/fault` answers, and what is kept and recorded of it.

    `status` and `truncated` of its capture (None: nothing could be kept, and `miss` is in the reason of the
    miss); `issues` at its URL; `size`: of the payload that is kept, if that is certain.
    """

    name: str
    answer: Answer
    status: int | None = 200
    truncated: str | None = None
    issues: tuple[str, ...] = ()
    miss: str = ""
    size: int | None = None


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = "<html><body><p>Простились с земляком.</p></body></html>".encode()
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@dataclass(frozen=True)
class Pieces:
    """Some pieces, then one again and again: `times`, or for ever. Anew for each who asks."""

    first: list[bytes]
    then: bytes
    times: int | None = None

    def __iter__(self) -> Iterator[bytes]:
        return chain(self.first, repeat(self.then) if self.times is None else repeat(self.then, self.times))


def sized(body: bytes, more: bytes = b"", head: bytes = OK) -> bytes:
    """A sound response, but for `more` lines in its head."""
    return head + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


def slowly(pieces: Iterable[bytes], seconds: float) -> Answer:
    """Sent piece by piece, with a pause before each."""

    def answer(asked: Asked) -> Iterator[bytes]:
        for piece in pieces:
            time.sleep(seconds)
            yield piece

    return answer


def ids(faults: Iterable[Fault]) -> list[str]:
    return [fault.name for fault in faults]
