-- What cairn.yaml's `policy:` gave a service when the revision was recorded: with the source it makes the definition.
ALTER TABLE service_revision ADD COLUMN inherited BLOB NOT NULL DEFAULT X'';
