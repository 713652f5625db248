-- Runbooks: see 0011_runbooks.sql, runbooks.cpp and runbookwrites.cpp.

-- name: put_runbook_text
INSERT INTO runbook_text (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING

-- name: insert_runbook_session
INSERT INTO runbook_session (incident_id, runbook, digest, actor, at) VALUES (?, ?, ?, ?, ?)

-- name: insert_runbook_tick
INSERT INTO runbook_tick (session_id, step, ticked, actor, at) VALUES (?, ?, ?, ?, ?)

-- name: insert_runbook_deed
INSERT INTO runbook_deed (session_id, action, does, label, actor, reason, at, commands, orders, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: runbook_session_row
SELECT s.id, s.incident_id, s.runbook, s.digest, s.actor, s.at,
       (SELECT min(n.at) FROM incident_note n WHERE n.incident_id = s.incident_id AND n.kind = 'resolved' AND n.at >= s.at)
FROM runbook_session s

-- name: runbook_session_by_id
-- use: runbook_session_row
WHERE s.id = ?

-- name: runbook_sessions_of_incident
-- use: runbook_session_row
WHERE s.incident_id = ? ORDER BY s.id DESC LIMIT ?

-- name: runbook_text
SELECT text FROM runbook_text WHERE digest = ?

-- name: runbook_ticks
SELECT step, ticked, actor, at FROM runbook_tick
WHERE id IN (SELECT max(id) FROM runbook_tick WHERE session_id = ? GROUP BY step) ORDER BY step

-- name: runbook_last_tick
SELECT step, ticked, actor, at FROM runbook_tick WHERE session_id = ? AND step = ? ORDER BY id DESC LIMIT 1

-- name: runbook_deed_row
SELECT d.id, d.session_id, d.action, d.does, d.label, d.actor, d.reason, d.at, d.commands, d.orders, d.result FROM runbook_deed d

-- name: runbook_deeds
-- use: runbook_deed_row
WHERE d.session_id = ? ORDER BY d.id

-- name: runbook_deed_since
-- use: runbook_deed_row
WHERE d.session_id = ? AND d.action = ? AND d.id > ? ORDER BY d.id DESC LIMIT 1

-- name: past_runbook_deeds
SELECT i.id, i.service, i.step, i.category, i.code, d.does, d.at,
       (SELECT min(n.at) FROM incident_note n WHERE n.incident_id = i.id AND n.kind = 'resolved' AND n.at >= d.at)
FROM incident i CROSS JOIN runbook_session s ON s.incident_id = i.id CROSS JOIN runbook_deed d ON d.session_id = s.id
WHERE i.category = ? ORDER BY d.id DESC LIMIT ?
