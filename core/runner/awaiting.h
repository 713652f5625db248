#pragma once

#include "base/timestamp.h"
#include "net/httpclient.h"

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

/// Awaits an exchange's end.
struct Answer
{
    PendingExchange &pending;
    bool await_ready() const { return pending.await_ready(); }
    void await_suspend(std::coroutine_handle<> waiter) { pending.await_suspend(waiter); }
    Exchange await_resume() { return pending.await_resume(); }
};

} // namespace cairn
