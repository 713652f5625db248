#pragma once

#include "base/error.h"
#include "base/timestamp.h"

namespace cairn {

/// "300ms", "1.5s", "5m", "2h", "1d": a number and one unit; at least 1 ms, at most 3660 days. Errors: Definition.
Result<Milliseconds> parseDuration(const QString &text);
/// The shortest text that parseDuration reads back as exactly this: "90s", "5m".
QString formatDuration(Milliseconds duration);

/// "1048576", "10MB" (powers of 1000: KB, MB, GB, TB), "1.5GiB" (powers of 1024: KiB, MiB, GiB, TiB); at least 1 byte.
/// Errors: Definition.
Result<qint64> parseSize(const QString &text);
/// The shortest text that parseSize reads back as exactly this.
QString formatSize(qint64 bytes);

} // namespace cairn
