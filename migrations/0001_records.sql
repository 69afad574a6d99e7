-- Records, their unique names, their words for search, and the change log.

-- 0x436f7264 is "Cord": tells a file of ours from any other SQLite file.
PRAGMA application_id = 1131377252;

-- One row for each sync domain; seq is the number of its last commit.
CREATE TABLE domain (
  domain INTEGER NOT NULL PRIMARY KEY,
  seq    INTEGER NOT NULL
) STRICT;

-- One row for each document. `fields` stands last, so that reading the columns before it never touches the
-- pages that a large document overflows to.
CREATE TABLE record (
  domain      INTEGER NOT NULL REFERENCES domain (domain),
  kind        INTEGER NOT NULL,
  id          BLOB    NOT NULL,
  account_id  BLOB,
  flags       INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  schema      INTEGER NOT NULL,
  created_ms  INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  deleted_ms  INTEGER,
  sort_key    TEXT    NOT NULL,
  label       TEXT    NOT NULL,
  fields      TEXT    NOT NULL,
  PRIMARY KEY (domain, kind, id)
) STRICT;

-- Lists and the loading of the tree read this index only. `deleted_ms` is always NULL in it; it is listed so
-- that the condition needs no look at the row.
CREATE INDEX record_listed
  ON record (domain, kind, account_id, sort_key, id, label, flags, deleted_ms)
  WHERE deleted_ms IS NULL;

-- Names that only one record may have. `account_id` is empty for a name that is unique in the whole domain.
CREATE TABLE claim (
  domain     INTEGER NOT NULL REFERENCES domain (domain),
  scope      TEXT    NOT NULL,
  account_id BLOB    NOT NULL,
  key        TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  id         BLOB    NOT NULL,
  PRIMARY KEY (domain, scope, account_id, key)
) STRICT, WITHOUT ROWID;

-- What a search finds: one row for each word of a live record. `account_id` is that of the record, empty where it
-- has none. A search reads this table only, never the record. There is no foreign key to the record: SQLite would
-- look for the words of an erased record in the whole table, so the store deletes them by their index.
CREATE TABLE word (
  domain     INTEGER NOT NULL,
  term       TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  id         BLOB    NOT NULL,
  account_id BLOB    NOT NULL,
  PRIMARY KEY (domain, term, kind, id)
) STRICT, WITHOUT ROWID;

-- A search in one account takes as long as that account is large, whatever else is in the file.
CREATE INDEX word_of_account ON word (domain, account_id, kind, term, id);

CREATE INDEX word_of_record ON word (domain, kind, id, term);

-- One row for each commit. `touched` is a JSON list of [kind, id, account_id].
CREATE TABLE change (
  domain  INTEGER NOT NULL REFERENCES domain (domain),
  seq     INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL,
  actor   BLOB,
  verb    TEXT    NOT NULL,
  touched TEXT    NOT NULL,
  detail  TEXT    NOT NULL,
  PRIMARY KEY (domain, seq)
) STRICT;
