#pragma once

#include "control/incidentbundle.h"

#include <QTemporaryDir>

#include <functional>
#include <map>

namespace cairn {

/// Makes an empty store in a folder; the program decides which kind.
using StoreMaker = std::function<Result<std::unique_ptr<Store>>(const QString &folder)>;

/// An incident file that was opened: what it tells, and its runs and payloads in a store of their own, so that whatever shows
/// runs can show these. All of it lies in a temporary folder that goes with this object. Nothing is carried on in that store.
class OpenedIncident
{
public:
    /// Waits for the disk. Errors: those of readIncidentFile and of the store.
    static Result<std::shared_ptr<OpenedIncident>> open(const QString &path, const StoreMaker &makeStore);

    const QString &path() const { return m_path; }
    const IncidentBundle &bundle() const { return m_bundle; }
    Store &store() { return *m_store; }

private:
    OpenedIncident() = default;
    Result<void> fill();
    Result<void> addRun(const BundledRun &run);
    Result<void> addCommands(const QList<Command> &commands);
    Result<void> addPayload(const PayloadRef &payload);
    Result<void> addPipelines();
    Result<void> addAll(std::vector<Write> writes);
    QList<EarlierVersion> versionsOf(const BundledRun &run) const;

    QString m_path;
    QTemporaryDir m_folder; ///< outlives the store in it
    IncidentBundle m_bundle;
    std::unique_ptr<Store> m_store;
    std::map<std::pair<QString, int>, qint64> m_versions; ///< by name and number: as which they are in it
};

} // namespace cairn
