"""What those who stand beside a person show of him."""

from random import Random

import pytest

from parsers.roles.neighbours import Place, marks_of_neighbours, step


def one_line(*likely: float, listed: int | None = None) -> list[frozenset[str]]:
    """People one after another in one sentence."""
    places = [Place(at=10 * n, block=1, sentence=2, listed=listed) for n in range(len(likely))]
    return marks_of_neighbours(places, likely)


STEPS = [
    (0.95, "lost"),
    (0.8, "maybe"),
    (0.41, "maybe"),
    (0.4, "hardly"),
    (0.11, "hardly"),
    (0.1, "not"),
    (0.0, "not"),
]


@pytest.mark.parametrize(("likely", "said"), STEPS)
def test_a_likelihood_is_said_in_a_word(likely: float, said: str) -> None:
    assert step(likely) == said


def test_one_alone_on_a_page_has_nobody_beside_him() -> None:
    assert one_line(0.9) == [{"beside.self.lost", "beside.held.0", "beside.nobody"}]


def test_of_two_each_is_seen_by_the_other_and_not_by_himself() -> None:
    dead, other = one_line(0.95, 0.02)
    assert {"beside.page.most.not", "beside.after.not.here", "beside.held.0"} <= dead
    assert {"beside.page.most.lost", "beside.before.lost.here", "beside.held.1"} <= other


def test_those_of_a_list_share_it_and_others_do_not() -> None:
    places = [Place(0, 1, 1, 0), Place(9, 1, 1, 0), Place(50, 4, 6, None)]
    first, _, apart = marks_of_neighbours(places, [0.2, 0.9, 0.9])
    assert {"beside.list.most.lost", "beside.list.least.lost", "beside.list.mean.lost"} <= first
    assert not any(mark.startswith(("beside.list", "beside.sentence", "beside.block")) for mark in apart)


def test_neighbours_go_by_the_text_and_not_by_the_order_given() -> None:
    places = [Place(90, 3, 3, None), Place(10, 1, 1, None)]
    later, earlier = marks_of_neighbours(places, [0.9, 0.01])
    assert "beside.before.not" in later
    assert "beside.after.lost" in earlier


def test_nobody_and_no_page_is_no_evidence() -> None:
    assert marks_of_neighbours([], []) == []


def test_a_register_of_thousands_is_looked_over_once() -> None:
    """Each circle is summed up once: a table of 20,000 names would else take hours."""
    drawn = Random(7)
    places = [Place(n, n // 3, n // 2, n % 5) for n in range(20_000)]
    marks = marks_of_neighbours(places, [drawn.random() for _ in places])
    assert {"beside.held.5", "beside.list.most.lost"} <= marks[-1]
