#pragma once

#include "base/logrest.h"
#include "control/alertfacts.h"
#include "policy/alertrules.h"
#include "runner/storebridge.h"

#include <QCoroTask>
#include <QHash>

namespace cairn {

/// Follows what happens to incidents, has the rules decide, and writes down what is to be told: state, messages and how far it
/// came in one transaction, so that whatever is killed, nothing is told twice or never. A store that has alerts for the first
/// time begins with what happens next. Lives on the runner's thread.
class AlertWatch
{
public:
    using Key = std::pair<QString, qint64>; ///< rule, incident

    AlertWatch(const AlertSettings &settings, QString workspace, StoreReader &reader, const Clock &clock, StoreBridge &bridge,
               qint64 fence);

    /// Looks at all that is new, and at what time has brought. Errors: those of the store; nothing is lost then.
    QCoro::Task<Result<void>> look();
    /// When the clock alone may bring something.
    std::optional<Timestamp> nextLook() const { return m_nextLook; }
    void stop() { m_stopping = true; }

    /// What is being told by that route at the moment.
    QList<AlertState> activeBy(const QString &route) const;

private:
    struct Pending
    {
        Transaction transaction;
        QHash<Key, AlertState> states;
    };
    struct Seen
    {
        Incident incident;
        QStringList pipelines;
    };

    QCoro::Task<Result<void>> begin();
    Result<void> keepFormerRules();
    QCoro::Task<Result<bool>> lookAtNotes();
    QCoro::Task<Result<void>> lookAtGrowth();
    QCoro::Task<Result<void>> lookAtTime();
    QCoro::Task<Result<void>> commit(Pending pending);
    Result<void> decide(const IncidentNote &note, Pending &pending);
    Result<void> decideGrowth(const Incident &incident, Pending &pending);
    Result<Seen> see(qint64 incident);
    Result<void> passOver(const Error &why);
    Result<AlertStanding> standing(const AlertRule &rule, const Incident &incident);
    AlertState stateOf(const AlertRule &rule, qint64 incident, const Pending &pending) const;
    Result<void> take(const AlertRule &rule, const Incident &incident, const AlertState &before, const AlertVerdict &verdict,
                      Pending &pending);
    void planNextLook();

    AlertSettings m_settings; ///< and what is left of rules that were there before
    const QString m_workspace;
    StoreReader &m_reader;
    const Clock &m_clock;
    StoreBridge &m_bridge;
    const qint64 m_fence;
    const bool m_counts; ///< some rule wants more than one failure
    LogRest m_passedOver;
    std::optional<qint64> m_place;
    QHash<Key, AlertState> m_states;
    Timestamp m_grownTo{}; ///< failures up to then have been looked at
    std::optional<Timestamp> m_nextLook;
    bool m_reviewed = false; ///< all that was active when it began
    bool m_stopping = false;
};

} // namespace cairn
