"""The lines of a PDF's pages with their places, from its text layer."""

from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from msgspec import Struct
from pypdfium2 import raw

from parsers.errors import PdfBroken, PdfLocked, PdfTooLong, PdfWithoutText

MOST_PAGES = 600
MOST_CHARACTERS = 1_500_000
GAP = 0.75
"""White space of so many heights of a letter may divide the cells of a table; justified text has it, too."""

FEW = 5
"""Letters a page, on average, below which a file is pictures of pages."""

SOFT_HYPHEN = "\xad"
_HYPHENS = {0xFFFE: SOFT_HYPHEN, 0x0002: SOFT_HYPHEN, 0x2010: SOFT_HYPHEN}
"""How the library marks a word's break at the end of a line."""


class Span(Struct):
    """Text that no wide gap divides; `left` and `right` are in points from the page's left edge."""

    text: str
    left: float
    right: float


class Line(Struct):
    """The spans of a line from left to right; `bottom` and `height` in points from the page's lower edge."""

    spans: list[Span]
    bottom: float
    height: float

    @property
    def text(self) -> str:
        """All of it, one space between spans."""
        return " ".join(span.text for span in self.spans)


def pages_of(body: bytes, url: str) -> list[list[Line]]:
    """The lines of every page.

    Raises errors.PdfBroken, PdfLocked, PdfTooLong, PdfWithoutText; `url` is for their words.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise PdfLocked(url) if is_locked else PdfBroken(url, str(error)) from error
    try:
        pages = _pages(document, url)
    except pypdfium2.PdfiumError as error:
        raise PdfBroken(url, str(error)) from error
    finally:
        document.close()
    text = "".join(line.text for lines in pages for line in lines)
    if sum(map(str.isalpha, text)) < FEW * max(len(pages), 1) or _is_unreadable(text):
        raise PdfWithoutText(url)
    return pages


def _pages(document: pypdfium2.PdfDocument, url: str) -> list[list[Line]]:
    if len(document) > MOST_PAGES:
        raise PdfTooLong(url, f"{len(document)} pages, {MOST_PAGES} are read")
    pages, size = [], 0
    for number in range(len(document)):
        page = document.get_page(number)
        text = page.get_textpage()
        size += text.count_chars()
        if size > MOST_CHARACTERS:
            raise PdfTooLong(url, f"more than {MOST_CHARACTERS} characters")
        pages.append(list(_lines(text)))
        text.close()
        page.close()
    return pages


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """What stands between line ends; a word that the library joined over one is broken again."""
    line: list[_Letter] = []
    for index in range(text.count_chars()):
        letter = _Letter.at(text, index)
        if letter.text == "\n" or (line and letter.is_below(line[0])):
            yield from _line(line)
            line = []
        if letter.text not in ("", "\n"):
            line.append(letter)
    yield from _line(line)


class _Letter(Struct):
    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    @classmethod
    def at(cls, page: pypdfium2.PdfTextPage, index: int) -> "_Letter":
        code = raw.FPDFText_GetUnicode(page, index)
        text = _HYPHENS.get(code) or ("" if code < 9 or code == 13 or 0xD800 <= code < 0xE000 else chr(code))
        if not text or text.isspace():
            return cls("\n" if text == "\n" else " " if text else "")
        return cls(text, *page.get_charbox(index, loose=True))

    def is_below(self, other: "_Letter") -> bool:
        """Whether it stands lower, with nothing beside the other."""
        return self.text != " " and other.bottom > self.top


def _line(letters: list[_Letter]) -> Iterator[Line]:
    seen = [letter for letter in letters if letter.text != " "]
    if not seen:
        return
    height = max(letter.top - letter.bottom for letter in seen)
    spans: list[Span] = []
    is_apart = False
    for letter in letters:
        if letter.text == " ":
            is_apart = True
            continue
        if not spans or (is_apart and letter.left - spans[-1].right > GAP * height):
            spans.append(Span(letter.text, letter.left, letter.right))
        else:
            spans[-1].text += f" {letter.text}" if is_apart else letter.text
            spans[-1].right = letter.right
        is_apart = False
    yield Line(spans, min(letter.bottom for letter in seen), height)


def _is_unreadable(text: str) -> bool:
    """Whether the fonts do not tell which letters they draw."""
    strange = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    return strange * 3 > len(text)
