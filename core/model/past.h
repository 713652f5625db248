#pragma once

#include "base/timestamp.h"
#include "model/records.h"

namespace cairn {

// The past of one service as questions about other policies need it: little of each row, of many rows.

/// One call of the service and how it went.
struct PastAttempt
{
    Timestamp startedAt;
    Milliseconds took{0};
    int number = 1; ///< from 1 within the step's generation
    int status = 0;
    std::optional<Category> category; ///< nullopt: it succeeded
    TransportFault fault = TransportFault::None;
    std::optional<Milliseconds> advised;
    Milliseconds silent{0}; ///< surely nothing moved for so long until an answer began, or it was given up
};

/// A step, or an item of it, that wanted to call for the first time in a generation and was told to wait.
struct PastWait
{
    RunId run;
    StepKey key;
    int generation = 0;
    Timestamp at;
};

/// The first attempt of a step's generation.
struct FirstAttempt
{
    StepKey key;
    int generation = 0;
    Timestamp startedAt;
};

/// A row and the time that it tells.
struct PastMoment
{
    qint64 row = 0;
    Timestamp at;
};

} // namespace cairn
