"""The lines of words in a picture, by Tesseract and Debian's Russian model."""

import io
import os
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import OcrMissing, PictureUnread
from parsers.pdf.lines import Line, Span

if TYPE_CHECKING:
    from PIL.Image import Image
    from tesserocr import PyTessBaseAPI

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
MODELS = "/usr/share/tesseract-ocr"
LANGUAGE = "rus"

MOST_PIXELS = 40_000_000
SMALL = 1200
"""Pixels of width below which a picture is doubled: Tesseract wants letters some 30 pixels high."""

LEGIBLE = 60
"""Per cent of Tesseract's own confidence below which a line is a pattern of the background."""


def is_picture(body: bytes) -> bool:
    """Whether the bytes begin as a PNG, JPEG, GIF, WebP or BMP does."""
    return body.startswith(MAGIC) and (body[:4] != b"RIFF" or body[8:12] == b"WEBP")


def is_at_hand() -> bool:
    """Whether the extra and its model are installed."""
    return all(map(find_spec, ("PIL", "tesserocr"))) and _model() is not None


def lines_of(body: bytes, url: str) -> list[Line]:
    """The lines of a picture, from above.

    Raises errors.OcrMissing, PictureUnread; `url` is for their words.
    """
    if not is_at_hand():
        raise OcrMissing(url)
    from PIL import Image

    try:
        with Image.open(io.BytesIO(body)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureUnread(url, f"{opened.width} by {opened.height} pixels")
            return lines_in(opened.convert("L"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnread(url, str(error)) from error


def lines_in(picture: "Image") -> list[Line]:
    """The lines of an opened grey picture; heights and places in its pixels, from its lower edge."""
    if picture.width < SMALL:
        picture = picture.resize((picture.width * 2, picture.height * 2))
    tesseract = _tesseract()
    tesseract.SetImage(picture)
    tesseract.Recognize()
    found = sorted(_lines(tesseract, picture.height), key=lambda line: -line.bottom)
    tesseract.Clear()
    return found


def _lines(tesseract: "PyTessBaseAPI", height: int) -> Iterator[Line]:
    from tesserocr import RIL, iterate_level

    for found in iterate_level(tesseract.GetIterator(), RIL.TEXTLINE):
        box = found.BoundingBox(RIL.TEXTLINE)
        # A blank picture has one line without a box.
        if box is None or found.Confidence(RIL.TEXTLINE) < LEGIBLE:
            continue
        left, top, right, bottom = box
        text = " ".join(found.GetUTF8Text(RIL.TEXTLINE).split())
        yield Line([Span(text, left, right)], height - bottom, bottom - top)


@cache
def _tesseract() -> "PyTessBaseAPI":
    from tesserocr import PSM, PyTessBaseAPI

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # the workers are as many as the processors already
    return PyTessBaseAPI(path=str(_model()), lang=LANGUAGE, psm=PSM.AUTO)


def _model() -> Path | None:
    """The folder of the Russian model."""
    return _model_below(os.environ.get("SINODIK_TESSDATA", MODELS))


@cache
def _model_below(folder: str) -> Path | None:
    found = sorted(Path(folder).rglob(f"{LANGUAGE}.traineddata"))
    return found[-1].parent if found else None
