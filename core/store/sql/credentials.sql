-- What is remembered of secrets: see 0016_credentials.sql and credentials.cpp.

-- name: put_credential
INSERT INTO credential (key, kind, set_at, set_by, expires_at, previous_until) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, set_at = excluded.set_at, set_by = excluded.set_by,
       expires_at = excluded.expires_at, previous_until = excluded.previous_until

-- name: forget_credential
DELETE FROM credential WHERE key = ?

-- name: credentials
SELECT key, kind, set_at, set_by, expires_at, previous_until FROM credential ORDER BY key
