#pragma once

#include "control/json.h"
#include "ui/look/statelook.h"

namespace cairn {

/// A stretch of time in which something happened to a step, or an item of one.
struct TimelineSpan
{
    enum Kind {
        Attempt, ///< an exchange, with its phases
        Wait,    ///< for the clock, for its service or for a person
        Work,    ///< under way, no attempt is recorded yet; or its items are carried out
        Moment,  ///< settled or let go again without an exchange: delivered, skipped, decided by a person
    };
    Kind kind = Attempt;
    Look look = Look::Succeeded;
    Timestamp from;
    Timestamp until;
    bool open = false;    ///< goes on; `until` is now
    int attempt = -1;     ///< its place in the run's history
    Timestamp connecting; ///< of attempts: when the connection was begun, when the request was, when the answer began
    Timestamp asking;
    Timestamp answering;
    QString label; ///< of failed attempts: their category
    QString text;  ///< all there is to say
};

/// What happened to a step or an item, in the order it began.
struct TimelineRow
{
    StepKey key;
    QList<TimelineSpan> spans;
    int leftOut = 0; ///< of a step that was fanned out: items that have no row
};

/// A run over time.
struct Timeline
{
    Timestamp from;
    Timestamp until;
    Timestamp busyUntil; ///< since then it does nothing but wait
    bool isOpen = false; ///< `until` is now
    QList<TimelineRow> rows;
};

/// Pure. Steps that nothing happened to have no row; of many items only those with failures or waits have.
Timeline timelineOf(const RunDetail &detail, Timestamp now);

/// What is shown at first: all of it, but for a long wait at the end, of which the beginning is.
Timestamp homeEnd(const Timeline &timeline);

} // namespace cairn
