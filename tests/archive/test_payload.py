import gzip
import zlib
from functools import partial

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from archive.payload import NotHttp, Undecodable, decoded, entity, head
from tests.archive.volna import answer

CHUNKED = "Transfer-Encoding: chunked"


def raw_deflate(plain: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(plain) + stream.flush()


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=4),
    "zstd": zstandard.compress,
}


RESPONSES = {
    "plain": (b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody", 200, [("A", "1")], b"body"),
    "no-reason": (b"HTTP/1.0 404\r\n\r\n", 404, [], b""),
    "odd-reason": (b"HTTP/1.1 200 Vse horosho, tovarishch\r\nA: 1\r\n\r\n", 200, [("A", "1")], b""),
    "duplicates": (b"HTTP/1.1 200 OK\r\na: 1\r\nA: 2\r\n\r\n", 200, [("a", "1"), ("A", "2")], b""),
    "bare-newlines": (b"HTTP/1.1 200 OK\nA:1\n\nbody", 200, [("A", "1")], b"body"),
    "folded": (b"HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\n\r\nbody", 200, [("A", "1 folded")], b"body"),
    "no-colon": (b"HTTP/1.1 200 OK\r\nno colon\r\nA:\r\n\r\nbody", 200, [("A", "")], b"body"),
    "cp1251": (b"HTTP/1.1 200 OK\r\nA: \xcf\xf0\r\n\r\nbody", 200, [("A", "Ïð")], b"body"),
    "interim": (b"HTTP/1.1 103 Early\r\nL: x\r\n\r\nHTTP/1.1 200 OK\r\nA: 1\r\n\r\n", 200, [("A", "1")], b""),
    "cut-short": (b"HTTP/1.1 200 OK\r\nA: cut sho", 200, [("A", "cut sho")], b""),
}


@pytest.mark.parametrize(("block", "status", "headers", "body"), RESPONSES.values(), ids=RESPONSES)
def test_a_head_is_read_as_it_was_sent(
    block: bytes, status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    found = head(block)
    assert (found.status, found.headers, entity(block)) == (status, headers, body)


@pytest.mark.parametrize("block", [b"", b"<html>", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 2000 OK\r\n\r\n"])
def test_what_is_no_response_is_refused(block: bytes) -> None:
    with pytest.raises(NotHttp):
        head(block)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n", b"abcdefg"),
        (b"4;name=value\r\nabcd\r\n0\r\nTrailer: x\r\n\r\n", b"abcd"),
        (b"4 \nabcd\n0\n\n", b"abcd"),
        (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"0\r\n\r\n", b""),
        (b"4\r\nabcd\r\n9\r\nefg", b"abcdefg"),
        (b"4\r\nabcd\r\n", b"abcd"),
        (b"", b""),
        (b"<html>not chunked at all", b"<html>not chunked at all"),
    ],
)
def test_chunk_framing_is_removed(body: bytes, expected: bytes) -> None:
    assert entity(answer(body, CHUNKED)) == expected


def test_only_the_last_transfer_coding_is_chunk_framing() -> None:
    assert head(answer(b"", "Transfer-Encoding: gzip, CHUNKED")).is_chunked
    assert not head(answer(b"", "Transfer-Encoding: identity")).is_chunked


@given(st.lists(st.binary(min_size=1)))
def test_any_bytes_in_any_chunks_come_out_whole(chunks: list[bytes]) -> None:
    framed = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert entity(answer(framed, CHUNKED)) == b"".join(chunks)


@pytest.mark.parametrize("coding", ENCODERS)
@given(plain=st.binary())
def test_every_content_coding_is_removed(coding: str, plain: bytes) -> None:
    assert decoded(ENCODERS[coding](plain), coding) == plain


PLAIN = "страница".encode()
ODDLY_ENCODED = {
    "bare-deflate": (raw_deflate(PLAIN), "deflate"),
    "two-members": (gzip.compress(PLAIN[:4]) + gzip.compress(PLAIN[4:]), "gzip"),
    "rubbish-after": (gzip.compress(PLAIN) + b"trailing rubbish", "gzip"),
    "two-codings": (brotli.compress(gzip.compress(PLAIN)), "gzip, br"),
    "identity": (PLAIN, "identity"),
    "none": (PLAIN, None),
    "gzip-in-name-only": (PLAIN, "gzip"),
    "zstd-in-name-only": (PLAIN, "zstd"),
}


@pytest.mark.parametrize(("encoded", "coding"), ODDLY_ENCODED.values(), ids=ODDLY_ENCODED)
def test_oddly_encoded_entities_are_read(encoded: bytes, coding: str | None) -> None:
    assert decoded(encoded, coding) == PLAIN


@pytest.mark.parametrize("coding", ENCODERS)
def test_an_entity_cut_short_gives_what_had_come(coding: str) -> None:
    plain = "".join(f"строка {number}\n" for number in range(50_000)).encode()
    encoded = ENCODERS[coding](plain)
    part = decoded(encoded[: len(encoded) * 3 // 4], coding)
    assert part
    assert plain.startswith(part)


@pytest.mark.parametrize("coding", ENCODERS)
def test_a_bomb_is_not_unpacked(coding: str) -> None:
    encoded = ENCODERS[coding](bytes(10_000_000))
    with pytest.raises(Undecodable, match="more than 1000000 bytes"):
        decoded(encoded, coding, limit=1_000_000)
    assert len(decoded(encoded, coding, limit=10_000_000)) == 10_000_000


@pytest.mark.parametrize(
    ("encoded", "coding"),
    [
        (b"\x1f\x8bbroken", "gzip"),
        (b"\xff\xff\xff", "deflate"),
        (b"not brotli at all", "br"),
        (b"\x28\xb5\x2f\xfd\x08\xff\xff\xff\xff\xff", "zstd"),
        (b"", "compress"),
    ],
)
def test_what_cannot_be_decoded_is_named(encoded: bytes, coding: str) -> None:
    with pytest.raises(Undecodable):
        decoded(encoded, coding)
