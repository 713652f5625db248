#pragma once

#include "definition/mapreader.h"
#include "model/alert.h"

namespace cairn {

/// Where a name stands that something else must have.
struct NamePlace
{
    QString name;
    SourcePosition at;
};

/// What `alerts` says, and what else of the workspace it names.
struct AlertsRead
{
    AlertSettings settings;
    QList<NamePlace> services;
    QList<NamePlace> pipelines;
};

/// Reads `alerts: { routes: { NAME: … }, rules: [ … ] }`. A route that a rule names and that is not there is reported here;
/// services and pipelines are for whoever knows them.
AlertsRead readAlerts(const YamlNode &node, FileReport &report);

} // namespace cairn
