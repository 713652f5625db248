#pragma once

#include "base/error.h"
#include "store/sqlcatalog.h"
#include "store/sqliteconnection.h"

#include <optional>
#include <vector>

namespace cairn {

/// Marks a database file as Cairn's ("Carn"; SQLite's application_id).
inline constexpr qint64 StoreApplicationId = 0x4361726e;

/// Brings the database of a connection (of role Plain) to the newest schema, one transaction per migration. Several processes may
/// do so at once. An existing store of an older schema is copied to store.sqlite.bak-vN first.
/// Errors: Usage (another program's file), Damaged, NewerStore, Busy, DiskFull, Io.
Result<void> migrate(SqliteConnection &connection, const std::vector<Migration> &migrations);

/// The schema of a store that is not as this version has it (0: there is nothing in it yet). Errors: as migrate, which changes
/// nothing then.
Result<std::optional<int>> olderSchema(SqliteConnection &connection, int newest);

/// Only what the first write would meet as well and no wait would mend; a full disk or a lock may be over by then. Errors: Io.
Result<void> proveWritable(SqliteConnection &connection);

/// For viewers: an error unless the schema is exactly the newest.
Result<void> requireSchema(SqliteConnection &connection, int newest);

/// Copies the database as it is at one moment, durably (0600). Errors: Io, DiskFull, those of SQLite.
Result<void> copyDatabase(SqliteConnection &connection, const QString &path);

/// From this schema on a store may be encrypted.
inline constexpr int FirstSealedSchema = 17;

/// The schema's number as a transaction sees it.
Result<int> schemaNumber(SqliteConnection &connection);

/// The error for a store whose schema is above the newest known.
Error newerStoreError(int found, int newest, const QString &database);

} // namespace cairn
