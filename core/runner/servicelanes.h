#pragma once

#include "model/service.h"
#include "net/httpclient.h"
#include "runner/servicegate.h"
#include "store/store.h"

#include <QHash>

#include <atomic>
#include <memory>

namespace cairn {

/// What is remembered of a service: its state, and how much it has to do.
struct SavedLane
{
    ServiceState state;
    int inFlight = 0;
    int waiting = 0;
    Timestamp at{};
    std::chrono::nanoseconds since{0}; ///< the same by the steady clock
};

/// What the runner needs to speak to one service: its live revision, its connections, its gate.
struct ServiceLane
{
    ServiceLane(ResumeQueue &queue, GlobalCap &cap, const Clock &clock, const HttpTransportFactory &transports,
                ServiceRevision live, ServiceState state);

    ServiceRevision revision;
    const std::unique_ptr<HttpTransport> transport;
    HttpTransport &client;
    ServiceGate gate;
    qint64 exchanges = 0;   ///< since the contract began to be counted
    qint64 overBudget = 0;  ///< of those, the ones that took longer than the contract's latency budget
    bool maybeHolds = true; ///< the store may have runs that are held for it
    bool wasShut = false;   ///< its breaker was not closed when that was looked at last
    SavedLane saved;        ///< as it is in the store, or is being written there
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
    /// Makes lanes for all services that runs are held for, and for those that a killed runner left with requests on the wire;
    /// for one whose definition cannot be read once it can.
    Result<void> open();
    /// Those that need a lane and have none as long as their definition cannot be read.
    const QStringList &unreadable() const { return m_unreadable; }
    /// Takes over changed revisions; attempts under way keep theirs. The services that have one.
    QStringList refresh();
    /// The services whose breakers have closed since this was asked last.
    QStringList reopened();
    void close();

    /// A run was written down as held for this service.
    void noteHeld(const QString &service);
    /// Enough runs of this pipeline wait for some service.
    bool isFull(const QString &pipeline) const;
    /// For this one, with a first attempt or to try again.
    bool isFull(const QString &pipeline, const QString &service, bool ofRetries) const;
    /// All that are.
    FullServices full(const QString &pipeline) const;
    /// What is to be remembered of services since the last call: all that changed, at once where a breaker did, else once a
    /// second. `isTaken` is to be called with what the store said of it, by any thread: what was refused comes again.
    struct Unsaved
    {
        Transaction transaction;
        Store::Done isTaken;
    };
    Unsaved unsaved(bool everything);

private:
    enum class Fate { Open, Taken, Refused };
    /// Something that is being written.
    struct Saving
    {
        std::shared_ptr<std::atomic<Fate>> fate;
        QHash<QString, SavedLane> before; ///< what was saved of the lanes until then
    };

    Result<ServiceLane *> open(ServiceRevision revision);
    void openUnreadable();
    void takeBackRefused();

    ResumeQueue &m_queue;
    StoreReader &m_reader;
    const Clock &m_clock;
    const HttpTransportFactory m_transports;
    GlobalCap m_cap;
    QHash<QString, std::shared_ptr<ServiceLane>> m_lanes;
    QList<Saving> m_savings;
    QStringList m_unreadable;
};

} // namespace cairn
