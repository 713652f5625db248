#pragma once

#include "store/store.h"

#include <QHash>

#include <vector>

namespace cairn::simulator {

/// What the store was told of a step, and has made durable.
struct DurableStep
{
    StepState state = StepState::Pending;
    Action decision = Action::Succeed;
    QString actor;
    std::optional<Category> category;
    std::optional<Timestamp> nextAt;
    Digest output;
    bool isAwaited = false; ///< the service has taken it up, and has not said yet how it went
    int lastIntent = 0;     ///< position of the last intent; 0: none
    int lastUnknown = 0;    ///< likewise of the last unknown outcome
    int attempts = 0;       ///< recorded since a person last let it go
};

struct DurableRun
{
    RunId id;
    int pipeline = 0;
    bool isSubmitted = false;
    RunState state = RunState::Pending;
    std::optional<Timestamp> finishedAt;
    std::vector<DurableStep> steps;
    int openCommands = 0;
};

/// How often each part of the store was written.
struct Changes
{
    qint64 all = 0;
    qint64 runs = 0;
    qint64 commands = 0;
    void count(const Transaction &transaction);
};

/// The store's content as a simple model: only what was committed, at once and in order.
class Durable
{
public:
    void add(RunId run, int pipeline, int steps);
    /// What one transaction wrote. `committed` says which id a command has got.
    void apply(const Transaction &transaction, const Committed &committed);

    std::vector<DurableRun> &runs() { return m_runs; }
    const std::vector<DurableRun> &runs() const { return m_runs; }
    DurableStep &step(int run, int step) { return m_runs[size_t(run)].steps[size_t(step)]; }
    /// How many checkpoints there are.
    int position() const { return m_position; }
    bool allFinished() const;
    /// About runs; about services.
    int openCommands() const;
    int openOrders() const { return int(m_commands.size()) - openCommands(); }
    int indexOf(RunId run) const { return m_index.value(run, -1); }
    static int stepIndex(const StepId &step) { return step.name().mid(1).toInt(); }

private:
    void apply(const Checkpoint &checkpoint);
    void apply(const Attempt &attempt);
    void open(const Command &command, qint64 id);
    void close(qint64 id);

    std::vector<DurableRun> m_runs;
    QHash<RunId, int> m_index;
    QHash<qint64, int> m_commands; ///< not carried out yet, and of which run (-1: about a service)
    int m_position = 0;
};

} // namespace cairn::simulator
