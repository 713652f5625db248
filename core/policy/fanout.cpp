#include "policy/fanout.h"

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

int atLeast(int items, const std::optional<PartialRule> &partial)
{
    if (!partial)
        return items;
    // a whole number of items is needed; 90 % of 50 is 45 and not, by rounding, 46
    return partial->count > 0 ? std::min(partial->count, items) : int(std::ceil(partial->share * items - 1e-9));
}

} // namespace

FanOutResult judgeItems(const QList<StepProgress> &items, const std::optional<PartialRule> &partial)
{
    FanOutResult result;
    for (const StepProgress &item : items) {
        if (isPassed(item.state)) {
            ++result.succeeded;
            continue;
        }
        const bool isUnknown = item.state == StepState::OutcomeUnknown;
        if (result.failed == 0 || (isUnknown && !result.unknown))
            result.worst = item.key();
        ++result.failed;
        result.unknown = result.unknown || isUnknown;
    }
    result.isEnough = result.succeeded >= atLeast(int(items.size()), partial);
    result.summary = u"%1 of %2 items"_s.arg(result.succeeded).arg(items.size());
    return result;
}

} // namespace cairn
