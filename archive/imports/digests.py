"""Verifies the digests that records of others name: sha1 in base32 is the custom, hexadecimal occurs."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import suppress

from archive import payload
from archive.imports.foreign import BIGGEST, Foreign

ALGORITHMS = {"sha1": 20, "sha-1": 20, "sha256": 32, "sha-256": 32, "sha512": 64, "sha-512": 64, "md5": 16}


class DigestMismatch(ValueError):
    """The bytes are not those that the record says it holds."""


def verified(record: Foreign) -> str | None:
    """The digests of a record that its bytes give, in words; None if it names none that we can recompute.

    Raises DigestMismatch.
    """
    named = {"block": record.fields.get("warc-block-digest")}
    if record.type == "revisit" and is_digest_of(named["block"] or "", b""):
        named["block"] = None  # wget 1.21 gives every revisit the digest of no bytes
    if record.type != "revisit":  # a revisit names the digest of bytes that it does not hold
        ours = record.fields.get("sinodik-payload-digest")
        named["payload"] = record.fields.get("warc-payload-digest") or ours
    found = [f"{what} {digest}" for what, digest in named.items() if digest and _holds(record, what, digest)]
    return ", ".join(found) or None


def is_digest_of(digest: str, content: bytes) -> bool | None:
    """Whether a digest as written (`sha1:…`) is that of the content; None if we cannot tell."""
    algorithm, _, value = digest.partition(":")
    algorithm, value = algorithm.strip().lower(), value.strip()
    if algorithm not in ALGORITHMS:
        return None
    expected = _octets(value, ALGORITHMS[algorithm])
    made = hashlib.new(algorithm.replace("-", ""), content, usedforsecurity=False)
    return made.digest() == expected


def _holds(record: Foreign, what: str, digest: str) -> bool:
    for content in iter([record.block]) if what == "block" else _payloads(record):
        verdict = is_digest_of(digest, content)
        if verdict is not False:
            return verdict is True
    raise DigestMismatch(f"the {what} digest is {digest}, its bytes give another; not taken in")


def _payloads(record: Foreign) -> Iterator[bytes]:
    """What tools take for the payload: the bytes after the first empty line, the entity, or that decoded."""
    if record.type == "resource":
        yield record.block
        return
    yield record.block.partition(b"\r\n\r\n")[2]
    head = payload.head(record.block)
    entity = payload.entity(record.block, head)
    yield entity
    with suppress(payload.Undecodable):
        yield payload.decoded(entity, head.joined("content-encoding"), BIGGEST)


def _octets(value: str, size: int) -> bytes | None:
    """The digest as bytes, from hexadecimal or base32."""
    try:
        if len(value) == size * 2:
            return bytes.fromhex(value)
        value = value.rstrip("=").upper()
        return base64.b32decode(value + "=" * (-len(value) % 8))
    except ValueError:
        return None
