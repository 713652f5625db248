#include "ui/window/incidentcounter.h"

#include "ui/parts/whendone.h"

namespace cairn {

namespace {
constexpr Milliseconds CountingRest{500};
}

IncidentCounter::IncidentCounter(Desk &desk, QObject *parent) : QObject(parent), m_desk(desk), m_refresher(CountingRest)
{
    connect(&desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &IncidentCounter::read);
    m_refresher.wake();
}

void IncidentCounter::read()
{
    whenDone(this, m_desk.counts(), [this](const Result<QMap<IncidentState, qint64>> &counts) {
        m_refresher.done();
        if (counts) // else the store is in trouble, and the lists say so
            Q_EMIT counted(*counts);
    });
}

qint64 unresolvedOf(const QMap<IncidentState, qint64> &counts)
{
    qint64 sum = 0;
    for (const auto &[state, count] : counts.asKeyValueRange())
        sum += state == IncidentState::Resolved ? 0 : count;
    return sum;
}

} // namespace cairn
