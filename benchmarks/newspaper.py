"""A simulated newspaper on loopback, in a process of its own so that its CPU is not counted."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext

PER_LIST = 50
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
WORDS = (
    "вчера в посёлке простились с земляком который погиб при выполнении задач на церемонию пришли "
    "родные друзья одноклассники глава района выразил соболезнования семье "
    "память о нём навсегда останется в наших сердцах"
)


@contextmanager
def newspaper(context: SpawnContext, pages: int, changed: int | None = None, port: int = 0) -> Iterator[str]:
    """The address of its newest list; lists of `PER_LIST` pages lead on to older ones.

    `port` 0: any that is free.

    `changed`: answers are conditional (ETag, 304), and so many of the first pages have changed since their
    first edition (0: none). None: no validators, as many small sites have it.
    """
    ours_end, theirs_end = context.Pipe()
    process = context.Process(target=_serve, args=(pages, changed, port, theirs_end), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours_end.recv()}/list/0"
    finally:
        process.terminate()
        process.join()


def _serve(pages: int, changed: int | None, port: int, ready: Connection) -> None:
    answers = _Answers(pages, changed)

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(answers.to(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def forever() -> None:
        server = await asyncio.start_server(converse, "127.0.0.1", port)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


class _Answers:
    def __init__(self, pages: int, changed: int | None) -> None:
        self._pages = pages
        self._changed = changed

    def to(self, asked: bytes) -> bytes:
        *_, kind, number = asked.split(b" ", 2)[1].replace(b".html", b"").split(b"/")
        if not number.isdigit() or int(number) >= self._pages:
            return NOT_FOUND
        if kind == b"list":
            return _response(self._list(int(number)))
        if self._changed is None:
            return _response(_article(int(number)))
        return self._conditional(asked, int(number), edition=2 if int(number) < self._changed else 1)

    def _conditional(self, asked: bytes, number: int, edition: int) -> bytes:
        etag = b'"%d-%d"' % (number, edition)
        if b"if-none-match: " + etag in asked.lower():
            return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
        return _response(_article(number) + "<!-- mended -->" * (edition - 1), b"ETag: %s\r\n" % etag)

    def _list(self, number: int) -> str:
        numbers = range(number * PER_LIST, min((number + 1) * PER_LIST, self._pages))
        link = '<h2><a class="page" href="/news/2026/03/{0}.html">Новость {0}</a></h2>'
        links = "".join(map(link.format, numbers))
        is_last = (number + 1) * PER_LIST >= self._pages
        return links + ("" if is_last else f'<a class="next" href="/list/{number + 1}">дальше</a>')


def _article(number: int) -> str:
    """Some twenty kilobytes, as a regional newspaper's page has, half of them markup and menus."""
    chance = random.Random(number)
    item = '<li class="menu__item"><a class="menu__link" href="/r/{0}">Рубрика {0}</a></li>'
    menu = "".join(item.format(n) for n in range(60))
    story = "".join(
        f"<p class='text'>{' '.join(chance.choices(WORDS.split(), k=60))}.</p>" for _ in range(14)
    )
    return f"<ul>{menu}</ul><h1>Новость {number}</h1>{story}"


def _response(body: str, validator: bytes = b"") -> bytes:
    head = "<!doctype html><html><head><meta charset=utf-8><title>…</title></head>"
    entity = f"{head}<body>{body}</body></html>".encode()
    return (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 02 Mar 2026 01:10:00 GMT\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nConnection: keep-alive\r\nVary: Accept-Encoding\r\n"
        b"Cache-Control: no-cache\r\nX-Powered-By: PHP/7.4\r\n%sContent-Length: %d\r\n\r\n"
        % (validator, len(entity))
    ) + entity
