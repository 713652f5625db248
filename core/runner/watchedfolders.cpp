#include "runner/watchedfolders.h"

#include "base/logging.h"
#include "control/provenance.h"
#include "control/submission.h"

#include <QDir>
#include <QRegularExpression>

#include <filesystem>
#include <sys/stat.h>

namespace cairn {

namespace {
constexpr Milliseconds ScanInterval{1'000};
constexpr int FilesPerScan = 10'000;
/// A sidecar that has not come by then is missed.
constexpr Milliseconds SidecarPatience{30'000};

/// The file as it is now; nothing if it is no regular file.
std::optional<SeenFile> look(const QString &path)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISREG(info.st_mode))
        return std::nullopt;
    const qint64 modifiedMs = qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    return SeenFile{path, qint64(info.st_size), modifiedMs, quint64(info.st_ino), 0};
}
} // namespace

std::optional<MarkTaken> watchedMark(const QString &workspaceRoot, const Pipeline &pipeline, const QString &path, Timestamp now)
{
    const QFileInfo info(path);
    const QDir folder(QDir(workspaceRoot).filePath(pipeline.input.watch));
    if (pipeline.input.watch.isEmpty() || QDir::cleanPath(info.absolutePath()) != QDir::cleanPath(folder.absolutePath()))
        return std::nullopt;
    const auto file = look(folder.filePath(info.fileName()));
    if (!file)
        return std::nullopt;
    return MarkTaken{pipeline.name, file->path, file->size, file->modifiedMs, file->inode, {}, now};
}

bool isPartialName(const QString &name)
{
    static const QStringList Endings{QStringLiteral(".part"),       QStringLiteral(".partial"),  QStringLiteral(".filepart"),
                                     QStringLiteral(".crdownload"), QStringLiteral(".download"), QStringLiteral(".tmp"),
                                     QStringLiteral(".swp"),        QStringLiteral("~")};
    if (name.startsWith(QLatin1Char('.')))
        return true;
    return std::any_of(Endings.begin(), Endings.end(),
                       [&](const QString &ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

QList<SeenFile> scanFolder(const QString &folder, const QString &pattern, int limit, ProvenanceRule::Sidecar sidecar)
{
    const QRegularExpression matcher(QRegularExpression::wildcardToRegularExpression(pattern));
    QList<SeenFile> files;
    std::error_code failed; // not QDirIterator, which passes over names that are not UTF-8 without a word
    std::filesystem::directory_iterator entry(QFile::encodeName(folder).toStdString(), failed);
    for (const std::filesystem::directory_iterator end; !failed && entry != end && files.size() < limit; entry.increment(failed)) {
        const QString path = QFile::decodeName(QByteArray::fromStdString(entry->path().native()));
        const QString name = QFileInfo(path).fileName();
        if (isPartialName(name) || isSidecarName(name, sidecar) || !matcher.match(name).hasMatch())
            continue;
        if (auto file = look(path)) {
            if (sidecar != ProvenanceRule::Sidecar::None)
                file->besideMs = look(sidecarOf(path, sidecar)).value_or(SeenFile()).modifiedMs;
            files.append(*file);
        } else if (name.contains(QChar::ReplacementCharacter)) // out of reach: taking it in will say so
            files.append(SeenFile{path, 0, 0, 0, 0});
    }
    return files;
}

WatchedFolders::WatchedFolders(Store &store, StoreReader &reader, const Clock &clock, StoreBridge &bridge, QString workspaceRoot)
    : m_store(store), m_reader(reader), m_clock(clock), m_bridge(bridge), m_root(std::move(workspaceRoot))
{
}

void WatchedFolders::tick()
{
    const Timestamp now = m_clock.now();
    if (m_scanning || m_stopped || now - m_lastScan < ScanInterval)
        return;
    m_lastScan = now;
    m_scanning = true;
    scan();
}

QCoro::Task<> WatchedFolders::scan()
{
    QHash<QString, SeenFile> candidates;
    QHash<QString, SeenFile> settled;
    const auto pipelines = m_reader.pipelines().value_or(QList<PipelineVersion>());
    for (const PipelineVersion &pipeline : pipelines) {
        const InputRule &input = pipeline.pipeline.input;
        if (input.watch.isEmpty())
            continue;
        std::function<QList<SeenFile>()> scanning = [folder = QDir(m_root).filePath(input.watch), pattern = input.match,
                                                     sidecar = input.provenance.sidecar] {
            return scanFolder(folder, pattern, FilesPerScan, sidecar);
        };
        StoreBridge::Job<QList<SeenFile>> job(m_bridge, std::move(scanning));
        const auto files = co_await job.done();
        for (const SeenFile &file : files) {
            if (m_settled.value(file.path) == file) {
                settled.insert(file.path, file);
            } else if (m_candidates.value(file.path) == file && !m_stopped) {
                if (co_await take(pipeline, file))
                    settled.insert(file.path, file);
                else
                    candidates.insert(file.path, file);
            } else {
                candidates.insert(file.path, file);
            }
        }
    }
    m_candidates = std::move(candidates);
    m_settled = std::move(settled);
    m_scanning = false;
    if (m_stopped)
        m_whenStopped();
}

bool WatchedFolders::stop(std::function<void()> whenStopped)
{
    m_stopped = true;
    m_whenStopped = std::move(whenStopped);
    return !m_scanning;
}

/// Who writes a file first and its checksum or signature then takes a while.
bool WatchedFolders::waitsForSidecar(const Pipeline &pipeline, const SeenFile &file) const
{
    const ProvenanceRule &rule = pipeline.input.provenance;
    const bool isMissing = rule.sidecar != ProvenanceRule::Sidecar::None && rule.required && file.besideMs == 0;
    return isMissing && m_clock.now() - Timestamp(Milliseconds(file.modifiedMs)) < SidecarPatience;
}

/// False: not settled, worth another look (no space at the moment, no sidecar yet).
QCoro::Task<bool> WatchedFolders::take(PipelineVersion pipeline, SeenFile file)
{
    const MarkTaken mark{pipeline.pipeline.name, file.path, file.size, file.modifiedMs, file.inode, {}, m_clock.now()};
    if (m_reader.isTaken(mark).value_or(false))
        co_return true;
    if (waitsForSidecar(pipeline.pipeline, file))
        co_return false;
    std::function<Result<RunId>()> submit = [this, pipeline, path = file.path, mark] {
        return submitFile(m_store, pipeline, path, m_clock, mark, QStringLiteral("runner"));
    };
    StoreBridge::Job<Result<RunId>> job(m_bridge, std::move(submit));
    const auto run = co_await job.done();
    if (run)
        qCInfo(lcRunner) << "run" << run->toString() << "from watched file" << file.path;
    else if (run.error().kind == ErrorKind::DiskFull)
        co_return false;
    else if (run.error().kind != ErrorKind::Conflict) // taken before, or changed while being read: it is seen again
        refuse(file, run.error());
    co_return true;
}

void WatchedFolders::refuse(const SeenFile &file, const Error &error)
{
    qCWarning(lcRunner) << "watched file" << file.path << "is not taken:" << describe(error);
    m_store.commit(Transaction(AddEvent{Event{0, m_clock.now(), QStringLiteral("watch.refused"), {}, describe(error)}}), {});
}

} // namespace cairn
