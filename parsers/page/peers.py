"""Articles that are cut into blocks of one class, each with a paragraph: the element around all of them."""

from collections.abc import Sequence

from parsers.page.segment import Segment
from parsers.page.tree import Node
from parsers.page.zones import COMMENTS

_HIGHEST = 5
_TITLES = frozenset({"h1", "h2"})


def with_peers(body: Node, found: Sequence[Segment], weights: Sequence[float]) -> Node:
    """The lowest element that holds the body and its peers; the body itself where it has none.

    A peer has prose, the same tag and class, and no title, link or author of its own: else it is
    a teaser, the next article or a reply.
    """
    if not body.words or body.tag in {"body", "main", "article", "html"}:
        return body
    holders = [
        one.node for one, weight in zip(found, weights, strict=True) if weight and not body.holds(one.node)
    ]
    around = body
    for node in holders:
        peer = next((one for one in (node, *node.ancestors()) if _is_alike(one, body)), None)
        if peer is not None and not around.holds(peer):
            around = _joined(around, peer) or around
    return around


def _is_alike(node: Node, body: Node) -> bool:
    return node.tag == body.tag and node.words == body.words and node.zone is None


def _joined(body: Node, peer: Node) -> Node | None:
    """The lowest ancestor of both, if it is near and the peer's branch below it is nothing but text."""
    branch = peer
    for above in list(peer.ancestors())[:_HIGHEST]:
        if above.holds(body):
            return above if above.tag not in {"body", "html"} and _is_text(branch) else None
        branch = above
    return None


def _is_text(branch: Node) -> bool:
    if branch.tag == "article" or branch.linked * 5 > branch.size:
        return False
    return branch.find(_is_of_another) is None


def _is_of_another(node: Node) -> bool:
    """A title, or the name of who replies on a forum."""
    return node.tag in _TITLES or node.get("itemprop") == "headline" or node.zone == COMMENTS
