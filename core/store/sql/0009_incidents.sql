-- Incidents: failures that need a person, by what they have in common, and what becomes of each.

CREATE TABLE incident (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    service     TEXT    NOT NULL, -- empty: the step calls none
    step        TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    code        TEXT    NOT NULL, -- HTTP status or transport fault, or empty
    state       TEXT    NOT NULL, -- follows from handling and counts
    handling    TEXT    NOT NULL, -- what people made of it
    assignee    TEXT,
    failing     INTEGER NOT NULL,
    moving      INTEGER NOT NULL,
    passed      INTEGER NOT NULL,
    left_out    INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    resolved_at INTEGER,
    reopened    INTEGER NOT NULL DEFAULT 0,
    newest_run  INTEGER NOT NULL,
    cause       TEXT    NOT NULL,
    revision    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (service, step, category, code)
) STRICT;
CREATE INDEX incident_by_last ON incident (last_at);
CREATE INDEX incident_by_state ON incident (state, last_at);

CREATE TABLE incident_member (
    run_id      INTEGER NOT NULL REFERENCES run (id),
    step        TEXT    NOT NULL,
    item        INTEGER NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    fate        TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (run_id, step, item, incident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_member_by_incident ON incident_member (incident_id, run_id, step, item);
CREATE INDEX incident_member_by_fate ON incident_member (incident_id, fate, run_id, step, item);
-- Whose steps are to be looked at when they change.
CREATE INDEX incident_member_open ON incident_member (run_id) WHERE fate IN ('failing', 'moving');

CREATE TABLE incident_pipeline (
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    pipeline    TEXT    NOT NULL,
    failures    INTEGER NOT NULL,
    PRIMARY KEY (incident_id, pipeline)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_note (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    at          INTEGER NOT NULL,
    actor       TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    detail      TEXT    NOT NULL
) STRICT;
CREATE INDEX incident_note_by_incident ON incident_note (incident_id);

-- What needs a person already, by the last word on each step of such runs.
CREATE TABLE standing (run_id INTEGER NOT NULL, step TEXT NOT NULL, item INTEGER NOT NULL, service TEXT NOT NULL, pipeline TEXT NOT NULL,
                       category TEXT NOT NULL, code TEXT NOT NULL, cause TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO standing
SELECT l.run_id, l.step, l.item, coalesce(p.service, ''), l.pipeline, coalesce(l.category, 'internal'),
       CASE WHEN l.status = 0 THEN '' ELSE CAST(l.status AS TEXT) END, coalesce(l.cause, ''), l.at
FROM (SELECT c.*, r.pipeline AS pipeline, r.pipeline_version_id AS version,
             row_number() OVER (PARTITION BY c.run_id, c.step, c.item ORDER BY c.seq DESC) AS place
      FROM run r CROSS JOIN checkpoint c ON c.run_id = r.id WHERE r.state IN ('blocked', 'outcome_unknown')) l
LEFT JOIN pipeline_step p ON p.pipeline_version_id = l.version AND p.step = l.step
WHERE l.place = 1 AND l.state IN ('blocked', 'outcome_unknown');
INSERT INTO incident (service, step, category, code, state, handling, failing, moving, passed, left_out, first_at, last_at, newest_run,
                      cause)
SELECT service, step, category, code, 'open', 'open', count(*), 0, 0, 0, min(at), max(at), max(run_id), max(cause)
FROM standing GROUP BY service, step, category, code;
INSERT INTO incident_member (run_id, step, item, incident_id, fate, at)
SELECT s.run_id, s.step, s.item, i.id, 'failing', s.at
FROM standing s CROSS JOIN incident i
WHERE i.service = s.service AND i.step = s.step AND i.category = s.category AND i.code = s.code;
INSERT INTO incident_pipeline (incident_id, pipeline, failures)
SELECT i.id, s.pipeline, count(*)
FROM standing s CROSS JOIN incident i
WHERE i.service = s.service AND i.step = s.step AND i.category = s.category AND i.code = s.code
GROUP BY 1, 2;
INSERT INTO incident_note (incident_id, at, actor, kind, detail) SELECT id, first_at, 'runner', 'opened', cause FROM incident;
DROP TABLE standing;
