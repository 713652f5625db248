-- Which version of its pipeline made the first checkpoints of a run, and so many of its attempts, before it went on with another.
-- (SQLite 3.40 examines such a table rightly only where its key comes first.)
CREATE TABLE run_logic (
    run_id              INTEGER NOT NULL REFERENCES run (id),
    until_seq           INTEGER NOT NULL,
    pipeline_version_id INTEGER NOT NULL REFERENCES pipeline_version (id),
    attempts            INTEGER NOT NULL,
    PRIMARY KEY (run_id, until_seq, pipeline_version_id)
) STRICT, WITHOUT ROWID;

-- How its service's breaker stood when it let the request through; null: not known.
ALTER TABLE attempt ADD COLUMN breaker TEXT;

-- The last runner that ended in order, by its fencing token, and when the last one before it that did not was found to have ended.
ALTER TABLE lease ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lease ADD COLUMN lost_at INTEGER NOT NULL DEFAULT 0;
