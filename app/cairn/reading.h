#pragma once

#include "commandline.h"
#include "session.h"

namespace cairn {

/// A workspace's store, open for questions.
struct Reading
{
    std::unique_ptr<Session> session;
    std::unique_ptr<StoreReader> reader;
};

Result<Reading> openReading(const Invocation &invocation);

} // namespace cairn
