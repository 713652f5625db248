#pragma once

#include "fleetworkspace.h"

#include "store/store.h"

#include <random>

namespace cairn::testing {

/// Numbers that are the same for the same seed, whatever library the program is built with.
class FleetRandom
{
public:
    explicit FleetRandom(quint64 seed) : m_engine(seed) {}
    quint64 number() { return m_engine(); }
    int below(int bound) { return int(m_engine() % quint64(bound)); }
    bool oneIn(int many) { return below(many) == 0; }
    QByteArray bytes(int count);

private:
    std::mt19937_64 m_engine;
};

/// What a run is made from.
struct FleetParts
{
    const FleetPipeline *pipeline = nullptr;
    const PipelineVersion *version = nullptr;
    QList<qint64> policyRevisions; ///< in the order of fleetServices()
    QList<PayloadRef> inputs;
    QList<PayloadRef> outputs;
};

/// Tells one run's story up to the state it is to be in, and gives all that a runner would have recorded of it.
class FleetRun
{
public:
    FleetRun(const FleetParts &parts, FleetRandom &random, RunId id, Timestamp submitted, RunState end);

    const Transaction &transaction() const { return m_transaction; }

private:
    struct Failure;

    void describeInput();
    void tell(RunState end);
    void pass(const FleetStep &step);
    void retryBefore(const FleetStep &step, int times);
    void stop(const FleetStep &step, RunState end);
    void finish(RunState end);
    const Failure &failureOf(const FleetStep &step, RunState end);
    Attempt attempt(const FleetStep &step, Milliseconds took);
    Checkpoint checkpoint(const FleetStep &step, StepState state) const;
    void explainBy(const Checkpoint &checkpoint);
    void note(RunState state);

    const FleetParts &m_parts;
    FleetRandom &m_random;
    RunRecord m_run;
    Timestamp m_time;
    int m_tries = 0; ///< of the present step
    Transaction m_transaction;
};

} // namespace cairn::testing
