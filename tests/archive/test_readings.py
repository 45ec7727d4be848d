import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import captures, readings
from archive.anchors import Anchor, anchored
from archive.capture import UnknownCapture
from archive.records import Block, Cell, Claim, Document, Mention, Publisher
from tests.archive.volna import START, Archive, answer

TEXT = "🕯 Погиб Пётр Заречный, 31 год. 🎖️ Простились и с Иваном Луговым."
PUBLISHER = Publisher("Волна", "press", "RU-PNZ", "volna")


def document(text: str = TEXT) -> Document:
    return Document(
        text=text,
        blocks=(Block(0, len(text), group=1, cells=(Cell("Возраст", 0, 2),)),),
        title="Простились",
        published="2026-03-01",
        published_how="meta",
        lang="ru",
        charset="utf-8",
        layout="article",
        url="https://volna.example/page",
        fetched_at=START,
        publisher=PUBLISHER,
    )


def mention(name: str, text: str = TEXT, nth: int = 0, **fields: str) -> Mention:
    """A mention of a name in a text, with a claim for each field's words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    spans = [(field, raw, text.index(raw)) for field, raw in fields.items()]
    claims = [
        Claim("name", name, name, start, start + len(name), "name.full"),
        *(Claim(field, raw, raw, at, at + len(raw), f"{field}.stated", 0.8) for field, raw, at in spans),
    ]
    return Mention(start, start + len(name), tuple(claims))


def kept(archive: Archive) -> str:
    return archive.keep("page", answer(TEXT.encode()))


def test_a_reading_comes_back_as_it_was_stored(archive: Archive) -> None:
    capture = kept(archive)
    given = [mention("Пётр Заречный", age="31 год"), mention("Иваном Луговым")]
    ids = readings.store(archive.db, capture, "v1", document(), given)
    snapshot = str(archive.rows("SELECT digest FROM snapshot")[0][0])
    assert readings.document(archive.db, snapshot) == document()
    assert readings.mentions(archive.db, snapshot) == dict(zip(ids, given, strict=True))


def test_a_mention_that_claims_no_status_is_unsure(archive: Archive) -> None:
    said = mention("Пётр Заречный")
    killed = Claim("status", "killed", "Погиб", 2, 7, "status.killed")
    readings.store(
        archive.db, kept(archive), "v1", document(), [said, Mention(50, 60, (killed,)), mention("Луговым")]
    )
    assert archive.rows('SELECT status FROM mention ORDER BY "start"') == [
        ("unsure",),
        ("killed",),
        ("unsure",),
    ]


def test_every_claim_quotes_the_text_in_code_points(archive: Archive) -> None:
    capture = kept(archive)
    readings.store(archive.db, capture, "v1", document(), [mention("Иваном Луговым", age="31 год")])
    quoted = 'SELECT substr(text, "start" + 1, "end" - "start"), raw FROM claim, document'
    assert all(words == raw for words, raw in archive.rows(quoted))


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_claim_that_does_not_quote_is_refused_before_anything_is_stored(
    archive: Archive, shift: int
) -> None:
    age = TEXT.index("31")
    wrong = Claim("age", "31", "31", age + shift, age + 2 + shift, "age.stated")
    with pytest.raises(readings.Misquote, match=r"age by age\.stated: '31' claimed"):
        readings.store(archive.db, kept(archive), "v1", document(), [Mention(2, 7, (wrong,))])
    assert archive.db["document"].count == 0


def test_a_name_outside_the_text_is_refused(archive: Archive) -> None:
    with pytest.raises(readings.Misquote, match="a name from"):
        readings.store(archive.db, kept(archive), "v1", document(), [Mention(0, len(TEXT) + 1, ())])


@pytest.mark.parametrize(("start", "end"), [(30, 32), (0, 6), (len(TEXT) - 2, len(TEXT) + 4), (31, 33)])
def test_the_database_too_refuses_what_does_not_quote(archive: Archive, start: int, end: int) -> None:
    ids = readings.store(archive.db, kept(archive), "v1", document(), [mention("Пётр Заречный")])
    insert = "INSERT INTO claim VALUES (?, 9, 'age', '31', '31 год', ?, ?, 'age.stated', 0.9)"
    with pytest.raises(sqlite3.IntegrityError, match="a claim must quote its document"):
        archive.db.execute(insert, (ids[0], start, end))


@pytest.mark.parametrize("change", ["UPDATE claim SET raw = 'x'", "UPDATE document SET text = 'x'"])
def test_a_reading_is_replaced_not_edited(archive: Archive, change: str) -> None:
    readings.store(archive.db, kept(archive), "v1", document(), [mention("Пётр Заречный")])
    with pytest.raises(sqlite3.IntegrityError, match="not edited"):
        archive.db.execute(change)


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    data=st.data(),
)
def test_sqlite_counts_as_python_does(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    found = (
        sqlite3.connect(":memory:")
        .execute("SELECT substr(?, ?, ?)", (text, start + 1, end - start))
        .fetchone()
    )
    assert found == (text[start:end],)


def test_a_new_version_replaces_the_old_and_ids_survive_by_overlap(archive: Archive) -> None:
    capture = kept(archive)
    first, second = readings.store(
        archive.db, capture, "v1", document(), [mention("Пётр Заречный"), mention("Луговым")]
    )
    again = readings.store(
        archive.db, capture, "v2", document(), [mention("Иваном Луговым"), mention("Заречный")]
    )
    assert again == [second, first]
    assert archive.rows("SELECT version FROM document") == [("v2",)]
    assert archive.db["mention"].count == 2


def test_ids_survive_a_changed_text_by_the_words_of_the_name(archive: Archive) -> None:
    text = "Погибли Иван Луговой, Пётр Заречный и ещё один Иван Луговой."
    capture = archive.keep("page", answer(text.encode()))
    names = [
        mention("Иван Луговой", text),
        mention("Пётр Заречный", text),
        mention("Иван Луговой", text, nth=1),
    ]
    ids = readings.store(archive.db, capture, "v1", document(text), names)
    changed = "Заголовок. ИВАН ЛУГОВОЙ. Петр Заречный. Луговой Иван. Сергей Озёрный."
    spans = ["Сергей Озёрный", "ИВАН ЛУГОВОЙ", "Петр Заречный", "Луговой Иван"]
    again = readings.store(archive.db, capture, "v2", document(changed), [mention(s, changed) for s in spans])
    assert again[1:] == [ids[0], ids[1], ids[2]]
    assert again[0] not in ids


def test_an_id_follows_a_name_through_every_version(archive: Archive) -> None:
    capture = kept(archive)
    (first,) = readings.store(archive.db, capture, "v1", document(), [mention("Заречный")])
    readings.store(archive.db, capture, "v2", document(), [mention("Пётр Заречный")])
    changed = "Простились. Пётр Заречный."
    assert readings.store(
        archive.db, capture, "v3", document(changed), [mention("Пётр Заречный", changed)]
    ) == [first]
    assert readings.store(archive.db, capture, "v4", document(changed), [mention("Заречный", changed)]) == [
        first
    ]


def test_a_mention_that_was_not_found_for_a_while_returns_with_its_id(archive: Archive) -> None:
    capture = kept(archive)
    both = [mention("Пётр Заречный"), mention("Иваном Луговым")]
    ids = readings.store(archive.db, capture, "v1", document(), both)
    readings.store(archive.db, capture, "v2", document(), both[:1])
    assert readings.store(archive.db, capture, "v3", document(), both) == ids


def test_a_short_name_keeps_its_id_beside_a_longer_one_around_it(archive: Archive) -> None:
    capture = kept(archive)
    _, short = readings.store(
        archive.db, capture, "v1", document(), [mention("Погиб Пётр Заречный"), mention("Пётр")]
    )
    assert readings.store(archive.db, capture, "v2", document(), [mention("Пётр")]) == [short]


def test_dropped_and_read_again_everything_is_the_same(archive: Archive) -> None:
    capture = kept(archive)
    for version, names in [
        ("v1", ["Заречный", "Луговым"]),
        ("v2", ["Иваном Луговым", "Пётр Заречный", "Погиб"]),
    ]:
        given = [mention(name) for name in names]
        readings.store(archive.db, capture, version, document(), given)
    tables = ("document", "mention", "claim", "anchor", "log")
    before = [archive.rows(f"SELECT * FROM {table}") for table in tables]
    readings.drop(archive.db)
    assert [archive.db[table].count for table in tables[:3]] == [0, 0, 0]
    readings.store(archive.db, capture, "v2", document(), given)
    assert [archive.rows(f"SELECT * FROM {table}") for table in tables] == before


def test_what_was_not_read_or_kept_is_named(archive: Archive) -> None:
    with pytest.raises(readings.NotRead, match="run parse"):
        readings.document(archive.db, "0" * 64)
    with pytest.raises(UnknownCapture):
        readings.store(archive.db, "nobody", "v1", document(), [])


Spans = list[tuple[int, int]]
ABOUT_NAMES = "Иван Луговой и Пётр Заречный и Иван Луговой"
SPANS = st.lists(
    st.tuples(st.integers(0, 42), st.integers(1, 12)).map(lambda s: (s[0], min(sum(s), 43))),
    unique=True,
    max_size=6,
)


@given(history=st.lists(SPANS, max_size=4), now=SPANS)
def test_ids_are_unique_in_a_reading_and_the_same_when_it_is_made_anew(
    history: list[Spans], now: Spans
) -> None:
    known: list[Anchor] = []
    for spans in [*history, now]:
        last = anchored(ABOUT_NAMES, spans, known)
        known += [anchor for anchor in last if anchor not in known]
    assert len({anchor.ordinal for anchor in last}) == len(now)
    assert anchored(ABOUT_NAMES, now, known) == last


def test_only_good_pages_without_a_document_of_this_version_are_unread(archive: Archive) -> None:
    good = archive.keep("good", answer(b"good", "Content-Type: text/html"))
    archive.keep("good", answer(b"good", "Content-Type: text/html"))
    without_type = archive.keep("untyped", answer(b"untyped", "Server: x"))
    archive.keep("list", answer(b"list"), purpose="list")
    archive.keep("gone", answer(b"gone", status="404 Not Found"))
    archive.keep("captcha", answer(b"captcha"), refusal="captcha")
    archive.keep("photo", answer(b"photo", "Content-Type: image/jpeg"))
    assert [found.capture for found in captures.unread(archive.db, "v1")] == [good, without_type]
    readings.store(archive.db, good, "v1", document("good"), [])
    assert [found.capture for found in captures.unread(archive.db, "v1")] == [without_type]
    assert len(list(captures.unread(archive.db, "v2"))) == 2


def test_a_page_is_built_from_the_warc_file_alone(archive: Archive) -> None:
    archive.keep(
        "page", answer(b"4\r\npage\r\n0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Type: text/plain")
    )
    (found,) = captures.unread(archive.db, "v1")
    page = captures.page(archive.home, found)
    assert (page.body, page.url, page.fetched_at) == (b"page", "https://volna.example/page", START)
    assert (page.content_type, page.publisher) == ("text/plain", PUBLISHER)


def test_the_last_validators_are_those_of_the_last_good_capture(archive: Archive) -> None:
    key = "https://volna.example/page"
    assert captures.last_validators(archive.db, "volna", key) is None
    archive.keep("page", answer(b"one", 'ETag: "1"', "Last-Modified: Mon, 02 Mar 2026 01:10:00 GMT"))
    archive.keep("page", answer(b"two", 'ETag: "2"'))
    archive.keep("page", answer(b"half", 'ETag: "3"'), truncated="disconnect")
    archive.keep("page", answer(b"captcha", 'ETag: "4"'), refusal="captcha")
    archive.keep("page", answer(b"gone", 'ETag: "5"', status="404 Not Found"))
    found = captures.last_validators(archive.db, "volna", key)
    assert found
    assert (found.etag, found.last_modified) == ('"2"', None)
    assert captures.last_validators(archive.db, "bereg", key) is None
