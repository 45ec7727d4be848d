"""What an importer is told of each capture by those who know the sources: key, purpose, refusal."""

from typing import Protocol

from msgspec import Struct

from archive.records import Purpose


class Verdict(Struct, frozen=True):
    """What a capture is to its source. `refusal`: the kind of captcha, block or login page it is, or None."""

    key: str
    purpose: Purpose
    refusal: str | None


class Judge(Protocol):
    """Knows what a URL and an answer are to the source at hand."""

    def key(self, url: str) -> str:
        """The URL's key in its source. Raises ValueError if it is no address of the web."""

    def verdict(self, url: str, status: int, content_type: str, body: bytes) -> Verdict:
        """What an answer is, its content encoding removed. Raises ValueError as `key` does."""
