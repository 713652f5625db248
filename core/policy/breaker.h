#pragma once

#include "model/service.h"
#include "policy/callwindow.h"

#include <vector>

namespace cairn {

enum class BreakerState { Closed, Open, HalfOpen };

/// "closed", "open", "half_open".
QString word(BreakerState state);

/// What a call told of the service's health. Ignored: nothing (cancelled, or a failure that the caller's own data caused).
enum class CallResult { Succeeded, Failed, Ignored };

/// Of a failure: the service's own are Failed. `category` nullopt: it succeeded. Rate limits are Ignored: whoever says "slow
/// down" is alive, and is slowed down for by other means.
CallResult callResult(std::optional<Category> category, bool cancelled);

/// Leaves a service alone that fails or crawls, and finds out carefully when it is back. A value: time comes in, state goes out
/// as JSON and survives a restart.
class Breaker
{
public:
    /// Whether a call may start. `probe` is to be handed back to record().
    struct Admission
    {
        bool admitted = false;
        qint64 probe = 0; ///< 0: the breaker is closed, and this is an ordinary call
        Timestamp until;  ///< held: not before this; it may still be held then
        QString reason;   ///< held: why, in English
    };
    /// What an operator ordered, instead of what the breaker would do by itself.
    struct Order
    {
        bool open = false;
        Timestamp until; ///< it expires by itself
        QString reason;
        bool operator==(const Order &) const = default;
    };

    BreakerState state(Timestamp now) const;
    const std::optional<Order> &order() const { return m_order; }
    /// What admit() would say, changing nothing; nullopt: it would admit.
    std::optional<Admission> held(const BreakerPolicy &policy, Timestamp now) const;

    /// `lease` is the longest that a probe can take: one that has not reported by then is given up, and its place is free.
    Admission admit(const BreakerPolicy &policy, Milliseconds lease, Timestamp now);
    /// A call's end. Results of calls that were admitted before the breaker opened do not decide about its closing.
    void record(const BreakerPolicy &policy, qint64 probe, CallResult result, Milliseconds duration, Timestamp now);

    /// Forced open it goes on half open when the order ends; forced closed it forgets what it held against the service.
    void force(const Order &order, Timestamp now);
    void endOrder(Timestamp now);

    QJsonObject toJson() const;
    /// Nothing if it is not what toJson() wrote.
    static std::optional<Breaker> fromJson(const QJsonObject &json);
    bool operator==(const Breaker &) const = default;

private:
    struct Probe
    {
        qint64 id = 0;
        Timestamp startedAt;
        Timestamp leaseEnd;
        /// Given up; also when the clock was set back, or the lease would end too late.
        bool isLost(Timestamp now) const { return now >= leaseEnd || now < startedAt; }
        bool operator==(const Probe &) const = default;
    };

    bool ordered(bool open, Timestamp now) const;
    void dropLostProbes(Timestamp now);
    void openAgain(const BreakerPolicy &policy, Timestamp now);
    void close();
    void startProbing();
    void recordProbe(const BreakerPolicy &policy, CallResult result, bool slow, Timestamp now);
    void recordCall(const BreakerPolicy &policy, bool failed, bool slow, Timestamp now);

    BreakerState m_state = BreakerState::Closed;
    CallWindow m_window; ///< while closed
    int m_openings = 0;  ///< one after the other, without a streak of successes between
    int m_streak = 0;    ///< successes since it closed
    Timestamp m_openedAt;
    Timestamp m_openUntil;
    std::vector<Probe> m_probes; ///< under way
    CallWindow::Counts m_probed; ///< results since it became half open
    qint64 m_lastProbe = 0;      ///< never used twice, so that no late report counts for a later probe
    std::optional<Order> m_order;
};

} // namespace cairn
