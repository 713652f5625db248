-- Retention looks at the ended runs of one pipeline alone, the oldest first.
CREATE INDEX run_by_pipeline_finish ON run (pipeline, finished_at) WHERE finished_at IS NOT NULL;

-- The bytes that somebody gave in place of a request's body. They are the run's as soon as the command is given, also if it is refused.
-- (What was given before is found by its address in the command's arguments.)
ALTER TABLE command ADD COLUMN edited_digest BLOB;
WITH edited (id, hex) AS MATERIALIZED (
    SELECT id, substr(CAST(arguments AS TEXT), instr(CAST(arguments AS TEXT), '"edited":"') + 10, 64) FROM command
    WHERE kind = 'resume' AND instr(CAST(arguments AS TEXT), '"edited":"') > 0),
known (id, digest) AS MATERIALIZED (
    SELECT e.id, p.digest FROM payload p CROSS JOIN edited e ON e.hex = lower(hex(p.digest)))
UPDATE command SET edited_digest = known.digest FROM known WHERE known.id = command.id;
CREATE INDEX command_edited ON command (id) WHERE edited_digest IS NOT NULL;

-- There is a row as long as the log may still have what was erased.
CREATE TABLE log_remains (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
) STRICT;
