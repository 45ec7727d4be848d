"""Faults of time, length, framing and heads."""

import time
from collections.abc import Iterator
from itertools import chain, repeat

from tests.crawlers.hostile.fault import CHUNKED, OK, PAGE, Fault, sized, slowly
from tests.crawlers.raw_server import Asked, Reset, response

CUT = ("truncated",)
NO_ANSWER = ("unreachable",)
ENDLESS = b"x" * 40_000


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
    Fault("slow head", slowly([OK[:20], *repeat(b"X-A: b\r\n", 20)], 0.1), 200, "time", CUT),
    Fault(
        "slow body", slowly([OK + b"Content-Length: 900\r\n\r\n", *repeat(b"<p>", 20)], 0.1), 200, "time", CUT
    ),
    Fault(
        "a byte at a time for ever",
        slowly(chain([OK, b"\r\n"], repeat(b"x")), 0.02),
        200,
        "time",
        CUT,
    ),
]

LENGTHS = [
    Fault("a body shorter than declared", slowly([OK + b"Content-Length: 9000\r\n\r\n" + PAGE], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("3 GB declared", slowly([OK + b"Content-Length: 3221225472\r\n\r\n" + PAGE], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("3 GB sent", slowly(chain([OK + b"Content-Length: 3221225472\r\n\r\n"], repeat(ENDLESS, 80_000)), 0), 200, "length", CUT),
    Fault("a body without end", slowly(chain([OK, b"\r\n"], repeat(ENDLESS)), 0), 200, "length", CUT),
    Fault("a negative length", slowly([sized(PAGE)[: -len(PAGE)].replace(b"Length: ", b"Length: -") + PAGE], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("a length beyond counting", slowly([OK + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n" + PAGE], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("two lengths that differ", slowly([sized(PAGE, b"Content-Length: 7\r\n")[: -len(PAGE)], PAGE], 0.02), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("one length said twice", sized(PAGE, b"Content-Length: %d\r\n" % len(PAGE)), size=len(PAGE)),
    Fault("a length and chunks", OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), size=len(PAGE)),
    Fault("a body longer than declared", OK + b"Content-Length: 10\r\n\r\n" + PAGE, size=10),
]  # fmt: skip

CHUNKS = [
    Fault("a chunk cut short", slowly([CHUNKED + b"fff\r\n" + PAGE], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("chunks without a last one", slowly([CHUNKED + b"%x\r\n%s\r\n" % (len(PAGE), PAGE)], 0), 200, "disconnect", CUT, size=len(PAGE)),
    Fault("chunks without end", slowly(chain([CHUNKED], repeat(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")), 0), 200, "length", CUT),
    Fault("a negative chunk", slowly([CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"], 0), 200, "disconnect", CUT),
    Fault("a chunk beyond counting", slowly([CHUNKED + b"F" * 30 + b"\r\n" + PAGE], 0), 200, "disconnect", CUT),
    Fault("an endless chunk extension", slowly(chain([CHUNKED + b"5;a="], repeat(ENDLESS)), 0), 200, "length", CUT),
    Fault("the last chunk's mark inside the text", CHUNKED + b"8\r\n0\r\n\r\n<p>\r\n0\r\n\r\n" + b"HTTP/1.1 200 more", size=8),
]  # fmt: skip

HEADS = [
    Fault("a giant header", slowly(chain([OK + b"X-Big: "], repeat(ENDLESS)), 0), 200, "length", CUT),
    Fault("10,000 headers", OK + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n" + PAGE, 200, "length", CUT),
    Fault("a flood of interim answers", slowly(repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" * 200), 0), 103, "length", ("error",)),
    Fault("an upgrade nobody asked for", slowly([b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n\x00\x01"], 0), 101, issues=("error",)),
    Fault("a reset in the head", reset_in_head, 200, "disconnect", CUT),
    Fault("a reset in the body", reset_in_body, 200, "disconnect", CUT, size=len(PAGE)),
    Fault("a reset at once", reset_at_once, None, issues=NO_ANSWER, miss="DownloadFailedError"),
    Fault("a NUL in a header", sized(PAGE, b"X-Nul: a\x00b\r\n"), size=len(PAGE)),
    Fault("a NUL in a content type", sized(PAGE, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/\x00html\r\n"), size=len(PAGE)),
    Fault("a lone CR in a header", slowly([sized(PAGE, b"ETag: a\rX-Evil: 1\r\n")], 0), size=len(PAGE)),
    Fault("a header without a colon", slowly([sized(PAGE, b"nonsense\r\n")], 0), size=len(PAGE)),
    Fault("lines that end in LF alone", sized(PAGE).replace(b"\r\n", b"\n"), size=len(PAGE)),
    Fault("a status of two digits", slowly([sized(PAGE).replace(b" 200 ", b" 20 ")], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("an unknown status", sized(PAGE).replace(b" 200 ", b" 999 "), 999, issues=("error",), size=len(PAGE)),
    Fault("NUL bytes in the page", sized(PAGE.replace(b"<p>", b"<p>\x00\x00")), size=len(PAGE) + 2),
    Fault("204 with a body", sized(PAGE).replace(b"200 OK", b"204 No Content"), 204, issues=("error",), size=0),
    Fault("304 with a body, unasked", sized(PAGE).replace(b"200 OK", b"304 Not Modified"), 304, issues=("error",), size=0),
    Fault("206 of a whole that nobody cut", sized(PAGE).replace(b"200 OK", b"206 Partial Content"), 206, issues=("error",), size=len(PAGE)),
]  # fmt: skip

NOT_HTTP = [
    Fault("garbage", slowly([bytes(range(256)) * 4], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("HTTP/0.9", slowly([PAGE], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("an HTTP/2 preface", slowly([b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("HTTP/2 frames", slowly([b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18)], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("the greeting of a mail server", slowly([b"220 mail.volna.example ESMTP\r\n"], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
    Fault("an end before the first byte", slowly([b""], 0), None, issues=NO_ANSWER, miss="not an HTTP response"),
]  # fmt: skip

ERRORS = [
    Fault("a page of an error", response("<h1>Ошибка", status="500 Oops"), 500, issues=("error",)),
    Fault("a bad gateway", response("", status="502 Bad Gateway"), 502, issues=("error",)),
]

WIRE = [*SLOW, *LENGTHS, *CHUNKS, *HEADS, *NOT_HTTP, *ERRORS]
