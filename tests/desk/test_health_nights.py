"""Sixty nights of eleven sources: each fault is found, and nothing is said of the healthy."""

from collections.abc import Iterator
from random import Random

import pytest

from archive import harvests, issues
from archive.database import connect
from archive.home import Home
from crawlers.expect import Expect
from crawlers.source import Crawl, SourceConfig
from parsers.reading import VERSION
from tests.desk.nights_of_sources import Brought, Life, Sources

NIGHTS, FAULT, HEALED = 60, 42, 53


def press(pages: float, naming: float) -> Life:
    """A healthy source that brings about so many pages a night, fewer at weekends."""

    def life(night: int, random: Random) -> Brought:
        most = round(pages * (0.8 if night % 7 in (5, 6) else 2))
        brought = random.randint(most // 2, most) if most else int(random.random() < pages)
        brought += 40 if night == 0 else 0
        named = sum(random.random() < naming for _ in range(brought))
        return Brought(brought, named, full=sum(random.random() < 0.6 for _ in range(named)))

    return life


def broken(life: Life, fault: Brought) -> Life:
    """The life of a source until its fault; for so long as it lasts, what the fault says of it is so."""

    def with_fault(night: int, random: Random) -> Brought:
        well = life(night, random)
        if not FAULT <= night < HEALED:
            return well
        if fault.is_down:
            return fault
        naming, full = min(well.naming, fault.naming), min(well.full, fault.full)
        return Brought(well.pages, naming, full, fault.refused)

    return with_fault


LIVES: dict[str, Life] = {
    "daily": press(8, 0.7),
    "busy": press(20, 0.5),
    "small": press(1.5, 0.9),
    "rare": press(0.15, 0.9),
    "vast": press(30, 0.03),
    "moved": broken(press(8, 0.7), Brought(naming=0)),
    "emptied": broken(press(8, 0.8), Brought(naming=99, full=0)),
    "frozen": lambda night, random: Brought() if FAULT <= night < HEALED else Brought(2 + night % 3, 2),
    "refusing": broken(press(8, 0.7), Brought(naming=99, refused=9)),
    "dead": broken(press(8, 0.7), Brought(is_down=True)),
    "barren": lambda night, random: Brought(),
}
FAULTS = {
    "moved": ("mentions-fell", 1),
    "emptied": ("fill-fell", 1),
    "refusing": ("refusals-rose", 0),
    "dead": ("down", 2),
    "frozen": ("silent", 3),
}
"""Source → the issue that it must raise, and how many nights after the fault it must be there."""


def config(name: str, **expect: object) -> SourceConfig:
    home = f"https://{name}.example/"
    crawl = Crawl(start=[home], detail="a")
    return SourceConfig(
        title=name, home=home, kind="press", spider="listing", crawl=crawl, id=name,
        expect=Expect(**expect),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sources]:
    home = Home(tmp_path_factory.mktemp("health") / "home").create()
    db = connect(home)
    db.execute("PRAGMA synchronous=OFF")
    lived = Sources(db, LIVES, [config(name) for name in LIVES])
    for night in range(NIGHTS):
        lived.night(night)
    yield lived
    db.close()


@pytest.mark.parametrize(("source", "kind", "within"), [(name, *fault) for name, fault in FAULTS.items()])
def test_each_fault_is_found_as_soon_as_it_can_be_told(
    sources: Sources, source: str, kind: str, within: int
) -> None:
    found = sources.first_raised(source, kind)
    assert found is not None and FAULT <= found <= FAULT + within


def test_nothing_else_is_said_in_sixty_nights(sources: Sources) -> None:
    said = {issue for found in sources.raised.values() for issue in found}
    assert said == {(source, kind) for source, (kind, _) in FAULTS.items()} | {("barren", "yields-nothing")}


def test_a_fault_is_told_every_night_until_it_is_healed(sources: Sources) -> None:
    for source, (kind, within) in FAULTS.items():
        nights = [night for night, found in sources.raised.items() if (source, kind) in found]
        assert set(range(FAULT + within, HEALED)) <= set(nights), source
        assert max(nights) < HEALED, source


def test_a_healed_fault_is_settled_and_says_by_which_run(sources: Sources) -> None:
    settled = dict(
        sources.db.execute(
            "SELECT issue.source, settled.why FROM settled JOIN issue ON issue.id = settled.issue"
        )
    )
    assert set(settled) == set(FAULTS)
    assert all(why.startswith("healed in run ") for why in settled.values())
    assert not any(sources.is_open(source, kind) for source, (kind, _) in FAULTS.items())


def test_a_source_that_never_gave_a_page_is_told_on_the_third_night(sources: Sources) -> None:
    assert sources.first_raised("barren", "yields-nothing") == 2


def test_the_counts_can_be_derived_anew(sources: Sources) -> None:
    counted = "SELECT * FROM harvest ORDER BY run, source"
    before = sources.db.execute(counted).fetchall()
    harvests.forget(sources.db)
    harvests.keep_up(sources.db, VERSION)
    assert sources.db.execute(counted).fetchall() == before
    assert sum(row[5] for row in before) > 2000


def test_what_a_person_settled_is_not_said_again_for_a_month(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    db = connect(Home(tmp_path_factory.mktemp("settled") / "home").create())
    db.execute("PRAGMA synchronous=OFF")
    lived = Sources(
        db, {"changed": lambda night, random: Brought(9, 8 if night < 20 else 0)}, [config("changed")]
    )
    for night in range(21):
        lived.night(night)
    ((one,),) = [issues.open_issues(db)]
    issues.settle(db, lived.clock, one.id, "the site lists veterans now")
    for night in range(21, 60):
        lived.night(night)
    assert [found for night, found in lived.raised.items() if night > 20 and found] == []
    db.close()
