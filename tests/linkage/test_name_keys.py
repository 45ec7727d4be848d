"""Spellings of one name have one key; other names have others."""

import pytest

from desk.linkage.names import name_keys
from desk.linkage.surnames import patronymic_key, surname_key


@pytest.mark.parametrize(
    "spellings",
    [
        "Вешняков Вешнякова Вешнякову Вешняковым Вешнякове Veshnyakov",
        "Заречный Заречного Заречному Заречным Zarechnyi",
        "Белинский Белинского Белинскому Belinskiy Belinskij Belinsky",
        "Кравец Кравца Кравцу Kravets",
        "Дзюба Дзюбы Дзюбе Дзюбу Дзюбой Dzyuba",
        "Гайдай Гайдая Гайдаю Гайдаем Gaidai",
        "Щёлоков Щелокову Shchyolokov Schelokov",
        "Бондаренко Bondarenko БОНДАРЕНКО",
    ],
)
def test_a_surname_has_one_key_in_any_case_and_script(spellings: str) -> None:
    assert len({surname_key(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Кравцов Кравец", "Белов Белый", "Мельник Мельников", "Гайдай Гайдаренко"])
def test_other_surnames_have_other_keys(pair: str) -> None:
    assert len({surname_key(word) for word in pair.split()}) == 2


@pytest.mark.parametrize("word", ["Юрьевич", "Юрьевича", "Yuryevich", "Iurevich", "Юрьевна"])
def test_a_patronymic_has_one_root(word: str) -> None:
    assert patronymic_key(word) == patronymic_key("Юрьевичу")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Серёжа", "Сергей"),
        ("Сашу", "Александр"),
        ("Льва", "Лев"),
        ("Павлом", "Павел"),
        ("Анаолий", "Анатолий"),
        ("Артемий", "Артём"),
        ("Evgenij", "Евгений"),
    ],
)
def test_a_given_name_comes_to_the_full_name(written: str, key: str) -> None:
    assert name_keys("Вешняков", written, None).given == name_keys("Вешняков", key, None).given


@pytest.mark.parametrize("one", [("Вешняков", "Егор", None), ("Егору", "Вешнякову", None)])
def test_swapped_parts_are_set_right(one: tuple[str, str, None]) -> None:
    assert name_keys(*one)[:2] == ("vewnakov", "egor")


def test_initials_keep_what_they_say() -> None:
    keys = name_keys("Вешняков", "Е. П.", None)
    assert (keys.given, keys.initial, keys.patronymic, keys.patronymic_initial) == (None, "e", None, "p")


@pytest.mark.parametrize("nothing", [None, "", "—", "..."])
def test_a_name_that_says_nothing_has_no_key(nothing: str | None) -> None:
    assert name_keys(nothing, nothing, nothing).surname is None
