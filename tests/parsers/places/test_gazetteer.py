"""The gazetteer: case forms by table, look-ups, the compiled file, the loader of the official classifier."""

import gzip
import time
from collections import Counter
from pathlib import Path

import pytest

from parsers.gazetteer import build
from parsers.gazetteer.adjectives import adjective_stem, stems
from parsers.gazetteer.demonyms import demonym_stems
from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.forms import forms
from parsers.gazetteer.latin import skeleton
from parsers.gazetteer.lookup import COMPILED, gazetteer, load

RAW = Path(__file__).parents[3] / "data"
OKTMO = Path(__file__).parent / "oktmo" / "oktmo_excerpt.csv"

FORMS = [
    ("Бологое", "бологом"),
    ("Балаково", "балакова"),
    ("Балаково", "балаково"),
    ("Набережные Челны", "набережных челнах"),
    ("Великие Луки", "великих лук"),
    ("Минеральные Воды", "минеральных вод"),
    ("Сосновый Бор", "сосновом бору"),
    ("Пушкинские Горы", "пушкинских гор"),
    ("Ростов-на-Дону", "ростове-на-дону"),
    ("Каменск-Уральский", "каменска-уральского"),
    ("Гусь-Железный", "гусь-железном"),
    ("Усть-Илимск", "усть-илимске"),
    ("Орёл", "орла"),
    ("Елец", "ельца"),
    ("Торжок", "торжка"),
    ("Олонец", "олонце"),
    ("Химки", "химок"),
    ("Люберцы", "люберец"),
    ("Дергачи", "дергачей"),
    ("Березники", "березников"),
    ("Чебоксары", "чебоксар"),
    ("Казань", "казани"),
    ("Ярославль", "ярославля"),
    ("Тарбагатай", "тарбагатае"),
    ("Карелия", "карелии"),
    ("Приобье", "приобья"),
    ("Артёмовский", "артемовском"),
    ("Свердловская область", "свердловской области"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_name_has_its_case_forms(name: str, form: str) -> None:
    assert form in forms(name)


ADJECTIVES = [
    ("Губаха", "губахинский"),
    ("Елец", "елецкой"),
    ("Реж", "режевского"),
    ("Старый Оскол", "старооскольских"),
    ("Верхняя Пышма", "верхнепышминская"),
    ("Великие Луки", "великолукский"),
    ("Нижний Новгород", "нижегородской"),
    ("Люберцы", "люберецкому"),
    ("Онега", "онежский"),
    ("Сынтул", "сынтульской"),
]


@pytest.mark.parametrize(("name", "word"), ADJECTIVES)
def test_an_adjective_leads_back_to_its_town(name: str, word: str) -> None:
    assert adjective_stem(word) in stems(name)


@pytest.mark.parametrize("word", ["боец", "отец", "конец", "молодцы", "граждане"])
def test_words_that_end_like_demonyms_name_no_town(word: str) -> None:
    assert not [one for one in gazetteer().by_demonym(word) if one.kind in ("city", "town")]


def test_a_demonym_leads_back_to_its_town() -> None:
    words = ["норильчан", "ржевитянину", "старооскольцами", "сургутяне", "нижневартовцев", "олончанина"]
    towns = {one.name for word in words for one in gazetteer().by_demonym(word) if one.kind in SETTLEMENTS}
    assert {"Норильск", "Ржев", "Старый Оскол", "Сургут", "Нижневартовск", "Олонец"} <= towns
    assert demonym_stems("погиб") == ()


def test_every_region_of_the_census_has_places_and_a_name() -> None:
    compiled = build.compiled(RAW)
    per_region = Counter(one.region for one in compiled.places)
    named = {code for codes in compiled.region_forms.values() for code in codes}
    russian = {code for code in per_region if code.startswith("RU-")}
    assert len(russian) == 83
    assert {*russian, "UA-43", "UA-40"} <= named


def test_the_compiled_file_is_what_the_raw_tables_make(tmp_path: Path) -> None:
    """The same bytes twice, and those that are committed: nobody edits the compiled file by hand."""
    compiled = build.compiled(RAW)
    build.write(compiled, tmp_path / "one.gz")
    build.write(compiled, tmp_path / "two.gz")
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()
    assert gzip.decompress(COMPILED.read_bytes()) == gzip.decompress((tmp_path / "one.gz").read_bytes())
    assert COMPILED.stat().st_size < 12_000_000


def test_the_gazetteer_loads_within_a_second() -> None:
    begun = time.perf_counter()
    load(COMPILED)
    assert time.perf_counter() - begun < 1


def test_homonyms_are_told_with_their_regions() -> None:
    assert {"RU-KYA", "RU-KRS"} <= {one.region for one in gazetteer().named("Железногорске")}
    assert (
        gazetteer().named("Железногорске")[0].population >= gazetteer().named("Железногорске")[-1].population
    )


def test_abbreviations_of_regions_need_their_capitals() -> None:
    assert gazetteer().regions("РТ") == ["RU-TA"]
    assert gazetteer().regions("рт") == []


def test_the_classifier_adds_villages_with_their_districts(tmp_path: Path) -> None:
    compiled = build.compiled(RAW, OKTMO)
    build.write(compiled, tmp_path / "wide.gz")
    found = [one for one in load(tmp_path / "wide.gz").named("Малахове") if one.region == "RU-ALT"]
    assert [(one.name, one.kind, one.district) for one in found] == [("Малахово", "village", "Алейский")]
    assert not [one for one in gazetteer().named("Малахове") if one.region == "RU-ALT"]


def test_one_skeleton_for_three_languages() -> None:
    for spellings in (("Псков", "Pskov"), ("Липецк", "Липецьк", "Lipetsk"), ("Нижний Тагил", "Nizhny Tagil")):
        assert len({skeleton(one) for one in spellings}) == 1
