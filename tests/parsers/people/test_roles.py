"""Who each named person is to this war, and what became of soldiers: tests/cases/roles.csv."""

import csv
import time
from pathlib import Path

import pytest

from parsers.people import everyone_named
from parsers.roles.cues import groups
from parsers.roles.reach import REACH
from parsers.roles.train import learn
from tests.parsers.people.pages import marked, page

CASES_FILE = Path(__file__).parents[2] / "cases" / "roles.csv"
LOST = {"killed", "missing", "captive"}


def rows() -> list[dict[str, str]]:
    with CASES_FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:60])
def test_the_words_around_a_name_tell_the_role(row: dict[str, str]) -> None:
    """How sure that is on a page of one sentence is another thing: the corpus tests hold it."""
    text, at = marked(row["text"])
    named = next(one for one in everyone_named(page(text)) if one.start <= at < one.end)
    if row["expected"] in LOST:
        assert named.role == "soldier", row["note"]
        told = [claim.value for claim in named.claims if claim.field == "status" and claim.value != "unsure"]
        assert told == [row["expected"]], row["note"]
    else:
        assert named.status not in LOST, row["note"]


NOBODY = [
    "Губернатор Захар Вязкин поздравил ветеранов с Днём Победы.",
    "Прозаик выпустил роман о СВО. Герой романа, мобилизованный Егор Таранов, погибает. Тираж романа мал.",
    "Поправка: сержант Роман Зимин жив, приносим извинения семье. Ранее сообщалось, что он погиб на СВО.",
    "Защитник команды Арсений Фомин погиб в ДТП. Клуб отменил матч.",
    "На щиті повернувся додому Богдан Скриба, захисник України.",
]


@pytest.mark.parametrize("text", NOBODY, ids=lambda text: text[:40])
def test_a_page_without_this_wars_dead_gives_nobody(text: str) -> None:
    lang = "uk" if "щиті" in text else "ru"
    assert [one.surname for one in everyone_named(page(text, lang=lang)) if one.status in LOST] == []


def test_nobody_before_the_war_is_its_dead() -> None:
    text = "Рядовой Тимофей Ракитин погиб, выполняя боевую задачу."
    assert [one.status for one in everyone_named(page(text, published="2018-03-10"))] == [None]


def test_every_lost_soldier_has_a_claim_of_status() -> None:
    text = "Рядовой Тимофей Ракитин погиб на СВО. Егор Бессонов пропал без вести под Работино."
    for one in everyone_named(page(text)):
        if one.status in LOST:
            assert [claim.value for claim in one.claims if claim.field == "status"] == [one.status]


def test_a_militia_man_has_his_force() -> None:
    text = "Погиб Захар Вязкин, боец 202-го полка ЛНР. Осколок, Попасная."
    claims = [claim for one in everyone_named(page(text)) for claim in one.claims if claim.field == "force"]
    assert [claim.value for claim in claims] == ["lpr"]


def test_a_foreign_citizen_is_marked() -> None:
    text = "Гражданин Таджикистана Рустам Азизов погиб на Украине, подписав контракт."
    claims = [claim for one in everyone_named(page(text)) for claim in one.claims if claim.field == "foreign"]
    assert [claim.value for claim in claims] == ["true"]


@pytest.mark.parametrize(
    "unit", ["Ракитин ", "а, ", "Рядовой Иван Ракитин, ", "«", "A. ", "1990–", "и ", "-"]
)
def test_a_very_long_line_ends_soon(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    started = time.process_time()
    everyone_named(page(text))
    assert time.process_time() - started < 10


def test_every_group_that_is_asked_for_is_in_the_lexicon() -> None:
    asked = {group for listed in REACH.values() for group in listed}
    assert asked <= set(groups())


def test_an_unsure_soldier_claims_unsure_before_anything_else() -> None:
    text = "Список бойцов СВО.\nМайор Глеб Мохов удерживал рубеж под Каховкой."
    doubtful = [one for one in everyone_named(page(text)) if one.status == "unsure"]
    assert doubtful
    for one in doubtful:
        claims = sorted((c for c in one.claims if c.field == "status"), key=lambda c: -c.confidence)
        assert claims[0].value == "unsure"


def test_training_twice_gives_the_same_weights() -> None:
    given = [(frozenset({"a", "b"}), True), (frozenset({"a"}), False), (frozenset({"b"}), True)] * 5
    assert learn(given) == learn(given)
    assert learn(given)["b"] > 0 > learn(given)["a"]
