#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>

namespace cairn {

/// What work on another thread and whoever waits for it share. Any thread.
struct LongWork
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: not known
    std::atomic_bool stop = false; ///< it is to give up
};

using LongWorkPtr = std::shared_ptr<LongWork>;

} // namespace cairn
