-- What only SQLite says: settings of a connection, identity of the file, upkeep. (Its column types are in the migrations.)

-- name: identity
SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
       (SELECT count(*) FROM sqlite_schema)

-- name: user_version
PRAGMA user_version

-- name: set_user_version
PRAGMA user_version = %1

-- name: use_wal
PRAGMA journal_mode = WAL

-- name: configure_writer
-- FULL: a commit is on the disk before anybody hears of it (design.md §3.2); fullfsync makes that true on macOS as well.
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA foreign_keys = ON;
-- What is erased, or replaced by sealed bytes, is overwritten.
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
-- 32 MiB, which are full after some thousand runs: what a runner takes does not grow further, however long the queue.
PRAGMA cache_size = -32768;
-- 8 MB of log at most are carried over into the database within one commit, which bounds what that commit may take longer.
PRAGMA wal_autocheckpoint = 2000;
PRAGMA journal_size_limit = 67108864;

-- name: configure_reader
PRAGMA query_only = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cache_size = -16384;
PRAGMA wal_autocheckpoint = 0;

-- Others who write wait no longer than that for the log to be emptied.
-- name: configure_emptying
PRAGMA busy_timeout = 50;

-- name: backup_into
VACUUM INTO ?

-- name: set_temporary_folder
PRAGMA temp_store_directory = '%1'

-- name: vacuum
VACUUM

-- name: change_counter
PRAGMA data_version

-- name: integrity_check
PRAGMA integrity_check

-- name: foreign_key_check
SELECT DISTINCT "table" || ' row ' || rowid || ' refers to a missing row of ' || "parent" FROM pragma_foreign_key_check LIMIT 100

-- name: begin_write
BEGIN IMMEDIATE

-- name: begin_read
BEGIN

-- name: commit
COMMIT

-- name: rollback
ROLLBACK

-- name: savepoint
SAVEPOINT one

-- name: rollback_savepoint
ROLLBACK TO one

-- name: release_savepoint
RELEASE one
