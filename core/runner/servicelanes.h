#pragma once

#include "model/service.h"
#include "net/httpclient.h"
#include "runner/servicegate.h"
#include "store/store.h"

#include <QHash>

#include <memory>

namespace cairn {

/// What the runner needs to speak to one service: its live revision, its connections, its gate.
struct ServiceLane
{
    ServiceLane(ResumeQueue &queue, GlobalCap &cap, const Clock &clock, const HttpTransportFactory &transports, ServiceRevision live,
                ServiceState state);

    ServiceRevision revision;
    const std::unique_ptr<HttpTransport> transport;
    HttpTransport &client;
    ServiceGate gate;
    qint64 exchanges = 0;   ///< since the contract began to be counted
    qint64 overBudget = 0;  ///< of those, the ones that took longer than the contract's latency budget
    bool maybeHolds = true; ///< the store may have runs that are held for it
    ServiceState saved;     ///< as it is in the store
    int savedInFlight = 0;  ///< likewise
    int savedWaiting = 0;
    Timestamp savedAt{};
};

/// All lanes, made when first needed and brought up to date when a service has a new live revision.
class ServiceLanes
{
public:
    ServiceLanes(ResumeQueue &queue, StoreReader &reader, const Clock &clock, HttpTransportFactory transports, int maxInFlight)
        : m_queue(queue), m_reader(reader), m_clock(clock), m_transports(std::move(transports)), m_cap(maxInFlight)
    {
    }

    /// Lives as long as this object. Errors: NotFound.
    Result<ServiceLane *> lane(const QString &service);
    /// The same for a place that is no service of the workspace, and has none's name.
    Result<ServiceLane *> laneTo(const Service &service);
    QList<ServiceLane *> all() const;
    /// Makes lanes for all services that runs are held for, and for those that a killed runner left with requests on the wire; for
    /// one whose definition is damaged once it is not any more.
    Result<void> open();
    /// Takes over changed revisions; attempts under way keep theirs.
    void refresh();
    void close();

    /// A run was written down as held for this service.
    void noteHeld(const QString &service);
    /// Enough runs of this pipeline wait for some service.
    bool isFull(const QString &pipeline) const;
    /// What is to be remembered of services since the last call: all that changed, at once where a breaker did, else once a second.
    Transaction unsaved(bool everything);

private:
    Result<ServiceLane *> open(ServiceRevision revision);
    void openUnreadable();

    ResumeQueue &m_queue;
    StoreReader &m_reader;
    const Clock &m_clock;
    const HttpTransportFactory m_transports;
    GlobalCap m_cap;
    QHash<QString, std::shared_ptr<ServiceLane>> m_lanes;
    QStringList m_unreadable; ///< services that need a lane as soon as their definition can be read
};

} // namespace cairn
