-- The first schema. Never edited once released: changes go into the next number.
-- A statement ends with a semicolon at the end of a line. Moments are milliseconds since 1970 UTC; states, categories and
-- decisions are stored as their words. Every index ends in the row id by itself, which gives the keyset order within it.

PRAGMA application_id = 1130459758;

CREATE TABLE pipeline_version (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    digest      BLOB    NOT NULL UNIQUE,
    definition  BLOB    NOT NULL,
    source      BLOB    NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pipeline_version_by_name ON pipeline_version (name);

-- Which service a step calls, so that runs can be found by the service of the step that explains their state.
CREATE TABLE pipeline_step (
    pipeline_version_id INTEGER NOT NULL REFERENCES pipeline_version (id),
    step                TEXT    NOT NULL,
    service             TEXT,
    PRIMARY KEY (pipeline_version_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_revision (
    id          INTEGER PRIMARY KEY,
    service     TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    digest      BLOB    NOT NULL,
    definition  BLOB    NOT NULL,
    source      BLOB    NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor       TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    UNIQUE (service, revision)
) STRICT;

CREATE TABLE payload (
    digest BLOB    NOT NULL PRIMARY KEY,
    size   INTEGER NOT NULL,
    bytes  BLOB, -- null: a file of the payload folder
    CHECK (bytes IS NULL OR length(bytes) = size)
) STRICT;

CREATE TABLE run (
    id                  INTEGER PRIMARY KEY,
    pipeline_version_id INTEGER NOT NULL REFERENCES pipeline_version (id),
    pipeline            TEXT    NOT NULL,
    state               TEXT    NOT NULL,
    step                TEXT, -- the one that explains the state; this and the next two are null while all goes well
    service             TEXT,
    category            TEXT,
    cause               TEXT,
    attempts            INTEGER NOT NULL,
    input_name          TEXT    NOT NULL,
    input_digest        BLOB,
    input_size          INTEGER NOT NULL,
    submitted_at        INTEGER NOT NULL,
    started_at          INTEGER,
    finished_at         INTEGER,
    next_at             INTEGER,
    due_at              INTEGER, -- of a run that can be carried forward: next_at, or else submitted_at; null in all other states
    deadline_at         INTEGER,
    rerun_of            INTEGER,
    trace_id            BLOB,
    CHECK ((due_at IS NOT NULL) = (state IN ('pending', 'running', 'waiting_retry')))
) STRICT;
-- Only what can be carried forward is in it: finished runs cost nothing. (By a condition on the states themselves SQLite would not
-- choose it: it prefers run_by_state then, and sorts.)
CREATE INDEX run_by_due ON run (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_by_state ON run (state);
CREATE INDEX run_by_pipeline ON run (pipeline);
CREATE INDEX run_by_pipeline_state ON run (pipeline, state);
CREATE INDEX run_by_submission ON run (submitted_at);
CREATE INDEX run_by_step ON run (step) WHERE step IS NOT NULL;
CREATE INDEX run_by_service ON run (service) WHERE service IS NOT NULL;
CREATE INDEX run_by_category ON run (category) WHERE category IS NOT NULL;

-- Rows are only ever added, so the row id alone is the order of commit.
CREATE TABLE checkpoint (
    seq                INTEGER PRIMARY KEY,
    run_id             INTEGER NOT NULL REFERENCES run (id),
    step               TEXT    NOT NULL,
    item               INTEGER NOT NULL,
    state              TEXT    NOT NULL,
    generation         INTEGER NOT NULL,
    policy_revision_id INTEGER REFERENCES service_revision (id),
    input_digest       BLOB,
    output_digest      BLOB,
    output_size        INTEGER NOT NULL,
    status             INTEGER NOT NULL,
    output_headers     BLOB,
    attempts           INTEGER NOT NULL,
    category           TEXT,
    cause              TEXT,
    decision           TEXT    NOT NULL,
    reason             TEXT,
    next_at            INTEGER,
    actor              TEXT    NOT NULL,
    at                 INTEGER NOT NULL
) STRICT;
CREATE INDEX checkpoint_by_run ON checkpoint (run_id);

CREATE TABLE attempt (
    id                 INTEGER PRIMARY KEY,
    run_id             INTEGER NOT NULL REFERENCES run (id),
    step               TEXT    NOT NULL,
    item               INTEGER NOT NULL,
    generation         INTEGER NOT NULL,
    number             INTEGER NOT NULL,
    idempotency_key    TEXT    NOT NULL,
    span_id            BLOB,
    policy_revision_id INTEGER REFERENCES service_revision (id),
    service            TEXT    NOT NULL,
    method             TEXT    NOT NULL,
    url                TEXT    NOT NULL,
    request_headers    BLOB,
    response_headers   BLOB,
    request_digest     BLOB,
    request_size       INTEGER NOT NULL,
    response_digest    BLOB,
    response_size      INTEGER NOT NULL,
    status             INTEGER NOT NULL,
    fault              TEXT, -- null: none
    category           TEXT,
    cause              TEXT,
    decision           TEXT    NOT NULL,
    delay_ms           INTEGER,
    advised_ms         INTEGER,
    queued_ms          INTEGER NOT NULL,
    connect_ms         INTEGER NOT NULL,
    first_byte_ms      INTEGER NOT NULL,
    total_ms           INTEGER NOT NULL,
    started_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_by_run ON attempt (run_id);

CREATE TABLE command (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    run_id     INTEGER REFERENCES run (id),
    step       TEXT,
    actor      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    done_at    INTEGER, -- null: not carried out yet
    accepted   INTEGER NOT NULL DEFAULT 0,
    result     TEXT
) STRICT;
CREATE INDEX command_pending ON command (id) WHERE done_at IS NULL;
CREATE INDEX command_by_run ON command (run_id);

CREATE TABLE event (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    run_id INTEGER,
    detail TEXT    NOT NULL
) STRICT;

CREATE TABLE taken_file (
    pipeline    TEXT    NOT NULL,
    path        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    inode       INTEGER NOT NULL,
    run_id      INTEGER,
    taken_at    INTEGER NOT NULL,
    PRIMARY KEY (pipeline, path, size, modified_ms, inode)
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    fence       INTEGER NOT NULL,
    holder      TEXT    NOT NULL,
    acquired_at INTEGER NOT NULL
) STRICT;
INSERT INTO lease (id, fence, holder, acquired_at) VALUES (1, 0, '', 0);
