-- What is sealed, by which keys; what was erased; files that are to be removed. Sealed bytes of rows begin with their format and the
-- number of their key (see security/datakey.h); what begins otherwise is not sealed, as all was before this.

-- Each key is sealed by another one, which is kept in the vault of that name. Retired: nothing is sealed by it any more, and it is
-- gone.
CREATE TABLE store_key (
    number     INTEGER NOT NULL PRIMARY KEY,
    wrapped    BLOB,
    vault      TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    retired_at INTEGER,
    CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL))
) STRICT;

-- By which key a payload is sealed, in its row or its file; 0: by none. Sealed bytes are longer than the payload. (Only the condition
-- changes, nothing on the disk: sqlite.org/lang_altertable.html, section 7.)
ALTER TABLE payload ADD COLUMN key INTEGER NOT NULL DEFAULT 0;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK (bytes IS NULL OR length(bytes) = size)', 'CHECK (bytes IS NULL OR length(bytes) >= size)')
WHERE type = 'table' AND name = 'payload';
PRAGMA writable_schema = RESET;

-- How far everything has been sealed anew by that key: the last row of each table that was looked at. There is one if a change of keys
-- is under way.
CREATE TABLE resealing (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    to_key     INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    checkpoint INTEGER NOT NULL,
    message    INTEGER NOT NULL,
    payload    BLOB    NOT NULL,
    payloads   INTEGER NOT NULL, -- looked at
    skipped    INTEGER NOT NULL, -- damaged: their key is kept
    total      INTEGER NOT NULL, -- of payloads, when it began
    begun_at   INTEGER NOT NULL
) STRICT;

-- Files that no row refers to any more, by their names in the payload folder.
CREATE TABLE file_removal (
    id     INTEGER NOT NULL PRIMARY KEY,
    name   BLOB    NOT NULL,
    digest BLOB    NOT NULL,
    key    INTEGER NOT NULL
) STRICT;

-- Runs whose payloads were to be erased, by whom and why: the tombstones.
CREATE TABLE erasure (
    run_id   INTEGER NOT NULL PRIMARY KEY REFERENCES run (id),
    actor    TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    asked_at INTEGER NOT NULL,
    done_at  INTEGER, -- null: not yet
    payloads INTEGER NOT NULL DEFAULT 0,
    bytes    INTEGER NOT NULL DEFAULT 0,
    kept     INTEGER NOT NULL DEFAULT 0 -- payloads that other runs have as well
) STRICT;
CREATE INDEX erasure_pending ON erasure (run_id) WHERE done_at IS NULL;

CREATE TABLE erased_payload (
    digest BLOB    NOT NULL PRIMARY KEY,
    run_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
