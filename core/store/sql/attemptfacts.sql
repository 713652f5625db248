-- What advice looks at of a service's attempts, in parts of the order of commit: see attemptfacts.cpp.

-- name: attempt_facts
SELECT a.id, a.run_id, r.pipeline, a.step, a.item, a.generation, a.number, a.started_at, a.total_ms, a.category, a.decision, a.delay_ms,
       a.advised_ms
FROM attempt a CROSS JOIN run r ON r.id = a.run_id WHERE a.id > ? AND a.id <= ? AND a.service = ? AND a.fault IS NOT 'cancelled'
ORDER BY a.id
