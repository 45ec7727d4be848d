"""Keeps the pages that a test gives, as a crawler would, and reads them in this process."""

from msgspec import Struct

from archive import captures, readings, runs, sources
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.recorder import Recorder
from archive.records import Exchange, Rendering
from parsers.reading import VERSION, read_page
from tests.archive.volna import SOURCE, TOML, answer, exchange, link

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
"""The smallest PNG."""
OBITUARY = (
    "<h1>Простились с земляком</h1><p>14 мая 2023 года под Артёмовском погиб <b>Щёлоков Артём</b> Сергеевич. "
    "Рядовой мобилизованный, ему был 31 год. Похоронен в селе Верхняя Каменка.</p>"
)


class Kept(Struct):
    """A page that was kept: its capture and the mentions that were read of it."""

    capture: str
    mentions: list[str]

    @property
    def mention(self) -> str:
        """The one mention."""
        (one,) = self.mentions
        return one


def keep_and_read(
    home: Home,
    clock: Clock,
    pages: dict[str, bytes],
    headers: tuple[str, ...] = (),
    renderings: tuple[Rendering, ...] = (),
    images: tuple[Exchange, ...] = (),
) -> dict[str, Kept]:
    """Keeps each page once by its path; with renderings and images if there are any."""
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "nightly", {"source": SOURCE})
        sources.record(db, clock, SOURCE, TOML)
        recorder = Recorder(home, clock, run)
        for path, page in pages.items():
            found = link(path)
            recorder.frontier.add([found])
            more = {"renderings": renderings, "images": images}
            recorder.keep(exchange(found.url, answer(page, *headers), **more), settles=found)
        recorder.flush()
        recorder.close()
        kept = {}
        for readable in captures.unread(db, VERSION):
            reading = read_page(captures.page(home, readable))
            ids = readings.store(db, readable.capture, VERSION, reading.document, reading.mentions)
            kept[readable.url.rpartition("/")[2]] = Kept(readable.capture, ids)
        runs.end(db, clock, run, 0, {})
        db.close()
    return kept
