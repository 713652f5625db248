#pragma once

#include "model/records.h"

namespace cairn {

/// What advice looks at of an attempt.
struct AttemptFact
{
    qint64 id = 0;
    RunId run{};
    QString pipeline{};
    StepId step{};
    int item = NoItem;
    int generation = 0;
    int number = 1;
    Timestamp startedAt{};
    Milliseconds took{0};
    std::optional<Category> category{}; ///< nullopt: it succeeded
    Action decision = Action::Succeed;
    std::optional<Milliseconds> delay{}; ///< that was decided until the next one
    std::optional<Milliseconds> advised{};
    TransportFault fault = TransportFault::None;
    Milliseconds silent{0}; ///< as in PastAttempt

    Timestamp endedAt() const { return startedAt + took; }
};

} // namespace cairn
