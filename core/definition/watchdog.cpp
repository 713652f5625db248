#include "definition/watchdog.h"

#include <utility>

namespace cairn {

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
        } else if (std::chrono::steady_clock::now() >= m_deadline) {
            std::exchange(m_stop, nullptr)();
            m_fired = true;
        } else {
            const auto deadline = m_deadline; // a copy: arm() moves it while the lock is released
            m_changed.wait_until(lock, deadline, [this] { return m_ending; });
        }
    }
}

} // namespace cairn
