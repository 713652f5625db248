-- What has been begun is carried on before anything else is begun, and found however long the queue of what has not.
CREATE INDEX run_parked ON run (pipeline, due_at) WHERE due_at IS NOT NULL AND state <> 'pending' AND state <> 'running';
