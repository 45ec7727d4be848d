"""What must hold on any text: sound quotes, possible dates, time in step with length."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.scope import Scope
from parsers.times import times
from tests.parsers.times.notation import Passage

PIECES = [
    *(
        "[Тимофей Ракитин]",
        "[Савва Ольхов]",
        "{Пётр Зимин}",
        "погиб",
        "похоронили",
        "родился",
        "пропал без вести",
    ),
    *(
        "7 мая",
        "31 февраля",
        "2022",
        "в 2043 году",
        "29.02.2023",
        "05.06.1985 — 22.12.2022",
        "99.99.9999",
        "0 мая",
    ),
    *(
        "в мае прошлого года",
        "завтра",
        "в субботу",
        "через три дня",
        "16-го",
        "ему было 22 года",
        "на 99-м году",
    ),
    *("оба", "соответственно", ",", ".", "—", "¶", "¶¶", "¶T", "а", "и", ":", "с 31 по 32 мая"),
]
LONG = [
    "1",
    "12 ",
    "а",
    " ",
    "погиб ",
    "двадцать ",
    "не дожил до ",
    "тело очень ",
    "5 мая\n",
    "— ",
    "Иван Полынь, ",
    "погиб 5 мая, ",
    "ему было 22 года ",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([None, "2023-06-15", "2023-06", "вчера"])
)
def test_no_text_yields_an_impossible_date(pieces: list[str], published: str | None) -> None:
    passage = Passage(" ".join(pieces), published)
    fetched = passage.document.fetched_at.date()
    for _, claim in times(passage.document, passage.named, Scope(passage.document, passage.named)):
        assert passage.text[claim.start : claim.end] == claim.raw
        if claim.field == "age":
            assert 16 <= int(claim.value) <= 80
            continue
        parts = [int(part) for part in claim.value.split("-")]
        assert date(*[*parts, 1, 1][:3])
        latest = fetched + timedelta(days=21) if claim.field == "funeral_date" else fetched
        assert claim.value <= latest.isoformat()[: len(claim.value)]
        if claim.field in {"death_date", "funeral_date", "missing_since"}:
            assert claim.value >= "2022-02-24"[: len(claim.value)]


@pytest.mark.parametrize("piece", LONG)
def test_a_long_line_takes_time_in_step_with_its_length(piece: str) -> None:
    passage = Passage("[Тимофей Ракитин] " + piece * (200_000 // len(piece)), "2023-06-15")
    begin = time.process_time()
    list(times(passage.document, passage.named, Scope(passage.document, passage.named)))
    assert time.process_time() - begin < 8
