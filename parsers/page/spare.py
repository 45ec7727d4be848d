"""Where the words are when the markup has none: JSON-LD, the state of scripts, texts of images."""

import re
from collections.abc import Iterator
from html import unescape

from parsers.page.lines import clean
from parsers.page.metadata import Metadata
from parsers.page.segment import Segment
from parsers.page.segments import segments
from parsers.page.tree import Node, parse

# Keys under which a state holds what is not this article
_OTHER = re.compile(
    r"relat|recommend|popular|latest|feed|comment|sidebar|menu|nav|footer|header|advert|banner|seo|meta|og|keywords"
    r"|description|breadcrumb|other|similar|readmore|teaser|trend|config|translations|locale|i18n|props_other",
    re.I,
)
_PROSE = re.compile(r"[А-Яа-яЁёA-Za-z]{2,}(?:\W+\w+){6,}")
# «Гв. сержант Каменкин Илья (1990–2022)»: at least two words with capitals, no file's name
_PORTRAIT = re.compile(r"[А-ЯЁ][\w-]+(?:\s+\S+){0,4}?\s+[А-ЯЁ][\w-]+")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif)$|^IMG[_-]", re.I)
_DEEPEST = 30


def spare_text(data: Metadata, root: Node) -> list[Segment]:
    """The article as scripts carry it; empty if they carry none."""
    said = data.said("articleBody") or data.said("text")
    if said:
        return _read(said, root)
    best = max(_bodies(data.state), key=len, default="")
    return _read(best, root)


def portraits(root: Node) -> list[Segment]:
    """Texts of images that name someone: galleries print nothing else."""
    found: list[Segment] = []
    for node in root.walk():
        alt = clean(node.get("alt")) if node.tag == "img" and node.zone is None else ""
        if len(alt) >= 10 and _PORTRAIT.search(alt) and not _FILE.search(alt):
            found.append(Segment(alt, node, "item"))
    return found if len(found) > 1 else []


def _read(markup: str, root: Node) -> list[Segment]:
    """Paragraphs of a string that is HTML or plain text with line breaks."""
    text = unescape(markup) if "&lt;" in markup else markup
    if "<" not in text:
        text = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return [one for one in segments(parse(text)) if one.text]


def _bodies(value: object, depth: int = 0) -> Iterator[str]:
    """For each object or list of a state, the prose that it holds itself or one step below, joined."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        own = {key: one for key, one in value.items() if not _OTHER.search(str(key))}
        yield "\n".join(_strings(own, 3))
        for one in own.values():
            yield from _bodies(one, depth + 1)
    elif isinstance(value, list):
        yield "\n".join(text for one in value for text in _strings(one, 3))
        for one in value[:500]:
            yield from _bodies(one, depth + 1)


def _strings(value: object, steps: int) -> Iterator[str]:
    if isinstance(value, str):
        if _PROSE.search(value[:400]):
            yield value
    elif steps and isinstance(value, dict):
        for key, one in value.items():
            if not _OTHER.search(str(key)):
                yield from _strings(one, steps - 1)
    elif steps and isinstance(value, list):
        for one in value:
            yield from _strings(one, steps - 1)
