"""The SQL of what others gave: files they captured, and tips of pages to look at."""

IMPORT = """
CREATE TABLE import ( -- A file of captures made by others, of which at least one was taken in.
  id TEXT PRIMARY KEY, -- ULID.
  run TEXT NOT NULL REFERENCES run, -- The run that took it in.
  source TEXT NOT NULL CHECK (source <> ''), -- The source it was taken in for.
  file TEXT NOT NULL, -- The file's name, without its folder.
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- SHA-256 of the whole file, hexadecimal.
  size INTEGER NOT NULL CHECK (size > 0), -- Bytes of the file.
  software TEXT, -- What made it, by its own words; NULL: it does not say.
  operator TEXT, -- Who made it, by its own words; NULL: it does not say.
  note TEXT, -- What the person who imported it says of it; NULL: nothing.
  imported_at TEXT NOT NULL -- When it was taken in.
) STRICT"""

IMPORTED = """
CREATE TABLE imported ( -- The mark of a capture that others made: what we know of it, they told us.
  capture TEXT PRIMARY KEY REFERENCES capture, -- The capture.
  import TEXT NOT NULL REFERENCES import, -- The file it came from.
  record TEXT NOT NULL, -- The WARC-Record-ID that it has there, as written.
  date TEXT NOT NULL, -- The WARC-Date that it has there, as written.
  part TEXT, -- Of a WACZ: the path of the WARC file within; NULL: the file itself.
  -- SHA-256 of the record's block, hexadecimal: by this, URL and date it is known when it comes again.
  block TEXT NOT NULL CHECK (length(block) = 64),
  payload TEXT, -- The WARC-Payload-Digest that it has there, as written; NULL: none.
  -- The digests that the record named there and that its bytes gave, as written; NULL: it named none.
  verified TEXT
) STRICT"""

TIP = """
CREATE TABLE tip ( -- A page that a person found and asked us to keep.
  id TEXT PRIMARY KEY, -- ULID.
  run TEXT NOT NULL REFERENCES run, -- The run that noted it.
  source TEXT NOT NULL CHECK (source <> ''), -- The source on whose site it is.
  url TEXT NOT NULL, -- The URL as given.
  url_key TEXT NOT NULL, -- The URL without trackers, by which the source knows it once.
  note TEXT NOT NULL, -- What the person says of it.
  at TEXT NOT NULL -- When it was noted.
) STRICT"""

OWN_CAPTURE = """
CREATE VIEW own_capture AS -- The captures that we fetched ourselves.
SELECT
  capture.* -- As in capture.
FROM capture WHERE NOT EXISTS (SELECT 1 FROM imported WHERE imported.capture = capture.id)"""

INDEXES = (
    "CREATE INDEX imported_by_record ON imported (record)",
    "CREATE INDEX imported_by_payload ON imported (payload)",
    "CREATE INDEX imported_by_block ON imported (block)",
    "CREATE INDEX imported_by_import ON imported (import)",
    "CREATE INDEX tip_by_key ON tip (source, url_key)",
)

IMPORTS = (IMPORT, IMPORTED, TIP, OWN_CAPTURE, *INDEXES)
IMPORT_FACTS = ("import", "imported", "tip")
