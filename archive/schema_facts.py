"""The SQL of the facts: appended, never changed, each a leaf of the log."""

SOURCE_VERSION = """
CREATE TABLE source_version ( -- A source's description as it stood from one run on.
  id TEXT PRIMARY KEY, -- ULID.
  source TEXT NOT NULL CHECK (source <> ''), -- The source's id: the name of its TOML file.
  digest TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of the text, hexadecimal.
  toml TEXT NOT NULL, -- The whole TOML text.
  first_seen TEXT NOT NULL -- When a run first read this text.
) STRICT"""

RUN = """
CREATE TABLE run ( -- One invocation that wrote.
  id TEXT PRIMARY KEY, -- ULID.
  kind TEXT NOT NULL CHECK (kind <> ''), -- What it was: crawl, parse, nightly, rebuild.
  started_at TEXT NOT NULL, -- When it began.
  arguments TEXT NOT NULL CHECK (json_valid(arguments)) -- What it was asked to do, JSON.
) STRICT"""

RUN_END = """
CREATE TABLE run_end ( -- The end of a run; a run without one was killed or is still going.
  run TEXT PRIMARY KEY REFERENCES run, -- The run that ended.
  ended_at TEXT NOT NULL, -- When it ended.
  exit_code INTEGER NOT NULL, -- 0 good, 1 somebody should look, 2 failed.
  summary TEXT NOT NULL CHECK (json_valid(summary)), -- What it did, in numbers, JSON.
  log_size INTEGER NOT NULL CHECK (log_size >= 0), -- Leaves in the log just before this row.
  log_root TEXT NOT NULL CHECK (length(log_root) = 64) -- Root hash of those leaves, hexadecimal.
) STRICT"""

WARC_FILE = """
CREATE TABLE warc_file ( -- A WARC file under warc/, written by one run.
  name TEXT PRIMARY KEY, -- Its file name.
  run TEXT NOT NULL REFERENCES run, -- The run that wrote it.
  -- Bytes committed; what lies beyond is a torn tail. It only grows.
  size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0)
) STRICT"""

CAPTURE = """
CREATE TABLE capture ( -- One fetch of one URL at one moment.
  id TEXT PRIMARY KEY, -- ULID; the same 128 bits are the WARC-Record-ID.
  source TEXT NOT NULL CHECK (source <> ''), -- The source it was fetched for.
  run TEXT NOT NULL REFERENCES run, -- The run that fetched it, or took it in; see imported.
  url TEXT NOT NULL, -- The URL as requested.
  url_key TEXT NOT NULL, -- The URL without trackers, by which a source knows it once.
  -- Why it was fetched; what others fetched and nobody is to read is a list.
  purpose TEXT NOT NULL CHECK (purpose IN ('robots', 'list', 'page')),
  fetched_at TEXT NOT NULL CHECK (fetched_at GLOB '????-??-??T??:??:??.??????Z'), -- When.
  -- Of the WARC record.
  record_type TEXT NOT NULL CHECK (record_type IN ('response', 'revisit', 'resource', 'conversion')),
  status INTEGER NOT NULL, -- HTTP status.
  content_type TEXT, -- Header as sent; NULL: none.
  content_encoding TEXT, -- Header as sent, in lower case; NULL: none.
  etag TEXT, -- Header as sent; NULL: none.
  last_modified TEXT, -- Header as sent; NULL: none.
  -- SHA-256 of the entity without chunk framing, hexadecimal; of a 304, the entity it confirms.
  payload_digest TEXT NOT NULL CHECK (length(payload_digest) = 64),
  payload_size INTEGER NOT NULL CHECK (payload_size >= 0), -- Bytes of that entity.
  warc_file TEXT NOT NULL REFERENCES warc_file, -- The file of the record.
  "offset" INTEGER NOT NULL CHECK ("offset" >= 0), -- Where the record's gzip member begins.
  length INTEGER NOT NULL CHECK (length > 0), -- Bytes of that member.
  -- Where the member of the request begins; where others kept none, of a record that says so.
  request_offset INTEGER NOT NULL CHECK (request_offset > "offset"),
  refers_to TEXT REFERENCES capture, -- Of a revisit: the capture that holds the bytes.
  truncated TEXT, -- WARC-Truncated: length, time, disconnect; NULL: whole.
  tls TEXT, -- What was wrong with the certificate; NULL: nothing, or plain HTTP.
  refusal TEXT, -- The kind of captcha, block or login page it is; NULL: none. Never evidence.
  ip TEXT, -- The address that answered.
  CHECK ((record_type = 'revisit') = (refers_to IS NOT NULL))
) STRICT"""

ANCHOR = """
CREATE TABLE anchor ( -- A place where a mention's name stood in a text: by this its id survives re-parsing.
  id TEXT PRIMARY KEY, -- The mention's id, '@', the first 16 letters of text_digest, and the span.
  mention TEXT NOT NULL, -- The id given: from snapshot and ordinal alone.
  snapshot TEXT NOT NULL CHECK (length(snapshot) = 64), -- Digest of the snapshot that names the soldier.
  -- Which mention of this snapshot it was, in the order the ids were given.
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  -- SHA-256 of the document's text in UTF-8; the span is in that text.
  text_digest TEXT NOT NULL CHECK (length(text_digest) = 64),
  "start" INTEGER NOT NULL CHECK ("start" >= 0), -- First code point of the name.
  "end" INTEGER NOT NULL CHECK ("end" > "start"), -- One past its last code point.
  raw TEXT NOT NULL, -- The name's words, as written.
  version TEXT NOT NULL, -- The reading version that saw it there first.
  UNIQUE (mention, text_digest, "start", "end")
) STRICT"""

LOG = """
CREATE TABLE log ( -- The leaves of the Merkle log (RFC 6962), one for each fact.
  seq INTEGER PRIMARY KEY CHECK (seq >= 0), -- Index of the leaf, from 0.
  fact TEXT NOT NULL, -- The table of the fact.
  key TEXT NOT NULL, -- The value of the column that names the row.
  leaf BLOB NOT NULL CHECK (length(leaf) = 32), -- Leaf hash of the row.
  UNIQUE (fact, key)
) STRICT"""

LOG_PEAK = """
CREATE TABLE log_peak ( -- The roots of the full subtrees of the log: all that appending needs. Recomputable.
  level INTEGER PRIMARY KEY CHECK (level >= 0), -- The subtree has 2 to the power of level leaves.
  hash BLOB NOT NULL CHECK (length(hash) = 32) -- Its root.
) STRICT"""

SNAPSHOT = """
CREATE VIEW snapshot AS -- The bytes of a page, however often captured.
SELECT
  payload_digest AS digest, -- SHA-256 of the entity.
  min(id) AS first_capture, -- The capture that first saw it.
  count(*) AS captures -- How often it was captured, confirmations by 304 included.
FROM capture GROUP BY payload_digest"""

INDEXES = (
    "CREATE INDEX capture_by_key ON capture (source, url_key, id)",
    "CREATE INDEX capture_by_digest ON capture (payload_digest, id)",
    "CREATE INDEX capture_by_run ON capture (run)",
    "CREATE INDEX anchor_by_snapshot ON anchor (snapshot, ordinal)",
    "CREATE INDEX source_version_by_source ON source_version (source, id)",
)

WARC_FILE_ONLY_GROWS = (
    """CREATE TRIGGER warc_file_only_grows BEFORE UPDATE ON warc_file
    WHEN NEW.name <> OLD.name OR NEW.run <> OLD.run OR NEW.size < OLD.size
    BEGIN SELECT RAISE(ABORT, 'warc_file is a fact: only its size changes, and it only grows'); END""",
    """CREATE TRIGGER warc_file_is_never_deleted BEFORE DELETE ON warc_file
    BEGIN SELECT RAISE(ABORT, 'warc_file is a fact and is never deleted'); END""",
)

FACTS = (
    SOURCE_VERSION,
    RUN,
    RUN_END,
    WARC_FILE,
    CAPTURE,
    ANCHOR,
    LOG,
    LOG_PEAK,
    SNAPSHOT,
    *INDEXES,
    *WARC_FILE_ONLY_GROWS,
)


def refuse_changes(table: str) -> tuple[str, str]:
    """The triggers by which a table of facts refuses to change."""
    return (
        f"""CREATE TRIGGER {table}_is_never_updated BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is a fact and is never changed'); END""",
        f"""CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is a fact and is never deleted'); END""",
    )
