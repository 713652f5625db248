-- A run's id tells when it was submitted (RunId: milliseconds, then 21 bits), which bounds the ids of a span of time without a look at
-- its runs. Only those runs are in here of which that is not true: the clock was set back, or they came from elsewhere. Usually none.
CREATE INDEX run_out_of_step ON run (submitted_at) WHERE abs((id >> 21) - submitted_at) > 60000;
