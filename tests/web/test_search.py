"""Search that forgives: each way in which a person would write a name finds the man."""

from collections.abc import Iterator

import pytest

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from desk.web.search.finding import find
from desk.web.search.index import Index
from tests.publication.invented import Persons
from tests.web.people import add_person

MEN = {
    "щёлоков": {"surname": "Щёлоков", "given": "Артём", "patronymic": "Сергеевич", "birth_date": "1991-04"},
    "щёлоков старший": {"surname": "Щёлоков", "given": "Сергей", "patronymic": "Артёмович"},
    "кравец": {"surname": "Кравец", "given": "Александр", "settlement": "Верхняя Каменка"},
    "петров": {"surname": "Петров", "given": "Юрий", "patronymic": "Ильич", "call_sign": "Журавль"},
    "иванов-примеров": {"surname": "Иванов-Примеров", "given": "Пётр", "death_date": "2023-05-14"},
    "ситников": {"surname": "Ситников", "given": "Ратмир"},
    "сотников": {"surname": "Сотников", "given": "Глеб"},
    "гадельшин": {"surname": "Гадельшин", "given": "Айрат", "region": "RU-BA"},
}


class Searched:
    def __init__(self, home: Home, db: Database) -> None:
        self.home, self.db, self.index = home, db, Index(home)
        self.clock = Clock()
        self.names = {add_person(db, self.clock, told): name for name, told in MEN.items()}

    def names_of(self, query: str, *marks: str) -> list[str]:
        """The men found, the nearest first."""
        self.index.keep_up(self.db)
        reading = self.index.reading()
        try:
            return [self.names.get(one, one) for one in find(reading, query, marks).persons]
        finally:
            reading.close()


@pytest.fixture(scope="module")
def men(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searched]:
    home = Home(tmp_path_factory.mktemp("search") / "home").create()
    db = connect(home)
    yield Searched(home, db)
    db.close()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Щёлоков Артём Сергеевич", "щёлоков"),
        ("щелоков артем сергеевич", "щёлоков"),
        ("ЩЕЛОКОВ АРТЕМ", "щёлоков"),
        ("Артём Щёлоков", "щёлоков"),
        ("Щёлокову Артёму Сергеевичу", "щёлоков"),
        ("Shchyolokov Artem", "щёлоков"),
        ("Schelokov Artyom Sergeevich", "щёлоков"),
        ("Щолоков Артём", "щёлоков"),
        ("Щёлоов Артём", "щёлоков"),
        ("Щёклоков Артём", "щёлоков"),
        ("Щёлоков Тёма", "щёлоков"),
        ("Щёлоков Артём Иванович", "щёлоков"),
        ("Щёлоков 1991", "щёлоков"),
        ("щёлок арт", "щёлоков"),
        ("Щёлоков Сергей Артёмович", "щёлоков старший"),
        ("Серёга Щёлоков", "щёлоков старший"),
        ("Кравца Сашу", "кравец"),
        ("кравец верхняя каменка", "кравец"),
        ("каменка", "кравец"),
        ("Журавль", "петров"),
        ("Юра Петров Ильич", "петров"),
        ("Yury Petrov", "петров"),
        ("Примеров Петр", "иванов-примеров"),
        ("Иванов-Примеров", "иванов-примеров"),
        ("иванов 2023", "иванов-примеров"),
        ("Сотников Ратмир", "ситников"),
        ("Сотников", "сотников"),
        ("Гадельшын", "гадельшин"),
        ("Gadelshin Ayrat", "гадельшин"),
        ('"Петров" OR (NOT *', "петров"),
        ("петров; DROP TABLE names", "петров"),
    ],
)
def test_the_man_who_is_meant_comes_first(men: Searched, query: str, first: str) -> None:
    assert men.names_of(query)[:1] == [first]


@pytest.mark.parametrize("query", ["", " ", "*", '"', "NEAR", "Абырвалгов Филимон", "1850", "%", "ыы"])
def test_nobody_is_found_where_nobody_is_meant(men: Searched, query: str) -> None:
    assert men.names_of(query) == []


def test_marks_narrow_what_is_found(men: Searched) -> None:
    assert men.names_of("Гадельшин", "regionRUBA") == ["гадельшин"]
    assert men.names_of("Гадельшин", "regionRUTA") == []
    assert men.names_of("Гадельшин", "gradeconfirmed") == []


def test_what_another_page_says_is_found_too(men: Searched) -> None:
    person = add_person(men.db, men.clock, {"surname": "Сидоркин", "given": "Олег"}, ("surname", "Седоркин"))
    assert men.names_of("Седоркин") == [person]


@pytest.mark.parametrize("hidden", [("*",), ("surname",), ("name",)])
def test_nobody_is_found_by_what_is_not_to_be_shown(men: Searched, hidden: tuple[str, ...]) -> None:
    add_person(men.db, men.clock, {"surname": "Скрытов", "given": "Иван"}, restricted=hidden)
    assert men.names_of("Скрытов") == []


def test_who_was_merged_or_withdrawn_is_not_found_and_who_changed_is_found_anew(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = Home(tmp_path_factory.mktemp("changes") / "home").create()
    db = connect(home)
    index, persons = Index(home), Persons(db)

    def found(query: str) -> list[str]:
        index.keep_up(db)
        return find(index.reading(), query).persons

    one = add_person(db, Clock(), {"surname": "Первухин"})
    other = add_person(db, Clock(), {"surname": "Второв"})
    assert (found("Первухин"), found("Второв")) == ([one], [other])
    persons.withdraw(one, on=3000)
    assert found("Первухин") == []
    db.close()


def test_an_index_of_another_archive_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    homes = [Home(tmp_path_factory.mktemp(name) / "home").create() for name in ("one", "other")]
    for home, surname in zip(homes, ("Первухин", "Второв"), strict=True):
        db = connect(home)
        add_person(db, Clock(), {"surname": surname})
        Index(home).keep_up(db)
        db.close()
    homes[1].database.unlink()
    for end in ("-wal", "-shm"):
        homes[1].database.with_name(f"{homes[1].database.name}{end}").unlink(missing_ok=True)
    homes[0].database.rename(homes[1].database)
    db = connect(homes[1])
    index = Index(homes[1])
    index.keep_up(db)
    assert find(index.reading(), "Второв").persons == []
    assert len(find(index.reading(), "Первухин").persons) == 1
    db.close()
