#pragma once

#include "durable.h"
#include "ledger.h"
#include "virtualtime.h"

#include "net/httpclient.h"

#include <QJsonObject>
#include <QStringList>

namespace cairn::simulator {

/// As its run's version of the pipeline has it.
const Step &stepOf(const Plan &plan, const Durable &durable, const Place &place);

/// Holds what services saw against what the store was told. Everything that must never be is said in violations().
class Judge
{
public:
    Judge(const Plan &plan, const VirtualTime &time, Durable &durable, Ledger &ledger)
        : m_plan(plan), m_time(time), m_durable(durable), m_ledger(ledger), m_rules(plan.services.size())
    {
    }

    // judgewire.cpp
    void lifeBegins();
    /// Killed: what was on the wire has no end that the store could hear of.
    void lifeEnds(const Life &life);
    void wallClockIsSet(Milliseconds by);
    void requestStarts(const std::shared_ptr<Wire> &wire);
    /// `body`: of the answer.
    void requestEnds(Wire &wire, const Exchange &exchange, const QByteArray &body);
    void happened(const Place &place);
    /// The runner answered what a service sent by itself.
    void letterIsAnswered(const Letter &letter, int status);

    // judgerecords.cpp
    /// A person gave the service a policy, which is now its revision of that id.
    void isRevised(int service, qint64 revision, const Policy &policy);
    /// Before the durable model takes it over.
    void committing(const Transaction &transaction);

    // judge.cpp
    /// The runner says that nothing is left that moves by itself.
    void comesToRest();
    /// When all has come to an end.
    void closes();
    void accuse(const Place &place, const QString &what);

    const QStringList &violations() const { return m_violations; }

private:
    /// A service's policy from some time on.
    struct Rule
    {
        qint64 revision = 0;
        Policy policy;
        Milliseconds from{0};
    };
    struct ServiceWatch
    {
        int open = 0;
        double tokens = 0;
        Milliseconds tokensAt{0};
        Milliseconds quietUntil{0};
    };

    void mayBeSent(const Wire &wire);
    void mayBeOneOfSoMany(const Wire &wire);
    void isTheSameAsBefore(const Wire &wire);
    void keyIsKnownStill(const Wire &wire);
    void passesOnWhatItWasTold(const Wire &wire);
    void isClearedUp(const Operation &operation, const Place &place);
    bool isToldFirst(const Wire &wire) const;
    void serviceBearsIt(const Wire &wire);
    int mostAtOnce(int service, Milliseconds span) const;

    void mayFollow(const Checkpoint &checkpoint);
    void mayPass(const Place &place, const Checkpoint &checkpoint);
    void isGathered(const Place &place, const Checkpoint &checkpoint);
    void doubtIsSettled(const Place &place, const Checkpoint &checkpoint);
    void wasNotCalled(const Place &place, const Checkpoint &checkpoint);
    void isAllowed(const Attempt &attempt);
    void rulesItsTime(const Attempt &attempt, const Wire &wire);
    void isTakenIn(const AddCallbackMessage &message);
    void isCarriedOut(const FinishCommand &finish);
    void isCalledOff(int run, const QString &result);

    const Step &step(const Place &place) const { return stepOf(m_plan, m_durable, place); }
    int serviceIndex(const QString &name) const;
    const Service &service(const Wire &wire) const { return m_plan.services[size_t(wire.service)].service; }
    const Policy &policyOf(const Wire &wire, qint64 revision) const;

    const Plan &m_plan;
    const VirtualTime &m_time;
    Durable &m_durable;
    Ledger &m_ledger;
    std::vector<std::vector<Rule>> m_rules; ///< of each service, the newest last
    std::vector<ServiceWatch> m_watches;
    std::vector<Milliseconds> m_shutUntil = std::vector<Milliseconds>(m_rules.size()); ///< by an order to open the breaker
    QStringList m_violations;
};

/// Whether an exchange's end leaves open whether the service did what was asked (design.md §5).
bool isUnclear(const Exchange &exchange);
inline bool byRunner(const QString &actor)
{
    return actor == QLatin1String("runner");
}

} // namespace cairn::simulator
