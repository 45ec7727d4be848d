"""White space, invisible characters, hard wraps, tails, notices, languages: tables of lines."""

import pytest

from parsers.layouts.card import labelled_line
from parsers.page.chrome import (
    is_bare_name,
    is_byline,
    is_counter,
    is_credit,
    is_ending,
    is_notice,
    is_read_more,
)
from parsers.page.language import language
from parsers.page.lines import clean, joins
from parsers.page.tails import tail_flags


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("  5\xa0мая\u202f2022\n года ", "5 мая 2022 года"),
        ("шко\xadла\u200b", "школа"),
        ("Мари\u0301я", "Мария"),
        ("и\u0306од", "йод"),
        ("слово.Слово", "слово.Слово"),
        ("🕯👨\u200d👩\u200d👦", "🕯👨\u200d👩\u200d👦"),
    ],
)
def test_lines_are_cleaned_of_what_nobody_sees(raw: str, read: str) -> None:
    assert clean(raw) == read


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            [
                "24 января в селе простились с гвардии рядовым Иваном",
                "Сомовым. На площади перед сельским Домом культуры",
                "собрались земляки, родные, одноклассники. Военком",
                "рассказал, что он погиб.",
            ],
            [True, True, True],
        ),
        (["Погиб рядовой из нашего посёлка, и", "хоронили его всем миром."], [True]),
        (["Каменкин Илья", "Петров Лев"], [False]),
        (["Прощание в 12:00.", "хоронят на новом кладбище"], [False]),
        (["— рядовой Каменкин;", "— рядовой Петров;"], [False]),
    ],
    ids=["hard-wrap", "cut-in-a-sentence", "names", "ended", "bullets"],
)  # fmt: skip
def test_sentences_cut_by_line_breaks_are_joined_and_lists_are_not(
    lines: list[str], joined: list[bool]
) -> None:
    assert joins(lines) == joined


MAIN = "Рядовой погиб в мае, ему было двадцать лет."


@pytest.mark.parametrize(
    "recall",
    [
        "Напомним, в апреле хоронили сапёра.",
        "Ранее сообщалось о гибели ещё двоих земляков.",
        "Ранее мы писали, что орден передали семье.",
        "Раньше «Вести» рассказывали о школе.",
        "Прежде сообщалось о пятерых.",
        "До этого мы писали о музее.",
        "Как сообщалось ранее, мост закрыт.",
        "О начале спецоперации президент объявил 24 февраля.",
        "Нагадаємо, у квітні ховали сапера.",
    ],
)
def test_a_recall_at_the_end_is_tail(recall: str) -> None:
    assert tail_flags([MAIN, MAIN, recall]) == [False, False, True]


@pytest.mark.parametrize(
    "story",
    [
        "Ранее он работал слесарем и ездил на вахту.",
        "Раньше семья жила в Каменке.",
        "О начале его службы рассказала мать.",
        "Накануне в селе прошли похороны.",
        "Сообщение пришло в мае.",
    ],
)
def test_a_life_told_from_its_past_is_no_tail(story: str) -> None:
    assert tail_flags([MAIN, MAIN, story]) == [False, False, False]


def test_a_recall_in_the_middle_takes_only_its_quotation_along() -> None:
    flags = tail_flags([MAIN, "Напомним, это третий боец.", "«Он погиб 3 января».", MAIN, MAIN, MAIN, MAIN])
    assert flags == [False, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (is_ending, "Комментарии (4)", "Комментарии главы были краткими"),
        (is_ending, "Возврат к списку", "Возврат к жизни"),
        (is_read_more, "Читайте также: Каменка простилась с героем", "Читайте его письма."),
        (is_read_more, "Сейчас читают: Мост закрыт; Погиб сапёр", "Сейчас читают молитву."),
        (is_notice, "Подписывайтесь на наш канал", "Подписал контракт в мае."),
        (is_notice, "© Вести. Все права защищены. 16+", "Права защищены законом"),
        (is_notice, "Нашли опечатку? Выделите её", "Нашли останки солдата."),
        (is_credit, "Фото: архив редакции", "Фотографию сына мать носит с собой."),
        (is_credit, "Фото предоставлено семьёй", "Видео опубликовали родные, на нём он жив."),
        (is_byline, "Автор: Ксения Барыкина", "Автор этих строк служил с ним."),
        (is_byline, "Подготовил: Сергей Дымок", "Корреспондент Иван Дымок побывал на похоронах."),
        (is_bare_name, "Степан Осинин", "Степан Осинин погиб"),
        (is_bare_name, "Б. Эрендженов", "Вечная память"),
        (is_counter, "1 402", "1979–2023"),
    ],
)  # fmt: skip
def test_lines_of_the_page_are_told_from_lines_of_the_article(question, yes: str, no: str) -> None:  # noqa: ANN001
    assert question(yes)
    assert not question(no)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Звание: рядовой", "Звание"),
        ("Дата и место рождения: 1990, с. Лопатино", "Дата и место рождения"),
        ("Похоронен — с. Лопатино", "Похоронен"),
        ("Дата публикации: 3 мая 2023", None),
        ("Родился в селе Лопатино — маленьком и старом", None),
        ("Глава района сказал: он герой", None),
    ],
)
def test_a_label_of_a_card_is_one_that_says_something_of_a_person(line: str, label: str | None) -> None:
    found = labelled_line(line)
    assert (found and found[0]) == label


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Погиб рядовой, его похоронили в родном селе, был он из Каменки и служил год.", "ru"),
        ("Загинув солдат, його поховали вдома, у нього лишилися мати та донька.", "uk"),
        ("The soldier died in Ukraine and was buried in the town where he was born.", "en"),
        ("Ауыр ҡайғы: ауылы егетен юғалтты, уның исеме һаҡланыр, мәңге хәтерҙә ҡалыр.", "other"),
        ("Der Soldat ist gefallen und wurde gestern begraben, sagte seine Mutter.", "other"),
    ],
)
def test_languages_are_told_by_letters_and_common_words(text: str, lang: str) -> None:
    assert language(text) == lang


def test_a_text_too_short_to_tell_is_in_the_declared_language() -> None:
    assert (language("", "uk"), language("12", "xx")) == ("uk", "ru")
