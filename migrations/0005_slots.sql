-- What belongs to no record and must be written in one transaction with records: what became of a copy's transactions,
-- the copies themselves, what was moved. `rev` is the commit that wrote the slot. Adds an empty table; the index over
-- the records is built once, in about a second for a million of them.
CREATE TABLE slot (
  domain INTEGER NOT NULL,
  space  TEXT    NOT NULL,
  key    BLOB    NOT NULL,
  rev    INTEGER NOT NULL,
  value  BLOB    NOT NULL,
  PRIMARY KEY (domain, space, key)
) STRICT, WITHOUT ROWID;

-- What was written in a space since a commit.
CREATE INDEX slot_since ON slot (domain, space, rev, key);

-- What changed since a commit, for copies. Private kinds are 64 and above, and never told.
CREATE INDEX record_since ON record (domain, rev, kind, id) WHERE kind < 64;
