-- name: put_payload
INSERT INTO payload (digest, size, bytes) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING

-- name: find_pipeline_version
SELECT id FROM pipeline_version WHERE digest = ?

-- name: insert_pipeline_version
INSERT INTO pipeline_version (name, version, digest, definition, source, recorded_at) VALUES (?, ?, ?, ?, ?, ?)

-- name: insert_pipeline_step
INSERT INTO pipeline_step (pipeline_version_id, step, service) VALUES (?, ?, ?)

-- name: live_service_revision
SELECT id, revision, digest FROM service_revision WHERE service = ? ORDER BY revision DESC LIMIT 1

-- name: insert_service_revision
INSERT INTO service_revision (service, revision, digest, definition, source, recorded_at, actor, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_run
INSERT INTO run (id, pipeline_version_id, pipeline, state, step, service, category, cause, attempts, input_name, input_digest,
                 input_size, submitted_at, started_at, finished_at, next_at, due_at, deadline_at, rerun_of,
                 trace_id)
SELECT ?, v.id, v.name, ?, ?, (SELECT s.service FROM pipeline_step s WHERE s.pipeline_version_id = v.id AND s.step = ?),
       ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
FROM pipeline_version v WHERE v.id = ?

-- name: update_run
UPDATE run
SET state = ?, step = ?,
    service = (SELECT s.service FROM pipeline_step s WHERE s.pipeline_version_id = run.pipeline_version_id AND s.step = ?),
    category = ?, cause = ?, attempts = ?, started_at = ?, finished_at = ?,
    next_at = ?, due_at = CASE WHEN ? = 1 THEN coalesce(?, submitted_at) ELSE ? END
WHERE id = ?

-- name: insert_checkpoint
INSERT INTO checkpoint (run_id, step, item, state, generation, policy_revision_id, input_digest, output_digest, output_size, status,
                        output_headers, attempts, category, cause, decision, reason, next_at, actor, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_attempt
INSERT INTO attempt (run_id, step, item, generation, number, idempotency_key, span_id, policy_revision_id, service, method, url,
                     request_headers, response_headers, request_digest, request_size, response_digest, response_size, status,
                     fault, category, cause, decision, delay_ms, advised_ms, queued_ms, connect_ms, first_byte_ms, total_ms,
                     started_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_command
INSERT INTO command (kind, run_id, step, service, arguments, actor, reason, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- name: finish_command
UPDATE command SET done_at = ?, accepted = ?, result = ? WHERE id = ? AND done_at IS NULL

-- name: insert_event
INSERT INTO event (at, kind, run_id, detail) VALUES (?, ?, ?, ?)

-- name: mark_taken
INSERT INTO taken_file (pipeline, path, size, modified_ms, inode, run_id, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: lease_fence
SELECT fence FROM lease WHERE id = 1

-- name: claim_lease
UPDATE lease SET fence = fence + 1, holder = ?, acquired_at = ? WHERE id = 1

-- name: put_service_state
INSERT INTO service_state (service, state, updated_at) VALUES (?, ?, ?)
ON CONFLICT (service) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
