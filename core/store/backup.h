#pragma once

#include "store/filedescriptor.h"
#include "store/storekeys.h"

#include <functional>

namespace cairn {

// A copy of a store in one file: a tar archive (zstd) with cairn-backup.json first, then store.sqlite, then the payloads' files
// as they are, then end.json with their number and the SHA-256 of all that came between. What is encrypted stays so, and no key
// is in it; neither are credentials nor the audit's key.

/// What the database is copied to for as long as that takes; left behind only by a program that was killed meanwhile.
inline const QString DatabaseCopyName = QStringLiteral("copy.sqlite");

/// Told how many bytes are done, of about how many; false stops the work.
using BackupProgress = std::function<bool(qint64 done, qint64 total)>;

/// Keeps keys and erasure from moving anything: `how` as flock() takes it. Not open: another has it.
FileDescriptor lockUpkeep(const StoreLocation &location, int how);

/// Whether one may be written there: over an earlier one, but over nothing else. Errors: Usage.
Result<void> checkBackupPlace(const QString &path, const StoreLocation &location);

/// Writes one while the store is in use, as it is at one moment. What of its payloads is lost is left out, and what cannot be
/// read of them is zeros there: gives what that is, each with why. Waits. Errors: Io, DiskFull, Cancelled.
Result<QStringList> writeBackup(SqliteConnection &connection, StoreKeys &keys, const StoreLocation &location, const QString &path,
                                Timestamp now, const BackupProgress &progress);

/// Unpacks one that may come from anybody into a folder that is not there yet. What is in it is not examined: the store is to be
/// opened and examined before it is used. Gives whether these are the bytes that were written; one from before that was noted is
/// believed. Waits. Errors: Conflict (there is something), Damaged, NewerStore, Io, DiskFull, Cancelled.
Result<bool> unpackBackup(const QString &path, const QString &folder, const BackupProgress &progress);

} // namespace cairn
