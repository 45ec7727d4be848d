"""The review page in real Chromium: keys alone, words that become claims, saves that come too late."""

import re

from playwright.sync_api import Browser, Page, expect

from archive import persons
from archive.database import connect
from desk.persons import decisions
from desk.review import queue
from desk.review.queue import Filters
from tests.web.chromium import client, needs_chromium, signed_in
from tests.web.served import Served

pytestmark = needs_chromium


def rows(served: Served, sql: str, *values: object) -> list[tuple[object, ...]]:
    db = connect(served.home, readonly=True)
    found = db.conn.execute(sql, values).fetchall()
    db.close()
    return found


def verifications(served: Served) -> list[tuple[object, ...]]:
    return rows(served, 'SELECT verdict, field, value, raw, "by" FROM verification ORDER BY id')


def begin(page: Page, query: str = "kind=unseen") -> str:
    page.goto(f"/review/next?{query}")
    page.wait_for_selector(".record h1")
    return page.url.partition("/review/items/")[2].partition("?")[0]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_verifier_clears_twenty_by_keyboard_alone(crowd: Served, anna: Page) -> None:
    anna.goto("/review")
    anna.get_by_role("button", name="Begin").focus()
    press(anna, "Enter")
    for number in range(20):
        anna.wait_for_selector(".record h1")
        here = anna.url.partition("?")[0]
        press(anna, *(("KeyX", "2") if number % 5 == 4 else ("KeyY",)))
        anna.wait_for_url(lambda url, here=here: not url.startswith(here))
    said = [verdict for verdict, *_ in verifications(crowd)]
    assert (said.count("confirmed"), said.count("rejected")) == (16, 4)
    assert rows(crowd, "SELECT count(DISTINCT person) FROM verification")[0][0] == 20
    assert {row[0] for row in rows(crowd, "SELECT reason FROM verification WHERE verdict = 'rejected'")} == {
        "not_this_war"
    }


def test_a_cyrillic_layout_is_as_good(crowd: Served, anna: Page) -> None:
    begin(anna)
    anna.evaluate(
        """() => document.body.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'н', code: 'KeyY', bubbles: true}))"""
    )
    anna.wait_for_selector(".undo")
    assert [one[0] for one in verifications(crowd)] == ["confirmed"]


def test_a_field_shows_its_words_and_the_words_lead_back(crowd: Served, anna: Page) -> None:
    begin(anna)
    anna.locator("#field-rank .pick").focus()
    assert anna.locator("#evidence mark.on").inner_text() == "рядовой"
    press(anna, "KeyK")
    assert anna.locator("#evidence mark.on", has_text="рядовой").count() == 0
    anna.locator("#evidence mark", has_text="рядовой").click()
    assert anna.evaluate("document.activeElement.closest('.field').dataset.field") == "rank"


def test_in_the_frame_the_words_are_shown_by_its_address(crowd: Served, anna: Page) -> None:
    begin(anna)
    anna.locator("#evidence a[data-tab=page]").click()
    frame = anna.frame_locator("iframe.snapshot")
    frame.locator("mark").first.wait_for()
    anna.locator("#field-rank .pick").click()
    expect(anna.locator("iframe.snapshot")).to_have_attribute("src", re.compile("#claim-3$"))
    expect(frame.locator("mark:target")).to_have_text("рядовой")


def select(page: Page, words: str) -> None:
    """Selects words of the text as a mouse would."""
    page.evaluate(
        """words => {
            const text = document.querySelector('.document');
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const start = nodes.map(node => node.data).join('').indexOf(words);
            const at = place => {
                for (const node of nodes) {
                    if (place <= node.length) return [node, place];
                    place -= node.length;
                }
            };
            window.getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
        }""",
        words,
    )


def test_selected_words_become_the_claim(crowd: Served, anna: Page) -> None:
    person = begin(anna)
    anna.locator("#field-rank .pick").focus()
    select(anna, "рядовой, 2023")
    press(anna, "KeyW")
    expect(anna.locator("#field-rank [name=words]")).to_have_value("рядовой, 2023")
    anna.locator("#field-rank [name=value]").fill("sergeant")
    press(anna, "Enter")
    anna.wait_for_selector(".undo")
    ((verdict, field, value, raw, by),) = verifications(crowd)
    assert (verdict, field, value, raw, by) == ("corrected", "rank", "sergeant", "рядовой, 2023", "anna")
    (snapshot, start, end) = rows(crowd, 'SELECT snapshot, "start", "end" FROM verification')[0]
    ((text,),) = rows(crowd, "SELECT text FROM document WHERE snapshot = ?", snapshot)
    assert str(text)[int(str(start)) : int(str(end))] == raw
    assert '"value":"sergeant"' in str(rows(crowd, "SELECT state FROM person WHERE id = ?", person)[0][0])
    expect(anna.locator("#field-rank .stands")).to_contain_text("sergeant")


def test_typed_words_are_found_on_the_page_or_it_is_said(crowd: Served, anna: Page) -> None:
    begin(anna)
    anna.locator("#field-rank .pick").focus()
    press(anna, "KeyE")
    anna.locator("#field-rank [name=value]").fill("major")
    anna.locator("#field-rank [name=words]").fill("майор")
    press(anna, "Enter")
    anna.wait_for_selector(".mine")
    assert "is not on the page" in anna.locator(".mine").inner_text()
    assert anna.locator(".mine [name=value]").input_value() == "major"
    anna.locator(".mine [name=words]").fill("рядовой")
    anna.get_by_role("button", name="Save mine").click()
    anna.wait_for_selector(".undo")
    assert verifications(crowd) == [("corrected", "rank", "major", "рядовой", "anna")]


def test_a_value_that_cannot_be_comes_back_with_what_was_typed(crowd: Served, anna: Page) -> None:
    begin(anna)
    anna.locator("#field-death_date .pick").focus()
    press(anna, "KeyE")
    anna.locator("#field-death_date [name=value]").fill("в мае")
    press(anna, "Enter")
    anna.wait_for_selector(".mine")
    assert anna.locator(".mine [name=value]").input_value() == "в мае"
    assert verifications(crowd) == []


def test_a_save_that_comes_too_late_shows_both_and_loses_neither(crowd: Served, anna: Page) -> None:
    person = begin(anna)
    anna.locator("#field-rank .pick").focus()
    press(anna, "KeyE")
    anna.locator("#field-rank [name=value]").fill("sergeant")
    db = connect(crowd.home)
    seen = persons.last_seq(db)
    decisions.verify(db, crowd.clock, person, "corrected", "boris", field="rank", value="major", seen=seen)
    db.close()
    press(anna, "Enter")
    anna.wait_for_selector(".mine")
    said = anna.locator(".mine").inner_text()
    assert "major" in said and "boris" in said
    assert anna.locator(".mine [name=value]").input_value() == "sergeant"
    expect(anna.locator("#field-rank .stands")).to_contain_text("major")
    anna.get_by_role("button", name="Save mine").click()
    anna.wait_for_selector(".undo")
    assert [(value, by) for _, _, value, _, by in verifications(crowd)] == [
        ("major", "boris"),
        ("sergeant", "anna"),
    ]


def test_what_was_decided_is_taken_back(crowd: Served, anna: Page) -> None:
    person = begin(anna)
    press(anna, "KeyX")
    press(anna, "1")
    anna.wait_for_selector(".undo")
    assert person not in anna.url
    press(anna, "KeyZ")
    anna.wait_for_url(f"**/review/items/{person}*")
    assert rows(crowd, 'SELECT fact, "by" FROM withdrawal') == [("verification", "anna")]
    assert '"grade":"confirmed"' in str(rows(crowd, "SELECT state FROM person WHERE id = ?", person)[0][0])


def test_nobody_takes_back_anothers(crowd: Served, anna: Page) -> None:
    begin(anna)
    press(anna, "KeyY")
    anna.wait_for_selector(".undo")
    fact = anna.locator(".undo [name=fact]").input_value()
    with client(crowd, "boris") as boris:
        word = re.search(r'name="csrf" value="(\w+)"', boris.get("/review").text)
        assert word
        answer = boris.post(
            "/review/undo", data={"csrf": word[1], "fact": fact}, headers={"origin": crowd.url}
        )
    assert answer.status_code == 403


def test_two_verifiers_never_have_the_same(crowd: Served, anna: Page, boris: Page) -> None:
    first = begin(anna)
    second = begin(boris)
    assert first != second
    boris.goto(f"/review/items/{first}")
    expect(boris.locator(".record [role=status]")).to_contain_text("anna")


def test_reject_needs_a_reason_and_other_needs_words(crowd: Served, anna: Page) -> None:
    begin(anna)
    press(anna, "KeyX", "9")
    anna.keyboard.type("a street of that name")
    press(anna, "Enter")
    anna.wait_for_selector(".undo")
    assert rows(crowd, "SELECT verdict, reason FROM verification ORDER BY id") == [
        ("rejected", "other"),
        ("note", "a street of that name"),
    ]


def test_skip_note_and_a_second_person(crowd: Served, anna: Page, boris: Page) -> None:
    skipped = begin(anna)
    press(anna, "KeyS")
    anna.wait_for_url(lambda url: skipped not in url)
    asked = anna.url.partition("/review/items/")[2].partition("?")[0]
    press(anna, "KeyN")
    anna.keyboard.type("видел другую страницу")
    anna.get_by_role("button", name="Save the note").click()
    anna.wait_for_selector(".undo")
    press(anna, "KeyO")
    anna.keyboard.type("is it this war?")
    press(anna, "Enter")
    anna.wait_for_url(lambda url: asked not in url)
    assert begin(boris, "") == asked
    assert "is it this war?" in boris.locator(".record").inner_text()


def test_the_sheet_of_keys_opens_and_closes(crowd: Served, anna: Page) -> None:
    begin(anna)
    press(anna, "?")
    expect(anna.locator("#keys")).to_be_visible()
    press(anna, "KeyY")
    press(anna, "Escape")
    expect(anna.locator("#keys")).to_be_hidden()
    assert verifications(crowd) == []


def test_keys_are_letters_while_one_types(crowd: Served, anna: Page) -> None:
    begin(anna)
    press(anna, "KeyN")
    anna.keyboard.type("yuxsz")
    assert anna.locator("#note textarea").input_value() == "yuxsz"
    press(anna, "Escape")
    assert verifications(crowd) == []


def test_the_language_switches_and_the_item_stays(crowd: Served, anna: Page) -> None:
    person = begin(anna)
    anna.get_by_role("button", name="Русский").click()
    expect(anna.get_by_role("button", name="Подтвердить")).to_be_visible()
    assert person in anna.url
    assert anna.locator("html").get_attribute("lang") == "ru"


def test_a_pair_is_judged(crowd: Served, anna: Page) -> None:
    one, other = sorted(str(row[0]) for row in rows(crowd, "SELECT id FROM mention LIMIT 2"))
    db = connect(crowd.home)
    run = db.conn.execute("SELECT max(id) FROM run").fetchone()[0]
    db.conn.execute("INSERT INTO near_pair VALUES (?, ?, -0.4, ?)", (one, other, run))
    db.close()
    begin_pair = "/review/next?kind=near"
    anna.goto(begin_pair)
    anna.wait_for_selector(".compared")
    assert anna.locator(".compared .differs").count() > 0
    press(anna, "KeyX")
    anna.wait_for_selector(".undo")
    assert rows(crowd, 'SELECT "one", other, verdict, "by" FROM judgement') == [
        (one, other, "different", "anna")
    ]
    press(anna, "KeyZ")
    anna.wait_for_selector(".compared")
    assert queue.next_item(crowd.desk.room, crowd.clock, "boris", Filters(kind="near")) is None


def test_everything_works_without_scripts(crowd: Served, browser: Browser) -> None:
    with signed_in(browser, crowd, "anna", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/review/next?kind=unseen")
        page.get_by_role("button", name="Confirm").click()
        page.locator("#reject summary").click()
        page.get_by_label("another war").check()
        page.get_by_role("button", name="Reject", exact=True).click()
        page.get_by_role("button", name="Take back").click()
        page.locator("#evidence a[data-tab=proof]").click()
        assert "recomputed just now: holds" in page.content()
    assert [one[0] for one in verifications(crowd)] == ["confirmed", "rejected"]
