from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from archive.clock import Clock, parsed, stamp
from archive.ids import Ulids, text_of, ulid_of, urn
from tests.archive.volna import START


class StillClock(Clock):
    def now(self) -> datetime:
        return START


def test_a_clock_from_the_environment_begins_there_and_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_CLOCK", "2026-03-02T01:10:00Z")
    clock = Clock.from_environment()
    first, second = clock.now(), clock.now()
    assert START <= first < second < START + timedelta(minutes=1)


def test_without_the_variable_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SINODIK_CLOCK", raising=False)
    assert abs(Clock.from_environment().now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("text", ["tonight", "2026-03-02", "2026-03-02T01:10:00"])
def test_a_clock_without_a_zone_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SINODIK_CLOCK", text)
    with pytest.raises(ValueError, match="SINODIK_CLOCK"):
        Clock.from_environment()


def test_a_stamp_is_utc_of_fixed_width_and_reads_back() -> None:
    moscow = datetime(2026, 3, 2, 4, 10, tzinfo=timezone(timedelta(hours=3)))
    assert stamp(moscow) == "2026-03-02T01:10:00.000000Z"
    assert parsed(stamp(moscow)) == moscow
    with pytest.raises(ValueError, match="zone"):
        stamp(datetime(2026, 3, 2))  # noqa: DTZ001


def test_ids_ascend_even_within_one_millisecond() -> None:
    ulids = Ulids(StillClock())
    given = [ulids.new() for _ in range(1000)]
    assert given == sorted(set(given))
    assert {len(ulid) for ulid in given} == {26}


def test_ids_ascend_when_the_clock_steps_back() -> None:
    clock = StillClock()
    ulids = Ulids(clock)
    before = ulids.new()
    clock.now = lambda: START - timedelta(hours=1)  # type: ignore[method-assign]
    assert ulids.new() > before


def test_ids_ascend_from_an_id_that_was_given_before() -> None:
    last = Ulids(Clock(START + timedelta(days=9))).new()
    assert Ulids(StillClock(), after=last).new() > last


def test_an_id_and_its_record_id_are_the_same_bits() -> None:
    ulid = text_of(UUID("0190163d-8694-739b-aea5-966c26f8ad91").int)
    assert ulid == "01J0B3V1MMEEDTX9CPDGKFHBCH"
    assert urn(ulid) == "<urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91>"
    assert ulid_of(urn(ulid)) == ulid
