#pragma once

#include "control/json.h"
#include "ui/statelook.h"

namespace cairn {

/// Why a run stands where it stands, and what a person can do about it. Empty title: nothing needs explaining.
struct Explanation
{
    Look look = Look::Pending;
    QString title;
    QString cause;  ///< as recorded
    QString reason; ///< why that was decided
    QString advice;
    QList<CommandKind> commands; ///< what can be asked for, the likeliest first

    bool isEmpty() const { return title.isEmpty(); }
};

/// Pure; `now` is for the countdown of a waiting run.
Explanation explain(const RunDetail &detail, Timestamp now);

/// What can be asked for a run in that state.
QList<CommandKind> commandsFor(RunState state);

} // namespace cairn
