-- name: put_payload
INSERT INTO payload (digest, size, bytes, key) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING

-- name: find_pipeline_version
SELECT id FROM pipeline_version WHERE digest = ?

-- name: newest_pipeline_version
SELECT version, recorded_at FROM pipeline_version WHERE name = ? ORDER BY id DESC LIMIT 1

-- name: mend_pipeline_version
UPDATE pipeline_version SET definition = ?, source = ? WHERE id = ? AND definition <> ?

-- name: insert_pipeline_version
INSERT INTO pipeline_version (name, version, digest, definition, source, recorded_at) VALUES (?, ?, ?, ?, ?, ?)

-- name: insert_pipeline_step
INSERT INTO pipeline_step (pipeline_version_id, step, service) VALUES (?, ?, ?)

-- name: live_service_revision
SELECT id, revision, digest, recorded_at, actor, reason FROM service_revision WHERE service = ? ORDER BY revision DESC LIMIT 1

-- name: mend_service_revision
UPDATE service_revision SET definition = ?, source = ?, inherited = ? WHERE id = ? AND definition <> ?

-- name: insert_service_revision
INSERT INTO service_revision (service, revision, digest, definition, source, recorded_at, actor, reason, inherited)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_run
INSERT INTO run (id, pipeline_version_id, pipeline, state, step, service, category, cause, attempts, input_name, input_digest,
                 input_size, submitted_at, started_at, finished_at, next_at, due_at, deadline_at, rerun_of,
                 trace_id, waits, gates)
SELECT ?, v.id, v.name, ?, ?, (SELECT s.service FROM pipeline_step s WHERE s.pipeline_version_id = v.id AND s.step = ?),
       ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
FROM pipeline_version v WHERE v.id = ?

-- A run's changes of state are events as well; nothing where it stays as it is.
-- name: note_run_state
INSERT INTO event (at, kind, run_id, detail) SELECT ?, ?, id, ? FROM run WHERE id = ? AND state <> ?

-- name: update_run
UPDATE run
SET state = ?, step = ?,
    service = (SELECT s.service FROM pipeline_step s WHERE s.pipeline_version_id = run.pipeline_version_id AND s.step = ?),
    category = ?, cause = ?, attempts = ?, started_at = ?, finished_at = ?, deadline_at = ?,
    next_at = ?, due_at = CASE WHEN ? = 1 THEN coalesce(?, submitted_at) ELSE ? END, waits = ?, gates = ?
WHERE id = ?

-- Less than update_run does, whose every column costs the indexes that it is in: each run is begun once.
-- name: begin_run
UPDATE run SET state = 'running', started_at = ? WHERE id = ? AND state = 'pending'

-- name: insert_checkpoint
INSERT INTO checkpoint (run_id, step, item, state, generation, policy_revision_id, input_digest, output_digest, output_size, status,
                        output_headers, attempts, category, cause, decision, reason, next_at, actor, at, items, edited_digest,
                        edited_size)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_attempt
INSERT INTO attempt (run_id, step, item, generation, number, idempotency_key, span_id, policy_revision_id, service, method, url,
                     request_headers, response_headers, request_digest, request_size, response_digest, response_size, status,
                     fault, category, cause, decision, delay_ms, advised_ms, queued_ms, connect_ms, first_byte_ms, total_ms,
                     started_at, breaker)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_sending
INSERT INTO sending (run_id, step, item, generation, since) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: insert_command
INSERT INTO command (kind, run_id, step, item, service, arguments, actor, reason, created_at, bulk_id, edited_digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: finish_command
UPDATE command SET done_at = ?, accepted = ?, result = ? WHERE id = ? AND done_at IS NULL

-- name: insert_event
INSERT INTO event (at, kind, run_id, detail) VALUES (?, ?, ?, ?)

-- Not by one that was retired (there is no text of it) while the file was taken in: another may have taken over what it took.
-- name: mark_taken
INSERT INTO taken_file (pipeline, path, size, modified_ms, inode, run_id, taken_at)
SELECT ?, ?, ?, ?, ?, ?, ?
WHERE coalesce((SELECT length(source) FROM pipeline_version WHERE name = ? ORDER BY id DESC LIMIT 1), 1) > 0

-- name: put_refused_file
INSERT INTO refused_file (pipeline, path, why, since) VALUES (?, ?, ?, ?)
ON CONFLICT (pipeline, path) DO UPDATE SET why = excluded.why, since = excluded.since

-- name: forget_refused_file
DELETE FROM refused_file WHERE pipeline = ? AND path = ?

-- name: inherit_taken
INSERT INTO taken_file (pipeline, path, size, modified_ms, inode, run_id, taken_at)
SELECT ?, CASE WHEN substr(path, 1, length(?)) = ? THEN ? || substr(path, length(?) + 1) ELSE path END,
       size, modified_ms, inode, run_id, taken_at
FROM taken_file WHERE pipeline = ? ON CONFLICT DO NOTHING

-- name: lease_fence
SELECT fence FROM lease WHERE id = 1

-- name: claim_lease
UPDATE lease SET fence = fence + 1, holder = ?, acquired_at = ? WHERE id = 1

-- name: end_lease
UPDATE lease SET ended = fence, lost_at = coalesce(?, lost_at) WHERE id = 1 AND (? IS NOT NULL OR ended = fence - 1)

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

-- name: wake_held
UPDATE run SET due_at = ? WHERE due_at > ? AND gates IS NOT NULL AND instr(gates, char(10) || ?) > 0

-- What waits for no time but when it was submitted, or begun, can wait for none to come. What does may have been put off by any of its
-- changes that is still to come, or by a question, of which nothing but its time is written down.
-- name: wake_ahead
UPDATE run SET due_at = ?
WHERE due_at > ?
  AND (state = 'pending' OR state = 'running' OR waits IS NOT NULL
       OR EXISTS (SELECT 1 FROM checkpoint c WHERE c.run_id = run.id AND c.at > ?))

-- name: insert_webhook_message
INSERT INTO webhook_message (pipeline, message_id, run_id, at) VALUES (?, ?, ?, ?)

-- name: find_schema
SELECT digest FROM schema_version WHERE name = ? AND version = ?

-- name: mend_schema
UPDATE schema_version SET document = ? WHERE name = ? AND version = ? AND document <> ?

-- name: insert_schema
INSERT INTO schema_version (name, version, digest, document, recorded_at) VALUES (?, ?, ?, ?, ?)

-- name: note_earlier_version
INSERT INTO run_logic (run_id, until_seq, attempts, pipeline_version_id)
SELECT r.id, (SELECT coalesce(max(c.seq), 0) FROM checkpoint c WHERE c.run_id = r.id),
       (SELECT count(*) FROM attempt a WHERE a.run_id = r.id), r.pipeline_version_id
FROM run r WHERE r.id = ? ON CONFLICT DO NOTHING

-- name: move_run
UPDATE run SET pipeline_version_id = ? WHERE id = ?

-- name: put_event_cursor
INSERT INTO event_cursor (sink, checkpoint, event) VALUES (?, ?, ?)
ON CONFLICT (sink) DO UPDATE SET checkpoint = excluded.checkpoint, event = excluded.event

-- Counting what was recorded since the last time: see 0004_tally.sql. A chunk at a time, by the ids between two places.

-- name: tally_place
SELECT attempt, event, checkpoint FROM tallied WHERE id = 1

-- name: tally_ends
SELECT (SELECT coalesce(max(id), 0) FROM attempt), (SELECT coalesce(max(id), 0) FROM event), (SELECT coalesce(max(seq), 0) FROM checkpoint)

-- name: put_tally_place
UPDATE tallied SET attempt = ?, event = ?, checkpoint = ? WHERE id = 1

-- (What Cairn itself cut off tells nothing of the service. Weeks begin on Mondays, as 1970-01-05 was: 345600000. Grouped by the minute first: what is then left to be grouped by each span is little. Sorted by what differs most first.)
-- name: tally_attempts
INSERT INTO attempt_tally (span, start, service, pipeline, step, category, latency, count, retried)
SELECT s.seconds, m.minute - (m.minute - 345600000) % (s.seconds * 1000), m.service,
       CASE WHEN s.seconds >= 86400 THEN m.pipeline ELSE '' END, CASE WHEN s.seconds >= 86400 THEN m.step ELSE '' END, m.category,
       m.latency, sum(m.count), sum(m.retried)
FROM (SELECT a.started_at - a.started_at % 60000 AS minute, a.service AS service, r.pipeline AS pipeline, a.step AS step,
             coalesce(a.category, '') AS category,
             coalesce((SELECT max(c.from_ms) FROM latency_class c WHERE c.from_ms <= a.total_ms), 0) AS latency, count(*) AS count,
             sum(a.decision = 'retry') AS retried
      FROM attempt a CROSS JOIN run r ON r.id = a.run_id
      WHERE a.id > ? AND a.id <= ? AND a.fault IS NOT 'cancelled' GROUP BY 6, 4, 1, 2, 3, 5) AS m
CROSS JOIN tally_span s
WHERE m.minute >= ? - s.kept_ms
GROUP BY 7, 5, 1, 2, 3, 4, 6
ON CONFLICT (span, start, service, pipeline, step, category, latency) DO UPDATE SET
    count = attempt_tally.count + excluded.count, retried = attempt_tally.retried + excluded.retried

-- name: tally_runs
INSERT INTO run_tally (span, start, pipeline, state, count)
SELECT s.seconds, e.at - (e.at - 345600000) % (s.seconds * 1000), r.pipeline, substr(e.kind, 5), count(*)
FROM event e CROSS JOIN run r ON r.id = e.run_id CROSS JOIN tally_span s
WHERE e.id > ? AND e.id <= ? AND e.at >= ? - s.kept_ms
  AND e.kind IN ('run.succeeded', 'run.degraded', 'run.cancelled', 'run.blocked', 'run.outcome_unknown')
GROUP BY 1, 2, 3, 4
ON CONFLICT (span, start, pipeline, state) DO UPDATE SET count = run_tally.count + excluded.count

-- name: tally_recoveries
INSERT INTO recovery_tally (start, service, pipeline, step, category, took, count)
SELECT c.at - c.at % 86400000, coalesce(p.service, ''), r.pipeline, c.step, f.category,
       coalesce((SELECT max(k.from_ms) FROM latency_class k WHERE k.from_ms <= c.at - f.at), 0), count(*)
FROM checkpoint c
CROSS JOIN checkpoint f ON f.seq = (SELECT min(g.seq) FROM checkpoint g
                                    WHERE g.run_id = c.run_id AND g.step = c.step AND g.item = c.item AND g.category IS NOT NULL)
CROSS JOIN run r ON r.id = c.run_id
LEFT JOIN pipeline_step p ON p.pipeline_version_id = r.pipeline_version_id AND p.step = c.step
-- A fan-out's own row stands for its items, each of which counts by itself.
WHERE c.seq > ? AND c.seq <= ? AND c.state = 'succeeded' AND f.seq < c.seq
  AND (c.item >= 0 OR NOT EXISTS (SELECT 1 FROM checkpoint i WHERE i.run_id = f.run_id AND i.step = f.step AND i.item >= 0))
GROUP BY 1, 2, 3, 4, 5, 6
ON CONFLICT (start, service, pipeline, step, category, took) DO UPDATE SET count = recovery_tally.count + excluded.count

-- name: drop_old_attempt_tallies
DELETE FROM attempt_tally WHERE span = ? AND start < ? - (SELECT kept_ms FROM tally_span WHERE seconds = ?)

-- name: drop_old_run_tallies
DELETE FROM run_tally WHERE span = ? AND start < ? - (SELECT kept_ms FROM tally_span WHERE seconds = ?)

-- name: insert_audit
INSERT INTO audit (seq, at, actor, action, subject, reason, before, after, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert_audit_seal
INSERT INTO audit_seal (seq, hash, at, key, signature) VALUES (?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING

-- Incidents: see 0009_incidents.sql and incidentwrites.cpp.

-- name: troubled_runs
SELECT DISTINCT run_id FROM incident_member WHERE fate IN ('failing', 'moving')

-- name: step_place
SELECT coalesce(p.service, ''), r.pipeline
FROM run r LEFT JOIN pipeline_step p ON p.pipeline_version_id = r.pipeline_version_id AND p.step = ? WHERE r.id = ?

-- name: insert_incident
INSERT INTO incident (service, step, category, code, state, handling, failing, moving, passed, left_out, first_at, last_at, newest_run,
                      cause)
VALUES (?, ?, ?, ?, 'resolved', 'open', 0, 0, 0, 0, ?, ?, ?, ?)

-- name: update_incident
UPDATE incident
SET state = ?, handling = ?, assignee = ?, failing = ?, moving = ?, passed = ?, left_out = ?, cancelled = ?, last_at = ?,
    resolved_at = ?, reopened = ?, newest_run = ?, cause = ?, revision = ?
WHERE id = ?

-- name: incident_fate
SELECT fate FROM incident_member WHERE run_id = ? AND step = ? AND item = ? AND incident_id = ?

-- (A question has no key.)
-- name: incident_code_before
SELECT coalesce((SELECT i.code FROM incident_member m JOIN incident i ON i.id = m.incident_id
                 WHERE m.run_id = ? AND m.step = ? AND m.item = ? AND i.category = ? ORDER BY m.at DESC LIMIT 1),
                (SELECT a.fault FROM attempt a
                 WHERE a.run_id = ? AND a.step = ? AND a.item = ? AND a.idempotency_key <> '' AND a.decision = 'ask_outcome'
                 ORDER BY a.id DESC LIMIT 1), '')

-- name: put_incident_member
INSERT INTO incident_member (run_id, step, item, incident_id, fate, at, stands) VALUES (?, ?, ?, ?, 'failing', ?, ?)
ON CONFLICT (run_id, step, item, incident_id) DO UPDATE SET fate = excluded.fate, at = excluded.at, stands = excluded.stands

-- name: move_incident_member
UPDATE incident_member SET fate = ?, at = ? WHERE run_id = ? AND step = ? AND item = ? AND incident_id = ?

-- name: leave_undecided
UPDATE incident_member SET stands = 'outcome_unknown' WHERE run_id = ? AND step = ? AND item = ? AND fate = 'failing'

-- name: open_members_of_step
SELECT incident_id, step, item, fate FROM incident_member WHERE run_id = ? AND fate IN ('failing', 'moving') AND step = ? AND (item = ? OR ?)

-- name: open_items_of_step
SELECT count(*) FROM incident_member WHERE run_id = ? AND step = ? AND item >= 0 AND fate IN ('failing', 'moving')

-- name: open_members_of_run
SELECT incident_id, step, item, fate FROM incident_member WHERE run_id = ? AND fate IN ('failing', 'moving')

-- name: step_is_failing
SELECT EXISTS (SELECT 1 FROM incident_member WHERE run_id = ? AND step = ? AND item = ? AND fate = 'failing')

-- name: run_is_failing
SELECT EXISTS (SELECT 1 FROM incident_member WHERE run_id = ? AND fate = 'failing')

-- name: count_incident_pipeline
INSERT INTO incident_pipeline (incident_id, pipeline, failures) VALUES (?, ?, 1)
ON CONFLICT (incident_id, pipeline) DO UPDATE SET failures = incident_pipeline.failures + 1

-- name: insert_incident_note
INSERT INTO incident_note (incident_id, at, actor, kind, detail) VALUES (?, ?, ?, ?, ?)

-- name: last_act_on_incident
SELECT id, incident_id, at, actor, kind, detail FROM incident_note WHERE incident_id = ? AND kind IN ('acknowledge', 'assign', 'escalate', 'note') ORDER BY id DESC LIMIT 1

-- name: last_escalation_of_incident
SELECT id, incident_id, at, actor, kind, detail FROM incident_note WHERE incident_id = ? AND kind = 'escalate' ORDER BY id DESC LIMIT 1

-- Orders about many targets: see 0010_bulk.sql and bulkwrites.cpp.

-- name: newest_run
SELECT coalesce(max(id), 0) FROM run

-- name: insert_bulk
INSERT INTO bulk (kind, filter, incident_id, arguments, actor, reason, created_at, newest_run, canary, stop_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: ask_bulk
UPDATE bulk SET place_run = ?, place_step = ?, place_item = ?, listed = ?, asked = asked + ?
WHERE id = ? AND state = 'running' AND listed = 0 AND place_run = ? AND place_step = ? AND place_item = ?

-- name: begin_bulk_wave
UPDATE bulk
SET wave = ?, wave_asked = asked, wave_refused = refused, wave_passed = passed, wave_failed = failed, wave_left = left_out
WHERE id = ?

-- name: stop_bulk
UPDATE bulk SET state = 'stopped', why = ? WHERE id = ? AND state = 'running'

-- name: cancel_bulk
UPDATE bulk SET state = 'cancelled', ended_at = ? WHERE id = ? AND state IN ('running', 'stopped')

-- name: continue_bulk
UPDATE bulk SET state = 'running', why = '' WHERE id = ? AND state = 'stopped'

-- name: end_bulk
UPDATE bulk SET state = 'done', ended_at = ?
WHERE id = ? AND state = 'running' AND listed = 1 AND asked = refused + passed + failed + left_out

-- name: count_outcome
UPDATE bulk SET refused = refused + ?, passed = passed + ?, failed = failed + ?, left_out = left_out + ? WHERE id = ?

-- name: settle_command
UPDATE command SET outcome = ?, awaits = NULL WHERE id = ? AND outcome IS NULL

-- name: await_outcome
UPDATE command SET awaits = ? WHERE id = ?

-- name: bulk_runs
SELECT DISTINCT run_id FROM command WHERE bulk_id IS NOT NULL AND outcome IS NULL

-- name: awaited_outcomes
SELECT id, bulk_id, item, awaits FROM command WHERE run_id = ? AND bulk_id IS NOT NULL AND outcome IS NULL AND awaits IS NOT NULL

-- name: put_alert_place
INSERT INTO alert_place (id, note) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET note = excluded.note

-- name: put_alert_state
INSERT INTO alert_state (rule, incident_id, active, told, fired_at, sent_at, ended_at, starts, calm_since)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (rule, incident_id) DO UPDATE SET active = excluded.active, told = excluded.told, fired_at = excluded.fired_at,
    sent_at = excluded.sent_at, ended_at = excluded.ended_at, starts = excluded.starts, calm_since = excluded.calm_since

-- name: insert_alert_delivery
INSERT INTO alert_delivery (rule, incident_id, route, news, at, facts, fate, settled_at, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: forget_alert_deliveries
DELETE FROM alert_delivery WHERE id <= ? AND fate <> 'waiting'

-- name: settle_alert_delivery
UPDATE alert_delivery SET fate = ?, result = ?, settled_at = ? WHERE id = ? AND fate = 'waiting'
