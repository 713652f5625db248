#pragma once

#include "model/records.h"
#include "model/service.h"
#include "policy/callwindow.h"
#include "policy/holdreason.h"
#include "policy/waves.h"

#include <vector>

namespace cairn {

enum class BreakerState { Closed, Open, HalfOpen };

/// "closed", "open", "half_open".
QString word(BreakerState state);

/// "12 of 20 calls failed", "9 of 10 calls were slow"; empty without calls. English.
QString openedForText(const CallWindow::Counts &calls);

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
        HoldReason reason{};
    };
    /// What an operator ordered, instead of what the breaker would do by itself.
    struct Order
    {
        bool open = false;
        Timestamp until; ///< it expires by itself
        QString reason;
        bool inWaves = false; ///< not open: one is let through, then waves that grow as they pass; a bad one opens it again
        bool operator==(const Order &) const = default;
    };
    /// How it stands, for those who look.
    struct Picture
    {
        BreakerState state = BreakerState::Closed;
        CallWindow::Counts recent;         ///< closed: calls of the window
        CallWindow::Counts openedFor;      ///< the calls for which it opened last; none if that is not known
        Timestamp openedAt;                ///< when that was
        int openings = 0;                  ///< one after the other
        CallWindow::Counts probed;         ///< half open: probes that have come back
        int probing = 0;                   ///< half open, or in waves: calls under way
        std::optional<Timestamp> nextAt{}; ///< not closed: when the next call may go, if none may go now
        int wave = 0;                      ///< in waves: size of the present one
        BulkCounts ofWave{};
    };

    BreakerState state(Timestamp now) const;
    const std::optional<Order> &order() const { return m_order; }
    /// It that has not expired; nullptr: there is none.
    const Order *orderInForce(Timestamp now) const { return m_order && now < m_order->until ? &*m_order : nullptr; }
    /// When it opened last; 1970: never.
    Timestamp openedAt() const { return m_openedAt; }
    Picture picture(const BreakerPolicy &policy, Timestamp now) const;
    /// An order to let through in waves is in force.
    bool isReleasing(Timestamp now) const
    {
        const Order *order = orderInForce(now);
        return order && order->inWaves;
    }
    /// How many more calls of the present wave, or of the next if that has passed, may go; 0 if there are no waves.
    int waveRoom(Timestamp now) const;
    /// What admit() would say, changing nothing; nullopt: it would admit.
    std::optional<Admission> held(const BreakerPolicy &policy, Timestamp now) const;
    /// How what admit() has just let through came through.
    Passage passage(Timestamp now) const;

    /// `lease` is the longest that a probe can take: one that has not reported by then is given up, and its place is free.
    Admission admit(const BreakerPolicy &policy, Milliseconds lease, Timestamp now);
    /// A call's end. Results of calls that were admitted before the breaker opened do not decide about its closing.
    void record(const BreakerPolicy &policy, qint64 probe, CallResult result, Milliseconds duration, Timestamp now);
    /// Nobody is left who could report what is under way: whoever sent it has gone.
    void abandonProbes();

    /// Forced open it goes on half open when the order ends; forced closed it forgets what it held against the service. Releasing
    /// in waves ends by itself: with the largest wave it closes, after a bad one it opens. Ended before, it closes if as many
    /// calls have passed as it would have probed with.
    void force(const Order &order, Timestamp now);
    void endOrder(const BreakerPolicy &policy, Timestamp now);

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

    bool ordered(bool open, Timestamp now) const
    {
        const Order *order = orderInForce(now);
        return order && !order->inWaves && order->open == open;
    }
    BulkCounts ofWave(Timestamp now) const;
    WaveStep nextStep(Timestamp now) const;
    void countReleased(Timestamp now);
    void recordReleased(const BreakerPolicy &policy, CallResult result, bool slow, Timestamp now);
    void readAdditions(const QJsonObject &json);
    std::optional<Timestamp> probesLost(Timestamp now) const;
    int underWay(Timestamp now) const;
    void dropLostProbes(Timestamp now);
    void openAgain(const BreakerPolicy &policy, CallWindow::Counts cause, Timestamp now);
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
    std::vector<Probe> m_probes;    ///< under way
    CallWindow::Counts m_probed;    ///< results since it became half open
    CallWindow::Counts m_openedFor; ///< the calls for which it opened last
    int m_wave = 0;                 ///< of a release in waves: size of the present one
    BulkCounts m_ofWave;            ///< what has become of its calls; `asked`: were let through
    qint64 m_lastProbe = 0;         ///< never used twice, so that no late report counts for a later probe
    std::optional<Order> m_order;
};

// The what-if asks this many millions of times.
inline BreakerState Breaker::state(Timestamp now) const
{
    if (ordered(true, now))
        return BreakerState::Open;
    if (ordered(false, now))
        return BreakerState::Closed;
    const bool over =
        now >= m_openUntil || now < m_openedAt; // a clock set back must not keep it open for longer than it was to be
    return m_state == BreakerState::Open && over ? BreakerState::HalfOpen : m_state;
}

} // namespace cairn
