"""The SQL of persons: what was judged, given and concluded, and the changes that made the count: facts."""

_AT = "TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z')"

JUDGEMENT = f"""
CREATE TABLE judgement ( -- Whether two mentions are one person; withdrawn, never deleted.
  id TEXT PRIMARY KEY, -- ULID.
  "one" TEXT NOT NULL, -- A mention.
  other TEXT NOT NULL, -- Another mention.
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')), -- What was judged.
  "by" TEXT NOT NULL CHECK ("by" <> ''), -- A verifier's pseudonym, or rule: and the rule's name.
  reason TEXT NOT NULL CHECK (reason <> ''), -- Why, in words or a code.
  at {_AT}, -- When.
  CHECK ("one" < other)
) STRICT"""

VERIFICATION = f"""
CREATE TABLE verification ( -- What a person concluded of a person, a mention or a field of either.
  id TEXT PRIMARY KEY, -- ULID.
  person TEXT NOT NULL, -- The person it was concluded of; see redirect for whom he was merged into.
  mention TEXT, -- The one mention it is about; NULL: the person.
  field TEXT, -- The one field it is about; NULL: all of it.
  -- confirmed, rejected: counts or not; corrected: the field is value; accepted: the field is as read.
  verdict TEXT NOT NULL CHECK (verdict IN
    ('confirmed', 'rejected', 'corrected', 'accepted', 'unsure', 'note')),
  value TEXT, -- The corrected value; NULL with corrected: no page says it.
  snapshot TEXT CHECK (length(snapshot) = 64), -- The snapshot whose words say the value; NULL: none named.
  "start" INTEGER CHECK ("start" >= 0), -- First code point of those words in its document.
  "end" INTEGER CHECK ("end" >= "start"), -- One past their last code point.
  raw TEXT, -- Those words.
  reason TEXT NOT NULL CHECK (verdict <> 'rejected' OR reason <> ''), -- A code or words; needed to reject.
  "by" TEXT NOT NULL CHECK ("by" <> ''), -- The verifier's pseudonym.
  seen INTEGER NOT NULL CHECK (seen >= 0), -- The last change of the person that the verifier had before him.
  at {_AT}, -- When.
  CHECK (verdict <> 'corrected' OR field IS NOT NULL),
  CHECK ((raw IS NULL) = ("start" IS NULL) AND (raw IS NULL) = ("end" IS NULL))
) STRICT"""

RESTRICTION = f"""
CREATE TABLE restriction ( -- What is not shown and not given away any more; its proofs stay.
  id TEXT PRIMARY KEY, -- ULID.
  person TEXT NOT NULL, -- Of whom.
  field TEXT, -- Which field; NULL: everything that tells who he is.
  reason TEXT NOT NULL CHECK (reason <> ''), -- Who asked for it and why, without names.
  "by" TEXT NOT NULL CHECK ("by" <> ''), -- Who decided it, a pseudonym.
  at {_AT} -- When.
) STRICT"""

WITHDRAWAL = f"""
CREATE TABLE withdrawal ( -- A judgement, verification or restriction that holds no more.
  id TEXT PRIMARY KEY, -- ULID.
  fact TEXT NOT NULL CHECK (fact IN ('judgement', 'verification', 'restriction')), -- Its table.
  "of" TEXT NOT NULL, -- Its id.
  "by" TEXT NOT NULL CHECK ("by" <> ''), -- Who withdrew it, a pseudonym.
  reason TEXT NOT NULL, -- Why.
  at {_AT}, -- When.
  UNIQUE (fact, "of")
) STRICT"""

IDENTITY = f"""
CREATE TABLE identity ( -- An id that was given to a person; never derived from content, never given again.
  person TEXT PRIMARY KEY, -- ULID.
  run TEXT NOT NULL REFERENCES run, -- The run that gave it.
  at {_AT}, -- When.
  why TEXT NOT NULL CHECK (why IN ('linked', 'split')) -- A new person, or a part of another.
) STRICT"""

ASSIGNMENT = f"""
CREATE TABLE assignment ( -- From now on a mention is a person's; the last of a mention holds.
  id TEXT PRIMARY KEY, -- ULID; of one mention the greatest holds.
  mention TEXT NOT NULL, -- Which mention.
  person TEXT REFERENCES identity, -- Whose it is; NULL: nobody's, it is not read any more.
  run TEXT NOT NULL REFERENCES run, -- The run that assigned it.
  at {_AT}, -- When.
  why TEXT NOT NULL CHECK (why IN ('linked', 'merged', 'split', 'unread')) -- Why it moved.
) STRICT"""

REDIRECT = f"""
CREATE TABLE redirect ( -- A person's id that was merged into another's, for ever.
  person TEXT PRIMARY KEY REFERENCES identity, -- The id that is no person's any more.
  into_person TEXT NOT NULL REFERENCES identity, -- The id that holds his mentions since.
  run TEXT NOT NULL REFERENCES run, -- The run that merged them.
  at {_AT}, -- When.
  CHECK (person <> into_person)
) STRICT"""

CHANGE = f"""
CREATE TABLE change ( -- How the persons came to be as they are: the feed, and what counts replay.
  seq INTEGER PRIMARY KEY CHECK (seq > 0), -- The cursor: each is greater than the one before by 1.
  -- upsert: the person is now state; merge, split: what became of ids; withdraw: no mention is left of him;
  -- restrict: what is hidden of him changed (an upsert follows).
  kind TEXT NOT NULL CHECK (kind IN ('upsert', 'merge', 'split', 'withdraw', 'restrict')),
  person TEXT NOT NULL REFERENCES identity, -- Whose.
  state TEXT NOT NULL CHECK (json_valid(state)), -- What it is now, JSON; see docs/pipeline.md.
  run TEXT NOT NULL REFERENCES run, -- The run that made it.
  at {_AT} -- When.
) STRICT"""

PERSON = """
CREATE TABLE person ( -- Derived: each person as his last change left him; none that was merged or withdrawn.
  id TEXT PRIMARY KEY, -- The permanent id.
  seq INTEGER NOT NULL, -- His last change.
  grade TEXT NOT NULL, -- confirmed, provisional, rejected.
  status TEXT NOT NULL, -- killed, missing, captive, alive, unsure.
  surname TEXT, -- As the count knows him; NULL: not said, or restricted.
  given TEXT, -- Likewise.
  patronymic TEXT, -- Likewise.
  region TEXT, -- ISO 3166-2; NULL: unknown.
  mentions INTEGER NOT NULL, -- How many mentions are his.
  state TEXT NOT NULL CHECK (json_valid(state)) -- All of it, JSON.
) STRICT"""

FACTS = (JUDGEMENT, VERIFICATION, RESTRICTION, WITHDRAWAL, IDENTITY, ASSIGNMENT, REDIRECT, CHANGE)
FACT_TABLES = (
    *("judgement", "verification", "restriction", "withdrawal"),
    *("identity", "assignment", "redirect", "change"),
)
INDEXES = (
    'CREATE INDEX judgement_by_one ON judgement ("one")',
    "CREATE INDEX judgement_by_other ON judgement (other)",
    "CREATE INDEX verification_by_person ON verification (person, id)",
    "CREATE INDEX verification_by_mention ON verification (mention) WHERE mention IS NOT NULL",
    "CREATE INDEX restriction_by_person ON restriction (person, id)",
    "CREATE INDEX assignment_by_mention ON assignment (mention, id)",
    "CREATE INDEX assignment_by_person ON assignment (person, id)",
    "CREATE INDEX redirect_by_target ON redirect (into_person)",
    "CREATE INDEX change_by_person ON change (person, seq)",
    "CREATE INDEX change_by_time ON change (at)",
    "CREATE INDEX person_by_name ON person (surname, given)",
)
PERSONS = (*FACTS, PERSON, *INDEXES)

NEAR_PAIR = """
CREATE TABLE near_pair ( -- Derived: pairs of mentions that the last link run would have a person judge.
  "one" TEXT NOT NULL, -- A mention.
  other TEXT NOT NULL, -- Another mention.
  bits REAL NOT NULL, -- The evidence that they are one person, log2 of the odds.
  run TEXT NOT NULL REFERENCES run, -- The run that weighed them.
  PRIMARY KEY ("one", other),
  CHECK ("one" < other)
) STRICT, WITHOUT ROWID"""

UNLINKED = """
CREATE TABLE unlinked ( -- Derived: snapshots of which a link run has to look at the mentions anew.
  snapshot TEXT PRIMARY KEY -- The snapshot's digest.
) STRICT, WITHOUT ROWID"""

_SAME = "'same' IN (ifnull(OLD.verdict, ''), ifnull(NEW.verdict, '')) AND OLD.verdict IS NOT NEW.verdict"

KEPT_UNLINKED = (
    """CREATE TRIGGER read_is_unlinked AFTER INSERT ON document
    BEGIN INSERT OR IGNORE INTO unlinked VALUES (NEW.snapshot); END""",
    """CREATE TRIGGER dropped_is_unlinked AFTER DELETE ON document
    BEGIN INSERT OR IGNORE INTO unlinked VALUES (OLD.snapshot); END""",
    f"""CREATE TRIGGER mirror_is_unlinked AFTER UPDATE OF verdict ON same_page WHEN {_SAME}
    BEGIN INSERT OR IGNORE INTO unlinked VALUES (NEW.snapshot);
    INSERT OR IGNORE INTO unlinked SELECT NEW.held WHERE NEW.held IS NOT NULL; END""",
    """CREATE TRIGGER mirror_no_more_is_unlinked AFTER DELETE ON same_page WHEN OLD.verdict = 'same'
    BEGIN INSERT OR IGNORE INTO unlinked VALUES (OLD.snapshot);
    INSERT OR IGNORE INTO unlinked SELECT OLD.held WHERE OLD.held IS NOT NULL; END""",
    "INSERT INTO unlinked SELECT snapshot FROM document",
)
