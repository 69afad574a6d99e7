-- The rest of bytes that are many: `blob` holds the first 262,144 of them, and each row here the next ones, from its
-- `at` on. So a piece is read without those before it. Blobs that are there already stay whole in `blob`. Adds an empty
-- table, so it takes no time on any file.
CREATE TABLE blob_part (
  domain INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  id     BLOB    NOT NULL,
  name   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  bytes  BLOB    NOT NULL,
  PRIMARY KEY (domain, kind, id, name, at)
) STRICT;
