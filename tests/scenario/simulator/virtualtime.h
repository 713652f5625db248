#pragma once

#include "base/timestamp.h"

#include <QAbstractEventDispatcher>
#include <QHash>

#include <functional>
#include <map>
#include <optional>

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
    /// The wall clock is set; what is due, and what has passed, stays as it is.
    void setWallClock(Milliseconds by);

    Timestamp now() const override { return m_now + m_offset; }
    std::chrono::nanoseconds steady() const override { return m_now.time_since_epoch(); }
    /// Since the beginning, whatever the wall clock says.
    Milliseconds elapsed() const { return m_now - Beginning; }
    /// When the wall clock, as it goes now, showed that.
    Milliseconds elapsedAt(Timestamp shown) const { return shown - m_offset - Beginning; }
    /// The wall clock was set within the last so much time: a moment that was read from it may be of before.
    bool wasSetWithin(Milliseconds span) const { return m_setAt && elapsed() - *m_setAt <= span; }

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
    Milliseconds m_offset{0};
    std::optional<Milliseconds> m_setAt;
    quint64 m_lastOrder = 0;
    std::map<Due, Entry> m_due;
    QHash<int, Timer> m_timers;
};

} // namespace cairn::simulator
