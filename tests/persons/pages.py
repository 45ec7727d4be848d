"""Pages of an invented press, kept and read: rows as the recorder and the parsers leave them."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec
import pyarrow as pa
from msgspec import Struct

from archive import capture, facts, readings, runs, sources
from archive.capture import Capture
from archive.clock import Clock, stamp
from archive.ids import Ulids
from archive.records import Claim, Document, Mention, Publisher, Status
from archive.sqlite import Database
from desk.persons.grouping import Engine, Pair, Progress
from desk.persons.linking import LinkReport, link_archive
from desk.persons.state import PersonState

Person = Mapping[str, object]
"""`name`, by which the test knows him; `status`; fields, each a value or (value, rule, confidence)."""


class Pages:
    """Makes pages in an archive. A page is known by its source and its name; read again, it is replaced."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock
        self._ids = Ulids(clock)
        self._run = runs.start(db, clock, "crawl", {})
        self._captures: dict[tuple[str, str], str] = {}
        facts.append(db, "warc_file", [{"name": "made.warc.gz", "run": self._run}])

    def source(self, name: str, **keys: str) -> None:
        """A source with these keys of its TOML; `kind` is press if it is not said."""
        told = {"title": name, "kind": "press", **keys}
        sources.record(
            self.db, self.clock, name, "".join(f"{key} = {value!r}\n" for key, value in told.items())
        )

    def read(
        self,
        page: str,
        *people: Person,
        source: str = "volna",
        published: str | None = "2023-06-01",
        version: str = "1",
        edition: int = 0,
        around: str | None = None,
    ) -> list[str]:
        """Read a page (again) as naming these people; the ids of their mentions, in their order.

        `around`: other words of the page, by which it may be a repost; its own, if they are not given.
        """
        if (
            self.db.conn.execute("SELECT 1 FROM source_version WHERE source = ?", (source,)).fetchone()
            is None
        ):
            self.source(source)
        text, mentions = _told(people)
        text += around or _words_of_its_own(f"{source}/{page}")
        document = Document(
            text=text,
            blocks=(),
            title=None,
            published=published,
            published_how="meta" if published else None,
            lang="ru",
            charset="utf-8",
            layout="article",
            url=f"https://{source}.example/{page}",
            fetched_at=self.clock.now(),
            publisher=Publisher(source, "press"),
        )
        kept = self._capture(page, source, edition)
        return readings.store(self.db, kept, version, document, mentions)

    def _capture(self, page: str, source: str, edition: int) -> str:
        key = (source, f"{page}#{edition}")
        if key not in self._captures:
            self._captures[key] = self._ids.new()
            url = f"https://{source}.example/{page}"
            digest = sha256(f"{source}/{page}/{edition}".encode()).hexdigest()
            place = 10 * len(self._captures)
            row = Capture(
                id=self._captures[key],
                source=source,
                run=self._run,
                url=url,
                url_key=url,
                purpose="page",
                fetched_at=stamp(self.clock.now()),
                record_type="response",
                status=200,
                content_type="text/html",
                payload_digest=digest,
                payload_size=1,
                warc_file="made.warc.gz",
                offset=place,
                length=5,
                request_offset=place + 5,
                **dict.fromkeys(_NOT_TOLD),
            )
            capture.insert(self.db, [row])
        return self._captures[key]

    def link(self, *, anew: bool = False, model: str = "by-key", engine: Engine | None = None) -> LinkReport:
        """A link run, as the command makes it."""
        run = runs.start(self.db, self.clock, "link", {})
        report = link_archive(self.db, self.clock, run, engine or by_key, model, anew=anew)
        runs.end(self.db, self.clock, run, 0, {"link": msgspec.structs.asdict(report)})
        return report


_NOT_TOLD = ("content_encoding", "etag", "last_modified", "refers_to", "truncated", "tls", "refusal", "ip")


def _told(people: Iterable[Person]) -> tuple[str, list[Mention]]:
    """A text that says all of it, and the mentions with claims that quote it."""
    text, mentions = "", []
    for person in people:
        told = {"status": "killed", **person}
        name = str(told.pop("name"))
        start = len(text)
        text += name
        claims = []
        for field, said in told.items():
            value, rule, sure = said if isinstance(said, tuple) else (said, f"{field}.said", 0.9)
            text += f", {field} "
            claims.append(Claim(field, value, value, len(text), len(text) + len(value), rule, sure))
            text += value
        best_first = sorted(claims, key=lambda claim: (claim.field, -claim.confidence))
        mentions.append(Mention(start, start + len(name), tuple(best_first)))
        text += ".\n"
    return text, mentions


def _words_of_its_own(page: str) -> str:
    """Enough of them that no other page is like it."""
    letters = sha256(page.encode()).hexdigest() * 2
    return " ".join(letters[at : at + 3] + page for at in range(len(letters) - 3))


class Found(Struct, frozen=True):
    """What an engine of a test found."""

    person_of: dict[str, str]
    near: tuple[tuple[str, str, float], ...] = ()
    model: str = "by-key"


def by_key(
    mentions: pa.Table,
    must: Iterable[Pair],
    cannot: Iterable[Pair],
    known: Mapping[str, str] | None,
    progress: Progress,
) -> Found:
    """A quick engine: one man are those of one surname; all that people judged it leaves to the desk."""
    rows = zip(mentions.column("mention_id").to_pylist(), mentions.column("surname").to_pylist(), strict=True)
    return Found({mention: surname or mention for mention, surname in rows})


def state(db: Database, person: str) -> PersonState:
    """A person as he is."""
    (told,) = db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
    return msgspec.json.decode(told, type=PersonState)


def man(surname: str, status: Status = "killed", **fields: object) -> dict[str, object]:
    """A soldier of this surname; all names are written alike, so read otherwise he is the same mention."""
    return {"name": "Пробный", "surname": surname, "given": "Пробный", "status": status, **fields}
