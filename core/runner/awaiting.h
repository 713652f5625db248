#pragma once

#include "base/timestamp.h"

#include <QTimer>

#include <coroutine>

namespace cairn {

/// Awaits a moment on the runner's thread.
struct Pause
{
    Milliseconds duration;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        QTimer::singleShot(duration, [waiter] { waiter.resume(); });
    }
    void await_resume() {}
};

} // namespace cairn
