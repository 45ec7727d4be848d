"""What a layout yields of a page."""

from msgspec import Struct

from parsers.page.draft import Draft
from parsers.page.published import Published


class Outcome(Struct, frozen=True):
    """`lang` is what the page declares, "" if nothing; `layout` is article, card, table or channel."""

    drafts: tuple[Draft, ...]
    title: str | None
    published: Published | None
    layout: str
    lang: str = ""
