-- What was done about one run, step or service, without reading the whole audit.
CREATE INDEX audit_by_subject ON audit (subject);
