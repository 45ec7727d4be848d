"""The words of a page that say a corrected value: selected on it, or typed and found there once."""

from collections.abc import Mapping

from archive.sqlite import Database
from desk.persons.decisions import Quote


class NotQuoted(ValueError):
    """The words are not on the page, or in several places; the message says which."""


def quote(db: Database, form: Mapping[str, str]) -> Quote | None:
    """The quote of a form; None if it names no words. Raises NotQuoted."""
    words, snapshot = form.get("words", "").strip(), form.get("snapshot", "")
    if not words:
        return None
    row = db.conn.execute("SELECT text FROM document WHERE snapshot = ?", (snapshot,)).fetchone()
    if row is None:
        raise NotQuoted("the page was read anew meanwhile: select the words again")
    text = str(row[0])
    start, end = form.get("start", ""), form.get("end", "")
    if start.isdigit() and end.isdigit() and _says(text[int(start) : int(end)], words):
        return Quote(snapshot, int(start), int(end), text[int(start) : int(end)])
    return _found(snapshot, text, words)


def _says(here: str, words: str) -> bool:
    return here.split() == words.split()


def _found(snapshot: str, text: str, words: str) -> Quote:
    places = text.count(words)
    if places != 1:
        raise NotQuoted(
            f"«{words}» is not on the page"
            if not places
            else f"«{words}» is on the page {places} times: select it"
        )
    start = text.index(words)
    return Quote(snapshot, start, start + len(words), words)
