#pragma once

#include "control/rehearsal.h"
#include "control/versioncomparison.h"
#include "policy/classify.h"

namespace cairn {

/// Plays the logic of one pipeline version over what is recorded of a run: requests as they would be rendered, expectations
/// judged on the recorded answers. Belongs to the thread of its reader; used once.
class RecordedLogic
{
public:
    /// What is done and does not come after `from` is taken over; empty: nothing is. `own`: the workspace's classes of data. The
    /// references outlive this.
    RecordedLogic(StoreReader &reader, const RunDetail &detail, const Pipeline &pipeline, const StepId &from,
                  const QList<DataClass> &own);

    QHash<StepId, RehearsedStep> play();

private:
    /// What a service answered, whichever attempt it was.
    struct Answer
    {
        int status = 0;
        QByteArray headers;
        PayloadRef body;
    };

    bool isTakenOver(const Step &step) const;
    bool isReached(const Step &step) const;
    RehearsedStep rehearse(const Step &step);
    RehearsedStep call(const Step &step);
    RehearsedStep delivery(const Step &step);
    RehearsedStep fanOut(const Step &step);
    std::optional<Answer> answerOf(const StepKey &key) const;
    PayloadRef editedOf(const Step &step, int item) const;
    void judge(RehearsedStep &rehearsed, const Step &step, const Answer &answer, const ExpressionContext &context);
    Outcome outcomeOf(const Step &step, const Answer &answer, const ExpressionContext &context);
    Outcome awaitedOutcome(const Step &step, const StepResult &result);
    void provide(const Step &step, const Answer &answer);
    void describe(RehearsedStep &rehearsed, const BuiltRequest &built);
    void coverBy(RehearsedStep &rehearsed, const QByteArray &body) const;

    const RunDetail &m_detail;
    const Pipeline &m_pipeline;
    StepId m_from;
    const QList<DataClass> &m_own;
    Rehearsal m_rehearsal;
    ExpressionContext m_context;
    QHash<StepId, RehearsedStep> m_steps;
};

} // namespace cairn
