#include "ui/window/orderwatch.h"

#include "ui/parts/whendone.h"

namespace cairn {

namespace {
constexpr Milliseconds LookingRest{1'000};
constexpr int OrdersWatched = 50; ///< older ones hardly run any more
} // namespace

OrderWatch::OrderWatch(Desk &desk, QObject *parent) : QObject(parent), m_bulks(desk), m_refresher(LookingRest)
{
    connect(&desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &OrderWatch::read);
    m_refresher.wake();
}

void OrderWatch::read()
{
    whenDone(this, m_bulks.newest(OrdersWatched), [this](const Result<QList<Bulk>> &orders) {
        m_refresher.done();
        if (orders) // else the store is in trouble, and the lists say so
            take(*orders);
    });
}

void OrderWatch::take(const QList<Bulk> &orders)
{
    QSet<qint64> stoppedNow;
    for (const Bulk &order : orders) {
        if (order.state != BulkState::Stopped)
            continue;
        stoppedNow.insert(order.id);
        if (m_stopped && !m_stopped->contains(order.id))
            Q_EMIT stopped(order.id, order.kind, order.why);
    }
    m_stopped = stoppedNow;
}

} // namespace cairn
