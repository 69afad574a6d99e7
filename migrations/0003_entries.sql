-- What happened once and is not edited: a call, a recording, a message. There are many of them, they are found by whose
-- they are and when, and nothing is searched in them, so they lie apart from the records. Adds an empty table, so it
-- takes no time on any file.
CREATE TABLE entry (
  domain     INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  id         BLOB    NOT NULL,
  account_id BLOB    NOT NULL,
  owner_id   BLOB    NOT NULL,
  at_ms      INTEGER NOT NULL,
  rev        INTEGER NOT NULL,
  fields     TEXT    NOT NULL,
  PRIMARY KEY (domain, kind, id)
) STRICT;

-- A person's list, newest first; it takes as long as the page is large, whatever colleagues have.
CREATE INDEX entry_of_owner ON entry (domain, kind, owner_id, at_ms, id);

-- What a person's list got since a commit.
CREATE INDEX entry_since ON entry (domain, kind, owner_id, rev, id);
