-- The audit: who did what, when and why, each entry bound by its hash to all before it. Rows are added and never touched again.

CREATE TABLE audit (
    seq      INTEGER NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    before   BLOB, -- canonical JSON
    after    BLOB,
    previous BLOB    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;

-- The chain's hash at a moment, signed (Ed25519): whoever rewrites the chain from then on cannot sign it.
CREATE TABLE audit_seal (
    seq       INTEGER NOT NULL PRIMARY KEY REFERENCES audit (seq),
    hash      BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    key       BLOB    NOT NULL, -- the public one
    signature BLOB    NOT NULL
) STRICT;
CREATE TRIGGER audit_seal_is_not_changed BEFORE UPDATE ON audit_seal BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_seal_is_not_deleted BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
