"""Charsets: bytes against lying headers."""

import pytest

from parsers.page.charset import charset, decode

RUSSIAN = "Погиб при исполнении воинского долга рядовой Каменкин, ему было двадцать лет."
SHORT = "Прощание"
CAPITALS = "ПОГИБШИЕ ГЕРОИ НАШЕГО СЕЛА"
UKRAINIAN = "Загинув захисник, його поховали вдома, у рідному селі, поруч із дідом."
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")


@pytest.mark.parametrize("text", [RUSSIAN, SHORT, CAPITALS])
@pytest.mark.parametrize("name", CYRILLIC)
@pytest.mark.parametrize("header", ["", "text/html; charset=utf-8", "text/html; charset=nonsense"])
def test_letters_decide_against_the_header(text: str, name: str, header: str) -> None:
    assert decode(text.encode(name), header)[0] == text


@pytest.mark.parametrize("name", ["utf-8", "cp1251", "koi8-u"])
def test_ukrainian_letters_survive(name: str) -> None:
    assert decode(UKRAINIAN.encode(name))[0] == UKRAINIAN


@pytest.mark.parametrize(
    ("body", "header", "name"),
    [
        (RUSSIAN.encode(), "text/html; charset=windows-1251", "utf-8"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode(), "", "utf-8"),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "", "utf-8-sig"),
        (RUSSIAN.encode("utf-16"), "", "utf-16"),
        (RUSSIAN.encode("utf-16-le"), "", "utf-16-le"),
        (b"plain ascii", "text/html; charset=koi8-r", "utf-8"),
        ("Café, résumé, naïve".encode("cp1252"), "text/html; charset=windows-1252", "cp1252"),
        (b"", "", "utf-8"),
        (RUSSIAN.encode()[:-1], "", "utf-8"),
        (RUSSIAN.encode() + b"\xff\xfe", "text/html; charset=koi8-r", "utf-8"),
    ],
    ids=[
        "header-lies",
        "meta-lies",
        "mark",
        "utf-16",
        "utf-16-bare",
        "ascii",
        "latin",
        "empty",
        "cut",
        "stray",
    ],
)
def test_valid_utf8_and_marks_come_first(body: bytes, header: str, name: str) -> None:
    assert charset(body, header) == name


def test_the_mark_and_nul_are_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfab\0c")[0] == "abc"
