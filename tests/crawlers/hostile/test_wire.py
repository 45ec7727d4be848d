"""Slow, cut, endless, misframed, garbled: what can be kept is kept, and the night goes on."""

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.check import check
from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.conftest import HostileNight
from tests.crawlers.hostile.encodings import ENCODINGS
from tests.crawlers.hostile.fault import Fault, ids
from tests.crawlers.hostile.wire import WIRE

FAULTS = [*WIRE, *ENCODINGS]


@pytest.mark.parametrize("fault", FAULTS, ids=ids(FAULTS))
def test_a_fault_is_kept_recorded_and_survived(archive: Archive, fault: Fault) -> None:
    night = HostileNight(archive, fault)
    if fault.status is None:
        assert night.kept == []
        assert len(night.misses) == 3 and all(fault.miss in reason for reason in night.misses)
    else:
        ((status, truncated, size),) = night.kept
        assert (status, truncated) == (fault.status, fault.truncated)
        assert fault.size in (None, size)
        assert night.misses == []
    assert night.issues == list(fault.issues)
    assert night.good_pages == night.good
    assert list(check(archive.home)) == []


def test_what_was_cut_says_so_in_its_warc_record(archive: Archive) -> None:
    fault = next(fault for fault in WIRE if fault.name == "a body without end")
    night = HostileNight(archive, fault)
    marks = []
    for file in archive.home.warc.glob("*.warc.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if (record.rec_type, record.rec_headers["WARC-Target-URI"]) == ("response", night.url):
                    marks.append(record.rec_headers["WARC-Truncated"])
    assert marks == ["length"]
