#include "runner/alertsender.h"

#include "base/logging.h"

namespace cairn {

namespace {
constexpr Milliseconds AskAgain{1'000};
}

AlertSender::AlertSender(const AlertSettings &settings, const Credentials &credentials, const QString &workspace, qint64 fence,
                         StoreReader &reader, const Clock &clock, StoreBridge &bridge, ResumeQueue &home, ServiceLanes &lanes,
                         std::mt19937_64 &random)
    : m_clock(clock),
      m_watch(settings, workspace, reader, clock, bridge, fence), m_post{m_watch, reader, clock,       bridge,    home,
                                                                         lanes,   random, credentials, workspace, fence}
{
    for (const AlertRoute &route : settings.routes) {
        if (route.kind != AlertRoute::Desktop)
            m_couriers.push_back(std::make_unique<AlertCourier>(route, m_post, [this] { settle(); }));
    }
}

void AlertSender::tick()
{
    const Timestamp now = m_clock.now();
    const auto next = m_watch.nextLook();
    if (!m_looking && !m_stopping && now >= m_notBefore && (m_changed || (next && *next <= now))) {
        m_looking = true;
        look(); // detached: whoever stops it waits until it is not busy
    }
    for (const auto &courier : m_couriers)
        courier->tick();
}

QCoro::Task<> AlertSender::look()
{
    m_changed = false;
    const auto looked = co_await m_watch.look();
    m_failed = !looked;
    if (!looked) {
        if (m_troubles.isDue(describe(looked.error()), m_clock.now()))
            qCWarning(lcRunner).noquote() << "incidents cannot be looked at for alerts:" << describe(looked.error());
        m_changed = true;
        m_notBefore = m_clock.now() + AskAgain;
    }
    m_looking = false;
    for (const auto &courier : m_couriers)
        courier->noteChange();
    settle();
}

void AlertSender::noteChange()
{
    m_changed = true;
    for (const auto &courier : m_couriers)
        courier->noteChange();
}

bool AlertSender::isBusy() const
{
    return m_looking || std::any_of(m_couriers.begin(), m_couriers.end(), [](const auto &courier) { return courier->isBusy(); });
}

bool AlertSender::isIdle() const
{
    return !m_looking && (!m_changed || m_failed) &&
           std::all_of(m_couriers.begin(), m_couriers.end(), [](const auto &courier) { return courier->isIdle(); });
}

void AlertSender::stop(std::function<void()> settled)
{
    m_stopping = true;
    m_settled = std::move(settled);
    m_watch.stop();
    for (const auto &courier : m_couriers)
        courier->stop();
}

void AlertSender::settle()
{
    if (m_stopping && m_settled)
        m_settled();
}

void AlertSender::abort()
{
    for (const auto &courier : m_couriers)
        courier->abort();
}

} // namespace cairn
