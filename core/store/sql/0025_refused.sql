-- Files of watched folders that are not taken: each of them, since when, and for what. (The longest refused were kept in one row.)
CREATE TABLE refused_file (
    pipeline TEXT    NOT NULL,
    path     TEXT    NOT NULL,
    why      TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (pipeline, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_file_by_since ON refused_file (since, pipeline, path);
INSERT OR IGNORE INTO refused_file (pipeline, path, why, since)
SELECT f.value ->> 'pipeline', f.value ->> 'path', f.value ->> 'why', CAST(f.value ->> 'since' AS INTEGER)
FROM service_state s, json_each(CASE WHEN json_valid(CAST(s.state AS TEXT)) THEN CAST(s.state AS TEXT) ELSE '{}' END, '$.refused') f
WHERE s.service = 'watched folders';
DELETE FROM service_state WHERE service = 'watched folders';
