"""Names in any case and order to the nominative: tests/cases/names.csv, and round trips."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Block, Cell
from parsers.names import readings
from parsers.names.joining import people
from parsers.names.paradigms import CASES, GIVEN, PATRONYMICS, SURNAMES, Case, decline
from parsers.people import everyone_named
from tests.parsers.people.pages import page as document

CASES_FILE = Path(__file__).parents[2] / "cases" / "names.csv"
MEN = ["Тимофей", "Савва", "Илья", "Никита", "Игнат", "Лука", "Андрей", "Юрий", "Айдар", "Магомед", "Рустам"]
FAMILIES = ["Ракитин", "Ольхов", "Полозов", "Сухарев", "Гайдук", "Бондарь", "Берёза", "Лысый", "Вяземский"]
FATHERS = ["Игнатьевич", "Саввич", "Ильич", "Тимофеевич"]
FRAMES: dict[Case, str] = {
    "nomn": "В бою погиб {}.",
    "gent": "Пришла весть о гибели {}.",
    "datv": "Доску посвятили рядовому {}.",
    "accs": "В Каменке похоронили {}.",
    "ablt": "В Каменке простились с {}.",
    "loct": "Газета рассказала о {}.",
}


def names(text: str) -> list[str]:
    page = document(text)
    found = people(page.text, page.blocks)
    whole = [
        " ".join(filter(None, (p.surname, p.given, p.patronymic))) for p in found if p.surname and p.given
    ]
    return [name.replace("ё", "е") for name in whole]


def rows() -> list[dict[str, str]]:
    with CASES_FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:50])
def test_a_name_in_any_case_gives_its_nominative(row: dict[str, str]) -> None:
    expected = [name.replace("ё", "е") for name in row["expected"].split("|") if name]
    assert sorted(names(row["text"])) == sorted(expected), row["note"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MEN), st.sampled_from(FATHERS), st.sampled_from(FAMILIES), st.sampled_from(CASES))
def test_every_case_of_a_full_name_returns_to_the_nominative(
    man: str, father: str, family: str, case: Case
) -> None:
    parts = ((man, GIVEN), (father, PATRONYMICS), (family, SURNAMES))
    written = " ".join(decline(word.lower(), "m", case, table)[0].capitalize() for word, table in parts)
    expected = f"{family} {man} {father}".replace("ё", "е")
    assert names(FRAMES[case].format(written)) == [expected]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MEN), st.sampled_from(FAMILIES), st.sampled_from(CASES))
def test_every_case_of_a_short_name_returns_to_the_nominative(man: str, family: str, case: Case) -> None:
    parts = ((man, GIVEN), (family, SURNAMES))
    written = " ".join(decline(word.lower(), "m", case, table)[0].capitalize() for word, table in parts)
    assert names(FRAMES[case].format(written)) == [f"{family} {man}".replace("ё", "е")]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя-", min_size=1, max_size=18))
def test_any_word_can_be_read_as_a_part_of_a_name(word: str) -> None:
    for table in (readings.surname, readings.given, readings.patronymic):
        assert all(reading.nominative for reading in table(word).values())


def test_a_patronymic_met_later_joins_the_name() -> None:
    text = "Погиб Тимофей Ракитин.\nИвана Полозова там не было. Тимофея Игнатьевича любили все."
    assert "Ракитин Тимофей Игнатьевич" in names(text)


def test_two_men_of_one_surname_stay_apart() -> None:
    assert names("Погиб Фирс Леонов. Его брат Панкрат Леонов служит.") == ["Леонов Фирс", "Леонов Панкрат"]


def test_a_diminutive_and_a_full_name_are_one_man() -> None:
    assert names("Погиб Алексей Ракитин.\nЛёша Ракитин вырос в Каменке.") == ["Ракитин Алексей"]


def test_the_nominative_elsewhere_settles_a_doubtful_form() -> None:
    text = "Памяти Данила Ракитина.\nДанил Ракитин погиб в мае."
    assert names(text) == ["Ракитин Данил"]


@pytest.mark.parametrize("place", ["В Глазове", "Из Глазова", "На станции Глазово у города Глазов"])
def test_a_town_is_no_mention_of_its_namesake(place: str) -> None:
    text = f"Погиб Егор Глазов.\n{place} прошёл траурный митинг."
    everyone = people(text, document(text).blocks)
    assert [text[spot.start : spot.end] for one in everyone for spot in one.spots] == ["Егор Глазов"]


def test_a_surname_kept_back_is_marked_and_joins_nobody_else() -> None:
    text = "Глава района Сергей Лапшин сообщил: простились с Сергеем Н., рядовым."
    everyone = people(text, document(text).blocks)
    assert [(p.surname, p.given, p.surname_initial) for p in everyone] == [
        ("Лапшин", "Сергей", None),
        (None, "Сергей", "Н"),
    ]


def test_a_call_sign_is_no_surname() -> None:
    assert names("Погиб Егор Бессонов с позывным «Медведь».") == ["Бессонов Егор"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Погиб Егор Бессонов с позывным «Медведь».", "Медведь"),
        ("Погиб Егор «Медведь» Бессонов, боец СВО.", "Медведь"),
        ("Боец с позывным Грек, Егор Бессонов, погиб на СВО.", "Грек"),
    ],
)
def test_a_call_sign_goes_to_its_bearer(text: str, sign: str) -> None:
    claims = [(one.surname, c.value) for one in everyone_named(document(text)) for c in one.claims]
    assert ("Бессонов", sign) in claims


def test_english_spelling_becomes_russian() -> None:
    page = document("Colonel Maxim Rakitin was killed in Ukraine.", lang="en")
    found = people(page.text, page.blocks)
    assert [(p.surname, p.given) for p in found] == [("Ракитин", "Максим")]


def test_a_card_row_gives_its_name() -> None:
    text = "Ракитин Тимофей Игнатьевич; 1990; 05.05.2023"
    page = document(text)
    row = Block(0, len(text), kind="row", cells=(Cell("ФИО", 0, 26),))
    assert [p.surname for p in people(page.text, (row,))] == ["Ракитин"]


def test_every_claim_quotes_the_page() -> None:
    text = "Рядовой Тимофей Ракитин погиб на СВО.\nПроводили Ольхова Савву Игнатьевича, погибшего на СВО."
    page = document(text)
    claims = [claim for one in everyone_named(page) for claim in one.claims]
    assert {claim.field for claim in claims} >= {"name", "surname", "given", "patronymic", "status"}
    assert all(text[claim.start : claim.end] == claim.raw for claim in claims)
