#pragma once

#include "model/service.h"

#include <QList>

#include <optional>

namespace cairn {

/// What is supposed of the failures that a schedule is drawn for.
struct ScheduleCase
{
    Category category = Category::Service; ///< every attempt fails like this
    Milliseconds each{0};                  ///< how long each takes until it has failed; at most the attempt timeout
    int steps = 1;                         ///< how many steps meet it at once, at least 1: they share the retry budget
};

/// When one attempt starts, from the start of the first: jitter spreads it from `least` to `most`.
struct ScheduledAttempt
{
    int number = 1;
    Milliseconds least{0};
    Milliseconds expected{0}; ///< with the jitter's middle
    Milliseconds most{0};
    Milliseconds held{0}; ///< of these, for the retry budget
    bool never = false;   ///< not even its earliest start comes in time
    bool seldom = false;  ///< its latest does not
    bool operator==(const ScheduledAttempt &) const = default;
};

/// How a step's attempts follow each other when they all fail, as decide() and the budget have it.
struct Schedule
{
    enum class End {
        Attempts, ///< all are used
        Step,     ///< the step's timeout
        Key,      ///< the life of the idempotency key
        Unknown,  ///< it may have happened, and is not repeated
        Never,    ///< the category is not repeated by itself
    };

    QList<ScheduledAttempt> attempts; ///< those that are never made among them
    Milliseconds each{0};             ///< as supposed, within the attempt timeout
    std::optional<Milliseconds> step; ///< where its timeout ends; no attempt starts from there on
    std::optional<Milliseconds> key;  ///< likewise
    End end = End::Attempts;
    int made = 0; ///< attempts that are made with the jitter's middle

    /// When it is known that automatic means do not help.
    Milliseconds givenUp() const;
};

/// Pure: no advice of the service, no breaker, no rate, no deadline of the run.
Schedule scheduleOf(const Service &service, const ScheduleCase &supposed);

} // namespace cairn
