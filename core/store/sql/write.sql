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

-- A run's changes of state are events as well; nothing where it stays as it is.
-- name: note_run_state
INSERT INTO event (at, kind, run_id, detail) SELECT ?, ?, id, ? FROM run WHERE id = ? AND state <> ?

-- name: update_run
UPDATE run
SET state = ?, step = ?,
    service = (SELECT s.service FROM pipeline_step s WHERE s.pipeline_version_id = run.pipeline_version_id AND s.step = ?),
    category = ?, cause = ?, attempts = ?, started_at = ?, finished_at = ?,
    next_at = ?, due_at = CASE WHEN ? = 1 THEN coalesce(?, submitted_at) ELSE ? END
WHERE id = ?

-- name: insert_checkpoint
INSERT INTO checkpoint (run_id, step, item, state, generation, policy_revision_id, input_digest, output_digest, output_size, status,
                        output_headers, attempts, category, cause, decision, reason, next_at, actor, at, items, edited_digest,
                        edited_size)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_attempt
INSERT INTO attempt (run_id, step, item, generation, number, idempotency_key, span_id, policy_revision_id, service, method, url,
                     request_headers, response_headers, request_digest, request_size, response_digest, response_size, status,
                     fault, category, cause, decision, delay_ms, advised_ms, queued_ms, connect_ms, first_byte_ms, total_ms,
                     started_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_command
INSERT INTO command (kind, run_id, step, item, service, arguments, actor, reason, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

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

-- name: insert_callback
INSERT INTO callback (id, run_id, step, item, generation, url, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: insert_callback_message
INSERT INTO callback_message (callback_id, message_id, headers, body_digest, body_size, at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (callback_id, message_id) DO NOTHING

-- A run that waits, if only one of its branches does, is due once a message has come.
-- name: wake_run
UPDATE run SET due_at = ?
WHERE id = ? AND state IN ('waiting_callback', 'waiting_retry', 'held', 'blocked', 'outcome_unknown')

-- name: wake_messaged
UPDATE run SET due_at = ?
WHERE state IN ('waiting_callback', 'waiting_retry', 'held', 'blocked', 'outcome_unknown')
  AND EXISTS (SELECT 1 FROM callback c JOIN callback_message m ON m.callback_id = c.id WHERE c.run_id = run.id)

-- name: insert_webhook_message
INSERT INTO webhook_message (pipeline, message_id, run_id, at) VALUES (?, ?, ?, ?)

-- name: find_schema
SELECT digest FROM schema_version WHERE name = ? AND version = ?

-- name: insert_schema
INSERT INTO schema_version (name, version, digest, document, recorded_at) VALUES (?, ?, ?, ?, ?)

-- name: move_run
UPDATE run SET pipeline_version_id = ? WHERE id = ?

-- name: put_event_cursor
INSERT INTO event_cursor (sink, checkpoint, event) VALUES (?, ?, ?)
ON CONFLICT (sink) DO UPDATE SET checkpoint = excluded.checkpoint, event = excluded.event
