#pragma once

#include "definition/alertsettings.h"
#include "model/dataprotection.h"
#include "model/service.h"

namespace cairn {

/// How closely a pipeline's expressions are looked at. Compiling them takes most of the time of reading, and only who is to judge
/// a file needs it.
enum class Expressions { Compiled, Scanned };

/// What else of its workspace a pipeline's file is read with.
struct PipelineSurroundings
{
    QString root;               ///< absolute; keys of signatures are files below it
    QList<DataClass> classes{}; ///< that cairn.yaml defines
    Expressions expressions = Expressions::Compiled;
};

/// The classes that need no definition: "card", "iban", …
QList<DataClass> builtInDataClasses();

/// Reads the `data: { classes: { NAME: { detect|regex|jq: … } } }` of cairn.yaml.
QList<DataClass> readDataClasses(const YamlNode &node, FileReport &report);

/// Reads the `data: { protect: […], otherwise: block|quarantine }` of a pipeline. The classes are taken over as they are defined
/// now: a pipeline version says by itself what it protects.
DataRule readDataRule(const YamlNode &node, FileReport &report, const QList<DataClass> &defined);

/// Reads the `data: { cleared_for: […] }` of a service; the names' places are for whoever knows all classes.
QList<NamePlace> readClearance(const YamlNode &node, FileReport &report, Service &service);

/// Reads the `provenance: { sidecar: sha256|minisign, key: …, required: … }` of a pipeline's input. Keys that are named as files
/// are read and taken over.
ProvenanceRule readProvenance(const YamlNode &node, FileReport &report, const QString &root);

} // namespace cairn
