"""The SQL of the ledger of vanished pages: one table of facts, and what is derived from them."""

MISS = """
CREATE TABLE miss ( -- A look that no answer came to, or none that could be written as a record.
  id TEXT PRIMARY KEY, -- ULID.
  source TEXT NOT NULL CHECK (source <> ''), -- The source it was asked for.
  run TEXT NOT NULL REFERENCES run, -- The run that asked.
  url TEXT NOT NULL, -- The URL as requested.
  url_key TEXT NOT NULL, -- The URL without trackers, by which a source knows it once.
  purpose TEXT NOT NULL CHECK (purpose IN ('robots', 'list', 'page')), -- Why it was asked for.
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'), -- When it failed.
  reason TEXT NOT NULL -- What happened: a name not resolved, a connection refused, no answer in time.
) STRICT"""

MISS_BY_KEY = "CREATE INDEX miss_by_key ON miss (source, url_key, id)"

FATE = """
CREATE TABLE fate ( -- Derived: every URL of a page that was at least once not seen where it was looked for.
  source TEXT NOT NULL, -- The source's id.
  url_key TEXT NOT NULL, -- The URL without trackers.
  url TEXT NOT NULL, -- The URL as requested last.
  host TEXT NOT NULL, -- Its host.
  -- What the looks so far say.
  state TEXT NOT NULL CHECK (state IN
    ('live', 'changed', 'moved', 'missing', 'gone', 'refused', 'soft-404', 'unreachable')),
  turn INTEGER NOT NULL, -- Rank of the turn that made the state.
  looked_at TEXT NOT NULL, -- When it was looked at last.
  PRIMARY KEY (source, url_key)
) STRICT, WITHOUT ROWID"""

TURN = """
CREATE TABLE turn ( -- Derived: an event in the life of such a URL.
  source TEXT NOT NULL, -- The source's id.
  url_key TEXT NOT NULL, -- The URL without trackers.
  rank INTEGER NOT NULL CHECK (rank >= 0), -- Its place among the URL's turns, in time.
  -- The state that began, or back: seen again.
  kind TEXT NOT NULL CHECK (kind IN
    ('back', 'changed', 'moved', 'missing', 'gone', 'refused', 'soft-404', 'unreachable')),
  at TEXT NOT NULL, -- When the look was that decided it.
  why TEXT NOT NULL, -- What that look was answered, in words.
  last_seen TEXT REFERENCES capture, -- The last capture that saw the page before; NULL: it was never seen.
  last_seen_at TEXT, -- When that was.
  first_missed TEXT NOT NULL, -- The first look (a capture or a miss) that did not see it.
  first_missed_at TEXT NOT NULL, -- When that was.
  evidence TEXT NOT NULL CHECK (json_valid(evidence)), -- Ids of the captures and misses it rests on, JSON.
  looks INTEGER NOT NULL CHECK (looks > 0), -- How many looks count for it.
  PRIMARY KEY (source, url_key, rank),
  FOREIGN KEY (source, url_key) REFERENCES fate ON DELETE CASCADE
) STRICT, WITHOUT ROWID"""

GLANCE = """
CREATE TABLE glance ( -- Derived: whether a snapshot says that the page is not there.
  snapshot TEXT NOT NULL, -- The snapshot's digest.
  host TEXT NOT NULL, -- The host that gave it: a platform's notice means something on that platform only.
  says TEXT CHECK (says IN ('deleted', 'not-found')), -- NULL: it says neither.
  words TEXT, -- The words that say so.
  sketch TEXT, -- SHA-256 of the letters that can be seen; NULL: there are none.
  PRIMARY KEY (snapshot, host)
) STRICT, WITHOUT ROWID"""

SOUNDING = """
CREATE TABLE sounding ( -- Derived: how a host answered within an hour.
  host TEXT NOT NULL, -- The host.
  hour TEXT NOT NULL, -- The hour, as 2026-03-02T01.
  sound INTEGER NOT NULL, -- Pages and lists answered with 200 or 304 and no refusal.
  failed INTEGER NOT NULL, -- Requests, robots.txt included, without an answer or answered 5xx.
  lists INTEGER NOT NULL, -- Lists asked for.
  PRIMARY KEY (host, hour)
) STRICT, WITHOUT ROWID"""

LEDGER_READ = """
CREATE TABLE ledger_read ( -- Derived: how far the ledger has read the log.
  only INTEGER PRIMARY KEY CHECK (only = 1), -- There is one row.
  seq INTEGER NOT NULL -- Leaves of the log that it has read.
) STRICT"""

INDEXES = (
    "CREATE INDEX fate_by_state ON fate (state, source)",
    "CREATE INDEX fate_by_host ON fate (host, looked_at)",
    "CREATE INDEX glance_by_sketch ON glance (sketch) WHERE sketch IS NOT NULL",
)

DERIVED_LEDGER = ("turn", "fate", "glance", "sounding", "ledger_read")
"""The derived tables, in an order in which they can be emptied."""

LEDGER = (MISS, MISS_BY_KEY, FATE, TURN, GLANCE, SOUNDING, LEDGER_READ, *INDEXES)
