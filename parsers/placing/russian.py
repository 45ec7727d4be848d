"""The readers of places in a Russian text, the surest first: what one has found the next does not take."""

from parsers.placing.derived import demonyms, institutions
from parsers.placing.names import districts, names
from parsers.placing.toponyms import Reader
from parsers.placing.typed import typed

RUSSIAN_READERS: tuple[Reader, ...] = (typed, districts, names, institutions, demonyms)
