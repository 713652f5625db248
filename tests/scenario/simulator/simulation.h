#pragma once

#include "network.h"
#include "operator.h"
#include "simstore.h"

#include "definition/expression.h"
#include "runner/runner.h"

#include <QTemporaryDir>

namespace cairn::simulator {

/// A real store in memory-backed files, which many simulations use one after the other: each has its own names in it.
class StoreInMemory
{
public:
    StoreInMemory();
    Store &store() { return *m_store; }
    StoreReader &reader() { return *m_reader; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
};

struct Ending
{
    QStringList violations;
    quint64 hash = 0;
    qint64 events = 0;
    Milliseconds duration{0}; ///< in its own time
};

/// One seed from its plan to its verdict: the real runner between simulated services, clock, network and people.
class Simulation
{
public:
    struct Parts
    {
        VirtualTime &time;
        ExpressionEngine &expressions;
        StoreInMemory &room;
        Counts &counts;
    };
    Simulation(const Parts &parts, Plan plan, Mischief mischief, bool isPrinted);

    Ending run();

private:
    void prepareLease();
    void prepare();
    void prepareServices();
    void preparePipeline(int pipeline);
    void submit(int run);
    void revise(int service, Policy policy);
    void apply(int pipeline, int version);
    void rerun(int run, int from, bool latest);
    Operator::Hands hands();
    void beginLife();
    void endAfterTime();
    void endLife();
    void buryRunner(Milliseconds grace);
    void forgetServices();
    bool hasEnded() const;
    void checkBounds();
    void compareWithStore();
    void compareRun(int run);
    Milliseconds longest() const;
    QString standing() const;

    Parts m_parts;
    World m_world;
    Network m_network;
    std::vector<std::unique_ptr<SimStore>> m_stores; ///< of each life; acknowledgements may still be on their way
    Operator m_operator;
    std::unique_ptr<Runner> m_runner;
    QList<QList<qint64>> m_versionIds; ///< of each pipeline, as far as they were applied
    bool m_hasStopped = false;
};

} // namespace cairn::simulator
