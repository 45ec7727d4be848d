"""Where a page tells machines when it was published: JSON-LD, meta tags, `time` and itemprop elements."""

from collections.abc import Iterator

from parsers.page.metadata import Metadata
from parsers.page.tree import Node
from parsers.page.zones import META

_META = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "mediator_published_time",
    "datepublished",
    "publish_date",
    "published_at",
    "pubdate",
    "publication_date",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "date",
)


def stamps(root: Node, data: Metadata, headline: Node | None) -> Iterator[tuple[str, str]]:
    """Time stamps that machines read, in the order of their trust, each with how it is known."""
    said = data.said("datePublished") or data.said("dateCreated")
    if said:
        yield said, "json-ld"
    for name in _META:
        if name in data.meta:
            yield data.meta[name], "meta"
    for stamp in _marked_up(root, headline):
        yield stamp, "markup"


def _marked_up(root: Node, headline: Node | None) -> list[str]:
    """Stamps of `time` and itemprop elements outside of comments and sidebars, nearest the headline first."""
    found: list[tuple[int, str]] = []
    at = headline.order if headline else 0
    for node in root.walk():
        prop = node.get("itemprop") == "datePublished"
        if node.tag != "time" and not prop:
            continue
        if node.zone not in (None, META) and node.tag != "meta":
            continue
        stamp = node.get("datetime") or node.get("content") or (node.text() if prop else "")
        if stamp and (prop or not _is_change(node)):
            found.append((-1 if prop else abs(node.order - at), stamp))
    return [stamp for _, stamp in sorted(found)]


def _is_change(node: Node) -> bool:
    return "modified" in node.get("itemprop").lower() or "updated" in node.words
