-- Requests that may have been sent, not before then, when nothing else told of them: known from the store whoever carries the run on.
CREATE TABLE sending (
    run_id     INTEGER NOT NULL REFERENCES run (id),
    step       TEXT    NOT NULL,
    item       INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    PRIMARY KEY (run_id, step, item, generation, since)
) STRICT, WITHOUT ROWID;
