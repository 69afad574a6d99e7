-- What belongs to a record and is no document: a photo, a recording. A blob goes when its record is erased. `bytes`
-- stands last, so that its kind can be read without it. Adds an empty table, so it takes no time on any file.
CREATE TABLE blob (
  domain INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  id     BLOB    NOT NULL,
  name   TEXT    NOT NULL,
  mime   TEXT    NOT NULL,
  bytes  BLOB    NOT NULL,
  PRIMARY KEY (domain, kind, id, name)
) STRICT;
