#pragma once

#include "definition/datarules.h"
#include "definition/problem.h"
#include "definition/stepreader.h"
#include "definition/yamltree.h"
#include "model/pipeline.h"
#include "model/service.h"

#include <QHash>

#include <optional>

namespace cairn {

class MapReader;

/// A pipeline file as read, with the places that checks across files point at. What is read is whole only without problems.
struct PipelineFile
{
    PipelineVersion version;
    SourcePosition namePlace;
    QHash<StepId, SourcePosition> servicePlaces; ///< of each step that calls one
    QList<SchemaUse> schemas;                    ///< that its steps name
    SourcePosition listenerPlace;                ///< of the first thing that needs a listener; line 0: nothing does
    QList<Problem> problems;
};

/// A service file, likewise.
struct ServiceFile
{
    ServiceRevision revision;
    SourcePosition namePlace;
    QList<NamePlace> cleared;      ///< classes of data that it is cleared for
    QList<NamePlace> certificates; ///< files of certificates, relative to the workspace
    bool saysIdempotent = false;   ///< true or false
    QList<Problem> problems;
};

/// The text of a definition's file, up to a byte more than one may have: what reads it tells that it is too large. Nothing if it
/// cannot be read.
std::optional<QByteArray> readDefinition(const QString &path);

PipelineFile readPipelineFile(const QByteArray &yaml, const QString &file, const PipelineSurroundings &surroundings = {});
/// `inherited`: what cairn.yaml gives all services, as inheritedPolicy() makes it.
ServiceFile readServiceFile(const QByteArray &yaml, const QString &file, const QByteArray &inherited = {});

/// The `policy:` of cairn.yaml as one line of YAML, to be kept with what was read with it; empty without one.
QByteArray inheritedPolicy(const MapReader &workspace);

} // namespace cairn
