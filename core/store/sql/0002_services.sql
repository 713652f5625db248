-- What is remembered of services; runs that wait for one; work found pipeline by pipeline, so that none starves another.

-- Held runs are woken by their service, blocked ones by people. Those of which another step goes on by itself are due as well. (Only
-- the condition changes, nothing on the disk: sqlite.org/lang_altertable.html, section 7.)
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK ((due_at IS NOT NULL) = (state IN (''pending'', ''running'', ''waiting_retry'')))',
                  'CHECK ((due_at IS NOT NULL) = (state IN (''pending'', ''running'', ''waiting_retry'', ''waiting_callback''))'
                  || ' OR state IN (''held'', ''blocked'', ''outcome_unknown''))')
WHERE type = 'table' AND name = 'run';
PRAGMA writable_schema = RESET;

DROP INDEX run_by_due;
CREATE INDEX run_by_pipeline_due ON run (pipeline, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_held ON run (state, service) WHERE state = 'held';

-- The last known state of a service's breaker, budget and limits. Written by the runner that carries the store, now and then.
CREATE TABLE service_state (
    service    TEXT    NOT NULL PRIMARY KEY,
    state      BLOB    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- A command is about a run or about a service; what it needs beyond that is a JSON object.
ALTER TABLE command ADD COLUMN service TEXT;
ALTER TABLE command ADD COLUMN arguments BLOB;
