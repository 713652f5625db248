#include "runner/watchedfolders.h"

#include "base/logging.h"
#include "control/audit.h"
#include "control/provenance.h"
#include "control/submission.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <filesystem>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds ScanInterval{1'000};
constexpr Milliseconds LongestRest{30'000};
/// Taken from one folder by one scan.
constexpr int FilesPerScan = 10'000;
constexpr int RefusedAtOnce = 1'000;
/// How soon a refused file is looked at again that looks as it did: what was wrong with the system may be over in no time, what
/// was wrong with the file may lie elsewhere (a key, say).
constexpr Milliseconds TroubleRest{5'000};
constexpr Milliseconds RefusalRest{300'000};
/// A sidecar that has not come by then is missed.
constexpr Milliseconds SidecarPatience{30'000};

/// The file as it is now; nothing if it is no regular file.
std::optional<SeenFile> look(const QString &path)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0 || !S_ISREG(info.st_mode))
        return std::nullopt;
    const qint64 modifiedMs = qint64(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    const qint64 changedNs = qint64(info.st_ctim.tv_sec) * 1'000'000'000 + info.st_ctim.tv_nsec;
    return SeenFile{path, qint64(info.st_size), modifiedMs, quint64(info.st_ino), changedNs, 0};
}

/// What a folder holds, and what looking took.
struct Look
{
    Result<QList<SeenFile>> files;
    Milliseconds cost;
};

/// Where a file lies as its pipeline says it, which stays when the workspace is moved, or reached by another path.
QString markedPath(const Pipeline &pipeline, const QString &path)
{
    return QDir::cleanPath(QDir(pipeline.input.watch).filePath(QFileInfo(path).fileName()));
}

Milliseconds restAfter(ErrorKind kind)
{
    const bool isOfTheFile = kind == ErrorKind::Usage || kind == ErrorKind::NotFound || kind == ErrorKind::Damaged;
    return isOfTheFile ? RefusalRest : TroubleRest;
}
} // namespace

std::optional<MarkTaken> watchedMark(const QString &workspaceRoot, const Pipeline &pipeline, const QString &path, Timestamp now)
{
    const QString folder = QDir(QDir(workspaceRoot).filePath(pipeline.input.watch)).canonicalPath(); // empty: there is none
    const auto file = look(path);
    if (pipeline.input.watch.isEmpty() || folder.isEmpty() || !file || QDir(QFileInfo(path).path()).canonicalPath() != folder)
        return std::nullopt;
    return MarkTaken{pipeline.name, markedPath(pipeline, path), file->size, file->modifiedMs, file->inode, {}, now};
}

bool isPartialName(const QString &name)
{
    static const QStringList Endings{u".part"_s,     u".partial"_s, u".filepart"_s, u".crdownload"_s,
                                     u".download"_s, u".tmp"_s,     u".swp"_s,      u"~"_s};
    if (name.startsWith(QLatin1Char('.')))
        return true;
    return std::any_of(Endings.begin(), Endings.end(),
                       [&](const QString &ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

Result<QList<SeenFile>> scanFolder(const QString &folder, const QString &pattern, ProvenanceRule::Sidecar sidecar)
{
    const QRegularExpression matcher(QRegularExpression::wildcardToRegularExpression(pattern));
    QList<SeenFile> files;
    std::error_code failed; // not QDirIterator, which passes over names that are not UTF-8 without a word
    std::filesystem::directory_iterator entry(QFile::encodeName(folder).toStdString(), failed);
    for (const std::filesystem::directory_iterator end; !failed && entry != end; entry.increment(failed)) {
        const QString path = QFile::decodeName(QByteArray::fromStdString(entry->path().native()));
        const QString name = QFileInfo(path).fileName();
        if (isPartialName(name) || isSidecarName(name, sidecar) || !matcher.match(name).hasMatch())
            continue;
        if (auto file = look(path)) {
            if (sidecar != ProvenanceRule::Sidecar::None)
                file->besideMs = look(sidecarOf(path, sidecar)).value_or(SeenFile()).modifiedMs;
            files.append(*file);
        } else if (name.contains(QChar::ReplacementCharacter)) // out of reach: taking it in will say so
            files.append(SeenFile{path, 0, 0, 0, 0, 0});
    }
    if (failed)
        return tl::unexpected(systemError(failed.value(), u"the watched folder cannot be read"_s, folder));
    return files;
}

WatchedFolders::WatchedFolders(Store &store, StoreReader &reader, const Clock &clock, StoreBridge &bridge, QString workspaceRoot)
    : m_store(store), m_reader(reader), m_clock(clock), m_bridge(bridge), m_root(std::move(workspaceRoot))
{
}

void WatchedFolders::tick()
{
    const Timestamp now = m_clock.now();
    const bool isEarly = now < m_nextScan && m_nextScan - now <= LongestRest; // or else the clock was set back
    if (m_scanning || m_stopped || isEarly)
        return;
    m_nextScan = now + ScanInterval;
    m_scanning = true;
    scan();
}

/// What is known from before this runner.
Result<void> WatchedFolders::recall()
{
    if (m_refused)
        return {};
    const auto restored = readRestored(m_reader);
    if (!restored)
        return tl::unexpected(restored.error());
    m_restored = *restored;
    QHash<QString, Reasons> refused;
    for (std::optional<RefusedFile> last;;) {
        const auto page = m_reader.refusedFiles(last, RefusedAtOnce);
        if (!page)
            return tl::unexpected(page.error());
        for (const RefusedFile &file : *page)
            refused[file.pipeline].insert(QDir(m_root).filePath(file.path), file.why);
        if (page->size() < RefusedAtOnce)
            break;
        last = page->last();
    }
    m_refused = std::move(refused);
    return {};
}

QCoro::Task<> WatchedFolders::scan()
{
    m_scanCost = Milliseconds(0);
    QHash<qint64, SettledFiles> settled;
    Over over;
    QSet<QString> watching;
    const auto pipelines = recall().and_then(
        [this] { return m_reader.pipelines(); }); // the store's trouble is told elsewhere: then nothing changes here
    for (const PipelineVersion &pipeline : pipelines.value_or(QList<PipelineVersion>())) {
        if (pipeline.pipeline.input.watch.isEmpty())
            continue;
        watching.insert(pipeline.pipeline.name);
        auto files = co_await filesOf(pipeline.pipeline.input);
        if (!files) {
            settled[pipeline.id] = m_settled.value(pipeline.id); // what is in it is still known once it can be read again
            continue;
        }
        co_await sift(pipeline, std::move(*files), settled[pipeline.id]);
        findOver(pipeline.pipeline.name, settled.value(pipeline.id), over);
    }
    m_candidates = std::exchange(m_seen, {});
    if (pipelines) {
        m_settled = std::move(settled);
        for (auto it = m_refused->cbegin(); it != m_refused->cend(); ++it) {
            if (!watching.contains(it.key())) // any more: it was retired, say
                findOver(it.key(), {}, over);
        }
        co_await forget(std::move(over));
    }
    m_nextScan = std::max(m_nextScan, m_clock.now() + std::min(9 * m_scanCost, LongestRest));
    m_scanning = false;
    if (m_stopped)
        m_whenStopped();
}

/// Nothing if the folder cannot be read, which is told once.
QCoro::Task<std::optional<QList<SeenFile>>> WatchedFolders::filesOf(InputRule input)
{
    const QString folder = QDir(m_root).filePath(input.watch);
    std::function<Look()> scanning = [folder, pattern = input.match, sidecar = input.provenance.sidecar, &clock = m_clock] {
        const auto begun = clock.steady(); // here: before, it may have waited for a thread
        auto files = scanFolder(folder, pattern, sidecar);
        return Look{std::move(files), std::chrono::duration_cast<Milliseconds>(clock.steady() - begun)};
    };
    StoreBridge::Job<Look> job(m_bridge, std::move(scanning), StoreBridge::Workers::Looks);
    Look looked = co_await job.done();
    m_scanCost += looked.cost;
    if (looked.files) {
        m_unreadable.remove(folder);
        co_return std::move(*looked.files);
    }
    if (const QString why = describe(looked.files.error()); m_unreadable.value(folder) != why) {
        StoreBridge::Commit pending(m_bridge, Transaction(AddEvent{Event{0, m_clock.now(), u"watch.refused"_s, {}, why}}));
        const auto committed = co_await pending.done();
        if (committed) {
            qCWarning(lcRunner).noquote() << "nothing is taken:" << why;
            m_unreadable.insert(folder, why);
        }
    }
    co_return std::nullopt;
}

/// Takes what is complete, and remembers the rest. Of one folder only so many at a time: the others get their turn.
QCoro::Task<> WatchedFolders::sift(PipelineVersion pipeline, QList<SeenFile> files, SettledFiles &settled)
{
    const SettledFiles known = m_settled.value(pipeline.id);
    int taken = 0;
    for (const SeenFile &file : files) {
        const Settled before = known.value(file.path);
        const bool isKnown = before.file == file;
        if (isKnown && (!before.again || m_clock.now() < *before.again)) {
            settled.insert(file.path, before);
            continue;
        }
        m_seen.insert(file.path, file);
        const bool isComplete = isKnown || m_candidates.value(file.path) == file;
        if (!isComplete || m_stopped || taken >= FilesPerScan)
            continue;
        const auto now = co_await take(pipeline, file);
        if (!now)
            continue;
        taken += !now->again;
        settled.insert(file.path, *now);
    }
    co_await endTelling(settled);
}

bool WatchedFolders::stop(std::function<void()> whenStopped)
{
    m_stopped = true;
    m_whenStopped = std::move(whenStopped);
    return !m_scanning;
}

/// Files were marked by their absolute path once, as the workspace's was spelled then.
bool WatchedFolders::isTaken(MarkTaken mark, const QString &path)
{
    QSet<QString> places{mark.path, path};
    if (path.startsWith(m_root))
        places.insert(QDir(m_root).canonicalPath() + path.mid(m_root.size()));
    return std::any_of(places.cbegin(), places.cend(), [&](const QString &place) {
        mark.path = place;
        return m_reader.isTaken(mark).value_or(false);
    });
}

/// Who writes a file first and its checksum or signature then takes a while.
bool WatchedFolders::waitsForSidecar(const Pipeline &pipeline, const SeenFile &file) const
{
    const ProvenanceRule &rule = pipeline.input.provenance;
    const bool isMissing = rule.sidecar != ProvenanceRule::Sidecar::None && rule.required && file.besideMs == 0;
    return isMissing && m_clock.now() - Timestamp(Milliseconds(file.modifiedMs)) < SidecarPatience;
}

/// Nothing: not settled, to be looked at by the next scan (its sidecar may still come).
QCoro::Task<std::optional<WatchedFolders::Settled>> WatchedFolders::take(PipelineVersion pipeline, SeenFile file)
{
    const MarkTaken mark{
        pipeline.pipeline.name, markedPath(pipeline.pipeline, file.path), file.size, file.modifiedMs, file.inode, {},
        m_clock.now()};
    if (isTaken(mark, file.path))
        co_return Settled{file};
    if (m_restored && Timestamp(Milliseconds(file.modifiedMs)) < m_restored->at)
        co_return refuse(pipeline.pipeline, file, writtenBefore(*m_restored, placed(file.path)));
    if (waitsForSidecar(pipeline.pipeline, file))
        co_return std::nullopt;
    std::function<Result<RunId>()> submit = [this, pipeline, path = file.path, mark] {
        return submitFile(m_store, pipeline, path, m_clock, mark, u"runner"_s);
    };
    StoreBridge::Job<Result<RunId>> job(m_bridge, std::move(submit), StoreBridge::Workers::Looks);
    const auto run = co_await job.done();
    if (run) {
        qCInfo(lcRunner) << "run" << run->toString() << "from watched file" << file.path;
        co_return Settled{file};
    }
    if (run.error().kind == ErrorKind::Conflict) // taken before, or changed while being read: it is seen again
        co_return Settled{file};
    co_return refuse(pipeline.pipeline, file, run.error());
}

/// Tells of it, unless that was told, be it by a runner before.
WatchedFolders::Settled WatchedFolders::refuse(const Pipeline &pipeline, const SeenFile &file, const Error &error)
{
    const QString why = reasonOf(error, file.path);
    const Milliseconds rest = restAfter(error.kind);
    const bool isKnown = why == m_refused->value(pipeline.name).value(file.path);
    if (!isKnown && !m_telling.contains(file.path)) // names that are not UTF-8 may look the same
        m_telling.emplace(file.path, tell(pipeline.name, file.path, why, rest == RefusalRest));
    return {file, m_clock.now() + rest};
}

/// Whether it could be written down; only then it is told.
QCoro::Task<bool> WatchedFolders::tell(QString pipeline, QString path, QString why, bool isForTheFile)
{
    const Timestamp now = m_clock.now();
    const QString place = placed(path);
    Transaction transaction(PutRefused{{pipeline, place, why, now}},
                            AddEvent{Event{0, now, u"watch.refused"_s, {}, place + u": "_s + why}});
    if (isForTheFile)
        transaction.add(
            audited(now, u"runner"_s, u"file.refused"_s, place, {}, {}, {{u"pipeline"_s, pipeline}, {u"why"_s, why}}));
    StoreBridge::Commit pending(m_bridge, std::move(transaction));
    const auto committed = co_await pending.done();
    if (!committed)
        co_return false;
    qCWarning(lcRunner).noquote() << u"watched file %1 is not taken:"_s.arg(path) << why;
    (*m_refused)[pipeline].insert(path, why);
    co_return true;
}

/// What could not be told is so soon: its file is looked at once more.
QCoro::Task<> WatchedFolders::endTelling(SettledFiles &settled)
{
    const auto telling = std::exchange(m_telling, {});
    for (const auto &[path, isTold] : telling) {
        const bool told = co_await isTold;
        if (!told)
            settled[path].again = m_clock.now() + TroubleRest;
    }
}

/// What was taken, and what does not lie there any more.
void WatchedFolders::findOver(const QString &pipeline, const SettledFiles &settled, Over &over) const
{
    const Reasons refused = m_refused->value(pipeline);
    for (auto it = refused.cbegin(); it != refused.cend(); ++it) {
        const auto now = settled.constFind(it.key());
        if (now == settled.cend() ? !m_seen.contains(it.key()) : !now->again)
            over.append({pipeline, it.key()});
    }
}

/// What cannot be written down is found once more by the next scan.
QCoro::Task<> WatchedFolders::forget(Over over)
{
    for (qsizetype done = 0; done < over.size(); done += RefusedAtOnce) {
        const Over some = over.mid(done, RefusedAtOnce);
        Transaction transaction;
        for (const auto &[pipeline, path] : some)
            transaction.add(ForgetRefused{pipeline, placed(path)});
        StoreBridge::Commit pending(m_bridge, std::move(transaction));
        const auto committed = co_await pending.done();
        if (!committed)
            co_return;
        for (const auto &[pipeline, path] : some)
            (*m_refused)[pipeline].remove(path);
    }
}

/// As it is said to people.
QString WatchedFolders::placed(const QString &path) const
{
    const QString root = m_root + u'/';
    return path.startsWith(root) ? path.mid(root.size()) : path;
}

/// Why a file is not taken. It is told beside its place, and is the same wherever the workspace lies.
QString WatchedFolders::reasonOf(Error error, const QString &path) const
{
    const QString place = placed(error.where);
    error.where = place == placed(path) ? QString() : place;
    return describe(error);
}

} // namespace cairn
