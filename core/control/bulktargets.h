#pragma once

#include "control/pinnedsteps.h"

namespace cairn {

/// One target of an order about many.
struct BulkTarget
{
    Command command;
    BulkPlace place;                       ///< where the order stands once this is asked for
    qint64 pipelineVersionId = 0;          ///< of its run; 0: not known
    StepId step;                           ///< at which it stands; empty: not known
    StepState stands = StepState::Blocked; ///< of the step, where the command names it
};

/// Some targets, as far as the search for them went.
struct BulkPage
{
    QList<BulkTarget> targets;
    BulkPlace end;     ///< where the order stands once all of them are asked for
    bool last = false; ///< there are no more
};

/// The runs of an order's filter of which something can be meant.
struct MeantRuns
{
    RunFilter filter;     ///< without states: there are none
    bool bySteps = false; ///< meant is what stands at the filter's service, step or category alone; else the run as a whole
};

/// What is meant of one run.
struct RunTargets
{
    QList<BulkTarget> targets;
    QList<StepState> others; ///< of steps that the filter means too, but that stand where it cannot be asked for
};

/// What a filter means for a command of that kind. Errors: Usage.
Result<MeantRuns> runsMeantBy(const Bulk &bulk);
/// The states of a filter's runs in which something can be meant. Where the filter names steps that is more than the run's state
/// tells: a step stands blocked beside another of unknown outcome.
QList<RunState> statesMeant(CommandKind kind, const RunFilter &filter, const QJsonObject &arguments = {});

/// Goes through the targets of one order. Runs are searched for a page at a time, and kept; at what they stand is read when they
/// come to be asked for.
class TargetSearch
{
public:
    /// From where the order stands, about `limit`: all that one run has. What failed after `now` by the clock failed before it
    /// was set back, and before the order. Errors: Usage, NotFound, those of the store.
    Result<BulkPage> next(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now = Timestamp::max());
    /// `standing`: at what it stands; of no account where the run's state tells, see dependsOnStep().
    Result<RunTargets> targetsIn(StoreReader &reader, const RunRecord &run, const QList<StandingStep> &standing, const Bulk &bulk,
                                 const MeantRuns &meant, Timestamp now);

private:
    Result<void> searchOn(StoreReader &reader, const Bulk &bulk, const MeantRuns &meant, int limit);
    Result<BulkPage> nextMembers(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now);
    Result<QList<BulkTarget>> targetsOf(StoreReader &reader, RunId id, const Bulk &bulk, const MeantRuns &meant, Timestamp now);
    Result<void> readRun(StoreReader &reader, CommandKind kind, const IncidentMember &member, RunRecord &run);
    bool suits(CommandKind kind, const StandingStep &step, qint64 version) const;

    PinnedSteps m_steps;
    QList<RunId> m_ahead;
    RunId m_searchedTo; ///< invalid: nothing yet
    bool m_all = false;
};

/// The same, once. Errors: as TargetSearch::next.
Result<BulkPage> nextTargets(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now = Timestamp::max());

} // namespace cairn
