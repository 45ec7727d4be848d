"""What the templates of the demo may say of a story."""

from datetime import datetime
from email.utils import format_datetime
from html import escape
from zlib import crc32

from demo.nights import NIGHTS
from demo.sites import Story

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def words(story: Story, base: str, more_views: int = 0) -> dict[str, str]:
    """Every placeholder with its value; `more_views` is how far the view counter has moved on."""
    paragraphs = [_text(" ".join(part.split())) for part in story.text.split("\n\n") if part.strip()]
    return {
        "base": base,
        "path": escape(story.path),
        "title": _text(story.title),
        "rubric": story.rubric,
        "number": str(story.number),
        "letter": story.title[-1:],
        "views": str(crc32(story.path.encode()) % 1900 + 60 + more_views),
        "lead": paragraphs[0] if paragraphs else "",
        "body": "\n".join(f"<p>{part}</p>" for part in paragraphs),
        "breaks": "<br>".join(paragraphs),
        "fields": "\n".join(f"<dt>{name}</dt><dd>{_text(fact)}</dd>" for name, fact in story.fields.items()),
        "rows": "\n".join(f"<tr>{_cells(row)}</tr>" for row in story.rows),
        **_times(story.published or NIGHTS[0]),
    }


def _times(when: datetime) -> dict[str, str]:
    return {
        "iso": when.isoformat(),
        "day": f"{when:%d.%m.%Y}",
        "clock": f"{when:%H:%M}",
        "date": f"{when.day} {MONTHS[when.month - 1]} {when.year}",
        "rfc822": format_datetime(when),
    }


def _cells(row: list[str]) -> str:
    return "".join(f"<td>{_text(cell)}</td>" for cell in row)


def _text(words: str) -> str:
    return escape(words, quote=False)
