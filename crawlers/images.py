"""Which images of a page may carry its words: an obituary is often a poster in the place of a text."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from parsel import Selector
from scrapy.http import Response

from crawlers.keys import NotAWebAddress, absolute

SMALL = 200
"""Pixels of a side below which an image is an icon, a portrait of the author, a button."""
UNKNOWN = 600
"""The width that is taken for an image whose page does not name one."""
LOOKED_AT = 200
"""How many images of a page are looked at."""

# Names that are looked up first where the page is in one of them; a page without any is taken whole.
BODIES = "//article | //main | //*[@itemprop='articleBody']"
ELSEWHERE = "ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside or ancestor::form"
META = "//meta[@property='og:image' or @property='og:image:url' or @name='twitter:image']/@content"
LAZY = ("data-src", "data-original", "data-lazy-src", "data-full", "src")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".bmp", "")
# "photo-1024x768.jpg 1024w", "photo@2x.jpg 2x"
CANDIDATE = re.compile(
    r"(?P<url>[^\s,](?:\S*[^\s,])?)(?:\s+(?P<size>\d+(?:\.\d+)?)(?P<unit>[wx]))?\s*(?:,|$)"
)


class Found(Struct, frozen=True):
    """An image of a page: its address, and how wide the page says it is, in pixels."""

    url: str
    width: float


def images(response: Response) -> list[str]:
    """The addresses of a page's images, those first that most likely carry its words.

    First what the page shows of itself elsewhere (`og:image`), then what stands in its main text by width.
    """
    named = [Found(url, UNKNOWN * 2) for url in response.xpath(META).getall()]
    ranked = sorted(_in_text(response), key=lambda found: -found.width)
    urls = (_address(response, found.url) for found in (*named[:1], *ranked))
    return list(dict.fromkeys(url for url in urls if url))


def _in_text(response: Response) -> Iterator[Found]:
    bodies = response.xpath(BODIES)
    fullest = max(bodies, key=lambda body: len(body.xpath("string()").get("")), default=response)
    for image in fullest.xpath(f".//img[not({ELSEWHERE})]")[:LOOKED_AT]:
        found = _largest(image)
        if found and not _is_small(image):
            yield found


def _largest(image: Selector) -> Found | None:
    """The best that an image names: the widest of its set, else its lazy or plain address."""
    sets = (image.attrib.get(name, "") for name in ("srcset", "data-srcset"))
    choices = [found for text in sets for found in _of_set(text)]
    if choices:
        return max(choices, key=lambda found: found.width)
    addresses = (image.attrib.get(name, "") for name in LAZY)
    url = next((url for url in addresses if url and not url.startswith("data:")), None)
    return Found(url, _pixels(image, "width") or UNKNOWN) if url else None


def _of_set(text: str) -> Iterator[Found]:
    for choice in CANDIDATE.finditer(text):
        size = float(choice["size"] or 1)
        yield Found(choice["url"], size if choice["unit"] == "w" else size * UNKNOWN)


def _is_small(image: Selector) -> bool:
    return any(0 < (_pixels(image, side) or UNKNOWN) < SMALL for side in ("width", "height"))


def _pixels(image: Selector, side: str) -> float | None:
    given = re.match(r"\s*(\d{1,5})(?!\d*%)", image.attrib.get(side, ""))
    return float(given[1]) if given else None


def _address(response: Response, href: str) -> str | None:
    try:
        url = absolute(response.urljoin(href), href if "://" in href else response.urljoin(href))
    except (NotAWebAddress, ValueError):
        return None
    name = urlsplit(url).path.rpartition("/")[2]
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    is_picture = suffix in PICTURES or len(suffix) > 6
    return url if is_picture else None
