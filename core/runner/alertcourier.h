#pragma once

#include "model/alert.h"
#include "runner/alertmessage.h"
#include "runner/alertwatch.h"
#include "runner/askedsecret.h"
#include "runner/poster.h"

namespace cairn {

/// What couriers of one runner share.
struct AlertPost
{
    const AlertWatch &watch;
    StoreReader &reader;
    const Clock &clock;
    StoreBridge &bridge;
    ResumeQueue &home;
    ServiceLanes &lanes;
    std::mt19937_64 &random;
    Credentials credentials;
    QString workspace;
    qint64 fence = 0;
};

/// Sends what waits for one route, each at least once and under the same id; what is told of one alert in order, and what its
/// receiver could not take behind what was not tried yet. To an Alertmanager also what still lasts, before it would take it for
/// over. Lives on the runner's thread.
class AlertCourier
{
public:
    AlertCourier(AlertRoute route, const AlertPost &post, std::function<void()> settled);

    /// Sends what is there, unless it is at it, or waits after a failure.
    void tick();
    void noteChange() { m_changed = true; }
    bool isBusy() const { return m_busy; }
    /// Nothing is on the way, and nothing was left that could be sent now.
    bool isIdle() const { return !m_busy && (!m_changed || m_poster.isFailing()); }
    void stop() { m_stopping = true; }
    void abort() { m_poster.abort(); }

private:
    struct Trouble
    {
        int tries = 0;
        QString told; ///< as it is written down
    };

    QCoro::Task<> sendAll();
    QList<AlertDelivery> inTurn(QList<AlertDelivery> waiting) const;
    QCoro::Task<bool> deliver(AlertDelivery delivery);
    QCoro::Task<bool> remember(AlertDelivery delivery, Posted posted);
    QCoro::Task<bool> remind();
    QCoro::Task<Result<HttpRequest>> requestFor(const AlertDelivery &delivery, const Result<ServiceLane *> &to);
    Result<ServiceLane *> lane();
    bool mustRemind() const;

    const AlertRoute m_route;
    const AlertPost &m_post;
    const std::function<void()> m_settled;
    Poster m_poster;
    Timestamp m_remindAt{};
    QHash<qint64, Trouble> m_troubles; ///< of messages that were not taken yet
    bool m_changed = true;
    bool m_busy = false;
    bool m_stopping = false;
};

} // namespace cairn
