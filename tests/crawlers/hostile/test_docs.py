"""docs/hostile.md has a row for each fault that the tests play, and says of it what they assert."""

from pathlib import Path

import pytest

from tests.crawlers.hostile.encodings import ENCODINGS
from tests.crawlers.hostile.fault import Fault, ids
from tests.crawlers.hostile.inside import NAMES, SPELLINGS
from tests.crawlers.hostile.redirects import REDIRECTS
from tests.crawlers.hostile.robots import ROBOTS
from tests.crawlers.hostile.test_tls import CERTIFICATES, HANDSHAKES
from tests.crawlers.hostile.test_walls_and_traps import CHARSETS, RETRY_AFTER, WALLS
from tests.crawlers.hostile.wire import WIRE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "hostile.md"
ROWS = {
    cells[1].strip(): cells
    for cells in (line.split(" | ") for line in PAGE.read_text("utf-8").replace("| ", " | ").split("\n"))
    if len(cells) == 5
}
FAULTS = [*WIRE, *ENCODINGS, *REDIRECTS, *WALLS]
NAMED = [*SPELLINGS, *NAMES, *CERTIFICATES, *HANDSHAKES, *CHARSETS, *ids(ROBOTS)]
NAMED += [f"Retry-After {form}" for form in RETRY_AFTER]


@pytest.mark.parametrize("fault", FAULTS, ids=ids(FAULTS))
def test_the_row_of_a_fault_says_what_is_kept_and_recorded(fault: Fault) -> None:
    _, _, kept, recorded, _ = ROWS[fault.name]
    assert (f"`{fault.truncated}`" in kept) is bool(fault.truncated)
    assert (f"({fault.status})" in kept) is bool(fault.status)
    assert all(f"`{kind}`" in recorded for kind in fault.issues)
    assert fault.miss in recorded


def test_no_fault_lacks_a_row() -> None:
    assert set(NAMED) - set(ROWS) == set()
    assert len(ROWS) > 100
