"""The SQL of the frontier: which URL is due when. Neither fact nor derivation; it forgets nothing."""

FRONTIER = (
    """
CREATE TABLE frontier ( -- Every URL a source knows, and when it is fetched next.
  id INTEGER PRIMARY KEY, -- Number in the order of discovery.
  source TEXT NOT NULL, -- The source's id.
  key TEXT NOT NULL, -- The URL without trackers; once in its source.
  url TEXT NOT NULL, -- The URL as first found.
  purpose TEXT NOT NULL CHECK (purpose IN ('robots', 'list', 'page')), -- Why it is fetched.
  callback TEXT NOT NULL, -- The spider's method that follows its links.
  rank INTEGER NOT NULL, -- Lower is fetched first.
  depth INTEGER NOT NULL, -- Links away from a start page.
  again INTEGER, -- Seconds after which it is due again; NULL: by its age.
  -- queued: due now. leased: in the hands of the process that holds the lock. waiting: put off until
  -- due_at. done: fetched, looked at again at due_at.
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'leased', 'waiting', 'done')),
  due_at TEXT NOT NULL, -- When it is due.
  first_seen TEXT NOT NULL, -- When it was discovered.
  tries INTEGER NOT NULL DEFAULT 0, -- Fetches without an answer since the last one with an answer.
  reason TEXT, -- Why it was put off; NULL: it was not.
  last_capture TEXT REFERENCES capture, -- Its last capture; NULL: none yet.
  UNIQUE (source, key)
) STRICT""",
    "CREATE INDEX frontier_queued ON frontier (source, rank, due_at, id) WHERE state = 'queued'",
    "CREATE INDEX frontier_later ON frontier (source, due_at) WHERE state IN ('waiting', 'done')",
    "CREATE INDEX frontier_leased ON frontier (source) WHERE state = 'leased'",
)
