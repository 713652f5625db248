#include "virtualtime.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace cairn::simulator {

void VirtualTime::after(Milliseconds delay, std::function<void()> work)
{
    m_due.emplace(dueAfter(delay.count()), Entry{std::move(work)});
}

bool VirtualTime::step()
{
    QCoreApplication::sendPostedEvents();
    if (m_due.empty())
        return false;
    const auto next = m_due.begin();
    m_now = next->first.at;
    Entry entry = std::move(next->second);
    m_due.erase(next);
    entry.work ? entry.work() : fire(entry.timerId);
    return true;
}

void VirtualTime::fire(int timerId)
{
    Timer &timer = m_timers[timerId];
    timer.due = dueAfter(timer.interval); // before its owner may stop it
    m_due.emplace(timer.due, Entry{{}, timerId});
    QTimerEvent event(timerId);
    QCoreApplication::sendEvent(timer.object, &event);
}

void VirtualTime::reset()
{
    Q_ASSERT(m_timers.isEmpty());
    m_due.clear();
    m_lastOrder = 0;
    m_now = Beginning;
    m_offset = Milliseconds(0);
    m_setAt.reset();
}

void VirtualTime::setWallClock(Milliseconds by)
{
    m_offset += by;
    m_setAt = elapsed();
}

void VirtualTime::registerTimer(int timerId, qint64 interval, Qt::TimerType, QObject *object)
{
    const Due due = dueAfter(interval);
    m_timers.insert(timerId, {object, interval, due});
    m_due.emplace(due, Entry{{}, timerId});
}

bool VirtualTime::unregisterTimer(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    if (timer == m_timers.cend())
        return false;
    m_due.erase(timer->due);
    m_timers.erase(timer);
    return true;
}

bool VirtualTime::unregisterTimers(QObject *object)
{
    const auto timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> VirtualTime::registeredTimers(QObject *object) const
{
    QList<TimerInfo> found;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        if (it->object == object)
            found.append(TimerInfo(it.key(), int(it->interval), Qt::PreciseTimer));
    }
    return found;
}

int VirtualTime::remainingTime(int timerId)
{
    const auto timer = m_timers.constFind(timerId);
    return timer == m_timers.cend() ? -1 : int((timer->due.at - m_now).count());
}

} // namespace cairn::simulator
