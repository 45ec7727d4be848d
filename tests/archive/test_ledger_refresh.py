"""The ledger made of real captures and misses: what their bytes say, and that it keeps up with the log."""

import pytest

from archive import facts
from archive.ledger_refresh import _ANSWERS, _LISTS, _TOUCHED, facts_unread, forget
from tests.archive.volna import SOURCE, Archive, answer, link
from tests.archive.years import NOT_FOUND, MovedClock, Years, page, redirect

SOFT = page("Страница не найдена")
BUSY = answer(b"", status="503 Busy")
CAPTCHA = answer(b"captcha")
REPAIRS = answer("<p>Сайт на ремонте. Зайдите позже.</p>".encode())
DELETED = answer("<title>Стена</title><div>Запись удалена</div>".encode())


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def years(archive: Archive, clock: MovedClock) -> Years:
    return Years(archive, clock)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([page("a"), NOT_FOUND], "missing"),
        ([page("a"), NOT_FOUND, NOT_FOUND, NOT_FOUND], "gone"),
        ([page("a"), *[answer(b"", status="410 Gone")] * 3], "gone"),
        ([page("a"), answer(b"", status="304 Not Modified")], "live"),
        ([page("a"), page("b")], "live"),
        ([page("a"), None], "unreachable"),
        ([page("a"), BUSY], "unreachable"),
        ([page("a"), CAPTCHA], "refused"),
        ([page("a"), answer(b"", status="403 Forbidden")], "refused"),
        ([page("a"), NOT_FOUND, page("a")], "live"),
        ([page("a"), NOT_FOUND, page("b")], "changed"),
        ([page("a"), SOFT, SOFT, SOFT], "soft-404"),
        ([page("a"), SOFT, answer(b"", status="304 Not Modified")], "soft-404"),
        ([SOFT, SOFT], "live"),
        ([page("a"), redirect("/b")], "moved"),
        ([page("a"), redirect("/a")], "unreachable"),
        ([page("a"), redirect("/")], "soft-404"),
        ([page("a"), answer(b"", status="301 Moved")], "unreachable"),
    ],
)
def test_the_state_of_a_page_by_what_was_answered(
    years: Years, answers: list[bytes | None], state: str
) -> None:
    for number, response in enumerate(answers):
        years.look(number * 4, "list", page(f"list {number}"), purpose="list")
        years.look(number * 4, "a", response)
    years.read()
    assert years.state("a") == state


@pytest.mark.parametrize(
    ("at_target", "state"),
    [
        (NOT_FOUND, "gone"),
        (SOFT, "soft-404"),
        (page("a"), "moved"),
        (CAPTCHA, "refused"),
        (BUSY, "unreachable"),
        (None, "unreachable"),
        (redirect("/c"), "moved"),
        (redirect("/b"), "unreachable"),
        (redirect("/"), "soft-404"),
    ],
)
def test_a_redirect_is_what_it_leads_to(years: Years, at_target: bytes | None, state: str) -> None:
    years.look(0, "a", page("a"))
    for day in (4, 8, 12):
        years.look(day, "list", page("list"), purpose="list")
        years.look(day, "a", redirect("https://volna.example/b"))
        years.look(day, "b", at_target)
    years.read()
    assert years.state("a") == state


def test_a_redirect_to_a_list_is_a_soft_404(years: Years) -> None:
    years.look(0, "list", page("list"), purpose="list")
    years.look(0, "a", page("a"))
    years.look(4, "a", redirect("/list"))
    years.read()
    assert years.state("a") == "soft-404"


def test_what_a_gone_page_rests_on_can_be_looked_up(years: Years) -> None:
    for day, response in ((0, page("a")), (4, NOT_FOUND), (8, NOT_FOUND), (12, NOT_FOUND)):
        years.look(day, "list", page("list"), purpose="list")
        years.look(day, "a", response)
    years.read()
    ids = [row[0] for row in years.archive.rows("SELECT id FROM capture WHERE url LIKE '%/a' ORDER BY id")]
    ((seen, missed, evidence, looks, why),) = years.archive.rows(
        "SELECT last_seen, first_missed, evidence, looks, why FROM turn WHERE kind = 'gone'"
    )
    assert (seen, missed, looks, why) == (ids[0], ids[1], 3, "answered 404")
    assert evidence == f'["{ids[1]}","{ids[2]}","{ids[3]}"]'


def test_a_platform_s_own_notice_counts_as_404_and_its_page_is_due_soon(years: Years) -> None:
    wall = "https://vk.com/wall-1_2"
    years.look(0, wall, page("Похороны"))
    for day, state in ((200, "missing"), (203, "missing"), (207, "gone")):
        years.look(day, "https://vk.com/wall-1_3", page("Другая запись"))
        years.look(day, wall, DELETED)
        years.read()
        assert years.state(wall) == state
        assert years.due(wall) - day < (30 if state == "gone" else 4.1)
    ((why,),) = years.archive.rows("SELECT why FROM turn WHERE kind = 'gone'")
    assert why == "says «Запись удалена»"


def test_the_same_words_on_another_host_are_a_soft_404(years: Years) -> None:
    for day, response in ((0, page("a")), (4, DELETED), (8, DELETED), (12, DELETED)):
        years.look(day, "a", response)
    years.read()
    assert years.state("a") == "soft-404"


def test_pages_that_come_to_show_the_same_are_soft_404(years: Years) -> None:
    parked = answer("<p>Домен продаётся. Звоните.</p>".encode())
    for name in "abc":
        years.look(0, name, page(name))
    for day, name in ((30, "a"), (30.1, "b")):
        years.look(day, name, parked)
        years.read()
        assert years.state(name) == "live"
    years.look(31, "c", parked)
    years.read()
    assert [years.state(name) for name in "abc"] == ["soft-404"] * 3
    assert years.derived() == years.anew()


def test_a_page_that_shows_what_a_missing_page_shows_is_a_soft_404(years: Years) -> None:
    words = "<p>Увы. Вернитесь к началу.</p>".encode()
    years.look(0, "a", page("a"))
    years.look(4, "a", answer(words))
    years.read()
    assert years.state("a") == "live"
    years.look(5, "b", answer(words, status="404 Not Found"))
    years.read()
    assert (years.state("a"), years.state("b")) == ("soft-404", "missing")
    assert years.derived() == years.anew()


def test_a_page_that_shows_what_the_list_shows_is_a_soft_404(years: Years) -> None:
    years.look(0, "a", page("a"))
    years.look(30, "a", REPAIRS)
    years.read()
    assert years.state("a") == "live"
    years.look(30.1, "list", REPAIRS, purpose="list")
    years.read()
    assert years.state("a") == "soft-404"
    assert years.derived() == years.anew()


def test_a_page_that_was_first_looked_at_while_its_site_was_closed_was_not_seen(years: Years) -> None:
    years.look(0, "list", REPAIRS, purpose="list")
    years.look(0, "a", REPAIRS)
    for day in (4, 8, 12):
        years.look(day, "list", page("list"), purpose="list")
        years.look(day, "a", NOT_FOUND)
    assert years.read().vanished == []
    assert years.archive.rows("SELECT last_seen FROM turn WHERE kind = 'gone'") == [(None,)]


def test_after_an_outage_a_missing_page_is_soon_looked_for_again(years: Years) -> None:
    years.look(0, "a", page("a"))
    years.look(90, "a", NOT_FOUND)
    years.look(91, "list", BUSY, purpose="list")
    years.look(120, "a", NOT_FOUND)
    assert years.due("a") == pytest.approx(149.75, abs=0.01)
    years.read()
    assert years.due("a") == pytest.approx(120.75, abs=0.01)


def test_a_page_that_moved_is_looked_at_again_for_a_week_and_its_target_with_it(years: Years) -> None:
    dues = []
    for day, response in ((0, page("a")), (200, None), (201, None), (203, None), (208, None)):
        years.look(day, "b", page("b"))
        years.look(day, "a", response or redirect("https://volna.example/b"))
        years.read()
        dues.append([round(years.due(path) - day, 1) for path in "ab"])
    assert dues[1:] == [[0.8, 0.8], [1.8, 1.8], [4, 4], [179.8, 179.8]]


def test_a_redirect_means_what_its_target_answered_in_the_same_run_not_later(years: Years) -> None:
    years.look(0, "a", page("a"))
    years.look(4, "a", redirect("https://volna.example/b"))
    years.begin_run()
    years.look(5, "b", NOT_FOUND)
    years.read()
    assert years.state("a") == "moved"
    years.look(6, "a", redirect("https://volna.example/b"))
    years.read()
    assert years.state("a") == "missing"


def test_what_others_captured_brings_no_page_back(years: Years) -> None:
    for day, response in ((0, page("a")), (4, NOT_FOUND), (8, NOT_FOUND), (12, NOT_FOUND), (16, page("a"))):
        years.look(day, "a", response)
    db = years.archive.db
    (capture,) = db.execute("SELECT max(id) FROM capture").fetchone()
    file = {"id": "I", "run": years.archive.run, "source": SOURCE, "file": "a.warc", "sha256": "0" * 64}
    facts.append(db, "import", [{**file, "size": 1, "imported_at": ""}])
    mark = {"capture": capture, "import": "I", "record": "", "date": "", "block": "0" * 64}
    facts.append(db, "imported", [mark])
    years.read()
    assert years.state("a") == "gone"


def test_pages_that_always_showed_the_same_are_there(years: Years) -> None:
    for day in (0, 1, 3):
        for name in "abcd":
            shell = f"<p>Загрузка</p><script>var id = '{name}{day}'</script>"
            years.look(day, name, answer(shell.encode()))
    years.read()
    assert [years.state(name) for name in "abcd"] == ["live"] * 4


def test_a_host_that_answers_404_to_its_own_list_is_out(years: Years) -> None:
    years.look(0, "a", page("a"))
    for day in range(1, 30):
        years.look(day, "list", NOT_FOUND, purpose="list")
        years.look(day, "a", NOT_FOUND)
        assert years.read().vanished == []
    assert years.state("a") == "unreachable"
    years.look(30, "list", page("list"), purpose="list")
    years.look(30, "a", page("a"))
    years.read()
    assert years.state("a") == "live"


def test_an_outage_that_turns_out_none_lets_the_look_count(years: Years) -> None:
    years.look(0, "a", page("a"))
    for day in (4, 8):
        years.look(day, "list", page("list"), purpose="list")
        years.look(day, "a", NOT_FOUND)
    years.look(12, "list", BUSY, purpose="list")
    years.look(12, "a", NOT_FOUND)
    assert years.read().vanished == []
    years.look(12.2, "list", page("list"), purpose="list")
    assert [key for _, key in years.read().vanished] == [link("a").key]
    assert years.derived() == years.anew()


def test_a_pass_tells_what_vanished_and_what_is_back_once(years: Years) -> None:
    told = []
    for day, response in enumerate([page("a"), *[NOT_FOUND] * 9, page("a"), page("a")]):
        years.look(day, "list", page("list"), purpose="list")
        years.look(day, "a", response)
        years.look(day, "never", NOT_FOUND)
        read = years.read()
        told.append((len(read.vanished), len(read.back)))
    assert told == [(0, 0)] * 8 + [(1, 0), (0, 0), (0, 1), (0, 0)]


def test_a_pass_judges_only_what_the_new_facts_touch(years: Years) -> None:
    for number in range(20):
        years.look(0, f"{number}", page("here"))
        years.look(1, f"{number}", page("here"))
    years.look(1, "a", NOT_FOUND)
    assert facts_unread(years.archive.db) == 41
    assert years.read().judged == 1
    assert facts_unread(years.archive.db) == 0
    assert years.read().judged == 0
    years.look(2, "0", None)
    assert years.read().judged == 1


@pytest.mark.parametrize("statement", [_ANSWERS, _TOUCHED, _LISTS])
def test_a_pass_does_not_go_through_all_that_is_kept(archive: Archive, statement: str) -> None:
    values = {"since": 1} if ":since" in statement else (1,)
    plan = [row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(step.startswith("SEARCH log USING INTEGER PRIMARY KEY") for step in plan)
    assert [step for step in plan if step.startswith("SCAN")] == []


def test_robots_txt_and_lists_are_no_pages_of_the_ledger(years: Years) -> None:
    years.look(0, "list", NOT_FOUND, purpose="list")
    years.look(0, "robots.txt", NOT_FOUND, purpose="robots")
    years.read()
    assert years.archive.rows("SELECT * FROM fate") == []


def test_what_is_forgotten_is_derived_again(years: Years) -> None:
    for day, response in ((0, page("a")), (4, NOT_FOUND), (8, None), (12, SOFT), (16, page("b"))):
        years.look(day, "a", response)
        years.read()
    kept = years.derived()
    assert len(kept["turn"]) == 5
    forget(years.archive.db)
    assert years.derived() == {"fate": [], "turn": [], "sounding": []}
    assert years.anew() == kept
