#pragma once

#include "base/timestamp.h"

#include <QAbstractEventDispatcher>
#include <QHash>

#include <functional>
#include <map>

namespace cairn::simulator {

/// A thread's event loop, and its clock, in which time passes only when nothing is left to do: it never sleeps. What is due at
/// the same moment happens in the order in which it was asked for, so that the same work always takes the same course.
class VirtualTime final : public QAbstractEventDispatcher, public Clock
{
public:
    static constexpr Timestamp Beginning{std::chrono::seconds(1'700'000'000)};

    /// Once, after `delay`. Dropped by reset().
    void after(Milliseconds delay, std::function<void()> work);
    /// Delivers what is posted, then what is due next; false if nothing is.
    bool step();
    /// Back to the beginning. Timers of Qt's must have gone.
    void reset();

    Timestamp now() const override { return m_now; }
    std::chrono::nanoseconds steady() const override { return m_now.time_since_epoch(); }

    bool processEvents(QEventLoop::ProcessEventsFlags) override { return step(); }
    void registerTimer(int timerId, qint64 interval, Qt::TimerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;
    void registerSocketNotifier(QSocketNotifier *) override {}
    void unregisterSocketNotifier(QSocketNotifier *) override {}
    void wakeUp() override {}
    void interrupt() override {}

private:
    struct Due
    {
        Timestamp at;
        quint64 order;
        auto operator<=>(const Due &) const = default;
    };
    struct Timer
    {
        QObject *object;
        qint64 interval;
        Due due;
    };
    struct Entry
    {
        std::function<void()> work; ///< empty: a timer of Qt's
        int timerId = 0;
    };

    Due dueAfter(qint64 ms) { return {m_now + Milliseconds(ms), ++m_lastOrder}; }
    void fire(int timerId);

    Timestamp m_now = Beginning;
    quint64 m_lastOrder = 0;
    std::map<Due, Entry> m_due;
    QHash<int, Timer> m_timers;
};

} // namespace cairn::simulator
