#pragma once

#include "durable.h"
#include "ledger.h"

#include "net/httpclient.h"

#include <QStringList>

namespace cairn::simulator {

/// Holds what services saw against what the store was told. Everything that must never be is said in violations().
class Judge
{
public:
    Judge(const Plan &plan, const Clock &clock, Durable &durable, Ledger &ledger)
        : m_plan(plan), m_clock(clock), m_durable(durable), m_ledger(ledger)
    {
    }

    void lifeBegins();
    /// Killed: what was on the wire has no end that the store could hear of.
    void lifeEnds(const Life &life);
    void requestStarts(const std::shared_ptr<Wire> &wire, const HttpRequest &request);
    /// `body`: of the answer.
    void requestEnds(Wire &wire, const Exchange &exchange, const QByteArray &body);
    void happened(int run, int step);
    /// The runner says that nothing is left that moves by itself.
    void comesToRest();
    /// Before the durable model takes it over.
    void committing(const Transaction &transaction);
    /// When all has come to an end.
    void closes();
    void accuse(int run, int step, const QString &what);

    const QStringList &violations() const { return m_violations; }

private:
    struct ServiceWatch
    {
        int open = 0;
        double tokens = 0;
        Timestamp tokensAt;
        Timestamp quietUntil;
    };

    void mayBeSent(const Wire &wire);
    void isTheSameAsBefore(const Wire &wire, const HttpRequest &request);
    void passesOnWhatItWasTold(const Wire &wire, const QByteArray &body);
    void isClearedUp(const Operation &operation, int run, int step);
    void serviceBearsIt(const Wire &wire);
    void mayFollow(const Checkpoint &checkpoint);
    void isAllowed(const Attempt &attempt);
    const Step &step(int run, int step) const;
    const Service &service(const Wire &wire) const { return m_plan.services[size_t(wire.service)].service; }

    const Plan &m_plan;
    const Clock &m_clock;
    Durable &m_durable;
    Ledger &m_ledger;
    std::vector<ServiceWatch> m_watches;
    QStringList m_violations;
};

/// Whether an exchange's end leaves open whether the service did what was asked (design.md §5).
bool isUnclear(const Exchange &exchange);

} // namespace cairn::simulator
