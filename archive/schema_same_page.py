"""The SQL of mirrors: pages that name another address as their proper one. All of it derived."""

NAMING = """
CREATE TABLE naming ( -- Derived: the address that a snapshot names as its own.
  snapshot TEXT PRIMARY KEY, -- The snapshot's digest.
  named TEXT, -- The address as written, without entities; NULL: it names none.
  how TEXT CHECK (how IN ('canonical', 'og', 'json-ld')) -- By which mark; NULL: by none.
) STRICT"""

SAME_PAGE = """
CREATE TABLE same_page ( -- Derived: a page whose last snapshot names the address of another page.
  source TEXT NOT NULL, -- The source's id.
  url_key TEXT NOT NULL, -- The URL without trackers.
  snapshot TEXT NOT NULL, -- Digest of the snapshot that names it.
  named TEXT NOT NULL, -- The address that it names, whole.
  named_key TEXT NOT NULL, -- Its key.
  held_by TEXT, -- The source that holds a page at that address; NULL: none does.
  held TEXT, -- Digest of the last snapshot there; NULL: none is held.
  -- not-held: no page there. circle: the page there names a third. unread: one of the two has no document.
  -- differs: the two say different things. same: they are one article. crowd: too many pages name it.
  verdict TEXT NOT NULL DEFAULT 'unread'
    CHECK (verdict IN ('not-held', 'circle', 'unread', 'differs', 'same', 'crowd')),
  likeness REAL, -- Share of the words, three by three, that both have; NULL: not compared.
  PRIMARY KEY (source, url_key)
) STRICT, WITHOUT ROWID"""

SAME_PAGE_READ = """
CREATE TABLE same_page_read ( -- Derived: how far captures were looked through for the addresses they name.
  only INTEGER PRIMARY KEY CHECK (only = 1), -- There is one row.
  capture TEXT NOT NULL -- The last capture.
) STRICT"""

INDEXES = (
    "CREATE INDEX same_page_by_named ON same_page (named_key, held_by)",
    "CREATE INDEX same_page_unread ON same_page (source) WHERE verdict = 'unread'",
)

DERIVED_SAME_PAGE = ("same_page", "naming", "same_page_read")
"""The derived tables, to be emptied."""

SAME_PAGES = (NAMING, SAME_PAGE, SAME_PAGE_READ, *INDEXES)
