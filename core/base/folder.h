#pragma once

#include "base/error.h"

#include <optional>

namespace cairn {

/// Makes what was written to an open file durable, past the disk's own cache where the system can (fcntl(2), F_FULLFSYNC). `path`
/// is for the error: Io, DiskFull.
Result<void> syncFile(int descriptor, const QString &path);

/// Makes the entries of a folder durable: files that were made, renamed or removed in it are so after a power cut as well.
Result<void> syncFolder(const QString &folder);

/// Bytes that may still be written to the disk of a folder, or of what it is to be made in; nullopt: the system does not tell.
std::optional<qint64> freeSpace(const QString &folder);

} // namespace cairn
