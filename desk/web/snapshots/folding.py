"""A text reduced to its letters and digits, each knowing where it stood: by this a quote is found on a page.

The reader puts line breaks, colons and semicolons between what a page sets apart by boxes, joins lines, and
drops invisible characters and stress marks. Letters and digits it leaves as they are.
"""

import unicodedata
from bisect import bisect_left
from functools import lru_cache


class Folded:
    """`text` has the letters and digits of a text; `places[i]` is where the i-th stood."""

    def __init__(self, source: str) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        for place, character in enumerate(source):
            for letter in _letters(character):
                letters.append(letter)
                self.places.append(place)
        self.text = "".join(letters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """What part of `text` the characters from `start` to `end` of the source are."""
        return bisect_left(self.places, start), bisect_left(self.places, end)

    def unfolded(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source a part of `text` stands that is not empty."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    """The base letters: «й» and «и» with a breve are one, as are «é» and «e» with a stress mark."""
    if character.isascii():
        return character if character.isalnum() else ""
    return "".join(one for one in unicodedata.normalize("NFD", character) if one.isalnum())
