"""ULIDs: ids that sort by the time they were given and say nothing else. https://github.com/ulid/spec"""

import os
from uuid import UUID

from archive.clock import Clock

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_LENGTH = 26


class Ulids:
    """Gives ids, each greater than the one before, even within a millisecond or when the clock steps back.

    `after`: an id that they all are greater than, too.
    """

    def __init__(self, clock: Clock, after: str = "") -> None:
        self._clock = clock
        self._last = _number(after)

    def new(self) -> str:
        """The next id."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        drawn = milliseconds << 80 | int.from_bytes(os.urandom(10))
        same_millisecond = drawn >> 80 <= self._last >> 80
        self._last = self._last + 1 if same_millisecond else drawn
        return text_of(self._last)


def text_of(number: int) -> str:
    """The 26 letters of a 128-bit number."""
    return "".join(_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10))


def urn(ulid: str) -> str:
    """The WARC-Record-ID of what has this id: the same 128 bits, written as a UUID."""
    return f"<urn:uuid:{UUID(int=_number(ulid))}>"


def ulid_of(record_id: str) -> str:
    """The id behind a WARC-Record-ID; raises ValueError if it is no UUID."""
    return text_of(UUID(record_id.strip("<>")).int)


def _number(ulid: str) -> int:
    number = 0
    for letter in ulid:
        number = number << 5 | _VALUES[letter]
    return number
