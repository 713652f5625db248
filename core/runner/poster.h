#pragma once

#include "base/error.h"
#include "base/timedrest.h"
#include "runner/servicelanes.h"

#include <QCoroTask>

#include <random>

namespace cairn {

/// What became of a request that is no step of a run.
struct Posted
{
    enum Fate {
        Taken,
        Later,   ///< it has to be sent again
        Refused, ///< the service wants none of that kind: sending it again would not help
    };
    Fate fate = Later;
    QString told;   ///< "204", or what went wrong
    int status = 0; ///< of the answer; 0: there was none
    TransportFault fault = TransportFault::None;
};

/// A path below a service's base URL, whether or not slashes stand where they meet.
QUrl urlBelow(const QUrl &base, const QString &path);

/// Sends such requests to services, one at a time, each under its service's own policy, except that nothing is given up that may
/// be taken another time. Lives on the runner's thread.
class Poster
{
public:
    /// `share`: its turn among the pipelines that use the same service.
    Poster(QString share, const Clock &clock, std::mt19937_64 &random)
        : m_share(std::move(share)), m_clock(clock), m_random(random)
    {
    }

    /// A service that does not believe who calls has refused nothing of what it was sent: that is mended on this side, and then
    /// taken. At once, if there is another secret to be shown.
    QCoro::Task<Posted> post(ServiceLane &lane, HttpRequest request);
    /// Cuts off what is on the way.
    void abort();

    bool rests() const { return !m_rest.isOver(m_clock.now()); }
    /// What was sent last has to be sent again.
    bool isFailing() const { return m_failures > 0; }
    /// Sends nothing for a while after a failure of another kind, longer after each.
    void waitLonger(const RetryPolicy &retry);
    void waitALittle();

private:
    void conclude(const Posted &posted, bool renewable, const RetryPolicy &retry);

    const QString m_share;
    const Clock &m_clock;
    std::mt19937_64 &m_random;
    TimedRest m_rest;
    int m_failures = 0;
    bool m_renewed = false; ///< what was sent last was refused for its credential, and another was to be had
    PendingExchange *m_exchange = nullptr;
};

} // namespace cairn
