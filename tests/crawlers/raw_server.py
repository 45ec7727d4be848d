"""A web server that sends exactly the bytes it is told to, and remembers what it was asked.

An answer in pieces is sent piece by piece, and the connection ends with it.
"""

import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Reset(Exception):
    """Raised by an answer: the connection ends here without a goodbye."""


Answer = bytes | Callable[["Asked"], bytes | Iterator[bytes]]


@dataclass(frozen=True)
class Asked:
    """A request: its target, its headers by small-letter name, and its very bytes."""

    path: str
    headers: dict[str, str]
    raw: bytes


@dataclass
class Site:
    """What is served by path, else what `otherwise` says, and what was asked so far."""

    answers: dict[str, Answer]
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list)
    otherwise: Answer | None = None

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The targets asked for, robots.txt aside."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, asked: Asked) -> bytes | Iterator[bytes]:
        self.asked.append(asked)
        answer = self.answers.get(asked.path, self.otherwise)
        if answer is None:
            return response(b"", status="404 Not Found")
        return answer if isinstance(answer, bytes) else answer(asked)


def response(body: bytes | str, status: str = "200 OK", **headers: str) -> bytes:
    """A plain response; `content_type="text/xml"` becomes the header `Content-Type`."""
    entity = body.encode() if isinstance(body, str) else body
    headers.setdefault("content_type", "text/html; charset=utf-8")
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, f"Content-Length: {len(entity)}"])
    return head.encode() + b"\r\n\r\n" + entity


@contextmanager
def serve(
    answers: dict[str, Answer], *, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """Serves until the block ends."""
    site = Site(dict(answers), host=host, scheme="https" if context else "http")

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            _converse(site, self.request, context)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        block_on_close = False
        request_queue_size = 64

    with Server((host, 0), Handler) as server:
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()


def _converse(site: Site, connection: socket.socket, context: ssl.SSLContext | None) -> None:
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while asked := _asked(connection):
            answer = site.answer(asked)
            if not isinstance(answer, bytes):
                for piece in answer:
                    connection.sendall(piece)
                break
            connection.sendall(answer)
            head = answer.partition(b"\r\n\r\n")[0].lower() + b"\r\n"
            is_framed = b"content-length" in head or b"transfer-encoding" in head or b" 304 " in head
            if b"\r\nconnection: close\r\n" in head or not is_framed:
                break
        if context:
            connection.unwrap()
    except Reset:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        pass
    finally:
        connection.close()


def _asked(connection: socket.socket) -> Asked | None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        came = connection.recv(65536)
        if not came:
            return None
        raw += came
    first, *lines = raw.decode("latin-1").rstrip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Asked(first.split(" ")[1], {name.lower(): value for name, value in headers.items()}, raw)
