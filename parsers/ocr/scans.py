"""PDF files whose pages are pictures of pages."""

import pypdfium2  # type: ignore[import-untyped]

from parsers.errors import PdfTooLong
from parsers.ocr.pictures import lines_in
from parsers.pdf.lines import Line

DOTS = 200 / 72
"""Pixels a point: 200 dots an inch."""

MOST_SCANS = 40
"""Pages; one takes about a second."""


def scanned_pages(body: bytes, url: str) -> list[list[Line]]:
    """The lines of every page. Raises errors.PdfTooLong, OcrMissing; the file was opened before."""
    document = pypdfium2.PdfDocument(body)
    try:
        if len(document) > MOST_SCANS:
            raise PdfTooLong(url, f"{len(document)} pictures of pages, {MOST_SCANS} are read")
        return [
            lines_in(document[number].render(scale=DOTS, grayscale=True).to_pil())
            for number in range(len(document))
        ]
    finally:
        document.close()
