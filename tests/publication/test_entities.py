"""Persons as FollowTheMoney entities, held against its own library where that is installed."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from desk.publication.showing import Tier
from tests.publication import town
from tests.publication.conftest import Town

TIERS: tuple[Tier, ...] = ("public", "partner")


def entities(at: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (at / "entities.ftm.jsonl").read_text("utf-8").splitlines()]


def test_only_the_confirmed_are_named_to_the_public_and_the_hidden_to_nobody(made: Town) -> None:
    for tier, count in (("public", 41), ("partner", 42)):
        found = entities(made.sets[tier].at)  # type: ignore[index]
        named = str(found)
        assert len(found) == count
        assert (town.NOT_CONFIRMED in named) == (tier == "partner")
        assert town.HIDDEN not in named


def test_an_entity_carries_his_names_dates_and_grade(made: Town) -> None:
    found = {str(one["properties"]["lastName"]): one for one in entities(made.sets["public"].at)}  # type: ignore[index]
    one = found[f"['{town.surname(1)}']"]
    assert one["schema"] == "Person"
    assert one["properties"] == {
        "firstName": ["Пробный"],
        "lastName": [town.surname(1)],
        "name": [f"Пробный {town.surname(1)}"],
        "deathDate": ["2023-05-14"],
        "title": ["рядовой"],
        "notes": ["grade: confirmed", "status: killed", "force: ru", "region: RU-BA", "category: volunteer"],
    }


@pytest.mark.skipif(
    find_spec("followthemoney") is None,
    reason="FollowTheMoney is not installed: make ftm adds it and what it needs",
)
@pytest.mark.parametrize("tier", TIERS)
def test_the_library_finds_every_entity_valid(made: Town, tier: Tier) -> None:
    from followthemoney import model

    for told in entities(made.sets[tier].at):
        proxy = model.get_proxy(told, cleaned=False)
        proxy.schema.validate(told)
        assert proxy.to_dict()["properties"] == told["properties"]
