"""A page that names another as its own is its mirror only if that one is held and says the same."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urljoin

import pytest

from archive import readings, same_pages
from archive.clock import parsed
from archive.likeness import is_same, likeness
from archive.naming import Naming, naming
from archive.records import Claim, Document, Mention, Publisher
from archive.same_pages import RESTING, Refreshed
from tests.archive.volna import SOURCE, START, Archive, answer, link

TEXT = (
    "В районе простились с Каменкиным Иваном. Ему было двадцать лет, он погиб весной. "
    "Церемония прошла в школе, где он учился, пришли соседи и одноклассники."
)
OTHER = TEXT.replace("Каменкиным Иваном", "Полевым Петром")
LONG = " ".join(f"слово{n}" for n in range(300))


def html(canonical: str | None, text: str = TEXT) -> bytes:
    mark = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<html><head>{mark}</head><body><p>{text}</p></body></html>".encode()


def kept(
    archive: Archive, path: str, canonical: str | None, text: str = TEXT, name: str = "Каменкин"
) -> None:
    """Keeps a page, and what was read from it."""
    capture = archive.keep(path, answer(html(canonical, text)))
    url = link(path).url
    publisher = Publisher("Волна", "press", id=SOURCE)
    document = Document(text, (), None, None, None, "ru", "utf-8", "article", url, START, publisher)
    at = text.find("простились")
    claim = Claim("name", name, text[at : at + 10], at, at + 10, "test")
    mentions = [Mention(at, at + 10, (claim,))] if at >= 0 else []
    readings.store(archive.db, capture, "1", document, mentions)


def follow(url: str, href: str) -> tuple[str, str]:
    led = urljoin(url, href)
    if not led.startswith("https://"):
        raise ValueError(led)
    return led, led.partition("?")[0]


def refreshed(archive: Archive) -> Refreshed:
    return same_pages.refresh(archive.home, archive.db, archive.clock, follow)


def verdicts(archive: Archive) -> dict[str, str]:
    rows = archive.rows("SELECT url_key, verdict FROM same_page")
    return {str(key).removeprefix("https://volna.example/"): str(verdict) for key, verdict in rows}


def resting(archive: Archive) -> set[str]:
    rows = archive.rows("SELECT url FROM frontier WHERE due_at = ?", RESTING)
    return {str(url).removeprefix("https://volna.example/") for (url,) in rows}


NAMINGS = {
    "a canonical link": ('<link rel="canonical" href="/7?a=1&amp;b=2">', "/7?a=1&b=2", "canonical"),
    "attributes the other way": ("<LINK href='/7' rel='shortlink canonical'/>", "/7", "canonical"),
    "without quotes": ("<link rel=canonical href=/7>", "/7", "canonical"),
    "og:url": ('<meta property="og:url" content="/7">', "/7", "og"),
    "og:url by name": ('<meta content="/7" name="og:url">', "/7", "og"),
    "both": ('<meta property="og:url" content="/8"><link rel="canonical" href="/7">', "/7", "canonical"),
    "JSON-LD": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "url": "/7"}</script>',
        "/7",
        "json-ld",
    ),
    "JSON-LD, main entity": (
        '<script type="application/ld+json">[{"@graph": [{"@type": "WebSite", "url": "/"},'
        ' {"@type": "Article", "mainEntityOfPage": {"@id": "/7"}}]}]</script>',
        "/7",
        "json-ld",
    ),
    "JSON-LD of the site alone": (
        '<script type="application/ld+json">{"@type": "WebSite", "url": "/"}</script>',
        None,
        None,
    ),
    "broken JSON-LD": ('<script type="application/ld+json">{"@type": "Article", </script>', None, None),
    "deep JSON-LD": (f'<script type="application/ld+json">{"[" * 20000}</script>', None, None),
    "an empty link": ('<link rel="canonical" href="">', None, None),
    "nothing": ("<p>Память", None, None),
    "another link": ('<link rel="amphtml" href="/amp/7">', None, None),
}


@pytest.mark.parametrize(("text", "named", "how"), NAMINGS.values(), ids=list(NAMINGS))
def test_a_page_names_its_address_by_three_marks(text: str, named: str | None, how: str | None) -> None:
    assert naming(text.encode()) == Naming(named, how)


def test_a_name_in_another_alphabet_and_encoding_is_read() -> None:
    assert naming('<link rel="canonical" href="/память">'.encode("cp1251")).named == "/память"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (TEXT, TEXT, True),
        (TEXT, TEXT.upper().replace(".", " ."), True),
        (LONG, f"{LONG} Поделиться Печать", True),
        (TEXT, OTHER, False),
        (TEXT, " ".join(reversed(TEXT.split())), False),
        ("", "", False),
        ("Память", "Память", False),
    ],
)
def test_texts_are_one_by_their_words_in_their_order(one: str, other: str, is_one: bool) -> None:
    assert is_same(likeness(one, other), set(), set()) is is_one


def test_texts_of_different_people_are_two_however_alike() -> None:
    assert not is_same(1.0, {"Каменкин"}, {"Полевой"})


def test_a_mirror_is_known_and_left_to_rest(archive: Archive) -> None:
    kept(archive, "7", None)
    kept(archive, "rubric/7", "/7?from=rubric")
    assert refreshed(archive) == Refreshed(looked_through=2, rested=1)
    assert (verdicts(archive), resting(archive)) == ({"rubric/7": "same"}, {"rubric/7"})
    both = [(SOURCE, link("7").key), (SOURCE, link("rubric/7").key)]
    assert same_pages.one_article(archive.db, *both[0]) == both
    assert same_pages.one_article(archive.db, *both[1]) == both
    assert refreshed(archive) == Refreshed()


def test_a_page_that_names_itself_is_no_mirror(archive: Archive) -> None:
    kept(archive, "7", "/7?utm=1")
    refreshed(archive)
    assert verdicts(archive) == {}
    assert same_pages.one_article(archive.db, SOURCE, link("7").key) == [(SOURCE, link("7").key)]


def lies(archive: Archive) -> Iterator[tuple[str, str]]:
    """Pages that name what they should not, and what is then said of them."""
    archive.keep("", answer(html(None, "Главная")), purpose="list")
    kept(archive, "8", None, OTHER, name="Полевой")
    kept(archive, "a", "/b")
    kept(archive, "b", "/a")
    kept(archive, "chain", "/a")
    archive.keep("404", answer(b"", status="404 Not Found"))
    archive.keep("unread", answer(html(None)))
    cases = {
        "names-home": ("/", "not-held"),
        "names-another": ("/8", "differs"),
        "names-nothing-there": ("/404", "not-held"),
        "names-unknown": ("https://elsewhere.example/7", "not-held"),
        "names-unread": ("/unread", "unread"),
    }
    for path, (canonical, verdict) in cases.items():
        kept(archive, path, canonical, f"{TEXT} {path}")
        yield path, verdict
    kept(archive, "names-no-address", "mailto:a@volna.example")
    yield from [("a", "circle"), ("b", "circle"), ("chain", "circle")]


def test_a_lying_page_is_looked_at_as_before(archive: Archive) -> None:
    expected = dict(lies(archive))
    assert refreshed(archive).rested == 0
    assert verdicts(archive) == expected
    assert resting(archive) == set()


def test_a_page_that_many_name_stands_in_for_them(archive: Archive) -> None:
    kept(archive, "repair", None, LONG)
    for n in range(6):
        kept(archive, f"{n}", "/repair", LONG)
    assert refreshed(archive).rested == 0
    assert set(verdicts(archive).values()) == {"crowd"}


def test_a_page_that_was_itself_once_is_no_mirror_to_be_left(archive: Archive) -> None:
    kept(archive, "stub", None, LONG)
    kept(archive, "7", "/7")
    refreshed(archive)
    kept(archive, "7", "/stub", LONG)
    assert refreshed(archive).rested == 0
    assert verdicts(archive) == {"7": "same"}


def test_a_mirror_is_woken_when_its_page_vanishes(archive: Archive) -> None:
    kept(archive, "7", None)
    kept(archive, "7/copy", "/7")
    refreshed(archive)
    archive.db.conn.execute(
        """INSERT INTO fate (source, url_key, url, host, state, turn, looked_at)
        VALUES (?, ?, ?, 'volna.example', 'missing', 0, '')""",
        (SOURCE, link("7").key, link("7").url),
    )
    assert refreshed(archive).woken == 1
    (due,) = archive.rows("SELECT due_at FROM frontier WHERE url = ?", link("7/copy").url)
    assert parsed(str(due[0])) - archive.clock.now() < timedelta(seconds=1)
    archive.db.conn.execute("UPDATE fate SET state = 'live'")
    assert refreshed(archive).rested == 1


def test_a_mirror_is_woken_when_its_page_says_something_else(archive: Archive) -> None:
    kept(archive, "7", None)
    kept(archive, "7/copy", "/7")
    refreshed(archive)
    kept(archive, "7", None, OTHER, name="Полевой")
    assert refreshed(archive) == Refreshed(looked_through=1, woken=1)
    assert verdicts(archive) == {"7/copy": "differs"}


def test_all_is_derived_and_comes_back(archive: Archive) -> None:
    kept(archive, "7", None)
    kept(archive, "7/copy", "/7")
    refreshed(archive)
    before = archive.rows("SELECT * FROM same_page")
    same_pages.forget(archive.db)
    assert archive.rows("SELECT * FROM same_page") == []
    refreshed(archive)
    assert archive.rows("SELECT * FROM same_page") == before
