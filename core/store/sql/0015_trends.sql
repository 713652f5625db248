-- Retries as they are counted along with attempts, counts of whole weeks, and what became of a service's breaker found without reading
-- all events.

ALTER TABLE attempt_tally ADD COLUMN retried INTEGER NOT NULL DEFAULT 0;
-- Of what was counted before, nobody knows.
ALTER TABLE tallied ADD COLUMN retried_since INTEGER NOT NULL DEFAULT 0;
UPDATE tallied SET retried_since = coalesce((SELECT started_at FROM attempt WHERE id = tallied.attempt), 0);

-- Weeks begin on Mondays (UTC), as 1970-01-05 was.
INSERT INTO tally_span (seconds, kept_ms) VALUES (604800, 315576000000);
INSERT INTO attempt_tally (span, start, service, pipeline, step, category, latency, count)
SELECT 604800, start - (start - 345600000) % 604800000, service, pipeline, step, category, latency, sum(count)
FROM attempt_tally WHERE span = 86400 GROUP BY 2, 3, 4, 5, 6, 7;
INSERT INTO run_tally (span, start, pipeline, state, count)
SELECT 604800, start - (start - 345600000) % 604800000, pipeline, state, sum(count) FROM run_tally WHERE span = 86400 GROUP BY 2, 3, 4;

-- Their details begin with the service's name, which has no blanks.
CREATE INDEX event_of_breaker ON event (substr(detail, 1, instr(detail || ' ', ' ') - 1), id) WHERE kind >= 'breaker.' AND kind < 'breaker/';
