#pragma once

#include <QStringList>

namespace cairn::testing {

/// A step of the fleet's pipelines: what it calls, and how its service takes.
struct FleetStep
{
    const char *name;
    const char *service; ///< null: it delivers a file
    enum class Kind { Plain, Polled, CalledBack, Optional } kind = Kind::Plain;
};

struct FleetPipeline
{
    const char *name;
    const char *inputName; ///< with %1 for a number and %2 for a word
    int share;             ///< of a hundred runs
    QList<FleetStep> steps;
};

/// Six pipelines over eight services, as a company with papers, photos and parcels has them.
const QList<FleetPipeline> &fleetPipelines();
QStringList fleetServices();

/// Writes cairn.yaml, services/ and pipelines/ of the fleet into a folder. Nothing answers at its services' addresses.
void writeFleetWorkspace(const QString &folder);

} // namespace cairn::testing
