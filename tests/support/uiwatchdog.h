#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace cairn::testing {

/// Records how long the UI thread takes to turn: a thread of its own posts an event every few milliseconds and waits until it
/// is handled. Made and ended on the UI thread, whose loop need not run for that. Judges nothing.
class UiWatchdog
{
public:
    using Duration = std::chrono::duration<double, std::milli>;

    UiWatchdog();
    ~UiWatchdog();
    UiWatchdog(const UiWatchdog &) = delete;
    UiWatchdog &operator=(const UiWatchdog &) = delete;

    /// Of the turns so far, with the one under way.
    Duration longest() const;
    Duration median() const { return quantile(0.5); }
    Duration quantile(double part) const;
    qsizetype turns() const;
    /// For how long the event has waited that is posted now; zero if none is.
    Duration waiting() const;
    /// Begins anew.
    void reset();

private:
    using Moment = std::chrono::steady_clock::time_point;
    void watch();
    void turned(Moment posted);

    QObject m_home; ///< lives on the UI thread
    mutable std::mutex m_mutex;
    std::vector<float> m_turns;           ///< milliseconds
    std::atomic<Moment::rep> m_posted{0}; ///< when, if an event is posted now
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

} // namespace cairn::testing
