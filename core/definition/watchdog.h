#pragma once

#include "base/timestamp.h"

#include <condition_variable>
#include <ctime>
#include <functional>
#include <mutex>
#include <thread>

namespace cairn {

/// Stops a piece of work that takes more than its limit of the processor's time. Time that goes by while other work keeps the
/// processor does not count: on a busy machine nothing is taken for endless. Armed thousands of times a second by one thread at
/// the cost of a lock and a look at its clock; the thread that watches starts with the first use and sleeps while nothing is
/// armed.
class Watchdog
{
public:
    explicit Watchdog(Milliseconds limit) : m_limit(limit) {}
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    /// `stop` is called on the watching thread if disarm() does not come within the limit; disarm() waits for its end.
    void arm(std::function<void()> stop);
    /// True if `stop` was called since arm().
    bool disarm();
    Milliseconds limit() const { return m_limit; }

private:
    void watch();
    std::chrono::nanoseconds timeLeft() const;

    const Milliseconds m_limit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_stop;                     ///< empty: not armed
    clockid_t m_clock = {};                           ///< of the thread that works
    std::chrono::nanoseconds m_begun{0};              ///< by that clock
    std::chrono::steady_clock::time_point m_deadline; ///< when it may be over at the soonest
    bool m_fired = false;
    bool m_parked = false; ///< the thread waits without a time limit and must be woken
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace cairn
