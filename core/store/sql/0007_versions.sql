-- Runs are listed and counted by the version of their pipeline.
CREATE INDEX run_by_version ON run (pipeline_version_id, state);
