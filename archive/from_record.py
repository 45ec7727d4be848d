"""The rows that a WARC record bears in itself: with these the tables can be rebuilt, and checked."""

from hashlib import sha256

from archive import capture, payload
from archive.capture import Capture
from archive.ids import ulid_of
from archive.record_head import head_of
from archive.warc import page_url
from archive.warc_read import BrokenRecord, Record

Row = dict[str, object]


def capture_of(record: Record, request: Record, name: str, run: str) -> Capture:
    """The row of a capture, from its response or revisit, its request, its file's name and run.

    Raises BrokenRecord if the record was not written by us.
    """
    try:
        return _capture(record, request, name, run)
    except (KeyError, ValueError) as error:
        raise BrokenRecord(f"{name} at {record.offset}: not a capture of ours: {error!r}") from error


def run_of(record: Record, name: str) -> Row:
    """The row of the run that wrote a file, from the file's warcinfo record. Raises BrokenRecord."""
    fields = told(record)
    try:
        return {
            "id": fields["Sinodik-Run"],
            "kind": fields["Sinodik-Run-Kind"],
            "started_at": fields["Sinodik-Run-Started"],
            "arguments": fields["Sinodik-Run-Arguments"],
        }
    except KeyError as error:
        raise BrokenRecord(f"{name}: not a file of ours: it opens without {error}") from error


def told(record: Record) -> dict[str, str]:
    """The fields that the block of a warcinfo record holds. Raises UnicodeDecodeError."""
    return dict(line.split(": ", 1) for line in record.block.decode().split("\r\n") if ": " in line)


def _capture(record: Record, request: Record, name: str, run: str) -> Capture:
    fields, head = record.fields, head_of(record)
    digest, size = _payload(record, head)
    return Capture(
        id=ulid_of(fields["WARC-Record-ID"]),
        source=fields["Sinodik-Source"],
        run=run,
        url=page_url(fields["WARC-Target-URI"]),
        url_key=fields["Sinodik-Url-Key"],
        purpose=fields["Sinodik-Purpose"],
        fetched_at=fields["WARC-Date"],
        record_type=record.type,
        **capture.told(head),
        payload_digest=digest,
        payload_size=size,
        warc_file=name,
        offset=record.offset,
        length=record.length,
        request_offset=request.offset,
        refers_to=ulid_of(fields["WARC-Refers-To"]) if record.type == "revisit" else None,
        truncated=fields.get("WARC-Truncated"),
        tls=fields.get("Sinodik-Tls"),
        refusal=fields.get("Sinodik-Refusal"),
        ip=fields.get("WARC-IP-Address"),
        page=ulid_of(fields["Sinodik-Page"]) if "Sinodik-Page" in fields else None,
    )


def _payload(record: Record, head: payload.Head) -> tuple[str, int]:
    """Digest and size of the entity: of the bytes themselves, or as a revisit names them."""
    if record.type == "revisit":
        named = record.fields["WARC-Payload-Digest"]
        return named.removeprefix("sha256:"), int(record.fields["Sinodik-Payload-Size"])
    entity = payload.entity(record.block, head)
    return sha256(entity).hexdigest(), len(entity)
