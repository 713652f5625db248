#pragma once
// Room `definition`: what people write. Reads the files of a workspace (pipelines, services, schemas, runbooks, cairn.yaml) into
// the values of `model`, tells with line and column what is wrong in them, and works out their expressions and schemas. Knows no
// store.

#include "definition/problem.h"
#include "definition/schema.h"
#include "definition/settings.h"
#include "model/pipeline.h"
#include "model/runbook.h"
#include "model/service.h"

namespace cairn {

/// All definitions of a workspace folder, and all that is wrong with them.
struct Workspace
{
    QString root; ///< absolute
    QString name;
    QList<PipelineVersion> pipelines; ///< only those without problems, by file name
    QList<ServiceRevision> services;  ///< likewise
    QList<Schema> schemas;            ///< likewise
    QList<Runbook> runbooks;          ///< likewise
    WorkspaceSettings settings;
    QList<Problem> problems; ///< file names relative to root

    /// It can be applied: nothing but warnings, if that.
    bool isSound() const;
    /// What is wrong in cairn.yaml itself, and so is left out of its settings.
    QList<Problem> settingsErrors() const;
};

/// Reads cairn.yaml, services/*.yaml, pipelines/*.yaml (or .yml) schemas/*.json and runbooks/*.md under `root`, and checks
/// them against each other. `drafts`: texts in place of those of files that are there, by their names relative to `root`.
Workspace loadWorkspace(const QString &root, const QMap<QString, QByteArray> &drafts = {});
/// The same without compiling the expressions of pipelines, which takes most of the time: for names, digests and settings.
Workspace scanWorkspace(const QString &root);
/// What cairn.yaml alone says; where it is wrong, what its parts are by default.
WorkspaceSettings loadSettings(const QString &root);

/// The nearest folder from `startDir` upward that holds a cairn.yaml. Errors: NotFound.
Result<QString> findWorkspace(const QString &startDir);

} // namespace cairn
