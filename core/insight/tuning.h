#pragma once

#include "definition/servicechanges.h"
#include "insight/harm.h"
#include "insight/recommendation.h"

namespace cairn {

/// What a service's steps came to in a stretch of time: a trial is held against the one before it.
struct TrialFigures
{
    qint64 steps = 0;                        ///< that came to an end
    qint64 left = 0;                         ///< of those, to people
    qint64 requests = 0;                     ///< attempts
    std::optional<Milliseconds> recoveryP90; ///< from a step's first failure to its success
};
TrialFigures trialFigures(const Telemetry &telemetry);

/// A change that was made without a person, and is being watched.
struct TuningTrial
{
    QString advice;   ///< key of the recommendation
    QString setting;  ///< as in TuningBound
    int revision = 0; ///< that the change made
    int previous = 0; ///< the one before it
    Timestamp since;
};

/// All that the next move depends on.
struct TuningView
{
    ServiceRevision live;
    std::optional<TuningTrial> trial; ///< that has not ended
    std::optional<Timestamp> lastEnd; ///< of the trial before
    QSet<QString> refused;            ///< keys of advice that made things worse, or was taken back, not long ago
    QList<Recommendation> advice;     ///< the surest first; looked at without a trial
    TrialFigures before;              ///< of as much time before the trial began as it lasts; looked at during one
    TrialFigures during;
    Timestamp now;
};

/// What is done next about a service that may be tuned.
struct TuningMove
{
    enum Kind {
        Wait,
        Begin,    ///< makes one change
        Keep,     ///< the trial is over, and it was no worse
        RollBack, ///< it was worse, or nobody can tell
        Abandon,  ///< somebody else has changed the policy since
    };
    Kind kind = Wait;
    QString advice;  ///< Begin: its key
    QString setting; ///< Begin: the bounded one
    Service next;    ///< Begin
    QString why;     ///< one English sentence, for the audit
};

/// One change at a time, within the bounds, only upon advice that is more than weak; watched for the trial's time and, while
/// there is too little to tell, for up to seven times as long; between two trials as long a rest. Much worse ends it at once.
/// Pure.
TuningMove nextMove(const TuningView &view);

/// What is foreseen of a change, for the audit: "90 left to people instead of 120, …".
QString foreseenText(const WhatIf &foreseen);

/// Fewer steps than this on either side tell nothing.
inline constexpr qint64 LeastTrialSteps = 50;

} // namespace cairn
