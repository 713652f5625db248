#pragma once

#include "store/payload.h"

namespace cairn {

/// Reads a file from elsewhere to its end and hands its bytes to `sink`, waiting; the file must not change meanwhile. `goOn` is
/// told how many bytes there are so far, and says whether to go on. Worker threads only. Errors: those of
/// PayloadStore::ingestFile; Cancelled.
Result<void> copyFile(const QString &path, PayloadSink &sink, const std::function<bool(qint64)> &goOn = {});

} // namespace cairn
