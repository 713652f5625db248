-- What is known of secrets: when and by whom they were set, and until when they are good. Never a secret, nor a hash of one.

CREATE TABLE credential (
    key            TEXT    NOT NULL PRIMARY KEY,
    kind           TEXT    NOT NULL,
    set_at         INTEGER NOT NULL,
    set_by         TEXT    NOT NULL,
    expires_at     INTEGER,
    previous_until INTEGER
) STRICT, WITHOUT ROWID;
