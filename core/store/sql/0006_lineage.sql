-- What belongs to one run is found without looking at the others.
CREATE INDEX run_by_rerun ON run (rerun_of) WHERE rerun_of IS NOT NULL;
CREATE INDEX event_by_run ON event (run_id) WHERE run_id IS NOT NULL;
