"""The day of publication where no line beside the headline has it."""

from datetime import UTC, datetime

import pytest

from archive.records import Page, Publisher
from parsers.reader import read_document

STORY = "<p>В доме культуры простились с земляком, рядовым Иваном Каменкиным: он погиб в марте.</p>" * 3
OLD = "<table><tr><td><h2>Сельсовет</h2><p>О поселении</p></td><td>{0}</td></tr></table><div>{1}</div>"


@pytest.mark.parametrize(
    ("main", "foot", "day"),
    [
        ("<h3>Прощание</h3><p><i>20.02.2024</i></p>" + STORY, "", "2024-02-20"),
        ("<h3>Прощание</h3><p>20 февраля 2024 г.</p>" + STORY, "", "2024-02-20"),
        ("<h3>Прощание</h3><p>Погиб 20.02.2024</p>" + STORY, "", None),
        (STORY, "Опубликовано 10.10.2023. Поддержка: 8 (00000) 2-00-01", "2023-10-10"),
        (STORY, "Дата публикации: 5 мая 2023", "2023-05-05"),
        (STORY, "Опубликовано в газете. Принято 10.10.2023", None),
        (STORY, "Опубликовано 10.10.2031", None),
        ("<h1>Прощание</h1><div>24.01.2024 06:41 ИА «Ижица»</div>" + STORY, "", "2024-01-24"),
        ("<h1>Прощание</h1><div>24.01.2024 он сказал: «Ждите!»</div>" + STORY, "", None),
    ],
)
def test_a_page_is_of_the_day_that_it_names(main: str, foot: str, day: str | None) -> None:
    page = Page(
        OLD.format(main, foot).encode(),
        "text/html; charset=utf-8",
        "https://selsovet.example/7",
        datetime(2024, 3, 2, 1, 10, tzinfo=UTC),
        Publisher("Сельсовет", "official"),
    )
    assert read_document(page).published == day
