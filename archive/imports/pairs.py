"""Brings each capture together with the request that stands beside it, before or after."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from archive.imports.foreign import Fault, Foreign

CAPTURES = ("response", "revisit", "resource")


class Pair(Struct, frozen=True):
    """A capture of others and its request, if that was kept beside it."""

    capture: Foreign
    request: Foreign | None


def pairs(records: Iterable[Foreign | Fault]) -> Iterator[Pair | Foreign | Fault]:
    """Captures with their requests; all other records and the faults as they are, in order."""
    held: Foreign | None = None
    request: Foreign | None = None
    for record in records:
        if isinstance(record, Foreign) and record.type == "request":
            if held and _is_of(record, held):
                yield Pair(held, record)
                held = None
            else:
                request = record
        elif isinstance(record, Foreign) and record.type in CAPTURES:
            if held:
                yield Pair(held, None)
            held = record
            if request and _is_of(request, record):
                yield Pair(record, request)
                held = None
            request = None
        else:
            yield record
    if held:
        yield Pair(held, None)


def _is_of(request: Foreign, capture: Foreign) -> bool:
    """Whether the records name one another; if neither names any, whether they are of one URL."""
    named = request.fields.get("warc-concurrent-to"), capture.fields.get("warc-concurrent-to")
    if not any(named):
        return bool(capture.url) and request.url == capture.url
    return capture.id == named[0] or request.id == named[1]
