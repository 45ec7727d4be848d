"""What the endpoints read, each as a function from its question to its answer."""

from msgspec import convert, json
from starlette.exceptions import HTTPException

from archive import persons as ids
from archive.persons import UnknownPerson
from crawlers.keys import NotAWebAddress, url_key
from desk.counting.counts import Count
from desk.counting.mistakes import Mistake
from desk.feed.cursor import CursorGone
from desk.feed.cursor import cursor as read_cursor
from desk.feed.lines import changes as feed
from desk.web.api import answers, mentions_read
from desk.web.api.answers import Captures, Changes, Claims, Mentions, Person, Persons
from desk.web.api.endpoint import Endpoint, mistaken
from desk.web.call import Call
from desk.web.counted import Asked, answered
from desk.web.found import found, states
from desk.web.pages.kept import captures as of_url

_PERSONS = """SELECT id FROM person WHERE id > :after AND (:grade IS NULL OR grade = :grade)
AND (:status IS NULL OR status = :status) AND (:region = '' OR region = :region) ORDER BY id LIMIT :limit"""


def persons(call: Call, asked: answers.PersonsAsked) -> Persons:
    """Persons by id, or by a search that forgives."""
    wanted = {"grade": asked.grade, "status": asked.status, "region": asked.region}
    if asked.q:
        one = found(call, asked.q, {name: value or "" for name, value in wanted.items()})
        return Persons(_persons(call, one.persons[: asked.limit]), None, one.near)
    values = {**wanted, "after": asked.after, "limit": asked.limit + 1}
    those = [row[0] for row in call.db.conn.execute(_PERSONS, values)]
    more = those[asked.limit - 1] if len(those) > asked.limit else None
    return Persons(_persons(call, those[: asked.limit]), more)


def person(call: Call, asked: answers.Nothing) -> Person:
    """One person; an id that was merged into another leads there (308)."""
    try:
        identity = ids.resolve(call.db, call.part("person"))
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error
    if identity != call.part("person"):
        raise HTTPException(308, "merged", {"location": call.url("api_person", person=identity)})
    those = _persons(call, [identity])
    if not those:
        raise HTTPException(404, "no page that is read speaks of this person any more")
    return those[0]


def mentions(call: Call, asked: answers.MentionsAsked) -> Mentions:
    """Mentions with their claims, by id."""
    return mentions_read.some(call.db, asked)


def mention(call: Call, asked: answers.Nothing) -> answers.MentionOf:
    """One mention with its claims."""
    those = mentions_read.of_ids(call.db, [call.part("mention")])
    if not those:
        raise HTTPException(404, "no such mention")
    return those[0]


def claims(call: Call, asked: answers.ClaimsAsked) -> Claims:
    """Claims of a field, by mention."""
    return mentions_read.claims_of(call.db, asked)


def captures(call: Call, asked: answers.CapturesAsked) -> Captures:
    """Captures of an address or of a source."""
    if bool(asked.url) == bool(asked.source):
        raise HTTPException(400, "the query: either `url` or `source`")
    if asked.url:
        try:
            rows = of_url(call.db, url_key(asked.url))
        except NotAWebAddress as error:
            raise HTTPException(400, str(error)) from error
        return Captures(convert(rows, list[answers.CaptureOf]), None)
    return mentions_read.captures_of(call.db, asked)


def capture(call: Call, asked: answers.Nothing) -> answers.CaptureOf:
    """One capture."""
    those = mentions_read.captures_by_id(call.db, call.part("capture"))
    if not those:
        raise HTTPException(404, "no such capture")
    return those[0]


def counts(call: Call, asked: answers.CountsAsked) -> Count:
    """A count by a rule that anyone can read, as of the end of a day."""
    where = [part.strip() for part in asked.where.split(";") if part.strip()]
    question = Asked(asked.rule, asked.as_of, asked.since, asked.until, tuple(where), asked.by)
    try:
        return answered(call, question)
    except Mistake as error:
        raise mistaken(error) from error


def changes(call: Call, asked: answers.ChangesAsked) -> Changes:
    """What changed after a cursor, in order. A cursor of another archive, or of one put back: 410."""
    try:
        before = read_cursor(call.db, asked.since)
        lines = [json.decode(line) for line in feed(call.db, asked.since, asked.limit, "partner")]
    except CursorGone as error:
        raise HTTPException(410, str(error)) from error
    except Mistake as error:
        raise mistaken(error) from error
    return Changes(lines, lines[-1]["cursor"] if lines else str(before))


def _persons(call: Call, identities: list[str]) -> list[Person]:
    return [Person(one, ids.last_seq(call.db, one), state) for one, state in states(call.db, identities)]


ENDPOINTS = (
    Endpoint("/persons", "persons", answers.PersonsAsked, Persons, persons),
    Endpoint("/persons/{person}", "person", answers.Nothing, Person, person, (308, 404)),
    Endpoint("/mentions", "mentions", answers.MentionsAsked, Mentions, mentions),
    Endpoint("/mentions/{mention}", "mention", answers.Nothing, answers.MentionOf, mention, (404,)),
    Endpoint("/claims", "claims", answers.ClaimsAsked, Claims, claims),
    Endpoint("/captures", "captures", answers.CapturesAsked, Captures, captures),
    Endpoint("/captures/{capture}", "capture", answers.Nothing, answers.CaptureOf, capture, (404,)),
    Endpoint("/counts", "counts", answers.CountsAsked, Count, counts),
    Endpoint("/changes", "changes", answers.ChangesAsked, Changes, changes, (410,)),
)
