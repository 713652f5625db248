#pragma once

#include "control/json.h"

namespace cairn {

/// A step or item of which nobody knows whether it happened, and what it takes to find out.
struct UndecidedStep
{
    QString service;
    QString target;         ///< RUN/STEP or RUN/STEP/ITEM
    QString idempotencyKey; ///< empty: it is not known
    bool canBeAsked = false;
};

/// What a person has to say of an incident's failures before anything else is done about them.
struct UndecidedMembers
{
    qint64 count = 0;
    std::optional<UndecidedStep> one; ///< of the newest run that was looked at
};

/// Those of a run.
QList<StepKey> undecidedSteps(const RunProgress &progress);
/// By which the step's last request can be looked up; empty if that is not known.
QString idempotencyKeyOf(const StepKey &step, const RunDetail &detail);
UndecidedStep undecidedStep(const StepKey &step, const RunDetail &detail);
/// Errors: those of the store, unless it is one run alone that cannot be read.
Result<UndecidedMembers> readUndecided(StoreReader &reader, const Incident &incident);

// What helps, in English, for the person who is asked.
QString remedyFor(const UndecidedStep &step);
/// Of those of a run that a person is to decide about: a few, and how many there are besides.
QStringList remediesOfUndecided(const RunDetail &detail);
/// Of its other failures as well, where there are both.
QString remedyFor(const Incident &incident, const UndecidedMembers &undecided);

} // namespace cairn
