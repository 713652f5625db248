#pragma once

#include "control/relations.h"
#include "ui/look/statelook.h"

namespace cairn {

/// One line of what happened to a run: a change of state, something that was asked for, or an event.
struct RunEvent
{
    Timestamp at;
    QString step;             ///< empty: the run as a whole
    std::optional<Look> look; ///< of changes of state
    QString what;
    QString why;
    QString by;
    bool operator==(const RunEvent &) const = default;
};

/// All of it in order. Pure.
QList<RunEvent> runEvents(const RunDetail &detail, const RunRelations &relations);

} // namespace cairn
