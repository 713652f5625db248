#pragma once
// Room `definition`: a workspace's YAML files → a validated model. Every error names file, line and column, what is wrong and
// what to do; expressions are jq; a definition's digest is that of its canonical JSON.

#include "base/error.h"
#include "definition/problem.h"
#include "model/pipeline.h"
#include "model/service.h"

namespace cairn {

/// A workspace's definitions as read, with everything that is wrong with them.
struct Workspace
{
    QString root;
    QString name;
    QList<PipelineVersion> pipelines;
    QList<ServiceRevision> services;
    QList<Problem> problems;

    bool isSound() const; ///< warnings aside
};

/// Reads cairn.yaml, services/*.yaml and pipelines/*.yaml, and checks them against each other.
Workspace loadWorkspace(const QString &root);

/// The nearest folder from `startDir` upward that has a cairn.yaml. Errors: NotFound.
Result<QString> findWorkspace(const QString &startDir);

} // namespace cairn
