"""A named misbehaviour of a server, and what must become of it."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
