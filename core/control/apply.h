#pragma once

#include "base/timestamp.h"
#include "control/review.h"
#include "definition/workspace.h"
#include "store/store.h"

namespace cairn {

/// What applying a workspace changed.
struct Applied
{
    QStringList pipelines;    ///< "intake@3" for each new version
    QStringList services;     ///< "ocr revision 4" for each new revision
    QStringList schemas;      ///< "scan-result@2" for each that was not recorded before
    QStringList retired;      ///< pipelines, by name
    QList<Succession> goesOn; ///< what those that were retired had taken is not taken again
};

/// Records changed definitions as new versions and revisions, all or none of them, waiting; unchanged ones are left alone.
/// `retire`: pipelines that no file says any more, which nothing is to start any longer; one that takes the same files goes on
/// where it ends. `leave`: services that stay as they are live, whatever their files say. Errors: Definition when
/// the workspace has problems, or when a pipeline's text changed but not its version number; Conflict if another was applied
/// meanwhile, or if a pipeline that no file says any more takes the files of one that a file says; NotFound and Usage about
/// `retire`.
Result<Applied> applyWorkspace(Store &store, const Workspace &workspace, const Clock &clock, const QString &actor,
                               const QString &reason, const QStringList &retire = {}, const QStringList &leave = {});

} // namespace cairn
