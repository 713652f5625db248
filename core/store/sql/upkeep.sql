-- Keys, what is sealed anew by them, what is erased: see 0017_sealing.sql, storekeys.cpp, resealing.cpp and erasing.cpp.

-- name: store_keys
SELECT number, wrapped, vault, made_at, retired_at FROM store_key ORDER BY number

-- name: newest_store_key
SELECT coalesce(max(number), 0) FROM store_key

-- name: insert_store_key
INSERT INTO store_key (number, wrapped, vault, made_at) VALUES (?, ?, ?, ?)

-- name: rewrap_store_key
UPDATE store_key SET wrapped = ?, vault = ? WHERE number = ? AND retired_at IS NULL

-- name: retire_store_key
UPDATE store_key SET wrapped = NULL, retired_at = ? WHERE number = ? AND retired_at IS NULL

-- What everything begins with that is sealed: the number of its key is within.
-- name: beginnings_of_sealed
SELECT substr(request_headers, 1, 5) FROM attempt WHERE request_headers IS NOT NULL
UNION SELECT substr(response_headers, 1, 5) FROM attempt WHERE response_headers IS NOT NULL
UNION SELECT substr(output_headers, 1, 5) FROM checkpoint WHERE output_headers IS NOT NULL
UNION SELECT substr(headers, 1, 5) FROM callback_message WHERE headers IS NOT NULL

-- name: keys_of_payloads
SELECT DISTINCT key FROM payload

-- name: holds_rows
SELECT EXISTS (SELECT 1 FROM payload) OR EXISTS (SELECT 1 FROM attempt) OR EXISTS (SELECT 1 FROM checkpoint)
    OR EXISTS (SELECT 1 FROM callback_message)

-- name: resealing
SELECT to_key, attempt, checkpoint, message, payload, payloads, skipped, total, begun_at FROM resealing WHERE id = 1

-- name: resealing_ends
SELECT (SELECT coalesce(max(id), 0) FROM attempt), (SELECT coalesce(max(seq), 0) FROM checkpoint),
       (SELECT coalesce(max(seq), 0) FROM callback_message)

-- name: begin_resealing
INSERT INTO resealing (id, to_key, attempt, checkpoint, message, payload, payloads, skipped, total, begun_at)
SELECT 1, ?, 0, 0, 0, X'', 0, 0, (SELECT count(*) FROM payload), ?

-- name: put_resealing
UPDATE resealing SET attempt = ?, checkpoint = ?, message = ?, payload = ?, payloads = ?, skipped = ? WHERE id = 1

-- name: end_resealing
DELETE FROM resealing WHERE id = 1

-- name: attempts_to_reseal
SELECT id, run_id, step, item, generation, number, request_headers, response_headers FROM attempt WHERE id > ? ORDER BY id LIMIT ?

-- name: put_attempt_headers
UPDATE attempt SET request_headers = ?, response_headers = ? WHERE id = ?

-- name: checkpoints_to_reseal
SELECT seq, run_id, step, item, generation, attempts, at, output_digest, output_headers FROM checkpoint WHERE seq > ? ORDER BY seq LIMIT ?

-- name: put_checkpoint_headers
UPDATE checkpoint SET output_headers = ? WHERE seq = ?

-- name: messages_to_reseal
SELECT seq, callback_id, message_id, headers FROM callback_message WHERE seq > ? ORDER BY seq LIMIT ?

-- name: put_message_headers
UPDATE callback_message SET headers = ? WHERE seq = ?

-- name: payloads_to_reseal
SELECT digest, size, key, bytes IS NULL, bytes FROM payload WHERE digest > ? ORDER BY digest LIMIT ?

-- name: put_payload_bytes
UPDATE payload SET bytes = ?, key = ? WHERE digest = ?

-- name: move_payload_file
UPDATE payload SET key = ? WHERE digest = ? AND key = ? AND bytes IS NULL

-- name: payload_place
SELECT size, key, bytes IS NULL FROM payload WHERE digest = ?

-- name: add_file_removal
INSERT INTO file_removal (name, digest, key) VALUES (?, ?, ?)

-- name: file_removals
SELECT id, name, digest, key FROM file_removal WHERE id > ? ORDER BY id LIMIT ?

-- name: forget_file_removal
DELETE FROM file_removal WHERE id = ?

-- name: ask_erasure
INSERT INTO erasure (run_id, actor, reason, asked_at) SELECT id, ?, ?, ? FROM run
WHERE id = ? AND finished_at IS NOT NULL AND state IN ('succeeded', 'degraded', 'cancelled')
ON CONFLICT (run_id) DO UPDATE
SET actor = excluded.actor, reason = excluded.reason, asked_at = excluded.asked_at, done_at = NULL
WHERE erasure.done_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM callback c JOIN callback_message m ON m.callback_id = c.id
            WHERE c.run_id = erasure.run_id AND m.at > erasure.asked_at)
    OR EXISTS (SELECT 1 FROM command c JOIN payload p ON p.digest = c.edited_digest WHERE c.run_id = erasure.run_id))

-- name: pending_erasures
SELECT run_id FROM erasure WHERE done_at IS NULL ORDER BY run_id LIMIT ?

-- name: count_pending_erasures
SELECT (SELECT count(*) FROM erasure WHERE done_at IS NULL) + (SELECT count(*) FROM file_removal) + (SELECT count(*) FROM log_remains)

-- name: runs_under_erasure
SELECT run_id FROM erasure WHERE done_at IS NULL
UNION SELECT e.run_id FROM file_removal f CROSS JOIN erased_payload e ON e.digest = f.digest

-- name: log_remains
SELECT EXISTS (SELECT 1 FROM log_remains)

-- name: note_log_remains
INSERT INTO log_remains (id) VALUES (1) ON CONFLICT (id) DO NOTHING

-- name: forget_log
DELETE FROM log_remains

-- name: run_is_erased
SELECT EXISTS (SELECT 1 FROM erasure WHERE run_id = ?)

-- name: erasure_of_run
SELECT run_id, actor, reason, asked_at, done_at, payloads, bytes, kept FROM erasure WHERE run_id = ?

-- name: erasure_of_payload
SELECT e.run_id, e.actor, e.reason, e.asked_at, e.done_at, e.payloads, e.bytes, e.kept
FROM erased_payload p JOIN erasure e ON e.run_id = p.run_id WHERE p.digest = ?

-- name: end_erasure
UPDATE erasure SET done_at = ?, kept = ? WHERE run_id = ?

-- name: count_erased
UPDATE erasure SET payloads = payloads + ?, bytes = bytes + ? WHERE run_id = ?

-- name: delete_payload
DELETE FROM payload WHERE digest = ?

-- name: put_erased_payload
INSERT INTO erased_payload (digest, run_id) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET run_id = excluded.run_id

-- Rows of a run that have headers.

-- name: headers_of_attempts
SELECT id FROM attempt WHERE run_id = ? AND id > ? AND (request_headers IS NOT NULL OR response_headers IS NOT NULL) ORDER BY id LIMIT ?

-- name: headers_of_checkpoints
SELECT seq FROM checkpoint WHERE run_id = ? AND seq > ? AND output_headers IS NOT NULL ORDER BY seq LIMIT ?

-- name: headers_of_messages
SELECT m.seq FROM callback c JOIN callback_message m ON m.callback_id = c.id
WHERE c.run_id = ? AND m.seq > ? AND m.headers IS NOT NULL ORDER BY m.seq LIMIT ?

-- name: payloads_of_run
WITH this(id) AS (SELECT ?)
SELECT r.input_digest FROM this JOIN run r ON r.id = this.id WHERE r.input_digest IS NOT NULL
UNION SELECT c.output_digest FROM this JOIN checkpoint c ON c.run_id = this.id WHERE c.output_digest IS NOT NULL
UNION SELECT c.edited_digest FROM this JOIN checkpoint c ON c.run_id = this.id WHERE c.edited_digest IS NOT NULL
UNION SELECT a.request_digest FROM this JOIN attempt a ON a.run_id = this.id WHERE a.request_digest IS NOT NULL
UNION SELECT a.response_digest FROM this JOIN attempt a ON a.run_id = this.id WHERE a.response_digest IS NOT NULL
UNION SELECT m.body_digest FROM this JOIN callback c ON c.run_id = this.id JOIN callback_message m ON m.callback_id = c.id
WHERE m.body_digest IS NOT NULL
UNION SELECT c.edited_digest FROM this JOIN command c ON c.run_id = this.id WHERE c.edited_digest IS NOT NULL

-- name: stored_of_run
SELECT count(*) FROM payload WHERE digest IN (
-- use: payloads_of_run
)

-- Who uses payloads, a page of each table at a time. Runs that are erased, or are to be, use none.

-- name: inputs_after
SELECT id, input_digest, NULL FROM run
WHERE id > ? AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = run.id) ORDER BY id LIMIT ?

-- name: attempt_payloads_after
SELECT id, request_digest, response_digest FROM attempt
WHERE id > ? AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = attempt.run_id) ORDER BY id LIMIT ?

-- name: checkpoint_payloads_after
SELECT seq, output_digest, edited_digest FROM checkpoint
WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = checkpoint.run_id) ORDER BY seq LIMIT ?

-- name: message_payloads_after
SELECT m.seq, m.body_digest, NULL FROM callback_message m JOIN callback c ON c.id = m.callback_id
WHERE m.seq > ? AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = c.run_id) ORDER BY m.seq LIMIT ?

-- name: command_payloads_after
SELECT id, edited_digest, NULL FROM command
WHERE id > ? AND edited_digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = command.run_id) ORDER BY id LIMIT ?

-- Orders use what was given to them until they are over; from then on their commands do.

-- name: orders_under_way
SELECT arguments FROM bulk WHERE ended_at IS NULL AND arguments IS NOT NULL

-- name: orders_over
SELECT arguments FROM bulk WHERE ended_at IS NOT NULL AND arguments IS NOT NULL

-- name: erase_after_bulk
UPDATE erasure SET done_at = NULL WHERE done_at IS NOT NULL AND run_id = (
    SELECT c.run_id FROM command c CROSS JOIN payload p ON p.digest = c.edited_digest CROSS JOIN erasure e ON e.run_id = c.run_id
    WHERE c.bulk_id = ? LIMIT 1)

-- name: finished_unerased
SELECT r.id, r.finished_at FROM run r
WHERE r.finished_at >= ? AND r.finished_at < ? AND r.pipeline = ? AND +r.state IN ('succeeded', 'degraded', 'cancelled')
  AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.run_id = r.id)
ORDER BY r.finished_at LIMIT ?

-- name: empty_log
PRAGMA wal_checkpoint(TRUNCATE)

-- name: payload_files_after
SELECT digest, size, key FROM payload WHERE bytes IS NULL AND digest > ? ORDER BY digest LIMIT ?

-- name: room_in_database
SELECT f.freelist_count * s.page_size, p.page_count * s.page_size
FROM pragma_freelist_count f, pragma_page_count p, pragma_page_size s

-- name: bytes_of_payload_files
SELECT coalesce(sum(size), 0) FROM payload WHERE bytes IS NULL

-- Runs that are over for everybody: their payloads are erased, no incident that they belong to is open, nobody has asked anything of
-- them that is not done, no run was made from them, and all of it has been counted. The newest rows stay whosoever they are: SQLite
-- gives the number of a last row once more when it is gone, and what has been counted or sent is known by these numbers.
-- name: run_over
SELECT r.id, r.state, r.submitted_at, r.finished_at
FROM run r CROSS JOIN erasure x ON x.run_id = r.id CROSS JOIN tallied t
WHERE +r.state IN ('succeeded', 'degraded', 'cancelled') AND x.done_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM resealing)
  AND NOT EXISTS (SELECT 1 FROM run c WHERE c.rerun_of = r.id)
  AND NOT EXISTS (SELECT 1 FROM incident_member m CROSS JOIN incident i ON i.id = m.incident_id
                  WHERE m.run_id = r.id AND i.state <> 'resolved')
  AND NOT EXISTS (SELECT 1 FROM command c WHERE c.run_id = r.id AND (c.done_at IS NULL OR (c.bulk_id IS NOT NULL AND c.outcome IS NULL)))
  AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.run_id = r.id AND (a.id > t.attempt OR a.id = (SELECT max(id) FROM attempt)))
  AND NOT EXISTS (SELECT 1 FROM checkpoint c
                  WHERE c.run_id = r.id AND (c.seq > t.checkpoint OR c.seq = (SELECT max(seq) FROM checkpoint)))
  AND NOT EXISTS (SELECT 1 FROM event e WHERE e.run_id = r.id AND e.id > t.event)
  AND NOT EXISTS (SELECT 1 FROM callback b CROSS JOIN callback_message m ON m.callback_id = b.id
                  WHERE b.run_id = r.id AND m.seq = (SELECT max(seq) FROM callback_message))

-- name: runs_to_remove
-- use: run_over
  AND r.pipeline = ? AND r.finished_at >= ? AND r.finished_at < ? ORDER BY r.finished_at LIMIT ?

-- name: run_to_remove
-- use: run_over
  AND r.id = ?

-- What belongs to a run alone: so many rows at once.

-- name: remove_erased_payloads
WITH this(id) AS (SELECT ?)
DELETE FROM erased_payload WHERE digest IN (
    SELECT DISTINCT e.digest
    FROM (SELECT r.input_digest AS digest FROM run r WHERE r.id = (SELECT id FROM this)
          UNION ALL SELECT c.output_digest FROM checkpoint c WHERE c.run_id = (SELECT id FROM this)
          UNION ALL SELECT c.edited_digest FROM checkpoint c WHERE c.run_id = (SELECT id FROM this)
          UNION ALL SELECT a.request_digest FROM attempt a WHERE a.run_id = (SELECT id FROM this)
          UNION ALL SELECT a.response_digest FROM attempt a WHERE a.run_id = (SELECT id FROM this)
          UNION ALL SELECT m.body_digest FROM callback c JOIN callback_message m ON m.callback_id = c.id
                    WHERE c.run_id = (SELECT id FROM this)
          UNION ALL SELECT c.edited_digest FROM command c WHERE c.run_id = (SELECT id FROM this)) u
    CROSS JOIN erased_payload e ON e.digest = u.digest AND e.run_id = (SELECT id FROM this) LIMIT ?)

-- name: remove_messages
DELETE FROM callback_message WHERE seq IN (
    SELECT m.seq FROM callback c CROSS JOIN callback_message m ON m.callback_id = c.id WHERE c.run_id = ? LIMIT ?)

-- name: remove_callbacks
DELETE FROM callback WHERE id IN (SELECT c.id FROM callback c WHERE c.run_id = ? LIMIT ?)

-- name: remove_attempts
DELETE FROM attempt WHERE id IN (SELECT a.id FROM attempt a WHERE a.run_id = ? LIMIT ?)

-- name: remove_sendings
DELETE FROM sending WHERE (run_id, step, item, generation, since) IN (
    SELECT s.run_id, s.step, s.item, s.generation, s.since FROM sending s WHERE s.run_id = ? LIMIT ?)

-- name: remove_earlier_versions
DELETE FROM run_logic WHERE (run_id, until_seq, pipeline_version_id) IN (
    SELECT l.run_id, l.until_seq, l.pipeline_version_id FROM run_logic l WHERE l.run_id = ? LIMIT ?)

-- name: remove_checkpoints
DELETE FROM checkpoint WHERE seq IN (SELECT c.seq FROM checkpoint c WHERE c.run_id = ? LIMIT ?)

-- name: remove_commands
DELETE FROM command WHERE id IN (SELECT c.id FROM command c WHERE c.run_id = ? LIMIT ?)

-- name: remove_events
DELETE FROM event WHERE id IN (SELECT e.id FROM event e WHERE e.run_id = ? LIMIT ?)

-- name: remove_members
DELETE FROM incident_member WHERE (run_id, step, item, incident_id) IN (
    SELECT m.run_id, m.step, m.item, m.incident_id FROM incident_member m WHERE m.run_id = ? LIMIT ?)

-- Webhooks that began a run which is gone, among some that follow each other in the order of their key.

-- name: webhooks_after
SELECT pipeline, message_id FROM webhook_message WHERE (pipeline, message_id) > (?, ?) ORDER BY pipeline, message_id LIMIT ?

-- name: forget_webhooks
DELETE FROM webhook_message
WHERE (pipeline, message_id) > (?, ?) AND (pipeline, message_id) <= (?, ?) AND at < ?
  AND NOT EXISTS (SELECT 1 FROM run r WHERE r.id = webhook_message.run_id)

-- name: remove_origin
DELETE FROM run_origin WHERE run_id = ?

-- name: remove_erasure
DELETE FROM erasure WHERE run_id = ?

-- name: remove_run
DELETE FROM run WHERE id = ?
