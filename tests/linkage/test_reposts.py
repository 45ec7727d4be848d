"""Ten reposts are one source; notices that differ in the man are not one, however alike."""

import time
from random import Random

import pytest

from desk.linkage.reposts import clusters, named

NOTICE = (
    "Администрация Каменского района с прискорбием сообщает, что при выполнении воинского долга в ходе "
    "специальной военной операции погиб {man}. Он родился и вырос в нашем районе, окончил местную школу, "
    "служил честно. Выражаем глубокие соболезнования родным и близким. Вечная память герою."
)
STORY = NOTICE.format(man="Вешняков Егор Ильич") + (
    " Прощание пройдёт в Доме культуры села в четверг. О нём вспоминают учителя и друзья: он любил лес, "
    "рыбалку и всегда помогал соседям. У него остались жена и двое детей."
)
HEADINGS = (
    *("Каменка простится с земляком", "Ещё один боец", "Скорбная весть", "Потери района", "Память"),
    *(
        "Прощание с Егором Вешняковым",
        "Погиб Егор Вешняков",
        "Село в трауре",
        "Наш земляк",
        "Источник: портал",
    ),
)


def test_ten_reposts_with_other_headings_are_one() -> None:
    texts = {f"t{at}": f"{heading}\n\n{STORY}" for at, heading in enumerate(HEADINGS)}
    assert set(clusters(texts).values()) == {"t0"}


def test_notices_of_two_men_are_two() -> None:
    men = ("Вешняков Егор Ильич", "Дзюба Олег Петрович", "Егор Вешняк", "Егор Заречный")
    texts = {man: NOTICE.format(man=man) for man in men}
    assert len(set(clusters(texts).values())) == len(men)


def test_a_repost_that_leaves_out_the_end_is_the_same() -> None:
    assert len(set(clusters({"a": STORY, "b": STORY[: int(len(STORY) * 0.8)]}).values())) == 1


def test_two_papers_own_words_on_one_man_are_two_sources() -> None:
    other = (
        "Егор Вешняков из Каменки не вернулся с боевого задания. Об этом рассказала его сестра, пишет газета."
    )
    assert len(set(clusters({"a": STORY, "b": other}).values())) == 2


@pytest.mark.parametrize("text", ["", "Погиб Егор Вешняков.", "— — —"])
def test_too_short_a_text_is_like_no_other(text: str) -> None:
    assert clusters({"a": text, "b": text}) == {"a": "a", "b": "b"}


def test_the_order_of_texts_changes_nothing() -> None:
    texts = {f"t{at}": f"{heading}\n\n{STORY}" for at, heading in enumerate(HEADINGS)}
    names = list(texts)
    Random(5).shuffle(names)
    assert clusters({name: texts[name] for name in names}) == clusters(texts)


def test_a_man_is_named_in_any_case_and_order() -> None:
    told = (
        "Вешняков Егор Ильич",
        "Егора Ильича Вешнякова",
        "Простились с Егором Вешняковым",
        "ВЕЧНАЯ ПАМЯТЬ. Егор Вешняков",
    )
    assert {named(text) for text in told} == {frozenset({"vewnakov"})}


def test_thousands_of_one_template_take_seconds() -> None:
    chance = Random(6)
    surnames = [
        f"{start}{middle}ов" for start in ("Вешня", "Каря", "Стари", "Лоба") for middle in "бвгджзклмнпрст"
    ]
    given = ("Егор", "Олег", "Антон", "Иван", "Матвей")
    texts = {
        f"t{at}": NOTICE.format(man=f"{chance.choice(given)} {chance.choice(surnames)}") for at in range(3000)
    }
    start = time.monotonic()
    found = clusters(texts)
    assert time.monotonic() - start < 15
    assert len(set(found.values())) == len({named(text) for text in texts.values()})
