#pragma once

#include "base/timestamp.h"
#include "runner/storebridge.h"

#include <QHash>
#include <QSet>

namespace cairn {

/// A file as one scan of a folder saw it.
struct SeenFile
{
    QString path;
    qint64 size = 0;
    qint64 modifiedMs = 0; ///< since 1970 UTC
    quint64 inode = 0;
    qint64 besideMs = 0; ///< when its sidecar was modified; 0: there is none, or none is asked for
    bool operator==(const SeenFile &) const = default;
};

/// Whether a name marks a file that is still being written or is none of ours: hidden, or ending as partial downloads do.
bool isPartialName(const QString &name);

/// How a file that lies in the pipeline's watched folder is remembered as taken, so that submitting it by hand does not make
/// the runner take it once more; nothing if it lies elsewhere. Looks at the file.
std::optional<MarkTaken> watchedMark(const QString &workspaceRoot, const Pipeline &pipeline, const QString &path, Timestamp now);

/// The regular files of a folder that match a pattern, are not partial and no sidecars; at most `limit`. Waits; worker threads
/// only.
QList<SeenFile> scanFolder(const QString &folder, const QString &pattern, int limit,
                           ProvenanceRule::Sidecar sidecar = ProvenanceRule::Sidecar::None);

/// Takes complete files from pipelines' watched folders and makes each a run, exactly once. A file is complete when two scans
/// at least a second apart saw it the same. Files stay where they are. Belongs to the runner's thread.
class WatchedFolders
{
public:
    WatchedFolders(Store &store, StoreReader &reader, const Clock &clock, StoreBridge &bridge, QString workspaceRoot);

    /// To be called often; scans at most once a second.
    void tick();
    /// Takes nothing more. `whenStopped` is called once a scan that is under way has ended; true if none is.
    bool stop(std::function<void()> whenStopped);
    bool isBusy() const { return m_scanning; }

private:
    struct Scanned
    {
        PipelineVersion pipeline;
        QList<SeenFile> files;
    };

    QCoro::Task<> scan();
    bool waitsForSidecar(const Pipeline &pipeline, const SeenFile &file) const;
    QCoro::Task<bool> take(PipelineVersion pipeline, SeenFile file);
    void refuse(const SeenFile &file, const Error &error);

    Store &m_store;
    StoreReader &m_reader;
    const Clock &m_clock;
    StoreBridge &m_bridge;
    QString m_root;
    Timestamp m_lastScan{};
    QHash<QString, SeenFile> m_candidates; ///< seen once, by path
    QHash<QString, SeenFile> m_settled;    ///< taken or refused, by path; forgotten when the file is gone
    std::function<void()> m_whenStopped;
    bool m_scanning = false;
    bool m_stopped = false;
};

} // namespace cairn
