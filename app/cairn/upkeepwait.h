#pragma once

#include "commandline.h"

#include <functional>
#include <optional>

namespace cairn {

/// How much of something is done; nothing once all is.
struct Progress
{
    qint64 done = 0;
    qint64 total = 0;
};
using Look = std::function<Result<std::optional<Progress>>()>;

/// Carries out what was asked of the store, or waits for the runner that does, until `look` finds nothing left.
Result<void> untilDone(Session &session, const Terminal &terminal, const QString &what, const Look &look);

} // namespace cairn
