"""What the parsers refuse to go on with."""


class LayoutChanged(Exception):
    """A source's TOML names a layout that its page no longer has.

    Name the layout that the page has now in the source's `parser`, or set it to "auto", and read it again.
    """

    def __init__(self, url: str, expected: str) -> None:
        super().__init__(url, expected)  # both, so that it can be pickled by a worker
        self.url = url
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.url}: expected {self.expected}; name the layout it has now in `parser`, or set `auto`"


class Unreadable(Exception):
    """A file whose words cannot be had; each kind says what to do."""

    remedy = ""

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(url, detail)  # both, so that it can be pickled by a worker
        self.url = url
        self.detail = detail

    def __str__(self) -> str:
        said = f" ({self.detail})" if self.detail else ""
        return f"{self.url}{said}: {self.remedy}"


class PdfUnread(Unreadable):
    """A PDF whose text cannot be had."""


class PdfWithoutText(PdfUnread):
    """The pages are pictures, or their fonts do not say which letters they draw."""

    remedy = "pictures of pages without a text to read; `make ocr` adds what reads them, or read it by eye"


class PdfLocked(PdfUnread):
    """A password is asked for."""

    remedy = "locked with a password; ask its publisher for an open copy, and import that"


class PdfBroken(PdfUnread):
    """The file is damaged or was cut short."""

    remedy = "broken or cut short; see whether the capture was truncated, and fetch it again"


class PdfTooLong(PdfUnread):
    """More than one document can be."""

    remedy = "too long to be read as one page; import it in parts"


class OcrMissing(Unreadable):
    """A picture, and nothing that reads pictures."""

    remedy = "a picture; `make ocr` adds what reads pictures"


class PictureUnread(Unreadable):
    """Not the picture that it begins as, or too large."""

    remedy = "a picture that is broken or too large; read it by eye"
