#include "commandline.h"
#include "reading.h"

#include "control/doctor.h"
#include "control/filter.h"
#include "store/upkeep.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace cairn {

namespace {

constexpr int PageOfTargets = 1'000;
constexpr unsigned long LookAgainMs = 100;

/// How much of something is done; nothing once all is.
struct Progress
{
    qint64 done = 0;
    qint64 total = 0;
};
using Look = std::function<Result<std::optional<Progress>>()>;

/// Carries out what was asked of the store, or waits for the runner that does, until `look` finds nothing left.
Result<void> untilDone(Session &session, const Terminal &terminal, const QString &what, const Look &look)
{
    std::optional<Lease> lease;
    const std::atomic<bool> never = false;
    for (;;) {
        const auto left = look();
        if (!left || !*left)
            break;
        terminal.progress(what, (*left)->done, (*left)->total);
        if (!lease) {
            const auto taken = session.store().acquireLease();
            if (!taken && taken.error().kind != ErrorKind::Busy)
                return tl::unexpected(taken.error());
            if (taken)
                lease = *taken;
        }
        const auto worked =
            lease ? session.store().upkeep()->work(lease->fence, session.clock().now(), never) : Result<bool>(false);
        if (!worked)
            return tl::unexpected(worked.error());
        if (!*worked)
            QThread::msleep(LookAgainMs);
    }
    terminal.progress({}, 0, 0);
    if (lease)
        session.store().releaseLease();
    const auto left = look();
    return left ? Result<void>() : tl::unexpected(left.error());
}

QJsonObject toJson(const StoreKey &key)
{
    return {{QStringLiteral("key"), key.number},
            {QStringLiteral("vault"), key.vault},
            {QStringLiteral("made_at"), toRfc3339(key.madeAt)},
            {QStringLiteral("retired_at"), key.retiredAt ? QJsonValue(toRfc3339(*key.retiredAt)) : QJsonValue()}};
}

QJsonObject toJson(const Encryption &how)
{
    QJsonArray keys;
    for (const StoreKey &key : how.keys)
        keys.append(toJson(key));
    QJsonObject json{{QStringLiteral("encrypted"), how.isOn()},
                     {QStringLiteral("keys"), keys},
                     {QStringLiteral("plain_copies"), QJsonArray::fromStringList(how.plainCopies)}};
    if (how.change)
        json.insert(QStringLiteral("change"), QJsonObject{{QStringLiteral("to_key"), how.change->toKey},
                                                          {QStringLiteral("begun_at"), toRfc3339(how.change->begunAt)},
                                                          {QStringLiteral("done"), how.change->done},
                                                          {QStringLiteral("total"), how.change->total},
                                                          {QStringLiteral("damaged"), how.change->skipped}});
    return json;
}

void printKeys(const Encryption &how, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(toJson(how));
    if (!how.isOn())
        terminal.line(QStringLiteral("not encrypted (cairn.yaml says encryption: off)"));
    for (const StoreKey &key : how.keys)
        terminal.line(QStringLiteral("key %1  made %2  %3")
                          .arg(QString::number(key.number), toRfc3339(key.madeAt),
                               key.retiredAt ? QStringLiteral("erased %1").arg(toRfc3339(*key.retiredAt))
                                             : QStringLiteral("wrapped by a key in %1").arg(key.vault)));
    if (how.change)
        terminal.line(QStringLiteral("being encrypted with key %1: %2 of %3 rows%4")
                          .arg(how.change->toKey)
                          .arg(how.change->done)
                          .arg(how.change->total)
                          .arg(how.change->skipped ? QStringLiteral(", %1 damaged").arg(how.change->skipped) : QString()));
    for (const QString &copy : how.plainCopies)
        terminal.line(QStringLiteral("not encrypted: %1, from before an upgrade. Remove it once you trust the store").arg(copy));
}

Exit showKeys(const Invocation &invocation, const Terminal &terminal)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const auto how = (*session)->store().upkeep()->encryption();
    if (!how)
        return terminal.fail(how.error());
    printKeys(*how, terminal);
    return Exit::Well;
}

Result<void> waitForChange(Session &session, const Terminal &terminal)
{
    return untilDone(session, terminal, QStringLiteral("rows encrypted"), [&]() -> Result<std::optional<Progress>> {
        const auto how = session.store().upkeep()->encryption();
        if (!how)
            return tl::unexpected(how.error());
        if (how->change)
            return Progress{how->change->done, how->change->total};
        const auto files = session.store().upkeep()->pendingErasures(); // old ones
        if (!files)
            return tl::unexpected(files.error());
        return *files > 0 ? std::optional(Progress{0, *files}) : std::nullopt;
    });
}

/// A change that is under way comes to its end instead.
Exit rotateKey(const Invocation &invocation, const Terminal &terminal, const QString &reason)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    StoreUpkeep &upkeep = *(*session)->store().upkeep();
    const auto before = upkeep.encryption();
    if (!before)
        return terminal.fail(before.error());
    if (!before->change) {
        const auto number = upkeep.changeKey(currentActor(), reason, (*session)->clock().now());
        if (!number)
            return terminal.fail(number.error());
    }
    if (const auto done = waitForChange(**session, terminal); !done)
        return terminal.fail(done.error());
    const auto after = upkeep.encryption();
    if (!after)
        return terminal.fail(after.error());
    printKeys(*after, terminal);
    return Exit::Well;
}

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
        const auto pending = upkeep.pendingErasures();
        if (!pending)
            return tl::unexpected(pending.error());
        return *pending > 0 ? std::optional(Progress{std::max<qint64>(runs.size() - *pending, 0), runs.size()}) : std::nullopt;
    });
    if (!done)
        return terminal.fail(done.error());
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
    if (!QDir().mkpath(root))
        return failure(ErrorKind::Io, QStringLiteral("the folder cannot be made"), root);
    const QString unpacked = target + QStringLiteral(".restoring-%1").arg(::getpid());
    if (auto done = unpackBackup(file, unpacked, barOf(terminal, QStringLiteral("MiB unpacked"))); !done)
        return done;
    terminal.progress({}, 0, 0);
    auto checked = checkRestored(unpacked);
    if (checked && std::rename(QFile::encodeName(unpacked).constData(), QFile::encodeName(target).constData()) != 0)
        checked = tl::unexpected(systemError(errno, QStringLiteral("the store cannot be put in its place"), target));
    if (!checked)
        QDir(unpacked).removeRecursively();
    return checked;
}

} // namespace

Exit storeCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("[keys|rotate-key]"),
        QStringLiteral("Whether the store is encrypted, by which keys, and how far a change of them is. "
                       "rotate-key makes a new one, encrypts everything with it, and erases the old one."));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("kept in the audit"));
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const QString verb = arguments.positional().value(0, QStringLiteral("keys"));
    if (verb == QLatin1String("keys"))
        return showKeys(invocation, terminal);
    if (verb == QLatin1String("rotate-key"))
        return rotateKey(invocation, terminal, arguments.value(QStringLiteral("reason")));
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("'%1' is nothing that can be done with the store").arg(verb),
                          {},
                          QStringLiteral("keys or rotate-key")});
}

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
    const auto filter = parseFilter(splitFilterLine(arguments.value(QStringLiteral("where"))), SystemClock().now());
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
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    const QString path = arguments.positional().first();
    const auto done =
        (*session)->store().upkeep()->backUp(path, (*session)->clock().now(), barOf(terminal, QStringLiteral("MiB copied")));
    terminal.progress({}, 0, 0);
    if (!done)
        return terminal.fail(done.error());
    const qint64 size = QFileInfo(path).size();
    terminal.json()
        ? terminal.object({{QStringLiteral("file"), QFileInfo(path).absoluteFilePath()}, {QStringLiteral("bytes"), size}})
        : terminal.line(QStringLiteral("%1  %2 bytes").arg(path).arg(size));
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
    terminal.line(QStringLiteral("restored to %1").arg(QDir(named[1]).absoluteFilePath(QStringLiteral(".cairn"))));
    return Exit::Well;
}

} // namespace cairn
