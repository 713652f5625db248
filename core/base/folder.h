#pragma once

#include "base/error.h"

#include <optional>

namespace cairn {

/// Makes the entries of a folder durable: files that were made, renamed or removed in it are so after a power cut as well.
Result<void> syncFolder(const QString &folder);

/// Bytes that may still be written to the disk of a folder, or of what it is to be made in; nullopt: the system does not tell.
std::optional<qint64> freeSpace(const QString &folder);

} // namespace cairn
