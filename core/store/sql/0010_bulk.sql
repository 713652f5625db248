-- Orders about many targets: one row each, of which the runner makes a command for every target, page by page.

CREATE TABLE bulk (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT    NOT NULL,
    filter       TEXT    NOT NULL, -- as it was written; relative times in it count from created_at
    incident_id  INTEGER,          -- not null: its failures are meant, not the filter's runs
    arguments    BLOB,
    actor        TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    newest_run   INTEGER NOT NULL, -- no run above it is meant
    canary       INTEGER NOT NULL,
    stop_at      INTEGER NOT NULL, -- thousandths
    state        TEXT    NOT NULL DEFAULT 'running',
    why          TEXT    NOT NULL DEFAULT '',
    place_run    INTEGER NOT NULL DEFAULT 0, -- the last target that was gone through
    place_step   TEXT    NOT NULL DEFAULT '',
    place_item   INTEGER NOT NULL DEFAULT -1,
    listed       INTEGER NOT NULL DEFAULT 0,
    asked        INTEGER NOT NULL DEFAULT 0,
    refused      INTEGER NOT NULL DEFAULT 0,
    passed       INTEGER NOT NULL DEFAULT 0,
    failed       INTEGER NOT NULL DEFAULT 0,
    left_out     INTEGER NOT NULL DEFAULT 0,
    wave         INTEGER NOT NULL DEFAULT 0,
    wave_asked   INTEGER NOT NULL DEFAULT 0,
    wave_refused INTEGER NOT NULL DEFAULT 0,
    wave_passed  INTEGER NOT NULL DEFAULT 0,
    wave_failed  INTEGER NOT NULL DEFAULT 0,
    wave_left    INTEGER NOT NULL DEFAULT 0,
    ended_at     INTEGER
) STRICT;
CREATE INDEX bulk_running ON bulk (state) WHERE state = 'running';

-- outcome: null until it is known; awaits: the steps, one a line, that it let go and that have not passed yet.
ALTER TABLE command ADD COLUMN bulk_id INTEGER REFERENCES bulk (id);
ALTER TABLE command ADD COLUMN outcome TEXT;
ALTER TABLE command ADD COLUMN awaits TEXT;
-- Commands that belong to no order are in none of these.
CREATE INDEX command_of_bulk ON command (bulk_id) WHERE bulk_id IS NOT NULL;
CREATE INDEX command_of_bulk_outcome ON command (bulk_id, outcome) WHERE bulk_id IS NOT NULL;
CREATE INDEX command_awaited ON command (run_id) WHERE bulk_id IS NOT NULL AND outcome IS NULL;
