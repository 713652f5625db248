#pragma once

#include "policy/progress.h"

namespace cairn {

/// What became of a fanned-out step as a whole, once all its items are settled.
struct FanOutResult
{
    int succeeded = 0;     ///< skipped ones count: a person has said that it goes on without them
    int failed = 0;        ///< blocked, or with an unknown outcome
    bool unknown = false;  ///< some item's outcome is
    bool isEnough = false; ///< as many succeeded as must
    StepKey worst;         ///< the first that failed; the first of unknown outcome if there is one
    QString summary;       ///< "47 of 50 items"
};

FanOutResult judgeItems(const QList<StepProgress> &items, const std::optional<PartialRule> &partial);

} // namespace cairn
