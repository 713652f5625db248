-- Fanned-out steps, edited payloads, callbacks and webhooks, schemas, changes of runs as events.

-- items: into how many the step was fanned out here (null: it was not); edited: an operator's bytes in place of the request's body.
ALTER TABLE checkpoint ADD COLUMN items INTEGER;
ALTER TABLE checkpoint ADD COLUMN edited_digest BLOB;
ALTER TABLE checkpoint ADD COLUMN edited_size INTEGER NOT NULL DEFAULT 0;
-- Null: all items of the step.
ALTER TABLE command ADD COLUMN item INTEGER;

-- Held runs whose step failed before need the service's retry budget; the others do not, and are not to wait behind them.
DROP INDEX run_held;
CREATE INDEX run_held ON run (state, service, attempts > 0) WHERE state = 'held';

CREATE TABLE callback (
    id         TEXT    NOT NULL PRIMARY KEY,
    run_id     INTEGER NOT NULL REFERENCES run (id),
    step       TEXT    NOT NULL,
    item       INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    url        TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (run_id, step, item, generation)
) STRICT;

-- In the order in which they came; a repeat is told by the sender's id.
CREATE TABLE callback_message (
    seq         INTEGER PRIMARY KEY,
    callback_id TEXT    NOT NULL REFERENCES callback (id),
    message_id  TEXT    NOT NULL,
    headers     BLOB,
    body_digest BLOB,
    body_size   INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (callback_id, message_id)
) STRICT;

-- Which run a webhook started: kept, so that its repeats start no other.
CREATE TABLE webhook_message (
    pipeline   TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    run_id     INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (pipeline, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE schema_version (
    name        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    digest      BLOB    NOT NULL,
    document    BLOB    NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

-- How far the events have been sent that a sink wants.
CREATE TABLE event_cursor (
    sink       TEXT NOT NULL PRIMARY KEY,
    checkpoint INTEGER NOT NULL,
    event      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
