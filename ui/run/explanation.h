#pragma once

#include "control/relations.h"
#include "policy/eligible.h"
#include "ui/look/statelook.h"

namespace cairn {

/// Why a run stands where it stands, and what a person can do about it. Empty title: nothing needs explaining.
struct Explanation
{
    Look look = Look::Pending;
    QString title;
    QString allowance; ///< how often it may still be tried, and when next
    QString cause;     ///< as recorded
    QString reason;    ///< why that was decided
    QString advice;
    QList<CommandKind> commands;  ///< what can be asked for, the likeliest first
    std::optional<StepKey> edits; ///< the step, where what it sends can be edited, and it goes on with that
    bool offersRerun = false;     ///< what it was to do can be begun anew, as another run
    qint64 incident = 0;          ///< that the failure belongs to; 0: none
    QString incidentText;
    QString gate; ///< the service that lets nothing of it in; empty: it is not held, or by none
    /// Of other steps that need somebody.
    struct Other
    {
        qint64 incident = 0;
        QString text;
        bool operator==(const Other &) const = default;
    };
    QList<Other> others;

    bool isEmpty() const { return title.isEmpty(); }
};

/// Pure; `now` is for the countdown of a waiting run. How many attempts are left is told by the policy that ruled the last one.
Explanation explain(const RunDetail &detail, Timestamp now, const RunRelations &relations = {});

} // namespace cairn
