#pragma once

#include "base/timestamp.h"
#include "model/incident.h"
#include "model/records.h"

namespace cairn {

// Figures about the past as the store counts them. Durations are counted by classes of a tenth of a decade (the series R10 of ISO
// 3), each known by its lower bound; times by the moment from which a row counts.

/// Counts of what began within a span: from one moment to another, the finest that are kept that long, summed up to `every`.
struct TallySpan
{
    std::chrono::seconds span; ///< 60 (kept for 3 hours), 900 (9 days), 86400 or 604800 (10 years; a week, from Monday on)
    Timestamp from;
    Timestamp until;
    Milliseconds every; ///< of each row; a multiple of the span
};

/// Attempts that began within a span and are alike.
struct AttemptTally
{
    Timestamp start;
    QString service;
    std::optional<Category> category; ///< nullopt: they succeeded
    Milliseconds latency;             ///< class of what they took
    qint64 count = 0;
};

/// Runs that finished, or came to need a person.
struct RunTally
{
    Timestamp start;
    RunState state = RunState::Succeeded;
    qint64 count = 0;
};

/// Steps that failed and succeeded later.
struct RecoveryTally
{
    Timestamp start;   ///< a day
    QString service;   ///< empty: none
    Milliseconds took; ///< class of the time from the first failure to the success
    qint64 count = 0;
};

/// Which counts of days or weeks are asked for.
struct TrendSpan
{
    Timestamp from; ///< the beginning of a day, or of a week: Monday (UTC)
    Timestamp until;
    bool byWeek = false;    ///< rows are of weeks; of recoveries they are of days in any case
    QString service{};      ///< of it alone; empty: of all
    bool latencies = false; ///< of attempts: those that succeeded, told apart by how long they took
};

/// Attempts, or recoveries, of one day or week that are alike.
struct TrendTally
{
    Timestamp start;
    QString service; ///< empty: none
    QString pipeline;
    QString step;
    std::optional<Category> category; ///< of the failure; nullopt: they succeeded
    Milliseconds took; ///< class of how long an attempt, or a recovery, took; 0 where they are not told apart by it
    qint64 count = 0;
    qint64 retried = 0; ///< attempts upon which a retry was decided
};

/// Runs that need a person and have so much in common that one look may settle them all.
struct Trouble
{
    RunState state = RunState::Blocked; ///< of the runs
    QString pipeline;
    QString service; ///< empty: none
    StepId step;
    std::optional<Category> category;
    qint64 count = 0;
    RunId newest;
    QString cause;                         ///< of the newest
    Urgency urgency = Urgency::Open;       ///< of the most urgent among them
    StepState stands = StepState::Blocked; ///< of the step: one that is blocked may be beside another of unknown outcome
};

} // namespace cairn
