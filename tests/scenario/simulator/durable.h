#pragma once

#include "place.h"

#include "store/store.h"

#include <QHash>

#include <vector>

namespace cairn::simulator {

/// What the store was told of a step or an item, and has made durable.
struct DurableStep
{
    StepState state = StepState::Pending;
    std::optional<Action> decision{};
    QString actor;
    std::optional<Category> category;
    std::optional<Timestamp> nextAt;
    bool wasDue = false; ///< by the wall clock, which was set back since
    int generation = 0;
    Digest edited;
    bool isAwaited = false; ///< the service has taken it up, and has not said yet how it went
    int lastIntent = 0;     ///< position of the last intent; 0: none
    int lastUnknown = 0;    ///< likewise of the last unknown outcome
    QJsonValue told;        ///< what later steps see of it: its token, or how many items came through; null: nothing
    bool isFannedOut = false;
    std::vector<DurableStep> items;
};

struct DurableRun
{
    RunId id;
    int pipeline = 0;
    int version = 0; ///< by index
    QByteArray traceId;
    std::optional<Timestamp> deadlineAt;
    bool isSubmitted = false;
    RunState state = RunState::Pending;
    std::optional<Timestamp> finishedAt;
    std::vector<DurableStep> steps;
    int openCommands = 0;
    int commands = 0; ///< ever
};

/// How often each part of the store was written.
struct Changes
{
    qint64 all = 0;
    qint64 runs = 0;
    qint64 commands = 0;
    qint64 services = 0;
    void count(const Transaction &transaction);
};

/// The store's content as a simple model: only what was committed, at once and in order.
class Durable
{
public:
    /// Its index.
    int add(const RunRecord &row, int pipeline, int version, int steps);
    void know(qint64 pipelineVersion, int index) { m_versions.insert(pipelineVersion, index); }
    int versionOf(qint64 pipelineVersion) const { return m_versions.value(pipelineVersion); }
    /// What one transaction wrote. `committed` says which id a command has got.
    void apply(const Transaction &transaction, const Committed &committed);
    void apply(const Checkpoint &checkpoint);

    std::vector<DurableRun> &runs() { return m_runs; }
    const std::vector<DurableRun> &runs() const { return m_runs; }
    DurableStep &step(const Place &place);
    const DurableStep &step(const Place &place) const { return const_cast<Durable *>(this)->step(place); }
    /// All steps of a run and, after each, its items.
    std::vector<Place> places(int run) const;
    /// How many checkpoints there are.
    int position() const { return m_position; }
    bool allFinished() const;
    /// About runs; about services.
    int openCommands() const;
    int openOrders() const { return int(m_commands.size()) - openCommands(); }
    bool hasOpenOrder(const QString &service) const;
    /// One that is not carried out yet; an empty one if it is none of them.
    Command command(qint64 id) const { return m_commands.value(id); }
    const Callback *callback(const QString &id) const;
    int indexOf(RunId run) const { return m_index.value(run, -1); }
    /// By its trace.
    int indexOf(const QByteArray &traceId) const { return m_traces.value(traceId, -1); }
    static int stepIndex(const StepId &step) { return step.name().mid(1).toInt(); }
    Place placeOf(RunId run, const StepKey &key) const { return {indexOf(run), stepIndex(key.step), key.item}; }

private:
    void open(Command command, qint64 id);
    void close(qint64 id);

    std::vector<DurableRun> m_runs;
    QHash<RunId, int> m_index;
    QHash<QByteArray, int> m_traces;
    QHash<qint64, int> m_versions;
    QHash<qint64, Command> m_commands; ///< not carried out yet
    QHash<QString, Callback> m_callbacks;
    int m_position = 0;
};

} // namespace cairn::simulator
