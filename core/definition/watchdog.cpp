#include "definition/watchdog.h"

#include <utility>

#include <pthread.h>

namespace cairn {

namespace {

/// Of the processor's time that the calling thread gets.
clockid_t clockOfThisThread()
{
    clockid_t clock = CLOCK_MONOTONIC;
#ifndef __APPLE__ // which has no such clock
    ::pthread_getcpuclockid(::pthread_self(), &clock);
#endif
    return clock;
}

std::chrono::nanoseconds timeBy(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Watchdog::arm(std::function<void()> stop)
{
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        m_stop = std::move(stop);
        m_clock = clockOfThisThread();
        m_begun = timeBy(m_clock);
        m_deadline = std::chrono::steady_clock::now() + m_limit;
        m_fired = false;
        wake = m_parked;
    }
    if (wake)
        m_changed.notify_one();
    if (!m_thread.joinable())
        m_thread = std::thread([this] { watch(); });
}

bool Watchdog::disarm()
{
    const std::lock_guard lock(m_mutex);
    m_stop = nullptr;
    return m_fired;
}

std::chrono::nanoseconds Watchdog::timeLeft() const
{
    return m_limit - (timeBy(m_clock) - m_begun);
}

void Watchdog::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (!m_stop) {
            // Work came and went within the last wait: look again after another limit, which cannot be too late for work that
            // starts meanwhile. Only a thread that saw nothing for a whole limit needs waking.
            m_changed.wait_for(lock, m_limit, [this] { return m_ending; });
            if (m_stop || m_ending)
                continue;
            m_parked = true;
            m_changed.wait(lock, [this] { return m_ending || m_stop; });
            m_parked = false;
        } else if (const auto now = std::chrono::steady_clock::now(); now >= m_deadline) {
            const auto left = timeLeft();
            if (left > left.zero()) {
                m_deadline = now + left;
                continue;
            }
            std::exchange(m_stop, nullptr)();
            m_fired = true;
        } else {
            const auto deadline = m_deadline; // a copy: arm() moves it while the lock is released
            m_changed.wait_until(lock, deadline, [this] { return m_ending; });
        }
    }
}

} // namespace cairn
