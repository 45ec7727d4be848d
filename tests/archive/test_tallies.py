"""How often a source was asked of late, by other runs than the one that asks."""

from datetime import timedelta

from archive import runs, tallies
from tests.archive.volna import SOURCE, START, Archive, answer, exchange, link


def test_requests_of_other_runs_since_a_moment_are_counted(archive: Archive) -> None:
    archive.keep("7", answer(b"7"))
    archive.keep("8", answer(b""), fetched_at=START - timedelta(hours=20))
    robots = exchange("https://volna.example/robots.txt", answer(b""), purpose="robots")
    archive.recorder.keep(robots, settles=None)
    archive.recorder.fail(link("7"), "no answer")
    archive.recorder.flush()
    other = runs.start(archive.db, archive.clock, "crawl", {})

    def asked(source: str, hours: int, run: str) -> int:
        return tallies.asked_before(archive.db, source, START - timedelta(hours=hours), run)

    assert asked(SOURCE, 18, other) == 2
    assert asked(SOURCE, 24, other) == 3
    assert asked("another", 24, other) == 0
    assert asked(SOURCE, 24, archive.run) == 0


def test_what_is_held_and_what_a_run_brought_are_counted_by_page(archive: Archive) -> None:
    for body in (b"7", b"7", b"8"):
        archive.keep("7", answer(body))
    archive.keep("9", answer(b"", status="404 Not Found"))
    assert tallies.pages_held(archive.db, SOURCE) == 1
    assert tallies.brought(archive.db, archive.run) == {SOURCE: tallies.Brought(2, 1, 0)}
