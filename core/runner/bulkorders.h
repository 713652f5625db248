#pragma once

#include "base/logrest.h"
#include "base/resumequeue.h"
#include "control/bulktargets.h"
#include "policy/waves.h"
#include "runner/servicelanes.h"
#include "store/store.h"

#include <QSet>

namespace cairn {

/// Makes commands of the targets of orders about many, as fast as they may go (see nextWave): in the transaction that remembers
/// how far it went, so that each target is asked for once whatever is killed. Belongs to the runner's thread.
class BulkOrders
{
public:
    /// What it needs of its runner.
    struct Context
    {
        Store &store;
        StoreReader &reader;
        const Clock &clock;
        ResumeQueue &home;
        ServiceLanes &lanes;
        qint64 fence = 0;
        int window = 64; ///< targets whose runs are carried at once
        std::function<Result<std::shared_ptr<const PipelineVersion>>(qint64 id)> version;
        std::function<void()> asked; ///< there are new commands
        std::function<void(const Error &)> troubled;
    };

    explicit BulkOrders(Context context) : m_context(std::move(context)) {}

    void noteChange() { m_look = true; }
    /// A run is carried because an order's command is about it; and is no longer.
    void noteBegun(RunId run) { m_underWay.insert(run); }
    void noteEnded(RunId run);
    int underWay() const { return int(m_underWay.size()); }
    /// Asks for what may go, if something has changed.
    void tick();
    /// No order could ask for more by itself, at this moment or once a service lets it.
    bool isIdle() const { return !m_look && m_idle && m_asking.isEmpty(); }
    bool isBusy() const { return !m_asking.isEmpty(); }
    /// Asks for nothing more; `settled` is called once what was asked for last is durable.
    void stop(std::function<void()> settled);

private:
    void carry(const Bulk &bulk);
    std::optional<BulkPage> targetsOf(const Bulk &bulk, int limit);
    void ask(const Bulk &bulk, const WaveStep &step, BulkPage page);
    void stopOrder(const Bulk &bulk, const QString &why);
    void commit(qint64 bulk, Transaction transaction);
    void committed(qint64 bulk, const Result<Committed> &result);
    void giveUp(qint64 bulk, const Error &refusal);
    void warn(const QString &what, const Error &error);
    ServiceLane *laneOf(const Bulk &bulk, const BulkTarget &target);
    bool isLeftAlone(const ServiceLane *lane) const;
    int roomAt(const ServiceLane *lane) const;
    QString serviceOf(const Bulk &bulk, const BulkTarget &target);

    Context m_context;
    QSet<RunId> m_underWay;
    QHash<qint64, TargetSearch> m_searches; ///< of running orders
    QSet<qint64> m_asking;                  ///< orders whose next commands are being written
    QSet<qint64> m_refused;                 ///< orders of which the store did not take something
    LogRest m_warnings;
    bool m_look = true;
    bool m_idle = true;
    bool m_stopping = false;
    std::function<void()> m_settled;
};

} // namespace cairn
