-- Figures about the past, counted as things are recorded: nothing that is shown scans history.

-- How long the moments are that are counted together, and how long the counts are kept.
CREATE TABLE tally_span (
    seconds INTEGER NOT NULL PRIMARY KEY,
    kept_ms INTEGER NOT NULL
) STRICT;
INSERT INTO tally_span (seconds, kept_ms) VALUES (60, 10800000), (900, 777600000), (86400, 315576000000);

-- Durations are counted by classes of a tenth of a decade, known by their lower bounds: the series R10 of ISO 3.
CREATE TABLE latency_class (
    from_ms INTEGER NOT NULL PRIMARY KEY
) STRICT;
INSERT INTO latency_class (from_ms) VALUES (0), (1), (2), (3), (4), (5), (6), (8);
INSERT INTO latency_class (from_ms)
WITH RECURSIVE decade(factor) AS (SELECT 1 UNION ALL SELECT factor * 10 FROM decade WHERE factor < 100000000)
SELECT decade.factor * step.tenths / 10
FROM decade CROSS JOIN (SELECT 100 AS tenths UNION ALL SELECT 125 UNION ALL SELECT 160 UNION ALL SELECT 200 UNION ALL SELECT 250
                        UNION ALL SELECT 315 UNION ALL SELECT 400 UNION ALL SELECT 500 UNION ALL SELECT 630
                        UNION ALL SELECT 800) AS step;

-- Attempts. Pipeline and step are told apart by the day only; an empty category is success.
CREATE TABLE attempt_tally (
    span     INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    service  TEXT    NOT NULL,
    pipeline TEXT    NOT NULL,
    step     TEXT    NOT NULL,
    category TEXT    NOT NULL,
    latency  INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (span, start, service, pipeline, step, category, latency)
) STRICT, WITHOUT ROWID;

-- What runs came to: finished, or in need of a person.
CREATE TABLE run_tally (
    span     INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    pipeline TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (span, start, pipeline, state)
) STRICT, WITHOUT ROWID;

-- How long it took from a step's first failure to its success, by the day of the success and the category of the failure.
CREATE TABLE recovery_tally (
    start    INTEGER NOT NULL,
    service  TEXT    NOT NULL,
    pipeline TEXT    NOT NULL,
    step     TEXT    NOT NULL,
    category TEXT    NOT NULL,
    took     INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (start, service, pipeline, step, category, took)
) STRICT, WITHOUT ROWID;

-- How far things have been counted. What runs came to before events told of it is counted here, from their rows.
CREATE TABLE tallied (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    attempt    INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    checkpoint INTEGER NOT NULL
) STRICT;
INSERT INTO tallied (id, attempt, event, checkpoint) SELECT 1, 0, coalesce(max(id), 0), 0 FROM event;
INSERT INTO run_tally (span, start, pipeline, state, count)
SELECT s.seconds, r.finished_at - r.finished_at % (s.seconds * 1000), r.pipeline, r.state, count(*)
FROM run r CROSS JOIN tally_span s
WHERE r.finished_at IS NOT NULL AND s.seconds > 60
GROUP BY 1, 2, 3, 4;

-- Runs are listed by when they finished, too.
CREATE INDEX run_by_finish ON run (finished_at) WHERE finished_at IS NOT NULL;

-- A success that never failed finds nothing here, however many items its run has.
CREATE INDEX checkpoint_failed ON checkpoint (run_id, step, item) WHERE category IS NOT NULL;

-- What needs a person is grouped in the order of the index, without a look at its runs.
CREATE INDEX run_in_trouble ON run (state, pipeline, service, step, category) WHERE state IN ('blocked', 'outcome_unknown');
