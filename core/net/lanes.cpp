#include "net/lanes.h"

#include <QNetworkProxy>

#include <algorithm>

namespace cairn {

namespace {

/// No proxy, told to Qt in a way that it takes for one. Told plainly, it opens plain sockets unbuffered and reads every answer's
/// headers a byte a read(2), which is a third of an exchange's CPU; sockets behind a "transparent proxy" it opens with a buffer
/// of 64 KiB. A proxy of the default kind counts as that, and the socket then finds the application's own: none.
class BufferedDirect final : public QNetworkProxyFactory
{
public:
    BufferedDirect() { QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy)); }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &) override { return {QNetworkProxy(QNetworkProxy::DefaultProxy)}; }
};

} // namespace

void Lanes::configure(int maxConcurrency, int capacity)
{
    m_capacity = capacity;
    m_limit = (qMax(1, maxConcurrency) + capacity - 1) / capacity;
}

Lane *Lanes::take()
{
    Lane *best = nullptr;
    int usable = 0;
    for (const auto &lane : m_lanes) {
        if (lane->retired || usable == m_limit)
            continue;
        ++usable;
        if (lane->active >= m_capacity)
            continue;
        if (lane.get() == m_last || !best || (best != m_last && lane->active < best->active))
            best = lane.get();
    }
    // A lane of its own costs a thread: only when those there are full.
    if (!best && usable < m_limit)
        best = add();
    if (!best)
        return nullptr;
    m_last = best;
    ++best->active;
    ++m_active;
    return best;
}

void Lanes::giveBack(Lane *lane)
{
    --lane->active;
    --m_active;
    if (lane->retired)
        dropIdleRetired();
}

void Lanes::retire(Lane *lane)
{
    lane->retired = true;
}

void Lanes::retireAll()
{
    for (const auto &lane : m_lanes)
        lane->retired = true;
    dropIdleRetired();
}

Lane *Lanes::add()
{
    auto lane = std::make_unique<Lane>();
    lane->manager = std::make_unique<QNetworkAccessManager>();
    lane->manager->setProxyFactory(new BufferedDirect); // belongs to the manager
    lane->manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    lane->manager->setAutoDeleteReplies(false);
    m_lanes.push_back(std::move(lane));
    return m_lanes.back().get();
}

void Lanes::dropIdleRetired()
{
    const auto isDone = [](const std::unique_ptr<Lane> &lane) { return lane->retired && lane->active == 0; };
    for (const auto &lane : m_lanes) {
        // Later: this may be one of its replies' own slots.
        if (isDone(lane))
            lane->manager.release()->deleteLater();
    }
    if (std::erase_if(m_lanes, isDone) > 0)
        m_last = nullptr;
}

} // namespace cairn
