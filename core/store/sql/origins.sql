-- Origins of runs' inputs: see 0018_origin.sql and origins.cpp.

-- name: put_origin
INSERT INTO run_origin (run_id, source, path, owner_id, owner, modified_at, submitter, sidecar, key_id, comment)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: origin_of_run
SELECT source, path, owner_id, owner, modified_at, submitter, sidecar, key_id, comment FROM run_origin WHERE run_id = ?
