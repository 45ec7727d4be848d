"""Whose a rank, a unit, a category, a trade or an award is: rows of tests/cases, and cards by labels."""

import csv
from pathlib import Path

import pytest

from tests.parsers.service.pages import card, claims

CASES = Path(__file__).parents[2] / "cases"
A = "Иван Каменкин"


def rows(*names: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name in names:
        with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines)
    return found


@pytest.mark.parametrize(
    "case", rows("service", "occupations"), ids=lambda case: f"{case['field']}: {case['text']}"
)
def test_a_feature_is_given_to_its_own_man(case: dict[str, str]) -> None:
    """In `text` a ¶ begins a new line; `expected` holds the best value of each soldier by his given name."""
    found = claims(case["text"].replace("¶", "\n"))
    best = {
        name.split()[0]: next((c.value for c in mine if c.field == case["field"]), "")
        for name, mine in found.items()
    }
    assert best == dict(one.split("=") for one in case["expected"].split("; "))


def test_every_value_of_a_card_is_read_by_its_label() -> None:
    found = card(
        A,
        Звание="гв. мл. сержант",
        Подразделение="1251-й мотострелковый полк",
        Должность="стрелок",
        Как_попал_на_СВО="контракт, 2023 г.",
        Награды="медаль «За отвагу»",
    )
    best = {claim.field: claim.value for claim in reversed(found)}
    assert best["rank"] == "гвардии младший сержант"
    assert best["unit"] == "1251-й мотострелковый полк"
    assert best["position"] == "стрелок"
    assert best["category"] == "volunteer"
    assert best["awards"] == "медаль «За отвагу»"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("ЧМ", "mobilised"),
        ("ЗК", "prisoner"),
        ("ЧВК", "pmc"),
        ("доброволец", "volunteer"),
        ("контракт", "contract"),
        ("срочн.", "conscript"),
    ],
)
def test_abbreviations_of_books_of_memory_are_known(said: str, value: str) -> None:
    assert [claim.value for claim in card(A, Категория=said) if claim.field == "category"] == [value]


def test_a_cell_that_says_nothing_yields_nothing() -> None:
    assert card(A, Звание="б/з", Подразделение="—", Категория="неизвестно") == []


def test_the_second_mark_is_kept_beside_the_category() -> None:
    found = claims(f"[{A}] ушёл добровольцем в ЧВК «Вагнер» из колонии.")[A]
    assert [claim.value for claim in found if claim.field == "category"] == ["prisoner"]
    assert {claim.value for claim in found if claim.field == "category_also"} == {"pmc", "volunteer"}


def test_a_hedge_lowers_the_confidence() -> None:
    sure, doubted = (
        claims(text)[A][0] for text in (f"[{A}] был мобилизован.", f"[{A}], вероятно, был мобилизован.")
    )
    assert doubted.value == sure.value
    assert doubted.confidence < sure.confidence


def test_a_page_without_soldiers_yields_nothing() -> None:
    assert claims("Полковник {Сидор Дубов} из 5-й бригады наградил мобилизованных.") == {}
