#include "runner/call.h"

// What was sent and may have happened, as far as anybody knows.

namespace cairn {

using namespace Qt::StringLiterals;

/// Where the step declares how to find out, the service is asked at once; else a person is.
void RunCarrier::doubtOutcome(Checkpoint &checkpoint, const Step &step)
{
    if (step.callback)
        m_messaged.insert(checkpoint.key());
    if (!step.reconcile)
        return;
    checkpoint.nextAt = checkpoint.at;
    checkpoint.reason += u"; the service is asked whether it did"_s;
}

/// What may have happened of the step, at a service that no longer takes a repeat for what it is; nothing: none of it did. While
/// it was idempotent, that was written down as any other failure, and what a killed runner sent perhaps not at all.
std::optional<Doubt> RunCarrier::inDoubt(const StepProgress &row, const Service &service) const
{
    if (service.idempotent || row.awaitedSince)
        return std::nullopt;
    const auto doubt = std::find_if(row.doubtful.crbegin(), row.doubtful.crend(), [&](const Doubt &one) {
        const auto ruling = m_context.reader.serviceRevision(one.policyRevisionId); // one that is not is asked about at once
        return one.service == service.name && (!ruling || ruling->service.idempotent);
    });
    if (doubt != row.doubtful.crend())
        return *doubt;
    const bool isLost = std::any_of(row.sendings.begin(), row.sendings.end(), [&](Timestamp since) {
        const bool isAskedAbout = row.doubtedAt && *row.doubtedAt >= since;
        return !isAskedAbout && maybeSentAsIdempotent(service, since);
    });
    if (!isLost)
        return std::nullopt;
    return Doubt{0, service.name, row.category.value_or(Category::Internal),
                 u"the runner ended while the request was under way"_s};
}

/// Why the step is asked about before anything else goes out for it; empty: it need not be. One that was answered is known.
QString RunCarrier::whyInDoubt(const StepProgress &row) const
{
    const auto lane = m_context.lanes.lane(m_version->pipeline.step(row.id)->service);
    if (!lane || isPassed(row.state) || wouldBeDoneTwice(row))
        return {};
    const auto doubt = inDoubt(row, (*lane)->revision.service);
    return !doubt ? QString()
                  : u"step %1 may have happened (%2), and %3 is not idempotent any more: retry it, and it is asked about"_s.arg(
                        row.key().toString(), doubt->cause, doubt->service);
}

/// Asks about what is in doubt; true: nothing is.
QCoro::Task<bool> RunCarrier::isKnownUndone(Call &call, const StepProgress &before)
{
    const Service &service = call.revision.service;
    const auto doubt = inDoubt(before, service);
    if (!doubt)
        co_return true;
    call.pass.cancel();
    Checkpoint checkpoint = checkpointFor(call.key(), StepState::OutcomeUnknown);
    keepAnswer(checkpoint);
    if (checkpoint.status == 0)
        checkpoint.status = doubt->status;
    checkpoint.category = doubt->category;
    checkpoint.cause = doubt->cause;
    checkpoint.decision = Action::AskOutcome;
    checkpoint.reason = u"it may have happened, and %1 is not idempotent any more"_s.arg(service.name);
    doubtOutcome(checkpoint, call.step);
    co_await write(checkpoint);
    co_return false;
}

/// What goes to a service that is not idempotent is written down before it is sent: without a trace it left by another revision.
/// One that cannot be read may have been idempotent.
bool RunCarrier::maybeSentAsIdempotent(const Service &service, Timestamp since) const
{
    constexpr int Most = 100;
    constexpr Milliseconds UntilItRules{1'000}; // which may be a moment after it was recorded
    const auto history = m_context.reader.serviceHistory(service.name, Most);
    if (!history)
        return true;
    for (const ServiceRevision &revision : *history) { // the newest first
        if (revision.service.idempotent)
            return true;
        if (revision.recordedAt + UntilItRules < since)
            return false;
    }
    return history->size() == Most;
}

} // namespace cairn
