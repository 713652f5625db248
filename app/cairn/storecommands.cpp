#include "bulkcommands.h"
#include "commandline.h"
#include "namedfile.h"
#include "reading.h"
#include "upkeepwait.h"

#include "base/folder.h"
#include "control/actor.h"
#include "control/doctor.h"
#include "control/filter.h"
#include "control/restored.h"
#include "store/storelocation.h"
#include "store/upkeep.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

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
            return failure(ErrorKind::Usage, u"run %1 has not ended: it needs what it has"_s.arg(word), word,
                           u"Cancel it first (`cairn cancel %1`)"_s.arg(word));
        runs.append(*id);
    }
    return runs;
}

/// What was erased is still in them.
void tellOfCopies(StoreUpkeep &upkeep, const Terminal &terminal)
{
    const auto how = upkeep.encryption();
    for (const QString &copy : how ? how->plainCopies + how->otherCopies : QStringList())
        terminal.warn(u"a copy of the store from before an upgrade has what was erased: remove %1"_s.arg(copy));
}

/// What was given to a run by an order is kept until that is over, which one that has stopped is not. By id.
QMap<qint64, Bulk> ordersThatKeep(StoreReader &reader, RunId run)
{
    constexpr int MostCommands = 1'000;
    QMap<qint64, Bulk> orders;
    const auto commands = reader.commandsOf(run, MostCommands);
    for (const Command &command : commands.value_or(QList<Command>())) {
        if (command.bulk == 0 || !command.arguments.contains("edited"_L1))
            continue;
        if (const auto order = reader.bulk(command.bulk); order && !order->endedAt)
            orders.insert(order->id, *order);
    }
    return orders;
}

QString keptText(qint64 kept, const QMap<qint64, Bulk> &orders)
{
    QString text;
    if (const qint64 byRuns = kept - orders.size(); byRuns > 0)
        text = u"; %1 kept, which other runs have"_s.arg(byRuns);
    for (const Bulk &order : orders)
        text += u"; 1 kept, which order %1 has (%2): `cairn bulk cancel %1` lets it go"_s.arg(QString::number(order.id),
                                                                                              word(order.state));
    return text;
}

void tellErasure(StoreReader &reader, const Erasure &erasure, const Terminal &terminal)
{
    const auto orders = erasure.kept > 0 ? ordersThatKeep(reader, erasure.run) : QMap<qint64, Bulk>();
    QJsonArray numbers;
    for (const qint64 order : orders.keys())
        numbers.append(order);
    if (terminal.json())
        return terminal.object({{u"run"_s, erasure.run.toString()},
                                {u"payloads"_s, erasure.payloads},
                                {u"bytes"_s, erasure.bytes},
                                {u"kept"_s, erasure.kept},
                                {u"kept_for_orders"_s, numbers}});
    terminal.line(u"%1  %2 payloads, %3 bytes erased%4"_s.arg(erasure.run.toString(), QString::number(erasure.payloads),
                                                              QString::number(erasure.bytes), keptText(erasure.kept, orders)));
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
    const auto done = untilDone(session, terminal, u"runs to be erased"_s, [&]() -> Result<std::optional<Progress>> {
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
        if (*erased)
            tellErasure(*reading.reader, **erased, terminal);
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

/// Opens what was unpacked and examines all of it: gives what is damaged, which is not a reason to have nothing of the rest.
Result<QStringList> checkRestored(const QString &folder)
{
    const auto store = openStoreAt(folder);
    if (!store)
        return tl::unexpected(store.error());
    const auto findings = examine(**store, folder, SystemClock());
    if (!findings)
        return tl::unexpected(findings.error());
    QStringList damage;
    for (const Finding &finding : *findings) {
        const bool ofBackup = finding.subject != "disk"_L1 && finding.subject != "clock"_L1;
        if (finding.severity != Finding::Severity::Bad || !ofBackup)
            continue;
        if (finding.subject == "store"_L1)
            return failure(ErrorKind::Damaged, u"the database of the backup is not sound: %1"_s.arg(finding.detail), folder,
                           u"Take another backup"_s);
        damage.append(u"%1: %2"_s.arg(finding.subject, finding.detail));
    }
    return damage;
}

void tellOfDamage(const Terminal &terminal, const QString &what, const QStringList &damage)
{
    constexpr qsizetype MostLines = 20;
    if (damage.isEmpty())
        return;
    terminal.warn(what);
    for (const QString &one : damage.first(std::min(damage.size(), MostLines)))
        terminal.warn(one);
    if (damage.size() > MostLines)
        terminal.warn(u"and %1 more, which `cairn doctor` names"_s.arg(damage.size() - MostLines));
}

Result<Restored> settle(const QString &folder, const QString &file, const QString &reason)
{
    const auto store = openStoreAt(folder);
    return store ? settleRestored(**store, file, currentActor(), reason, SystemClock().now()) : tl::unexpected(store.error());
}

void tellOfTheTimeBetween(const Terminal &terminal, const Restored &restored)
{
    terminal.warn(describe(restored));
    if (restored.paused > 0)
        terminal.warn(remedyOf(restored));
    terminal.warn(u"watched files that were written before now are not taken: `touch` those that are to be"_s);
}

struct Restoring
{
    QString file;
    QString root;
    QString reason;
};

/// What was put back.
struct PutBack
{
    QStringList damage;
    Restored restored;
};

Result<PutBack> restore(const Restoring &wish, const Terminal &terminal)
{
    const auto &[file, root, reason] = wish;
    const QString target = storeFolderOf(QDir(root).absolutePath());
    if (QFileInfo::exists(target))
        return failure(ErrorKind::Usage, u"there is a store already"_s, target,
                       u"Name a folder that has none, or move it away"_s);
    const bool isNew = !QFileInfo::exists(root);
    if (!QDir().mkpath(root))
        return failure(ErrorKind::Usage, u"the folder cannot be made"_s, root, u"Name one in a folder that you may write to"_s);
    const QString unpacked = target + u".restoring-%1"_s.arg(::getpid());
    const auto asWritten = unpackBackup(file, unpacked, barOf(terminal, u"MiB unpacked"_s));
    terminal.progress({}, 0, 0);
    auto checked = asWritten ? checkRestored(unpacked) : tl::unexpected(aboutNamedFile(asWritten.error(), file));
    if (checked)
        checked->replaceInStrings(unpacked, target); // where it will be
    if (checked && !*asWritten)
        checked->prepend(u"the backup: its bytes are not those that were written. Another copy of it may be whole"_s);
    const auto settled = checked ? settle(unpacked, file, reason) : tl::unexpected(checked.error());
    if (!settled)
        checked = tl::unexpected(settled.error());
    if (checked && std::rename(QFile::encodeName(unpacked).constData(), QFile::encodeName(target).constData()) != 0)
        checked = tl::unexpected(systemError(errno, u"the store cannot be put in its place"_s, target));
    if (!checked) {
        QDir(unpacked).removeRecursively();
        if (isNew)
            QDir().rmdir(root);
        return tl::unexpected(checked.error());
    }
    auto synced = syncFolder(root);
    if (synced && isNew)
        synced = syncFolder(QFileInfo(QDir(root).absolutePath()).path());
    return synced ? Result<PutBack>({*checked, *settled}) : tl::unexpected(synced.error());
}

} // namespace

Exit eraseCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"RUN…"_s,
                               u"Erases the payloads and headers of runs that have ended; that it was done, by whom and "
                               "why, is kept. What other runs use as well stays."_s);
    arguments.addOption(u"where"_s, u"FILTER"_s, u"instead of RUN: all that match and have ended"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"kept in the audit; needed"_s);
    arguments.addFlag(u"yes"_s, u"do not ask"_s);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const bool many = arguments.isSet(u"where"_s);
    if (many == !arguments.positional().isEmpty())
        return terminal.fail(
            {ErrorKind::Usage, u"it is not said which runs are meant"_s, {}, u"Name runs, or give --where FILTER"_s});
    const QString reason = arguments.value(u"reason"_s).trimmed();
    if (reason.isEmpty())
        return terminal.fail(
            {ErrorKind::Usage, u"what is erased cannot be had back: it needs a reason"_s, {}, u"Add --reason TEXT"_s});
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
        return terminal.fail({ErrorKind::NotFound, u"no run that has ended matches"_s, {}, {}});
    if (!arguments.isSet(u"yes"_s) && !terminal.confirm(u"Erase the payloads of %1 runs for good?"_s.arg(runs->size())))
        return terminal.fail({ErrorKind::Usage, u"nothing was erased"_s, {}, u"Add --yes where nobody can be asked"_s});
    return eraseRuns(*opened, terminal, *runs, reason);
}

Exit backupCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"FILE"_s,
                               u"Writes a copy of the store into one file while it is in use. What is encrypted stays so; "
                               "the key is not in it. What is lost or damaged is told; all else is copied."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const QString path = arguments.positional().first();
    const auto done = (*session)->store().upkeep()->backUp(path, currentActor(), arguments.value(u"reason"_s),
                                                           (*session)->clock().now(), barOf(terminal, u"MiB copied"_s));
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(aboutNamedFile(done.error(), path));
    const qint64 size = QFileInfo(path).size();
    terminal.json() ? terminal.object({{u"file"_s, QFileInfo(path).absoluteFilePath()},
                                       {u"bytes"_s, size},
                                       {u"damaged"_s, QJsonArray::fromStringList(*done)}})
                    : terminal.line(u"%1  %2 bytes"_s.arg(path, QString::number(size)));
    tellOfDamage(terminal,
                 u"all is in the backup but what is lost or damaged in the store (%1). An earlier backup may have "
                 "it; the runs that need it block"_s.arg(done->size()),
                 *done);
    return done->isEmpty() ? Exit::Well : Exit::NeedsPerson;
}

Exit restoreCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"FILE DIR"_s,
                               u"Puts the store of a backup into the workspace DIR, which must have none, after all of it "
                               "was examined; what is damaged is told. Its key must be where keys are kept."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 2, 2))
        return *exit;
    const QStringList named = arguments.positional();
    const auto done = restore({named[0], named[1], arguments.value(u"reason"_s)}, terminal);
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(done.error());
    const QString store = storeFolderOf(QDir(named[1]).absolutePath());
    const auto &[damage, restored] = *done;
    terminal.json() ? terminal.object({{u"store"_s, store},
                                       {u"damaged"_s, QJsonArray::fromStringList(damage)},
                                       {u"backed_up_at"_s, toRfc3339(restored.backedUpAt)},
                                       {u"runs_paused"_s, restored.paused}})
                    : terminal.line(u"restored to %1"_s.arg(store));
    tellOfTheTimeBetween(terminal, restored);
    tellOfDamage(terminal, u"all is there but what is damaged (%1); the runs that need it block"_s.arg(damage.size()), damage);
    if (!QFileInfo::exists(QDir(named[1]).filePath(u"cairn.yaml"_s)))
        terminal.line(u"cairn.yaml is not in the backup: put the workspace's files there, or make a new one "
                      "(`cairn init %1`)"_s.arg(named[1]));
    return damage.isEmpty() ? Exit::Well : Exit::NeedsPerson;
}

} // namespace cairn
