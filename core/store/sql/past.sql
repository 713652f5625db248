-- The past of one service, read in parts of the order of commit, for questions about other policies: see past.cpp.

-- name: attempt_from
SELECT id, started_at FROM attempt WHERE id >= ? ORDER BY id LIMIT 1

-- name: checkpoint_from
SELECT seq, at FROM checkpoint WHERE seq >= ? ORDER BY seq LIMIT 1

-- (A million rows are read at once, and each column and each operation costs: three numbers are packed into one; what fails, which
-- is little, has a text, which as a rule is its category. The last column is how long nothing moved until an answer began; what is
-- to be added where there was none is in the text. Of a large request it is not known for how long it was being sent, and so not
-- how long nothing moved: the number is far below zero then.)
-- name: past_attempts
SELECT started_at, total_ms * 1000000000 + number * 1000 + status % 1000,
       CASE WHEN fault IS NULL AND advised_ms IS NULL THEN category
            ELSE coalesce(category, '') || ' ' || coalesce(fault, '') || ' ' || coalesce(CAST(advised_ms AS TEXT), '') || ' ' ||
                 iif(status = 0, total_ms - first_byte_ms, 0) END,
       first_byte_ms - connect_ms - queued_ms - (request_size > 262144) * 1000000000000
FROM attempt WHERE id > ? AND id <= ? AND service = ? ORDER BY id

-- (Few steps are held before their first attempt: only for those their run is looked at.)
-- name: past_waits
SELECT c.run_id, c.step, c.item, c.generation, c.at
FROM checkpoint c CROSS JOIN run r ON r.id = c.run_id
CROSS JOIN pipeline_step p ON p.pipeline_version_id = r.pipeline_version_id AND p.step = c.step
WHERE c.seq > ? AND c.seq <= ? AND c.state = 'held' AND c.attempts = 0 AND p.service = ? ORDER BY c.seq

-- name: first_attempts
SELECT step, item, generation, started_at FROM attempt WHERE run_id = ? AND service = ? AND number = 1 ORDER BY id
