"""From the bytes of a page to its `Document`; pure, and never raising on bad bytes."""

import re

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from archive.records import Block, Document, Page

META_DATE = re.compile(r'(?:article:published_time"\s+content|datePublished"|datetime)["=:\s]*"?(\d{4}-\d\d-\d\d)')


def read_document(page: Page) -> Document:
    """The canonical text of a page, with its blocks, title, published date, language and layout."""
    charset = detect_encoding(page.body) or "utf-8"
    source = page.body.decode(charset, "replace")
    tree = HTMLTree.parse(source)
    lines = extract_plain_text(tree, main_content=True).split("\n") if source.strip() else []
    text, blocks = "", []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        text += "\n" * bool(text)
        blocks.append(Block(len(text), len(text) + len(line), "main" if blocks else "title", "paragraph"))
        text += line
    date = META_DATE.search(source)
    return Document(
        text=text,
        blocks=tuple(blocks),
        title=tree.title or None,
        published=date[1] if date else None,
        published_how="meta" if date else None,
        lang="ru",
        charset=charset,
        layout="article",
        url=page.url,
        fetched_at=page.fetched_at,
        publisher=page.publisher,
    )
