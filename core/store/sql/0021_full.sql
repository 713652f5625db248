-- What waits for a service that is full, and what is held for a pipeline that has its places, is passed over within an index.
DROP INDEX run_parked;
CREATE INDEX run_parked ON run (pipeline, due_at, id, service, attempts, category, deadline_at) WHERE due_at IS NOT NULL AND state <> 'pending' AND state <> 'running';
DROP INDEX run_held;
CREATE INDEX run_held ON run (state, service, attempts > 0, id, pipeline) WHERE state = 'held';
