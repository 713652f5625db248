-- Where the input of each run came from, as it was taken.
CREATE TABLE run_origin (
    run_id INTEGER PRIMARY KEY REFERENCES run (id),
    source TEXT NOT NULL,
    path TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    owner TEXT NOT NULL,
    modified_at INTEGER,
    submitter TEXT NOT NULL,
    sidecar TEXT NOT NULL,
    key_id TEXT NOT NULL,
    comment TEXT NOT NULL
);
