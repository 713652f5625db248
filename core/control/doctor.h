#pragma once

#include "base/timestamp.h"
#include "store/store.h"

namespace cairn {

class Credentials;
struct Workspace;

/// One finding of an examination.
struct Finding
{
    enum class Severity { Good, Note, Bad };
    Severity severity = Severity::Good;
    QString subject; ///< what was looked at
    QString detail;
    QString remedy;
};

constexpr qint64 LowDiskBytes = 1LL << 30; ///< less free space than this is a finding

/// What is gone through one by one.
enum class Examined { Payloads, Runs };

/// Called now and then with how many are done, of how many (-1: not known); false stops the examination.
using DoctorProgress = std::function<bool(Examined what, qint64 done, qint64 total)>;

/// Examines store structure, every definition and payload against its digest, runs whose rows contradict their checkpoints,
/// rows that cannot be read, lease, clock and free disk space. Reads only; waits. Errors: those of opening a reader.
Result<QList<Finding>> examine(Store &store, const QString &folder, const Clock &clock, const DoctorProgress &progress = {});

/// Whether the disks that pipelines deliver to have some room. `root`: of the workspace.
QList<Finding> examineOutboxes(StoreReader &reader, const QString &root);

/// Whether the folders that pipelines take files from can be read, by whoever asks. `root`: of the workspace.
QList<Finding> examineWatchedFolders(StoreReader &reader, const QString &root);

/// Alerts that wait for a route, and why.
QList<Finding> examineAlerts(StoreReader &reader, const AlertSettings &settings);

/// Whether the secrets that definitions name are to be had, and until when they are good. Asks the vaults: may take seconds.
QList<Finding> examineCredentials(StoreReader &reader, const Workspace &files, const Credentials &credentials, Timestamp now);

} // namespace cairn
