"""From a page to its document and mentions: the one function that the parsers are for."""

from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from archive.records import Claim, Document, Mention, Page, Publisher
from parsers.people import everyone_named
from parsers.person import Named
from parsers.places import places
from parsers.reader import OCR, read_document
from parsers.scope import Scope
from parsers.service import service
from parsers.times import times

VERSION = "7"
"""Raised by one whenever a change of the reader or the parsers can change what a page yields."""

MISREAD = 0.8
"""By what the confidence of a claim falls that was read off a picture."""

FIELDS = (times, places, service)

_SAMPLE = """<html><body><h1>Простились с земляком</h1><p>Рядовой Иван Каменкин из села Малая Ольшанка,
20 лет, мобилизованный, погиб на СВО 5 мая 2023 года, служил в 1251-м мотострелковом полку.</p>
</body></html>"""


class Reading(Struct, frozen=True):
    """What one page yields: its document and the soldiers of this war whom it reports."""

    document: Document
    mentions: tuple[Mention, ...]


def read_page(page: Page) -> Reading:
    """Read a page whole.

    Never raises on bad bytes: an unreadable page yields an empty document.
    """
    document = read_document(page)
    named = everyone_named(document)
    scope = Scope(document, named)
    found: dict[int, list[Claim]] = {i: list(one.claims) for i, one in enumerate(named)}
    for field in FIELDS:
        for owner, claim in field(document, named, scope):
            found[owner].append(claim)
    if document.charset == OCR:
        found = {i: [_off_a_picture(claim) for claim in claims] for i, claims in found.items()}
    soldiers = (i for i, one in enumerate(named) if one.role == "soldier")
    return Reading(document, tuple(_mention(named[i], found[i]) for i in soldiers))


def warm() -> None:
    """Load every model and lexicon, by reading an invented page: workers forked afterwards share them."""
    read_page(Page(_SAMPLE.encode(), "", "", datetime(2024, 1, 1, tzinfo=UTC), Publisher("", "press")))


def _off_a_picture(claim: Claim) -> Claim:
    """Marked by its rule, and trusted less: a letter may be misread."""
    return replace(claim, rule=f"{claim.rule} ({OCR})", confidence=round(claim.confidence * MISREAD, 3))


def _mention(one: Named, claims: list[Claim]) -> Mention:
    """Claims in the order of their confidence; a stable sort keeps the page's order among equals."""
    best_first = sorted(claims, key=lambda claim: (claim.field, -claim.confidence))
    return Mention(one.start, one.end, tuple(best_first))
