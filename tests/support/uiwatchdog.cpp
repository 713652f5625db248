#include "uiwatchdog.h"

#include <algorithm>

namespace cairn::testing {

namespace {
constexpr std::chrono::milliseconds Rest{2};
using Clock = std::chrono::steady_clock;
} // namespace

UiWatchdog::UiWatchdog() : m_thread([this] { watch(); }) {}

UiWatchdog::~UiWatchdog()
{
    m_stop = true;
    m_thread.join();
}

void UiWatchdog::watch()
{
    while (!m_stop) {
        if (m_posted == 0) {
            const Moment now = Clock::now();
            m_posted = now.time_since_epoch().count();
            QMetaObject::invokeMethod(
                &m_home, [this, now] { turned(now); }, Qt::QueuedConnection);
        }
        std::this_thread::sleep_for(Rest);
    }
}

void UiWatchdog::turned(Moment posted)
{
    const Duration took = Clock::now() - posted;
    {
        const std::scoped_lock lock(m_mutex);
        m_turns.push_back(float(took.count()));
    }
    m_posted = 0;
}

UiWatchdog::Duration UiWatchdog::waiting() const
{
    const Moment::rep posted = m_posted;
    return posted == 0 ? Duration(0) : Duration(Clock::now() - Moment(Clock::duration(posted)));
}

UiWatchdog::Duration UiWatchdog::longest() const
{
    return std::max(quantile(1), waiting());
}

UiWatchdog::Duration UiWatchdog::quantile(double part) const
{
    std::vector<float> sorted;
    {
        const std::scoped_lock lock(m_mutex);
        sorted = m_turns;
    }
    if (sorted.empty())
        return Duration(0);
    const auto place = sorted.begin() + std::ptrdiff_t(part * double(sorted.size() - 1));
    std::nth_element(sorted.begin(), place, sorted.end());
    return Duration(*place);
}

qsizetype UiWatchdog::turns() const
{
    const std::scoped_lock lock(m_mutex);
    return qsizetype(m_turns.size());
}

void UiWatchdog::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_turns.clear();
}

} // namespace cairn::testing
