"""The service parser on what nobody wrote: long lines end soon, odd bytes break nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.serving.passage import folded
from tests.parsers.service.pages import claims

NAME = "Иван Каменкин"
PIECES = (
    "а",
    "слово ",
    "рядовой ",
    "1-й полк ",
    "подписал контракт ",
    "« ",
    "в колонии ",
    "отдельной гвардейской ",
    "гв. ст. ",
    "12 ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_a_megabyte_ends_within_a_second(piece: str) -> None:
    claims(f"Погиб [{NAME}].")  # lexicons are loaded once, before
    begun = time.process_time()
    claims(f"Погиб [{NAME}].\n" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 1.5


@given(st.text(alphabet='рядовойсержантполка №-«»"().,0123456789АЯZİß\n\u00a0', max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    claims(f"Погиб [{NAME}]. {text.replace('[', '').replace('{', '')}")


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)
