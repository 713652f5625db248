-- What advice looks at of a service's attempts, in parts of the order of commit: see attemptfacts.cpp. (How long
-- nothing moved: as in past.sql.)

-- name: attempt_facts
SELECT a.id, a.run_id, r.pipeline, a.step, a.item, a.generation, a.number, a.started_at, a.total_ms, a.category, a.decision, a.delay_ms,
       a.advised_ms, a.fault,
       CASE WHEN a.request_size > 262144 THEN 0
            ELSE max(CASE a.status WHEN 0 THEN a.total_ms ELSE a.first_byte_ms END - a.connect_ms - a.queued_ms, 0) END
FROM attempt a CROSS JOIN run r ON r.id = a.run_id WHERE a.id > ? AND a.id <= ? AND a.service = ? AND a.fault IS NOT 'cancelled'
ORDER BY a.id
