#include "bulkcommands.h"
#include "commandline.h"
#include "namedfile.h"
#include "reading.h"
#include "upkeepwait.h"

#include "base/folder.h"
#include "control/actor.h"
#include "control/doctor.h"
#include "control/filter.h"
#include "store/upkeep.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace cairn {

namespace {

constexpr int PageOfTargets = 1'000;

/// Runs that match, as far as they have ended.
Result<QList<RunId>> endedRuns(StoreReader &reader, const RunFilter &filter)
{
    QList<RunId> ended;
    RunId before;
    for (;;) {
        const auto page = reader.runs(filter, before, PageOfTargets);
        if (!page)
            return tl::unexpected(page.error());
        if (page->isEmpty())
            return ended;
        for (const RunRecord &run : *page) {
            if (isFinished(run.state))
                ended.append(run.id);
        }
        before = page->last().id;
    }
}

Result<QList<RunId>> namedRuns(StoreReader &reader, const QStringList &words)
{
    QList<RunId> runs;
    for (const QString &word : words) {
        const auto id = RunId::fromString(word);
        if (!id)
            return tl::unexpected(id.error());
        const auto run = reader.run(*id);
        if (!run)
            return tl::unexpected(run.error());
        if (!isFinished(run->state))
            return failure(ErrorKind::Usage, QStringLiteral("run %1 has not ended: it needs what it has").arg(word), word,
                           QStringLiteral("Cancel it first (`cairn cancel %1`)").arg(word));
        runs.append(*id);
    }
    return runs;
}

/// What was erased is still in them.
void tellOfCopies(StoreUpkeep &upkeep, const Terminal &terminal)
{
    const auto how = upkeep.encryption();
    for (const QString &copy : how ? how->plainCopies + how->otherCopies : QStringList())
        terminal.warn(QStringLiteral("a copy of the store from before an upgrade has what was erased: remove %1").arg(copy));
}

Exit eraseRuns(Reading &reading, const Terminal &terminal, const QList<RunId> &runs, const QString &reason)
{
    Session &session = *reading.session;
    StoreUpkeep &upkeep = *session.store().upkeep();
    for (qsizetype from = 0; from < runs.size(); from += PageOfTargets) {
        const auto asked = upkeep.askErasure(runs.mid(from, PageOfTargets), currentActor(), reason, session.clock().now());
        if (!asked)
            return terminal.fail(asked.error());
    }
    const auto done = untilDone(session, terminal, QStringLiteral("runs to be erased"), [&]() -> Result<std::optional<Progress>> {
        const auto pending = upkeep.pendingErasuresOf(runs);
        if (!pending)
            return tl::unexpected(pending.error());
        return *pending > 0 ? std::optional(Progress{std::max<qint64>(runs.size() - *pending, 0), runs.size()}) : std::nullopt;
    });
    if (!done)
        return terminal.fail(done.error());
    tellOfCopies(upkeep, terminal);
    for (const RunId id : runs) {
        const auto erased = upkeep.erasureOf(id);
        if (!erased)
            return terminal.fail(erased.error());
        if (!*erased)
            continue;
        if (terminal.json())
            terminal.object({{QStringLiteral("run"), id.toString()},
                             {QStringLiteral("payloads"), (*erased)->payloads},
                             {QStringLiteral("bytes"), (*erased)->bytes},
                             {QStringLiteral("kept"), (*erased)->kept}});
        else
            terminal.line(
                QStringLiteral("%1  %2 payloads, %3 bytes erased%4")
                    .arg(id.toString())
                    .arg((*erased)->payloads)
                    .arg((*erased)->bytes)
                    .arg((*erased)->kept ? QStringLiteral("; %1 kept, which other runs have").arg((*erased)->kept) : QString()));
    }
    return Exit::Well;
}

BackupProgress barOf(const Terminal &terminal, const QString &what)
{
    return [&terminal, what](qint64 done, qint64 total) {
        terminal.progress(what, done >> 20, std::max<qint64>(total >> 20, 1));
        return true;
    };
}

/// Opens what was unpacked and examines all of it.
Result<void> checkRestored(const QString &folder)
{
    const auto store = openStoreAt(folder);
    if (!store)
        return tl::unexpected(store.error());
    const auto findings = examine(**store, folder, SystemClock());
    if (!findings)
        return tl::unexpected(findings.error());
    for (const Finding &finding : *findings) {
        const bool ofBackup = finding.subject != QLatin1String("disk") && finding.subject != QLatin1String("clock");
        if (finding.severity == Finding::Severity::Bad && ofBackup)
            return failure(ErrorKind::Damaged,
                           QStringLiteral("what the backup holds is not sound: %1: %2").arg(finding.subject, finding.detail),
                           folder, QStringLiteral("Take another backup"));
    }
    return {};
}

Result<void> restore(const QString &file, const QString &root, const Terminal &terminal)
{
    const QString target = QDir(root).absoluteFilePath(QStringLiteral(".cairn"));
    if (QFileInfo::exists(target))
        return failure(ErrorKind::Usage, QStringLiteral("there is a store already"), target,
                       QStringLiteral("Name a folder that has none, or move it away"));
    const bool isNew = !QFileInfo::exists(root);
    if (!QDir().mkpath(root))
        return failure(ErrorKind::Usage, QStringLiteral("the folder cannot be made"), root,
                       QStringLiteral("Name one in a folder that you may write to"));
    const QString unpacked = target + QStringLiteral(".restoring-%1").arg(::getpid());
    auto checked = unpackBackup(file, unpacked, barOf(terminal, QStringLiteral("MiB unpacked")));
    if (!checked)
        checked = tl::unexpected(aboutNamedFile(checked.error(), file));
    terminal.progress({}, 0, 0);
    if (checked)
        checked = checkRestored(unpacked);
    if (checked && std::rename(QFile::encodeName(unpacked).constData(), QFile::encodeName(target).constData()) != 0)
        checked = tl::unexpected(systemError(errno, QStringLiteral("the store cannot be put in its place"), target));
    if (!checked) {
        QDir(unpacked).removeRecursively();
        if (isNew)
            QDir().rmdir(root);
        return checked;
    }
    checked = syncFolder(root);
    if (checked && isNew)
        checked = syncFolder(QFileInfo(QDir(root).absolutePath()).path());
    return checked;
}

} // namespace

Exit eraseCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("RUN…"),
        QStringLiteral("Erases the payloads and headers of runs that have ended; that it was done, by whom and "
                       "why, is kept. What other runs use as well stays."));
    arguments.addOption(QStringLiteral("where"), QStringLiteral("FILTER"),
                        QStringLiteral("instead of RUN: all that match and have ended"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("kept in the audit; needed"));
    arguments.addFlag(QStringLiteral("yes"), QStringLiteral("do not ask"));
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const bool many = arguments.isSet(QStringLiteral("where"));
    if (many == !arguments.positional().isEmpty())
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("it is not said which runs are meant"),
                              {},
                              QStringLiteral("Name runs, or give --where FILTER")});
    const QString reason = arguments.value(QStringLiteral("reason")).trimmed();
    if (reason.isEmpty())
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("what is erased cannot be had back: it needs a reason"),
                              {},
                              QStringLiteral("Add --reason TEXT")});
    auto opened = openReading(invocation);
    if (!opened)
        return terminal.fail(opened.error());
    const auto where = whereFilter(arguments);
    const auto filter =
        where ? parseFilter(splitFilterLine(*where), SystemClock().now()) : Result<RunFilter>(tl::unexpected(where.error()));
    if (!filter)
        return terminal.fail(filter.error());
    const auto runs = many ? endedRuns(*opened->reader, *filter) : namedRuns(*opened->reader, arguments.positional());
    if (!runs)
        return terminal.fail(runs.error());
    if (runs->isEmpty())
        return terminal.fail({ErrorKind::NotFound, QStringLiteral("no run that has ended matches"), {}, {}});
    if (!arguments.isSet(QStringLiteral("yes")) &&
        !terminal.confirm(QStringLiteral("Erase the payloads of %1 runs for good?").arg(runs->size())))
        return terminal.fail(
            {ErrorKind::Usage, QStringLiteral("nothing was erased"), {}, QStringLiteral("Add --yes where nobody can be asked")});
    return eraseRuns(*opened, terminal, *runs, reason);
}

Exit backupCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("FILE"),
        QStringLiteral("Writes a copy of the store into one file while it is in use. What is encrypted stays so; "
                       "the key is not in it."));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const QString path = arguments.positional().first();
    const auto done =
        (*session)->store().upkeep()->backUp(path, currentActor(), arguments.value(QStringLiteral("reason")),
                                             (*session)->clock().now(), barOf(terminal, QStringLiteral("MiB copied")));
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(aboutNamedFile(done.error(), path));
    const qint64 size = QFileInfo(path).size();
    terminal.json()
        ? terminal.object({{QStringLiteral("file"), QFileInfo(path).absoluteFilePath()}, {QStringLiteral("bytes"), size}})
        : terminal.line(QStringLiteral("%1  %2 bytes").arg(path, QString::number(size)));
    return Exit::Well;
}

Exit restoreCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("FILE DIR"),
        QStringLiteral("Puts the store of a backup into the workspace DIR, which must have none, after all of it "
                       "was examined. Its key must be where keys are kept."));
    if (const auto exit = arguments.parse(terminal, 2, 2))
        return *exit;
    const QStringList named = arguments.positional();
    const auto done = restore(named[0], named[1], terminal);
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(done.error());
    const QString store = QDir(named[1]).absoluteFilePath(QStringLiteral(".cairn"));
    terminal.json() ? terminal.object({{QStringLiteral("store"), store}})
                    : terminal.line(QStringLiteral("restored to %1").arg(store));
    if (!QFileInfo::exists(QDir(named[1]).filePath(QStringLiteral("cairn.yaml"))))
        terminal.line(QStringLiteral("cairn.yaml is not in the backup: put the workspace's files there, or make a new one "
                                     "(`cairn init %1`)").arg(named[1]));
    return Exit::Well;
}

} // namespace cairn
