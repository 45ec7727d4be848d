"""Pages of invented publishers, kept and read, on which persons rest."""

from archive import readings, sources
from archive.clock import Clock
from archive.records import Block, Claim, Document, Mention, Publisher
from archive.sqlite import Database
from tests.archive.volna import START, Archive, answer, exchange, link

PROFILE = 'title = "Страница Анны"\nhome = "https://lica.example/"\nkind = "social"\nspider = "vk"\n'


def publish(archive: Archive, source: str, path: str, text: str) -> str:
    """Keeps a page of a source, `volna` or a social one, and gives the capture's id."""
    if source != "volna":
        sources.record(archive.db, Clock(START), source, PROFILE)
    host = "https://volna.example" if source == "volna" else "https://lica.example"
    found = link(path, source=source, url=f"{host}/{path}", key=f"{host}/{path}")
    archive.recorder.frontier.add([found])
    archive.recorder.keep(exchange(found.url, answer(text.encode()), source=source), settles=found)
    archive.recorder.flush()
    return str(archive.db.execute("SELECT max(id) FROM capture").fetchone()[0])


def read(db: Database, capture: str, text: str, *told: dict[str, str]) -> list[str]:
    """Stores a mention for each dict of fields and the words that say them; gives their ids."""
    document = Document(
        text, (Block(0, len(text)),), None, "2026-03-01", "meta", "ru", "utf-8", "article",
        "https://volna.example/", START, Publisher("Волна", "press", "RU-PNZ", "volna"),
    )  # fmt: skip
    return readings.store(db, capture, "v1", document, [_mention(text, fields) for fields in told])


def _mention(text: str, fields: dict[str, str]) -> Mention:
    claims = tuple(
        Claim(field, raw, raw, text.index(raw), text.index(raw) + len(raw), f"{field}.stated", 0.8)
        for field, raw in fields.items()
        if field != "status"
    )
    status = Claim("status", fields.get("status", "killed"), text[:1], 0, 1, "role.death", 0.9)
    return Mention(claims[0].start, claims[0].end, (*claims, status))
