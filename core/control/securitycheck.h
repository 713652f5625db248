#pragma once

#include "control/doctor.h"
#include "definition/workspace.h"
#include "model/upkeep.h"

namespace cairn {

/// Looks at what keeps a workspace's secrets and orders to those whom they concern: who may read and change its files, what
/// cairn.yaml says of roles, how services are reached and by which certificates, what messages are believed, who runs this
/// program, and the audit's chain. Reads only; waits. Errors: those of opening a reader.
Result<QList<Finding>> examineSecurity(Store &store, const Workspace &workspace, const QString &storeFolder);

/// The parts that need no store. `now`: by which certificates are judged.
QList<Finding> examineFiles(const Workspace &workspace, const QString &storeFolder);
QList<Finding> examineDefinitions(const Workspace &workspace, Timestamp now);

/// The numbers of the keys that are there beside the one in use, though no change is under way: something that is damaged is
/// sealed with them.
QStringList keysKept(const Encryption &how);

} // namespace cairn
