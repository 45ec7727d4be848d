"""Each word of the desk is there in both languages, and nothing is left that no page says."""

import re
import string
from pathlib import Path

import pytest

import desk.web
from desk.persons.decisions import FIELDS
from desk.web.words import FORMS, LANGUAGES, catalogue, form, said

FOLDER = Path(desk.web.__file__).parent
KEY = re.compile(r"""\bt\(\s*"([a-z_.0-9-]+)"(?=\s*[,)])""")


def places(text: str) -> list[set[str]]:
    """The names in braces of each form."""
    return [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in text.split("|")]


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_say_the_same(key: str) -> None:
    words = catalogue()[key]
    assert all(words[language].strip() for language in LANGUAGES)
    forms = {language: places(words[language]) for language in LANGUAGES}
    assert len({frozenset(one) for those in forms.values() for one in those}) == 1
    if "|" in words["en"] + words["ru"]:
        assert {language: len(those) for language, those in forms.items()} == FORMS


def test_every_word_that_a_page_says_is_there() -> None:
    files = [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py")]
    asked = {key for file in files for key in KEY.findall(file.read_text("utf-8"))}
    assert len(asked) > 100
    assert asked - set(catalogue()) == set()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_name(field: str) -> None:
    assert f"field.{field}" in catalogue()


@pytest.mark.parametrize(
    ("n", "which"),
    [(1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (12, 2), (14, 2), (21, 0), (22, 1), (101, 0), (111, 2), (0, 2)],
)
def test_russian_counts_in_three_forms(n: int, which: int) -> None:
    assert form("ru", n) == which
    assert str(n) in said("ru", "person.sources", n=n)


def test_latin_letters_do_not_hide_in_russian_words() -> None:
    mixed = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
    assert [key for key, words in catalogue().items() if mixed.search(words["ru"])] == []
