"""Faults of content encoding: bombs, nests and lies."""

import gzip
import zlib
from collections.abc import Callable
from functools import cached_property

import brotli
import zstandard

from tests.crawlers.hostile.fault import PAGE, Fault, sized
from tests.crawlers.raw_server import Asked

BOMB = 100 << 20
"""Bytes that a bomb becomes: more than are ever decoded."""
LOST = ("undecodable",)


def encoded(coding: str, body: bytes) -> bytes:
    return sized(body, f"Content-Encoding: {coding}\r\n".encode())


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(BOMB >> 20)) + packer.flush()


def zstd_bomb() -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(bytes(BOMB))


def wide_zstd() -> bytes:
    """A stream that asks for 128 MB of memory before its first byte."""
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    return packer.compress(PAGE * 2000) + packer.flush()


class Made:
    """Packed once, before the night: bombs take their time to pack."""

    def __init__(self, coding: str, pack: Callable[[], bytes]) -> None:
        self._coding, self._pack = coding, pack

    @cached_property
    def packed(self) -> bytes:
        return encoded(self._coding, self._pack())

    def __call__(self, asked: Asked) -> bytes:
        return self.packed


ENCODINGS = [
    Fault("a gzip bomb", Made("gzip", gzip_bomb), issues=LOST),
    Fault("a gzip bomb within gzip", Made("gzip, gzip", lambda: gzip.compress(gzip_bomb())), issues=LOST),
    Fault("a brotli bomb", Made("br", lambda: brotli.compress(bytes(BOMB), quality=1)), issues=LOST),
    Fault("a zstd bomb", Made("zstd", zstd_bomb), issues=LOST),
    Fault("a zstd window of 128 MB", Made("zstd", wide_zstd), issues=LOST),
    Fault(
        "thousands of empty gzip members",
        Made("gzip", lambda: gzip.compress(b"") * 9000 + gzip.compress(PAGE)),
    ),
    Fault("too many gzip members", Made("gzip", lambda: gzip.compress(b"", 1) * 11_000), issues=LOST),
    Fault("a hundred encodings in one another", encoded(", ".join(["gzip"] * 100), PAGE), issues=LOST),
    Fault("gzip within gzip", encoded("gzip, gzip", gzip.compress(gzip.compress(PAGE)))),
    Fault("gzip said, plain sent", encoded("gzip", PAGE), issues=LOST),
    Fault("brotli said, plain sent", encoded("br", PAGE), issues=LOST),
    Fault("deflate said, plain sent", encoded("deflate", PAGE), issues=LOST),
    Fault("gzip cut short", encoded("gzip", gzip.compress(PAGE)[:-12]), issues=LOST),
    Fault(
        "gzip with bytes after its end",
        encoded("gzip", gzip.compress(PAGE) + b"<!-- 0.02 s -->"),
        issues=LOST,
    ),
    Fault(
        "gzip broken in the middle", encoded("gzip", gzip.compress(PAGE * 9)[:30] + b"\xff" * 40), issues=LOST
    ),
    Fault("an encoding that nobody knows", encoded("exi", PAGE), issues=LOST),
    Fault("an encoding named with commas and blanks", encoded(" , GZIP ,, identity", gzip.compress(PAGE))),
]
