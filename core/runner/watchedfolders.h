#pragma once

#include "base/timestamp.h"
#include "control/restored.h"
#include "runner/storebridge.h"

#include <QHash>
#include <QSet>

#include <map>

namespace cairn {

/// A file as one scan of a folder saw it.
struct SeenFile
{
    QString path;
    qint64 size = 0;
    qint64 modifiedMs = 0; ///< since 1970 UTC
    quint64 inode = 0;
    qint64 changedNs = 0; ///< last change of its inode: a new mode or owner as well
    qint64 besideMs = 0;  ///< when its sidecar was modified; 0: there is none, or none is asked for
    bool operator==(const SeenFile &) const = default;
};

/// Whether a name marks a file that is still being written or is none of ours: hidden, or ending as partial downloads do.
bool isPartialName(const QString &name);

/// How a file that lies in the pipeline's watched folder is remembered as taken, so that submitting it by hand does not make
/// the runner take it once more; nothing if it lies elsewhere. Looks at the file.
std::optional<MarkTaken> watchedMark(const QString &workspaceRoot, const Pipeline &pipeline, const QString &path, Timestamp now);

/// All regular files of a folder that match a pattern, are not partial and no sidecars. Waits; worker threads only. Errors:
/// NotFound, Io (it cannot be read to its end).
Result<QList<SeenFile>> scanFolder(const QString &folder, const QString &pattern,
                                   ProvenanceRule::Sidecar sidecar = ProvenanceRule::Sidecar::None);

/// Takes complete files from pipelines' watched folders and makes each a run, exactly once. A file is complete when two scans
/// at least a second apart saw it the same. Files stay where they are. One that is refused is looked at again when it, its
/// sidecar or the pipeline changes, and now and then, because what was wrong may not show. Belongs to the runner's thread.
class WatchedFolders
{
public:
    WatchedFolders(Store &store, StoreReader &reader, const Clock &clock, StoreBridge &bridge, QString workspaceRoot);

    /// To be called often; scans at most once a second. Folders that take long are looked into less often, so that looking takes
    /// a tenth of the time, but every half minute at least. (What taking files in costs does not count.)
    void tick();
    /// Takes nothing more. `whenStopped` is called once a scan that is under way has ended; true if none is.
    bool stop(std::function<void()> whenStopped);
    bool isBusy() const { return m_scanning; }

private:
    /// A file that was taken or refused.
    struct Settled
    {
        SeenFile file;
        std::optional<Timestamp> again{}; ///< refused: when it is looked at once more
    };
    /// By path; forgotten when the file is gone.
    using SettledFiles = QHash<QString, Settled>;

    Result<void> recall();
    QCoro::Task<> scan();
    QCoro::Task<std::optional<QList<SeenFile>>> filesOf(InputRule input);
    QCoro::Task<> sift(PipelineVersion pipeline, QList<SeenFile> files, SettledFiles &settled);
    bool isTaken(MarkTaken mark, const QString &path);
    bool waitsForSidecar(const Pipeline &pipeline, const SeenFile &file) const;
    QCoro::Task<std::optional<Settled>> take(PipelineVersion pipeline, SeenFile file);
    Settled refuse(const Pipeline &pipeline, const SeenFile &file, const Error &error);
    QCoro::Task<bool> tell(QString pipeline, QString path, QString why, bool isForTheFile);
    QCoro::Task<> endTelling(SettledFiles &settled);
    /// What is refused no longer: pipeline, and path.
    using Over = QList<std::pair<QString, QString>>;
    void findOver(const QString &pipeline, const SettledFiles &settled, Over &over) const;
    QCoro::Task<> forget(Over over);
    QString placed(const QString &path) const;
    QString reasonOf(Error error, const QString &path) const;

    Store &m_store;
    StoreReader &m_reader;
    const Clock &m_clock;
    StoreBridge &m_bridge;
    QString m_root;
    Timestamp m_nextScan{};
    QHash<QString, SeenFile> m_candidates;   ///< what the last scan saw and did not settle, by path
    QHash<QString, SeenFile> m_seen;         ///< the same of the scan under way
    QHash<qint64, SettledFiles> m_settled;   ///< by pipeline version
    QHash<QString, QString> m_unreadable;    ///< folders, and what was told of each
    using Reasons = QHash<QString, QString>; ///< by path
    /// What is refused, for what, by pipeline: by this runner and those before it. Nothing: not known yet.
    std::optional<QHash<QString, Reasons>> m_refused;
    std::map<QString, QCoro::Task<bool>> m_telling; ///< by path: what is refused by the scan under way, and not told yet
    std::optional<Restored> m_restored;             ///< known from the first scan on
    Milliseconds m_scanCost{0};                     ///< what looking into folders took in the scan under way
    std::function<void()> m_whenStopped;
    bool m_scanning = false;
    bool m_stopped = false;
};

} // namespace cairn
