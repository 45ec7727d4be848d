"""The SQL of what each night brought from each source, and of how issues were settled."""

VISIT = """
CREATE TABLE visit ( -- A source's part in a run, in numbers of URLs, as the crawler counted them.
  id TEXT PRIMARY KEY, -- ULID.
  run TEXT NOT NULL REFERENCES run, -- The run.
  source TEXT NOT NULL CHECK (source <> ''), -- The source's id.
  at TEXT NOT NULL, -- When the visit had ended.
  due INTEGER NOT NULL, -- Were due.
  fetched INTEGER NOT NULL, -- Gave an answer.
  new INTEGER NOT NULL, -- Answered with bytes that the archive did not have.
  revisits INTEGER NOT NULL, -- Answered with known bytes.
  unchanged INTEGER NOT NULL, -- Answered 304.
  gone INTEGER NOT NULL, -- Answered 404 or 410.
  moved INTEGER NOT NULL, -- Answered with a redirect.
  refused INTEGER NOT NULL, -- Answered with a captcha, a block, a login wall.
  busy INTEGER NOT NULL, -- Answered 429 or 503.
  failed INTEGER NOT NULL, -- Gave no answer, or an error.
  disallowed INTEGER NOT NULL, -- Not asked for: robots.txt forbids it or could not be had.
  "left" INTEGER NOT NULL, -- Are due still.
  stopped TEXT, -- Why the visit ended before its time; NULL: it did not.
  UNIQUE (run, source)
) STRICT"""

HARVEST = """
CREATE TABLE harvest ( -- Derived: what a visit brought and what was read from it.
  run TEXT NOT NULL REFERENCES run, -- The run.
  source TEXT NOT NULL, -- The source's id.
  version TEXT NOT NULL, -- The reading version under which it was counted.
  fresh INTEGER NOT NULL, -- Pages whose URL gave a page for the first time.
  pages INTEGER NOT NULL, -- Snapshots seen first in this run and read.
  naming INTEGER NOT NULL, -- Of these, how many name at least one soldier.
  mentions INTEGER NOT NULL, -- Soldiers named on them.
  -- By field: how many of these mentions have it, and how many of the pages have such a mention, JSON.
  fill TEXT NOT NULL CHECK (json_valid(fill)),
  PRIMARY KEY (run, source)
) STRICT, WITHOUT ROWID"""

SETTLED = """
CREATE TABLE settled ( -- How an issue ended.
  issue TEXT PRIMARY KEY REFERENCES issue, -- The issue.
  run TEXT REFERENCES run, -- The run that found it healed; NULL: a person settled it.
  at TEXT NOT NULL, -- When.
  why TEXT NOT NULL -- In words.
) STRICT"""

INDEXES = (
    "CREATE INDEX visit_by_source ON visit (source, id)",
    "CREATE INDEX harvest_by_source ON harvest (source, run)",
)

HEALTH = (VISIT, HARVEST, SETTLED, *INDEXES)
