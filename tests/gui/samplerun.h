#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// Tells a run's story step by step, as a runner would have recorded it, and commits it as a whole.
class SampleRun
{
public:
    SampleRun(GuiWorkspace &workspace, const QString &pipeline, const QString &input, qint64 size, Milliseconds ago);

    /// The step is sent and answered with `status`.
    SampleRun &pass(const QString &step, Milliseconds took, int status = 200);
    /// The step is sent, fails, and is to be tried again after `delay`.
    SampleRun &fail(const QString &step, Category category, const QString &cause, int status, Milliseconds delay,
                    TransportFault fault = TransportFault::None);
    /// The step is sent and fails for good (Block), or may have happened (AskOutcome).
    SampleRun &stop(const QString &step, Category category, const QString &cause, int status, Action decision,
                    const QString &reason, TransportFault fault = TransportFault::None);
    /// The step is fanned out; what is told of it from now on is told of one item, until `whole()`.
    SampleRun &fanOut(const QString &step, int items);
    SampleRun &item(int number);
    SampleRun &whole() { return item(NoItem); }
    /// The items are settled, or some are not but enough passed.
    SampleRun &gather(const QString &step, StepState state, const QString &reason);
    /// A file is delivered; nothing is sent.
    SampleRun &deliver(const QString &step);
    /// Somebody cancels what is left.
    SampleRun &cancel(const QString &actor, const QString &reason);
    /// Time goes by, or back to what happened meanwhile.
    SampleRun &later(Milliseconds time);
    SampleRun &state(RunState state);
    SampleRun &deadline(Milliseconds afterSubmission);
    SampleRun &rerunOf(RunId original);

    RunId commit();

private:
    Attempt &addAttempt(const QString &step, Milliseconds took);
    Checkpoint &addCheckpoint(const QString &step, StepState state);
    void explainBy(const Checkpoint &checkpoint);

    GuiWorkspace &m_workspace;
    const PipelineVersion &m_version;
    RunRecord m_run;
    Timestamp m_time;
    int m_item = NoItem;
    QList<Attempt> m_attempts;
    QList<Checkpoint> m_checkpoints;
    QMap<QString, int> m_tries;
};

} // namespace cairn::testing
