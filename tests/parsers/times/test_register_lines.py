"""Lines of registers that say a birth and a death without a verb: by their years, and by their heading."""

import pytest

from archive.records import Block, Publisher
from parsers.person import Named
from parsers.scope import Scope
from parsers.times import times
from tests.parsers.documents import document

NAME = "РАКИТИН Тимофей"


def dates(heading: str, line: str) -> dict[str, str]:
    """What is read of Ракитин from a line below a heading, by field."""
    text = f"{heading}\n{line}"
    at = text.index(NAME)
    span = (at, at + len(NAME))
    cut = text.find("\n", len(heading) + 1)
    ends = [len(text)] if cut < 0 else [cut, len(text)]
    starts = [len(heading) + 1] if cut < 0 else [len(heading) + 1, cut + 1]
    lines = (Block(start, end) for start, end in zip(starts, ends, strict=True))
    page = document(
        text,
        (Block(0, len(heading), "title", "heading"), *lines),
        title=heading,
        publisher=Publisher("Заря", "memorial"),
    )
    one = Named(*span, (span,), "soldier", "killed", "m", "Ракитин", "Тимофей", None)
    claims = [claim for _, claim in times(page, [one], Scope(page, [one]))]
    return {claim.field: claim.value for claim in claims if claim.field != "age"}


@pytest.mark.parametrize(
    ("heading", "line", "expected"),
    [
        ("Имена", f"{NAME}. 13.01.1990, с. Лугово — 27.12.2022.", ("1990-01-13", "2022-12-27", None)),
        ("Имена", f"{NAME}. 1985, г. Заречный — апрель 2023. Доброволец.", ("1985", "2023-04", None)),
        ("Имена", f"4; {NAME}; 1983; рядовой; 03.2023; Заречье", ("1983", "2023-03", None)),
        ("Имена", f"{NAME} (Заречный, 2022); ещё имена", (None, "2022", None)),
        ("Имена", f"{NAME}\n23.05.1998. Заречный.", ("1998-05-23", None, None)),
        ("Похоронены на сельском кладбище", f"{NAME}, 1990, 12.05.2023.", ("1990", None, "2023-05-12")),
        ("Пропали без вести", f"{NAME}, 1990, 12.05.2023.", ("1990", None, None)),
        ("Имена", f"{NAME}, Сирия, 2017.", (None, None, None)),
        ("Имена", f"{NAME} окончил школу, 2023, приехал.", (None, None, None)),
        ("Имена", f"{NAME}, призван, 2022.", (None, None, None)),
    ],
)
def test_a_line_says_birth_and_death_by_their_years(
    heading: str, line: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = dates(heading, line)
    assert tuple(found.get(field) for field in ("birth_date", "death_date", "funeral_date")) == expected
