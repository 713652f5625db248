#pragma once

#include "control/relations.h"

// Runs as they might have been recorded, for tests of what is made of them.

namespace cairn::testing {

inline Timestamp at(qint64 ms)
{
    return Timestamp(Milliseconds(ms));
}

/// Collects what is recorded of one run of steps a, b (needs a) and c (needs a, fanned out).
class Recorded
{
public:
    Recorded()
    {
        m_detail.run.id = RunId(1);
        m_detail.run.state = RunState::Running;
        m_detail.run.submittedAt = at(0);
        m_detail.run.startedAt = at(1'000);
        for (const char *name : {"a", "b", "c"}) {
            Step step;
            step.id = StepId(QString::fromLatin1(name));
            step.service = QStringLiteral("service-") + step.id.name();
            if (step.id.name() != QLatin1String("a"))
                step.needs = {StepId(QStringLiteral("a"))};
            m_detail.version.pipeline.steps.append(step);
        }
    }

    RunRecord &run() { return m_detail.run; }

    Checkpoint &checkpoint(const char *step, StepState state, qint64 ms, int item = NoItem)
    {
        Checkpoint checkpoint;
        checkpoint.seq = m_detail.history.checkpoints.size() + 1;
        checkpoint.step = StepId(QString::fromLatin1(step));
        checkpoint.item = item;
        checkpoint.state = state;
        checkpoint.actor = QStringLiteral("runner");
        checkpoint.at = at(ms);
        m_detail.history.checkpoints.append(checkpoint);
        return m_detail.history.checkpoints.last();
    }

    Attempt &attempt(const char *step, qint64 ms, qint64 took, int item = NoItem)
    {
        Attempt attempt;
        attempt.step = StepId(QString::fromLatin1(step));
        attempt.item = item;
        attempt.status = 200;
        attempt.startedAt = at(ms);
        attempt.timing.total = Milliseconds(took);
        m_detail.history.attempts.append(attempt);
        return m_detail.history.attempts.last();
    }

    RunDetail detail() const
    {
        RunDetail detail = m_detail;
        detail.progress = RunProgress(detail.version.pipeline, detail.history);
        return detail;
    }

private:
    RunDetail m_detail;
};

} // namespace cairn::testing
