"""The SQL of the derivations: read from the facts, dropped and made anew at will."""

DOCUMENT = """
CREATE TABLE document ( -- The canonical text of a snapshot; all offsets refer to it.
  snapshot TEXT PRIMARY KEY CHECK (length(snapshot) = 64), -- The snapshot's digest.
  version TEXT NOT NULL, -- The reading version that made it.
  -- The text, without NUL, at which SQLite would stop counting.
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  title TEXT, -- The page's title; NULL: none.
  published TEXT, -- When it was published, an ISO prefix; NULL: unknown.
  published_how TEXT, -- From where that is known: json-ld, meta, url, visible.
  lang TEXT NOT NULL, -- Language, ISO 639.
  charset TEXT NOT NULL, -- The charset that decoded the page.
  layout TEXT NOT NULL, -- The shape the reader found: article, card, table, channel, pdf.
  -- Paragraphs, rows, cards and posts with their spans, JSON.
  blocks TEXT NOT NULL CHECK (json_valid(blocks)),
  capture TEXT NOT NULL REFERENCES capture -- The capture it was read from.
) STRICT"""

MENTION = """
CREATE TABLE mention ( -- One soldier as one document names him.
  id TEXT PRIMARY KEY, -- Outlives the parser's version; see anchor.
  document TEXT NOT NULL REFERENCES document ON DELETE CASCADE, -- The document that names him.
  "start" INTEGER NOT NULL CHECK ("start" >= 0), -- First code point of the fullest name.
  "end" INTEGER NOT NULL CHECK ("end" > "start"), -- One past its last code point.
  -- What the page says became of him.
  status TEXT NOT NULL CHECK (status IN ('killed', 'missing', 'captive', 'alive', 'unsure'))
) STRICT"""

CLAIM = """
CREATE TABLE claim ( -- One field of a mention, with the words that say it.
  mention TEXT NOT NULL REFERENCES mention ON DELETE CASCADE, -- Whom it is about.
  -- Its place among the mention's claims; in each field the best comes first.
  rank INTEGER NOT NULL CHECK (rank >= 0),
  field TEXT NOT NULL CHECK (field <> ''), -- Which field.
  value TEXT NOT NULL, -- The normalised value.
  raw TEXT NOT NULL, -- The words on the page: always the document's text from start to end.
  "start" INTEGER NOT NULL CHECK ("start" >= 0), -- First code point of raw.
  "end" INTEGER NOT NULL CHECK ("end" >= "start"), -- One past its last code point.
  rule TEXT NOT NULL CHECK (rule <> ''), -- The named reason.
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- The rule's own confidence.
  PRIMARY KEY (mention, rank)
) STRICT, WITHOUT ROWID"""

ISSUE = """
CREATE TABLE issue ( -- Something that a person should look at.
  id TEXT PRIMARY KEY, -- ULID.
  run TEXT NOT NULL REFERENCES run, -- The last run that raised it.
  kind TEXT NOT NULL CHECK (kind <> ''), -- What sort of thing.
  source TEXT, -- The source it is about; NULL: none.
  url TEXT, -- The URL it is about; NULL: none.
  capture TEXT REFERENCES capture, -- The capture it is about; NULL: none.
  detail TEXT NOT NULL, -- What was found and what to do.
  raised_at TEXT NOT NULL, -- When it was first raised.
  seen_at TEXT NOT NULL, -- When it was last raised.
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)) -- 1: nobody has settled it yet.
) STRICT"""

QUOTES = (
    """CREATE TRIGGER claim_quotes_the_text BEFORE INSERT ON claim
    WHEN (SELECT substr(d.text, NEW."start" + 1, NEW."end" - NEW."start") IS NOT NEW.raw
          FROM mention m JOIN document d ON d.snapshot = m.document WHERE m.id = NEW.mention)
    BEGIN SELECT RAISE(ABORT, 'a claim must quote its document: text[start:end] is not raw'); END""",
    """CREATE TRIGGER claim_is_replaced_not_edited BEFORE UPDATE ON claim
    BEGIN SELECT RAISE(ABORT, 'a claim is replaced with its document, not edited'); END""",
    """CREATE TRIGGER text_is_replaced_not_edited BEFORE UPDATE OF text ON document
    BEGIN SELECT RAISE(ABORT, 'a document is replaced with its claims, not edited'); END""",
)

INDEXES = (
    "CREATE INDEX mention_by_document ON mention (document)",
    "CREATE INDEX claim_by_field ON claim (field, value)",
    "CREATE UNIQUE INDEX issue_open_once ON issue (kind, ifnull(source, ''), ifnull(url, '')) WHERE open = 1",
    "CREATE INDEX issue_by_run ON issue (run)",
)

DERIVED = (DOCUMENT, MENTION, CLAIM, ISSUE, *QUOTES, *INDEXES)
