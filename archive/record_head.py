"""The HTTP head of a record, and what stands for it where the record has none."""

from archive import payload
from archive.payload import Head
from archive.warc_read import Record

WITHOUT_HTTP = ("resource", "conversion")


def head_of(record: Record) -> Head:
    """The head of a response or revisit; of a resource, which holds no HTTP, 200 and its media type.

    Raises payload.NotHttp.
    """
    if record.type in WITHOUT_HTTP:
        return without_http(record.fields.get("Content-Type"))
    return payload.head(record.block)


def without_http(media_type: str | None) -> Head:
    """The head that stands for a resource of this media type."""
    return Head(200, [("Content-Type", media_type)] if media_type else [], 0)
