#pragma once

#include "base/error.h"

namespace cairn {

/// Makes the entries of a folder durable: files that were made, renamed or removed in it are so after a power cut as well.
Result<void> syncFolder(const QString &folder);

} // namespace cairn
