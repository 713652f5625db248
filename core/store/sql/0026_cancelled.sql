-- How many of an incident's failures were cancelled, which only its members told: these go with their runs.
ALTER TABLE incident ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
UPDATE incident AS i SET cancelled = min(i.left_out, n.cancelled), left_out = i.left_out - min(i.left_out, n.cancelled)
FROM (SELECT incident_id, count(*) AS cancelled FROM incident_member WHERE fate = 'cancelled' GROUP BY incident_id) n
WHERE n.incident_id = i.id;
