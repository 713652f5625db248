-- Rows that are read whole. CROSS JOIN: the run leads, its pipeline version is looked up.

-- name: run_columns
SELECT r.id, r.pipeline_version_id, v.name, v.version, v.digest, r.state, r.step, r.category, r.cause, r.attempts, r.input_name,
       r.input_digest, r.input_size, r.submitted_at, r.started_at, r.finished_at, r.next_at, r.deadline_at, r.rerun_of, r.trace_id,
       r.waits, r.gates

-- name: run_row
-- use: run_columns
FROM run r CROSS JOIN pipeline_version v WHERE v.id = r.pipeline_version_id

-- name: run_by_id
-- use: run_row
AND r.id = ?

-- What was begun and waits for its time: by an index of its own (run_parked), however many are due that have not been begun.
-- (Of a run that needs a person, another step goes on than its row tells.)
-- name: parked_runs
-- use: run_row
AND r.pipeline = ? AND r.due_at <= ? AND r.state <> 'pending' AND r.state <> 'running'
AND r.id NOT IN (SELECT value FROM json_each(?))
AND (r.service IS NULL OR r.state IN ('blocked', 'outcome_unknown')
     OR instr(CASE WHEN r.attempts > 0 AND r.category IS NOT NULL THEN ? ELSE ? END, char(10) || r.service || char(10)) = 0
     OR coalesce(r.deadline_at <= ?, 0))
ORDER BY r.due_at, r.id LIMIT ?

-- name: runnable_runs
-- use: run_row
AND r.pipeline = ? AND r.due_at <= ? AND r.state IN ('pending', 'running')
AND r.id NOT IN (SELECT value FROM json_each(?)) ORDER BY r.due_at, r.id LIMIT ?

-- Jumps from name to name in the index: it costs as much as there are pipelines, however many runs there are.
-- name: due_pipelines
WITH RECURSIVE due(name) AS (
    SELECT min(pipeline) FROM run WHERE due_at IS NOT NULL
    UNION ALL
    SELECT (SELECT min(pipeline) FROM run WHERE due_at IS NOT NULL AND pipeline > name) FROM due WHERE name IS NOT NULL)
SELECT name, (SELECT min(due_at) FROM run WHERE due_at IS NOT NULL AND pipeline = name) FROM due WHERE name IS NOT NULL

-- name: lease_end
SELECT ended, lost_at FROM lease WHERE id = 1

-- name: oldest_due
WITH RECURSIVE due(name) AS (
    SELECT min(pipeline) FROM run WHERE due_at IS NOT NULL
    UNION ALL
    SELECT (SELECT min(pipeline) FROM run WHERE due_at IS NOT NULL AND pipeline > name) FROM due WHERE name IS NOT NULL)
SELECT min((SELECT r.due_at FROM run r WHERE r.pipeline = name AND r.due_at <= ? AND r.state <> 'running' ORDER BY r.due_at LIMIT 1))
FROM due WHERE name IS NOT NULL

-- name: held_runs
-- use: run_row
AND r.state = 'held' AND r.service = ? AND (r.attempts > 0) = ? AND instr(?, char(10) || r.pipeline || char(10)) = 0 ORDER BY r.id LIMIT ?

-- name: holding_services
SELECT DISTINCT service FROM run WHERE state = 'held' AND service IS NOT NULL

-- name: service_state
SELECT state FROM service_state WHERE service = ?

-- (Of what no answer decided, older versions of Cairn wrote that it succeeded.)
-- name: checkpoint_row
SELECT seq, run_id, step, item, state, generation, policy_revision_id, input_digest, output_digest, output_size, status,
       output_headers, attempts, category, cause,
       CASE WHEN decision = 'succeed' AND (state <> 'succeeded' OR actor <> 'runner') THEN NULL ELSE nullif(decision, '') END,
       reason, next_at, actor, at, items, edited_digest, edited_size
FROM checkpoint

-- name: checkpoints_of_run
-- use: checkpoint_row
WHERE run_id = ? ORDER BY seq

-- name: checkpoints_after
-- use: checkpoint_row
WHERE seq > ? ORDER BY seq LIMIT ?

-- name: count_attempts_of_run
SELECT count(*) FROM attempt WHERE run_id = ?

-- name: attempts_of_run
SELECT run_id, step, item, generation, number, idempotency_key, span_id, policy_revision_id, service, method, url, request_headers,
       response_headers, request_digest, request_size, response_digest, response_size, status, fault, category, cause, decision,
       delay_ms, advised_ms, queued_ms, connect_ms, first_byte_ms, total_ms, started_at, breaker
FROM attempt WHERE run_id = ? ORDER BY id

-- name: sendings_of_run
SELECT run_id, step, item, generation, since FROM sending WHERE run_id = ? ORDER BY since

-- name: earlier_versions_of_run
SELECT l.until_seq, l.attempts, v.id, v.version, v.digest
FROM run_logic l CROSS JOIN pipeline_version v ON v.id = l.pipeline_version_id
WHERE l.run_id = ? ORDER BY l.until_seq, l.pipeline_version_id

-- The list of runs: a head, whichever conditions the filter asks for (joined by AND), a tail.

-- name: run_list
-- use: run_row
AND r.id < ?

-- name: run_list_tail
ORDER BY r.id DESC LIMIT ?

-- name: run_count
SELECT count(*) FROM run r WHERE r.id < ?

-- Where a search stops that looks at so many runs only.
-- name: run_floor
SELECT r.id, r.submitted_at FROM run r WHERE r.id < ?

-- name: run_floor_tail
ORDER BY r.id DESC LIMIT 1 OFFSET ?

-- The same of runs that stand at a step other than the one that explains their state: led by what fails (NOT INDEXED: by nothing else).

-- name: standing_list
-- use: run_columns
FROM run r NOT INDEXED CROSS JOIN pipeline_version v WHERE v.id = r.pipeline_version_id AND r.id < ?

-- name: standing_count
SELECT count(*) FROM run r NOT INDEXED WHERE r.id < ?

-- After so many members of whichever incident; which incidents: by the conditions of these, between the two.
-- name: standing_floor
SELECT r.id, r.submitted_at FROM run r
WHERE r.id = (SELECT max((SELECT m.run_id FROM incident_member m WHERE m.incident_id = i.id AND m.fate = 'failing' AND m.run_id < ?
                          ORDER BY m.run_id DESC LIMIT 1 OFFSET ?)) FROM incident i WHERE 1

-- name: standing_floor_tail
)

-- Between two ids. Which incidents: by the conditions of these, behind it. Then: not those that the row itself says.
-- name: run_where_stands
r.id IN (SELECT m.run_id FROM incident i CROSS JOIN incident_member m ON m.incident_id = i.id
         WHERE m.fate = 'failing' AND m.run_id >= ? AND m.run_id < ?

-- name: run_where_not_at
) AND NOT (1

-- name: run_at_service
r.service IS ?

-- name: run_at_step
r.step IS ?

-- name: run_at_category
r.category IS ?

-- name: run_where_from
r.id >= ?

-- name: run_where_state
r.state = ?

-- name: run_where_state_among
instr(?, ' ' || r.state || ' ') > 0

-- name: run_where_pipeline
r.pipeline = ?

-- name: run_where_version
r.pipeline_version_id = (SELECT max(w.id) FROM pipeline_version w WHERE w.name = ? AND w.version = ?)

-- name: run_where_service
r.service = ?

-- name: run_where_step
r.step = ?

-- name: run_where_category
r.category = ?

-- name: run_where_tried
EXISTS (SELECT 1 FROM attempt a WHERE a.run_id = r.id AND (? = '' OR a.service = ? OR a.step = ?)
        AND CASE ? WHEN '' THEN 1 WHEN 'failed' THEN a.category IS NOT NULL WHEN 'retried' THEN a.decision = 'retry' ELSE a.category = ? END)

-- name: run_where_reached
EXISTS (SELECT 1 FROM event v WHERE v.run_id = r.id AND instr(?, ' ' || v.kind || ' ') > 0 AND v.at >= ? AND v.at < ?)

-- (With the plus, the ids lead, whose bounds are known: see RunQuery.)
-- name: run_where_submitted
r.id >= ? AND +r.submitted_at >= ? AND +r.submitted_at < ?

-- name: run_where_ended
r.id >= ? AND +r.finished_at >= ? AND +r.finished_at < ?

-- name: run_where_text
(r.input_name LIKE ? ESCAPE '\' OR r.id = ?)

-- Of the runs in a span of time whose ids do not tell when they were submitted: see 0008_console.sql.
-- name: run_id_bounds
SELECT min(id), max(id) FROM run WHERE submitted_at >= ? AND submitted_at < ? AND abs((id >> 21) - submitted_at) > 60000

-- name: run_id_bounds_ended
SELECT min(id), max(id) FROM run WHERE finished_at >= ? AND finished_at < ?

-- Most runs have succeeded. They are what is left of all: SQLite counts a whole index without looking at its entries.
-- name: count_all
SELECT count(*) FROM run

-- name: count_by_other_state
SELECT state, count(*) FROM run WHERE state < 'succeeded' GROUP BY state
UNION ALL SELECT state, count(*) FROM run WHERE state > 'succeeded' GROUP BY state

-- name: count_by_version
SELECT pipeline_version_id, state, count(*), max(id) FROM run GROUP BY pipeline_version_id, state

-- name: pipeline_heads
SELECT id, name, version, digest, recorded_at, length(source) = 0 FROM pipeline_version ORDER BY name, id DESC

-- name: pipeline_row
SELECT v.id, v.name, v.version, v.digest, v.source, v.definition FROM pipeline_version v

-- name: newest_pipelines
-- use: pipeline_row
WHERE v.id = (SELECT max(o.id) FROM pipeline_version o WHERE o.name = v.name) ORDER BY v.name

-- name: pipeline_by_name
-- use: pipeline_row
WHERE v.name = ? ORDER BY v.id DESC LIMIT 1

-- name: pipeline_by_id
-- use: pipeline_row
WHERE v.id = ?

-- name: service_row
SELECT s.id, s.service, s.revision, s.digest, s.source, s.definition, s.recorded_at, s.actor, s.reason, s.inherited FROM service_revision s

-- name: live_services
-- use: service_row
WHERE s.revision = (SELECT max(o.revision) FROM service_revision o WHERE o.service = s.service) ORDER BY s.service

-- name: service_by_name
-- use: service_row
WHERE s.service = ? ORDER BY s.revision DESC LIMIT 1

-- Of whatever was recorded, for an examination.
-- name: pipeline_texts
SELECT name, version, digest, definition FROM pipeline_version ORDER BY name, id

-- name: service_texts
SELECT service, revision, digest, definition FROM service_revision ORDER BY service, revision

-- name: schema_texts
SELECT name, version, digest, document FROM schema_version ORDER BY name, version

-- name: command_row
SELECT id, kind, run_id, step, item, service, arguments, actor, reason, created_at, done_at, accepted, result,
       bulk_id, outcome
FROM command

-- name: pending_commands
-- use: command_row
WHERE done_at IS NULL ORDER BY id LIMIT ?

-- name: command_by_id
-- use: command_row
WHERE id = ?

-- name: events_after
SELECT id, at, kind, run_id, detail FROM event WHERE id > ? ORDER BY id LIMIT ?

-- name: is_taken
SELECT 1 FROM taken_file WHERE pipeline = ? AND path = ? AND size = ? AND modified_ms = ? AND inode = ?

-- name: refused_files
SELECT pipeline, path, why, since FROM refused_file
WHERE (since, pipeline, path) > (?, ?, ?) ORDER BY since, pipeline, path LIMIT ?

-- name: payload_by_digest
SELECT size, key, bytes IS NULL, bytes FROM payload WHERE digest = ?

-- name: payload_size
SELECT size FROM payload WHERE digest = ?

-- name: payloads_after
SELECT digest, size FROM payload WHERE digest > ? ORDER BY digest LIMIT ?


-- name: callback_row
SELECT id, run_id, step, item, generation, url, created_at FROM callback

-- name: callback_by_id
-- use: callback_row
WHERE id = ?

-- name: callback_of_step
-- use: callback_row
WHERE run_id = ? AND step = ? AND item = ? AND generation = ?

-- name: answered_callbacks
-- use: callback_row
WHERE run_id = ? AND EXISTS (SELECT 1 FROM callback_message m WHERE m.callback_id = callback.id)

-- name: callback_messages
SELECT message_id, headers, body_digest, body_size, at FROM callback_message WHERE callback_id = ? ORDER BY seq LIMIT ?

-- name: run_of_webhook
SELECT run_id FROM webhook_message WHERE pipeline = ? AND message_id = ?

-- name: schema_by_ref
SELECT name, version, digest, document FROM schema_version WHERE name = ? AND version = ?

-- name: service_history
-- use: service_row
WHERE s.service = ? ORDER BY s.revision DESC LIMIT ?

-- name: event_cursor
SELECT checkpoint, event FROM event_cursor WHERE sink = ?

-- name: last_event
SELECT (SELECT coalesce(max(seq), 0) FROM checkpoint), (SELECT coalesce(max(id), 0) FROM event)

-- Figures about the past, in steps of so many ms.

-- name: attempt_tallies
SELECT start - start % ?, service, nullif(category, ''), latency, sum(count)
FROM attempt_tally WHERE span = ? AND start >= ? AND start < ? GROUP BY 1, 2, 3, 4

-- name: run_tallies
SELECT start - start % ?, state, sum(count) FROM run_tally WHERE span = ? AND start >= ? AND start < ? GROUP BY 1, 2

-- name: recovery_tallies
SELECT start - start % 86400000, service, took, sum(count) FROM recovery_tally WHERE start >= ? AND start < ? GROUP BY 1, 2, 3

-- In the order of the key: nothing is sorted, and what is summed up is summed up while it is read.
-- name: latency_trend
SELECT start, service, pipeline, step, nullif(category, ''), latency, count, retried FROM attempt_tally
WHERE span = ? AND start >= ? AND start < ? AND (? = '' OR service = ?) AND category = ''

-- name: attempt_trend
SELECT start, service, pipeline, step, nullif(category, ''), 0, sum(count), sum(retried) FROM attempt_tally
WHERE span = ? AND start >= ? AND start < ? AND (? = '' OR service = ?)
GROUP BY start, service, pipeline, step, category

-- name: recovery_trend
SELECT start, service, pipeline, step, category, took, count, 0 FROM recovery_tally
WHERE start >= ? AND start < ? AND (? = '' OR service = ?)

-- name: retries_counted_since
SELECT retried_since FROM tallied WHERE id = 1

-- (As the index event_of_breaker has it.)
-- name: breaker_events
SELECT id, at, kind, run_id, detail FROM event
WHERE kind >= 'breaker.' AND kind < 'breaker/' AND substr(detail, 1, instr(detail || ' ', ' ') - 1) = ? AND id < ?
ORDER BY id DESC LIMIT ?

-- name: audit_row
SELECT seq, at, actor, action, subject, reason, before, after, previous, hash FROM audit

-- name: audit_after
-- use: audit_row
WHERE seq > ? ORDER BY seq LIMIT ?

-- name: last_audit
-- use: audit_row
ORDER BY seq DESC LIMIT 1

-- name: audit_end
SELECT coalesce(max(seq), 0) FROM audit

-- A search of the audit: a head, whichever conditions the filter asks for (joined by AND), a tail.

-- name: audit_between
-- use: audit_row
WHERE seq > ? AND seq < ?

-- name: audit_newest_first
ORDER BY seq DESC LIMIT ?

-- name: audit_oldest_first
ORDER BY seq LIMIT ?

-- name: audit_where_actor
(actor = ? OR actor LIKE ? ESCAPE '\')

-- name: audit_where_action
(action = ? OR action LIKE ? ESCAPE '\')

-- name: audit_where_subject
seq IN (SELECT seq FROM audit WHERE subject = ? UNION ALL SELECT seq FROM audit WHERE subject > ? AND subject < ?)

-- name: audit_where_time
at >= ? AND at < ?

-- name: audit_where_text
(actor || ' ' || action || ' ' || subject || ' ' || reason || ' ' || coalesce(CAST(before AS TEXT), '') || ' '
 || coalesce(CAST(after AS TEXT), '')) LIKE ? ESCAPE '\'

-- name: audit_seals_after
SELECT seq, hash, at, key, signature FROM audit_seal WHERE seq > ? ORDER BY seq LIMIT ?

-- name: service_by_id
-- use: service_row
WHERE s.id = ?

-- name: reruns_of_run
-- use: run_row
AND r.rerun_of = ? ORDER BY r.id LIMIT ?

-- name: events_of_run
SELECT id, at, kind, run_id, detail FROM event WHERE run_id = ? ORDER BY id LIMIT ?

-- name: commands_of_run
-- use: command_row
WHERE run_id = ? ORDER BY id LIMIT ?

-- name: incident_row
SELECT i.id, i.service, i.step, i.category, i.code, i.handling, i.assignee, i.failing, i.moving, i.passed, i.left_out, i.cancelled,
       i.first_at, i.last_at, i.resolved_at, i.reopened, i.newest_run, i.cause, i.revision
FROM incident i

-- name: incident_by_id
-- use: incident_row
WHERE i.id = ?

-- name: incident_by_fingerprint
-- use: incident_row
WHERE i.service = ? AND i.step = ? AND i.category = ? AND i.code = ?

-- name: incidents_of_run
-- use: incident_row
WHERE i.id IN (SELECT m.incident_id FROM incident_member m WHERE m.run_id = ?) ORDER BY i.last_at DESC, i.id DESC

-- The list of incidents: a head, whichever conditions the filter asks for (joined by AND), a tail.

-- name: incident_list
-- use: incident_row
WHERE (i.last_at, i.id) < (?, ?)

-- name: incident_list_tail
ORDER BY i.last_at DESC, i.id DESC LIMIT ?

-- The same list by what a person looks at first: see Urgency. (At once are those of which Responsibility says so.)

-- name: urgency
CASE WHEN s.handling = 'escalated' OR (s.handling = 'open' AND s.category IN ('auth', 'policy', 'internal')) THEN 0
     WHEN s.handling = 'open' AND s.undecided THEN 1
     WHEN s.handling = 'open' THEN 2
     WHEN s.handling = 'resolved' THEN 4
     ELSE 3 END AS urgency

-- name: urgent_incidents
SELECT u.id, u.service, u.step, u.category, u.code, u.handled, u.assignee, u.failing, u.moving, u.passed, u.left_out, u.cancelled,
       u.first_at, u.last_at, u.resolved_at, u.reopened, u.newest_run, u.cause, u.revision, u.urgency
FROM (SELECT s.*,
-- use: urgency
      FROM (SELECT i.id, i.service, i.step, i.category, i.code, i.handling AS handled, i.assignee, i.failing, i.moving, i.passed,
                   i.left_out, i.cancelled, i.first_at, i.last_at, i.resolved_at, i.reopened, i.newest_run, i.cause, i.revision,
                   i.state AS handling,
                   EXISTS (SELECT 1 FROM incident_member m
                           WHERE m.incident_id = i.id AND m.fate = 'failing' AND m.stands = 'outcome_unknown') AS undecided
            FROM incident i WHERE 1

-- name: urgent_incidents_tail
) s) u WHERE (u.urgency, -u.last_at, -u.id) > (?, -?, -?) ORDER BY u.urgency, u.last_at DESC, u.id DESC LIMIT ?

-- name: incident_where_state
i.state IN (SELECT value FROM json_each(?))

-- name: incident_where_service
i.service = ?

-- name: incident_where_step
i.step = ?

-- name: incident_where_category
i.category = ?

-- name: incident_where_pipeline
EXISTS (SELECT 1 FROM incident_pipeline p WHERE p.incident_id = i.id AND p.pipeline = ?)

-- name: incident_where_text
(i.step || ' ' || i.service || ' ' || i.code || ' ' || i.cause || ' ' || coalesce(i.assignee, '')) LIKE ? ESCAPE '\'

-- name: count_incidents
SELECT state, count(*) FROM incident GROUP BY state

-- What needs a person, by what it has in common: what the rows of runs that stand still say (counted in an index, in its order), and
-- every other step of theirs that fails; of one run, once. The newest of each tells its cause. Mostly as many steps fail as such rows
-- say. Where more do (but for those of runs that go on meanwhile, which are few), these are counted, if all are alike; else run by run.
-- name: troubles
WITH said AS MATERIALIZED (
    SELECT state, pipeline, coalesce(service, '') AS service, step, category, count(*) AS count, max(id) AS newest FROM run
    WHERE state IN ('blocked', 'outcome_unknown') GROUP BY state, pipeline, run.service, step, category),
moving AS MATERIALIZED (
    SELECT i.service, i.step, i.category, count(*) AS count
    FROM run r CROSS JOIN incident_member m ON m.run_id = r.id AND m.fate = 'failing' CROSS JOIN incident i ON i.id = m.incident_id
    WHERE r.state IN ('running', 'waiting_retry', 'waiting_callback', 'held', 'paused') GROUP BY 1, 2, 3),
beside AS MATERIALIZED (
    SELECT f.*, f.ways = 1 AND f.pipeline = f.another AND f.moving = 0 AS alike FROM (
        SELECT i.service, i.step, i.category, count(*) AS ways, max(i.id) AS incident, sum(i.failing) AS failing,
               min((SELECT min(p.pipeline) FROM incident_pipeline p WHERE p.incident_id = i.id)) AS pipeline,
               max((SELECT max(p.pipeline) FROM incident_pipeline p WHERE p.incident_id = i.id)) AS another,
               coalesce((SELECT sum(s.count) FROM said s WHERE s.service = i.service AND s.step = i.step AND s.category = i.category), 0)
                   AS said,
               coalesce((SELECT sum(o.count) FROM moving o
                         WHERE o.service = i.service AND o.step = i.step AND o.category = i.category), 0) AS moving
        FROM incident i WHERE i.failing > 0 GROUP BY i.service, i.step, i.category) f
    WHERE f.failing - f.moving > f.said),
unknown AS MATERIALIZED (
    SELECT r.state, r.pipeline, i.service, i.step, i.category, m.stands, count(DISTINCT r.id) AS count, max(r.id) AS newest
    FROM run r CROSS JOIN incident_member m ON m.run_id = r.id AND m.fate = 'failing' CROSS JOIN incident i ON i.id = m.incident_id
    WHERE r.state = 'outcome_unknown' AND EXISTS (SELECT 1 FROM beside)
      AND NOT (r.step IS i.step AND r.category IS i.category AND coalesce(r.service, '') = i.service)
    GROUP BY 1, 2, 3, 4, 5, 6),
place AS MATERIALIZED (
    SELECT g.state, g.pipeline, g.service, g.step, g.category, g.stands, sum(g.count) AS count, max(g.newest) AS newest
    FROM (SELECT state, pipeline, service, step, category, state AS stands, count, newest FROM said
          UNION ALL
          SELECT state, pipeline, service, step, category, stands, count, newest FROM unknown
          UNION ALL -- what is paused, or in quarantine, and fails
          SELECT r.state, r.pipeline, i.service, i.step, i.category, m.stands, count(DISTINCT r.id), max(r.id)
          FROM run r CROSS JOIN incident_member m ON m.run_id = r.id AND m.fate = 'failing' CROSS JOIN incident i ON i.id = m.incident_id
          WHERE r.state = 'paused' GROUP BY 1, 2, 3, 4, 5, 6
          UNION ALL
          SELECT 'blocked', b.pipeline, b.service, b.step, b.category, 'blocked',
                 max(0, (SELECT count(*) FROM (SELECT DISTINCT m.run_id FROM incident_member m
                                               WHERE m.incident_id = b.incident AND m.fate = 'failing'))
                        - b.said - coalesce((SELECT sum(u.count) FROM unknown u
                                             WHERE u.service = b.service AND u.step = b.step AND u.category = b.category), 0)),
                 (SELECT r.id FROM incident_member m CROSS JOIN run r ON r.id = m.run_id AND r.state = 'blocked'
                  WHERE m.incident_id = b.incident AND m.fate = 'failing' ORDER BY m.run_id DESC LIMIT 1)
          FROM beside b WHERE b.alike
          UNION ALL
          SELECT r.state, r.pipeline, b.service, b.step, b.category, 'blocked', count(DISTINCT r.id), max(r.id)
          FROM beside b CROSS JOIN incident i ON i.service = b.service AND i.step = b.step AND i.category = b.category
          CROSS JOIN incident_member m ON m.incident_id = i.id AND m.fate = 'failing'
          CROSS JOIN run r ON r.id = m.run_id AND r.state = 'blocked'
          WHERE NOT b.alike AND NOT (r.step IS b.step AND r.category IS b.category AND coalesce(r.service, '') = b.service)
          GROUP BY r.state, r.pipeline, b.service, b.step, b.category) g
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(g.count) > 0)
SELECT t.state, t.pipeline, t.service, t.step, t.category, t.count, t.newest,
       CASE WHEN n.step IS t.step AND n.category IS t.category AND coalesce(n.service, '') = t.service THEN n.cause
            ELSE (SELECT i.cause FROM incident_member m CROSS JOIN incident i ON i.id = m.incident_id
                  WHERE m.run_id = t.newest AND m.fate = 'failing' AND i.step = t.step AND i.category = t.category LIMIT 1) END,
       t.urgency, t.stands
FROM (SELECT u.state, u.pipeline, u.service, u.step, u.category, u.stands, u.count, u.newest, min(u.urgency) AS urgency
      FROM (SELECT s.*,
-- use: urgency
            FROM (SELECT p.*, coalesce(i.state, 'open') AS handling, p.stands = 'outcome_unknown' AS undecided
                  FROM place p LEFT JOIN incident i
                    ON i.service = p.service AND i.step = p.step AND i.category = p.category AND i.failing > 0) s) u
      GROUP BY 1, 2, 3, 4, 5, 6) t
CROSS JOIN run n ON n.id = t.newest ORDER BY t.urgency, t.count DESC, t.newest DESC LIMIT ?

-- name: member_row
SELECT m.run_id, m.step, m.item, m.fate, m.at, m.stands FROM incident_member m

-- name: incident_members
-- use: member_row
WHERE m.incident_id = ? AND (m.run_id, m.step, m.item) > (?, ?, ?) ORDER BY m.run_id, m.step, m.item LIMIT ?

-- name: incident_members_of_fate
-- use: member_row
WHERE m.incident_id = ? AND m.fate = ? AND (m.run_id, m.step, m.item) > (?, ?, ?) ORDER BY m.run_id, m.step, m.item LIMIT ?

-- What needs a person; what the row says, where it says it of nothing that does; what waits of the step that explains the row: for
-- its time, for its service to let it in, for an answer, or for what its service says became of it.
-- name: standing_in_runs
WITH asked (run_id) AS MATERIALIZED (SELECT value FROM json_each(?))
SELECT m.run_id, m.step, m.item, m.stands, m.at, i.service, i.category
FROM asked a CROSS JOIN incident_member m ON m.run_id = a.run_id AND m.fate = 'failing' CROSS JOIN incident i ON i.id = m.incident_id
UNION ALL
SELECT r.id, coalesce(r.step, ''), -1, r.state, 0, coalesce(r.service, ''), r.category FROM asked a CROSS JOIN run r ON r.id = a.run_id
WHERE r.state IN ('blocked', 'outcome_unknown')
  AND NOT EXISTS (SELECT 1 FROM incident_member m WHERE m.run_id = r.id AND m.step = r.step AND m.fate = 'failing')
UNION ALL
SELECT w.run_id, w.step, w.item, w.state, 0, w.service, w.category
FROM (SELECT c.run_id, c.step, c.item, c.state, coalesce(r.service, '') AS service, c.category, max(c.seq)
      FROM asked a CROSS JOIN run r ON r.id = a.run_id AND r.state IN ('held', 'waiting_retry', 'waiting_callback')
      CROSS JOIN checkpoint c ON c.run_id = r.id AND c.step = r.step GROUP BY c.run_id, c.item) w
WHERE w.state IN ('held', 'waiting_retry', 'waiting_callback', 'outcome_unknown')
  AND NOT EXISTS (SELECT 1 FROM incident_member m WHERE m.run_id = w.run_id AND m.step = w.step AND m.item = w.item AND m.fate = 'failing')
ORDER BY 1, 2, 3

-- name: failing_of_unknown_outcome
SELECT count(*) FROM incident_member m WHERE m.incident_id = ? AND m.fate = 'failing' AND m.stands = 'outcome_unknown'

-- (A step may have failed in more than one way, and is a member of more than one incident then: the code tells them apart.)
-- name: incident_failures
SELECT count(*) FROM incident_member m CROSS JOIN incident i ON i.id = m.incident_id
WHERE m.incident_id = ?
  AND EXISTS (SELECT 1 FROM checkpoint c WHERE c.run_id = m.run_id AND c.step = m.step AND c.item = m.item AND c.category IS NOT NULL
                AND c.category = i.category AND c.state IN ('blocked', 'outcome_unknown') AND c.at >= ? AND c.at < ?
                AND CASE WHEN c.status <> 0 THEN CAST(c.status AS TEXT) = i.code
                         ELSE i.code = '' OR EXISTS (SELECT 1 FROM attempt a WHERE a.run_id = c.run_id AND a.step = c.step AND a.item = c.item
                                                       AND a.generation = c.generation AND a.number = c.attempts AND a.fault = i.code) END)

-- name: incident_pipelines
SELECT pipeline, failures FROM incident_pipeline WHERE incident_id = ? ORDER BY pipeline

-- What was asked for about its failures: an order about the incident as its own row has it, whatever became of its commands; of all else
-- the first command, how many there are (of another order, one for each failure of this incident), and how many were refused.
-- name: deeds_about_incident
WITH about AS (SELECT id, first_at FROM incident WHERE id = ?),
     deed AS (SELECT min(c.id) AS command, c.bulk_id AS bulk, count(*) AS commands,
                     sum(c.done_at IS NOT NULL AND NOT c.accepted) AS refused, min(c.created_at) AS at
              FROM about i CROSS JOIN (SELECT DISTINCT run_id FROM incident_member WHERE incident_id = (SELECT id FROM about)) m
              CROSS JOIN command c ON c.run_id = m.run_id
              WHERE c.created_at >= i.first_at
                AND coalesce(c.bulk_id, 0) NOT IN (SELECT b.id FROM bulk b WHERE b.incident_id = (SELECT id FROM about))
                AND (c.step IS NULL OR EXISTS (SELECT 1 FROM incident_member x
                                               WHERE x.run_id = c.run_id AND x.step = c.step AND x.incident_id = i.id
                                                 AND x.item BETWEEN coalesce(c.item, -1) AND coalesce(c.item, 2147483647)))
              GROUP BY coalesce(-c.bulk_id, c.id)
              UNION ALL
              SELECT (SELECT c.id FROM command c WHERE c.bulk_id = b.id ORDER BY c.id LIMIT 1), b.id, b.asked, b.refused, b.created_at
              FROM about i CROSS JOIN bulk b ON b.incident_id = i.id)
SELECT c.id, coalesce(c.kind, b.kind), c.run_id, c.step, c.item, c.service, coalesce(c.arguments, b.arguments),
       coalesce(c.actor, b.actor), coalesce(c.reason, b.reason), d.at, c.done_at, c.accepted, c.result, d.bulk, c.outcome, r.input_name,
       d.commands, d.refused
FROM (SELECT * FROM deed ORDER BY at DESC, command DESC LIMIT ?) d
LEFT JOIN command c ON c.id = d.command LEFT JOIN bulk b ON b.id = d.bulk LEFT JOIN run r ON r.id = c.run_id
ORDER BY d.at DESC, d.command DESC

-- name: incident_notes
SELECT id, incident_id, at, actor, kind, detail FROM incident_note WHERE incident_id = ? ORDER BY id DESC LIMIT ?

-- name: incident_notes_after
SELECT id, incident_id, at, actor, kind, detail FROM incident_note WHERE id > ? ORDER BY id LIMIT ?

-- name: run_where_incident
r.id IN (SELECT m.run_id FROM incident_member m WHERE m.incident_id = ?)

-- name: run_where_bulk
r.id IN (SELECT c.run_id FROM command c WHERE c.bulk_id = ?)

-- name: run_where_bulk_outcome
r.id IN (SELECT c.run_id FROM command c WHERE c.bulk_id = ? AND c.outcome = ?)

-- name: bulk_row
SELECT id, kind, filter, incident_id, arguments, actor, reason, created_at, newest_run, canary, stop_at, state, why, place_run,
       place_step, place_item, listed, asked, refused, passed, failed, left_out, wave, wave_asked, wave_refused, wave_passed,
       wave_failed, wave_left, ended_at
FROM bulk

-- name: bulk_by_id
-- use: bulk_row
WHERE id = ?

-- name: bulks_before
-- use: bulk_row
WHERE id < ? ORDER BY id DESC LIMIT ?

-- name: running_bulks
-- use: bulk_row
WHERE state = 'running' ORDER BY id

-- name: commands_of_bulk
-- use: command_row
WHERE bulk_id = ? AND id > ? ORDER BY id LIMIT ?

-- name: commands_of_bulk_outcome
-- use: command_row
WHERE bulk_id = ? AND outcome = ? AND id > ? ORDER BY id LIMIT ?

-- Alerts.

-- name: last_incident_note
SELECT coalesce(max(id), 0) FROM incident_note

-- name: failures_since
SELECT count(*) FROM (SELECT 1 FROM incident_member WHERE incident_id = ? AND fate = 'failing' AND at >= ? LIMIT ?)

-- name: alert_place
SELECT note FROM alert_place WHERE id = 1

-- name: alert_states
SELECT rule, incident_id, active, told, fired_at, sent_at, ended_at, starts, calm_since FROM alert_state
WHERE active = 1 OR ended_at >= ?

-- name: alert_row
SELECT id, rule, incident_id, route, news, at, facts, fate, settled_at, result FROM alert_delivery

-- name: waiting_alerts
-- use: alert_row
WHERE route = ? AND fate = 'waiting' ORDER BY id LIMIT ?

-- name: alerts_after
-- use: alert_row
WHERE route = ? AND id > ? ORDER BY id LIMIT ?

-- name: alert_by_id
-- use: alert_row
WHERE id = ?

-- name: last_alert_delivery
SELECT coalesce(max(id), 0) FROM alert_delivery

-- name: newest_alerts
-- use: alert_row
WHERE id IN (SELECT max(id) FROM alert_delivery WHERE fate = 'sent' GROUP BY rule) ORDER BY rule

-- What lists leave out is looked for in all rows.

-- name: every_run
-- use: run_row
ORDER BY r.id

-- name: every_command
-- use: command_row
ORDER BY id

-- name: every_bulk
-- use: bulk_row
ORDER BY id

-- name: every_incident
-- use: incident_row
ORDER BY i.id
