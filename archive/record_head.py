"""The HTTP head of a record, and what stands for it where the record has none."""

from archive import payload
from archive.payload import Head
from archive.warc_read import Record

WITHOUT_HTTP = ("resource", "conversion")


def head_of(record: Record) -> Head:
    """The head of a response or revisit; of a resource, which holds no HTTP, 200 and its media type.

    Raises payload.NotHttp.
    """
    media_type = record.fields.get("Content-Type")
    if record.type in WITHOUT_HTTP or _is_seen_again(record, media_type):
        return without_http(media_type)
    return payload.head(record.block)


def _is_seen_again(record: Record, media_type: str | None) -> bool:
    """Whether a revisit is one of a resource: it names the resource's media type and no HTTP."""
    return record.type == "revisit" and not (media_type or "").startswith("application/http")


def without_http(media_type: str | None) -> Head:
    """The head that stands for a resource of this media type."""
    return Head(200, [("Content-Type", media_type)] if media_type else [], 0)
