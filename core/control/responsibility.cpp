#include "control/responsibility.h"

#include "control/inbox.h"
#include "control/json.h"
#include "policy/fanout.h"

#include <algorithm>

namespace cairn {

const StepProgress &whatFailed(const StepProgress &step, const RunProgress &progress)
{
    if (!step.items || step.item != NoItem)
        return step;
    const StepProgress *worst = progress.step(judgeItems(progress.items(step.id), {}).worst);
    return worst && worst->category == step.category ? *worst : step;
}

Failure failureOf(const Fingerprint &print)
{
    return {print.category, print.code.toInt(), transportFaultOf(print).value_or(TransportFault::None), !print.service.isEmpty()};
}

Failure failureOf(const StepProgress &of, const RunDetail &detail)
{
    const StepProgress &step = whatFailed(of, detail.progress);
    Failure failure{step.category.value_or(Category::Internal), step.status};
    const Step *declared = detail.version.pipeline.step(step.id);
    failure.callsService = !declared || !declared->service.isEmpty();
    failure.isTakenUp = step.awaitedSince.has_value();
    const QList<Attempt> &attempts = detail.history.attempts;
    const auto last =
        std::find_if(attempts.crbegin(), attempts.crend(), [&](const Attempt &attempt) { return attempt.key() == step.key(); });
    if (last != attempts.crend() && last->generation == step.generation && step.tries > 0)
        failure.fault = last->fault;
    return failure;
}

Responsibility responsibilityFor(const Fingerprint &print, const Contract &contract)
{
    const Category category = print.category;
    const bool atOnce = category == Category::Auth || category == Category::Policy || category == Category::Internal;
    return {escalationOf(failureOf(print), contract), contract.escalateTo, atOnce};
}

Result<Contract> contractOf(StoreReader &reader, const QString &service)
{
    const auto live = reader.service(service);
    if (live)
        return live->service.contract;
    switch (live.error().kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Damaged:
    case ErrorKind::NewerStore: return Contract();
    default: return tl::unexpected(live.error());
    }
}

} // namespace cairn
