"""Faults of time, length, framing and heads."""

import time
from collections.abc import Iterable, Iterator
from itertools import repeat

from tests.crawlers.hostile.fault import CHUNKED, OK, PAGE, Fault, Pieces, sized, slowly
from tests.crawlers.raw_server import Asked, Reset, response

CUT = ("truncated",)
NO_ANSWER = ("unreachable",)
ENDLESS = b"x" * 40_000


WHOLE = len(PAGE)


def cut(name: str, why: str, pieces: Iterable[bytes], *, whole: bool = False, pause: float = 0) -> Fault:
    """A fault that cuts the response; `whole`: the page had come by then."""
    return Fault(name, slowly(pieces, pause), 200, why, CUT, size=WHOLE if whole else None)


def no_http(name: str, sent: bytes) -> Fault:
    return Fault(name, slowly([sent], 0), None, issues=NO_ANSWER, miss="not an HTTP response")


def silent(asked: Asked) -> Iterator[bytes]:
    time.sleep(1.2)
    yield b""


def reset_in_head(asked: Asked) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-"
    time.sleep(0.05)
    raise Reset


def reset_in_body(asked: Asked) -> Iterator[bytes]:
    yield OK + b"Content-Length: 90000\r\n\r\n" + PAGE
    time.sleep(0.05)
    raise Reset


def reset_at_once(asked: Asked) -> Iterator[bytes]:
    yield b""
    raise Reset


SLOW = [
    Fault("nothing at all", silent, None, issues=NO_ANSWER, miss="no answer in time"),
    cut("slow head", "time", [OK[:20], *repeat(b"X-A: b\r\n", 20)], pause=0.1),
    Fault(
        "slow body", slowly([OK + b"Content-Length: 900\r\n\r\n", *repeat(b"<p>", 20)], 0.1), 200, "time", CUT
    ),
    Fault(
        "a byte at a time for ever",
        slowly(Pieces([OK, b"\r\n"], b"x"), 0.02),
        200,
        "time",
        CUT,
    ),
]

LENGTHS = [
    cut(
        "a body shorter than declared",
        "disconnect",
        [OK + b"Content-Length: 9000\r\n\r\n" + PAGE],
        whole=True,
    ),
    cut("3 GB declared", "disconnect", [OK + b"Content-Length: 3221225472\r\n\r\n" + PAGE], whole=True),
    cut("3 GB sent", "length", Pieces([OK + b"Content-Length: 3221225472\r\n\r\n"], ENDLESS, 80_000)),
    cut("a body without end", "length", Pieces([OK, b"\r\n"], ENDLESS)),
    cut(
        "a negative length",
        "disconnect",
        [sized(PAGE)[: -len(PAGE)].replace(b"Length: ", b"Length: -") + PAGE],
        whole=True,
    ),
    cut(
        "a length beyond counting",
        "disconnect",
        [OK + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n" + PAGE],
        whole=True,
    ),
    cut(
        "two lengths that differ",
        "disconnect",
        [sized(PAGE, b"Content-Length: 7\r\n")[: -len(PAGE)], PAGE],
        whole=True,
        pause=0.02,
    ),
    Fault("one length said twice", sized(PAGE, b"Content-Length: %d\r\n" % len(PAGE)), size=WHOLE),
    Fault(
        "a length and chunks",
        OK
        + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        size=WHOLE,
    ),
    Fault("a body longer than declared", OK + b"Content-Length: 10\r\n\r\n" + PAGE, size=10),
]

CHUNKS = [
    cut("a chunk cut short", "disconnect", [CHUNKED + b"fff\r\n" + PAGE], whole=True),
    cut(
        "chunks without a last one", "disconnect", [CHUNKED + b"%x\r\n%s\r\n" % (len(PAGE), PAGE)], whole=True
    ),
    cut("chunks without end", "length", Pieces([CHUNKED], b"8000\r\n" + b"x" * 0x8000 + b"\r\n")),
    cut("a negative chunk", "disconnect", [CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"]),
    cut("a chunk beyond counting", "disconnect", [CHUNKED + b"F" * 30 + b"\r\n" + PAGE]),
    cut("an endless chunk extension", "length", Pieces([CHUNKED + b"5;a="], ENDLESS)),
    Fault(
        "the last chunk's mark inside the text",
        CHUNKED + b"8\r\n0\r\n\r\n<p>\r\n0\r\n\r\n" + b"HTTP/1.1 200 more",
        size=8,
    ),
]

HEADS = [
    cut("a giant header", "length", Pieces([OK + b"X-Big: "], ENDLESS)),
    Fault(
        "10,000 headers",
        OK + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n" + PAGE,
        200,
        "length",
        CUT,
    ),
    Fault(
        "a flood of interim answers",
        slowly(Pieces([], b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" * 200), 0),
        103,
        "length",
        ("error",),
    ),
    Fault(
        "an upgrade nobody asked for",
        slowly(
            [b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n\x00\x01"], 0
        ),
        101,
        issues=("error",),
    ),
    Fault("a reset in the head", reset_in_head, 200, "disconnect", CUT),
    Fault("a reset in the body", reset_in_body, 200, "disconnect", CUT, size=WHOLE),
    Fault("a reset at once", reset_at_once, None, issues=NO_ANSWER, miss="DownloadFailedError"),
    Fault("a NUL in a header", sized(PAGE, b"X-Nul: a\x00b\r\n"), size=WHOLE),
    Fault(
        "a NUL in a content type",
        sized(PAGE, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/\x00html\r\n"),
        size=WHOLE,
    ),
    Fault("a lone CR in a header", slowly([sized(PAGE, b"ETag: a\rX-Evil: 1\r\n")], 0), size=WHOLE),
    Fault("a header without a colon", slowly([sized(PAGE, b"nonsense\r\n")], 0), size=WHOLE),
    Fault("lines that end in LF alone", sized(PAGE).replace(b"\r\n", b"\n"), size=WHOLE),
    no_http("a status of two digits", sized(PAGE).replace(b" 200 ", b" 20 ")),
    Fault("an unknown status", sized(PAGE).replace(b" 200 ", b" 999 "), 999, issues=("error",), size=WHOLE),
    Fault("NUL bytes in the page", sized(PAGE.replace(b"<p>", b"<p>\x00\x00")), size=WHOLE + 2),
    Fault(
        "204 with a body", sized(PAGE).replace(b"200 OK", b"204 No Content"), 204, issues=("error",), size=0
    ),
    Fault(
        "304 with a body, unasked",
        sized(PAGE).replace(b"200 OK", b"304 Not Modified"),
        304,
        issues=("error",),
        size=0,
    ),
    Fault(
        "206 of a whole that nobody cut",
        sized(PAGE).replace(b"200 OK", b"206 Partial Content"),
        206,
        issues=("error",),
        size=WHOLE,
    ),
]

NOT_HTTP = [
    no_http("garbage", bytes(range(256)) * 4),
    no_http("HTTP/0.9", PAGE),
    no_http("an HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    no_http("HTTP/2 frames", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18)),
    no_http("the greeting of a mail server", b"220 mail.volna.example ESMTP\r\n"),
    no_http("an end before the first byte", b""),
]

ERRORS = [
    Fault("a page of an error", response("<h1>Ошибка", status="500 Oops"), 500, issues=("error",)),
    Fault("a bad gateway", response("", status="502 Bad Gateway"), 502, issues=("error",)),
]

WIRE = [*SLOW, *LENGTHS, *CHUNKS, *HEADS, *NOT_HTTP, *ERRORS]
