#include "control/runbookdesk.h"

#include "control/audit.h"
#include "definition/runbookfile.h"
#include "definition/workspace.h"

#include <QDir>
#include <QPromise>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

template <typename T> QFuture<Result<T>> failed(const Error &error)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(tl::unexpected(error));
    promise.finish();
    return promise.future();
}

QStringList runbookPaths(const QString &root)
{
    const QDir folder(QDir(root).filePath(u"runbooks"_s));
    if (!folder.exists())
        return {QDir(root).absolutePath()};
    QStringList paths{folder.absolutePath()};
    for (const QString &file : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name))
        paths.append(folder.absoluteFilePath(file));
    return paths;
}

/// Why somebody begins, or ticks a step: an entry of its own after that of the deed, in the audit and in the incident's history.
void addReason(Transaction &transaction, qint64 incident, const QString &actor, const QString &reason, Timestamp at,
               const QJsonObject &about)
{
    if (reason.isEmpty())
        return;
    transaction.add(AddIncidentNote{{0, incident, at, actor, word(IncidentAct::Note), reason}});
    transaction.add(audited(at, actor, u"runbook.reason"_s, u"incident/%1"_s.arg(incident), reason, {}, about));
}

} // namespace

QFuture<Result<RunbookList>> RunbookDesk::list()
{
    return m_desk.work<RunbookList>([root = m_root]() -> Result<RunbookList> {
        RunbookList list;
        list.watched = runbookPaths(root); // before they are read: what changes meanwhile is read again
        list.all = RunbookShelf::read(root).all();
        for (const Problem &problem : loadWorkspace(root).problems) {
            if (problem.file.startsWith("runbooks/"_L1))
                list.problems.append(problem);
        }
        return list;
    });
}

QFuture<Result<FollowedRunbook>> RunbookDesk::followed(qint64 incident, const QString &name)
{
    return m_desk.ask<FollowedRunbook>([root = m_root, incident, name](StoreReader &reader) {
        return readFollowedRunbook(reader, RunbookShelf::read(root), incident, name);
    });
}

QFuture<Result<FollowedRunbook>> RunbookDesk::session(qint64 id)
{
    return m_desk.ask<FollowedRunbook>(
        [root = m_root, id](StoreReader &reader) { return readSession(reader, RunbookShelf::read(root), id); });
}

QFuture<Result<qint64>> RunbookDesk::start(qint64 incident, const QString &name, const QString &actor, const Digest &seen,
                                           const QString &reason)
{
    return followed(incident, name)
        .then([desk = &m_desk, actor, seen, reason](const Result<FollowedRunbook> &found) {
            if (!found)
                return failed<Committed>(found.error());
            if (seen.isValid() && found->runbook.digest != seen)
                return failed<Committed>(
                    {ErrorKind::Conflict,
                     u"Runbook %1 was changed since it was read: nothing was done"_s.arg(found->runbook.name),
                     {},
                     u"Read it again, and decide again"_s});
            const RunbookSession session{0,     found->incident.incident.id, found->runbook.name, found->runbook.digest,
                                         actor, desk->clock().now()};
            Transaction transaction(StartRunbook{session, found->runbook.source});
            addReason(transaction, session.incident, actor, reason, session.startedAt, {{u"runbook"_s, session.runbook}});
            return desk->commit(std::move(transaction));
        })
        .unwrap()
        .then([](const Result<Committed> &committed) {
            return committed.map([](const Committed &done) { return done.runbookSession; });
        });
}

QFuture<Result<Committed>> RunbookDesk::tick(qint64 id, int step, bool ticked, const QString &actor, const QString &reason)
{
    return session(id)
        .then([desk = &m_desk, id, step, ticked, actor, reason](const Result<FollowedRunbook> &found) {
            if (!found)
                return failed<Committed>(found.error());
            const RunbookPart *part = found->runbook.part(RunbookPart::Kind::Step, step);
            if (!part)
                return failed<Committed>({ErrorKind::NotFound,
                                          u"Runbook %1 has no step %2"_s.arg(found->runbook.name).arg(step),
                                          {},
                                          u"It has %1"_s.arg(found->runbook.count(RunbookPart::Kind::Step))});
            const Timestamp now = desk->clock().now();
            Transaction transaction(TickRunbook{id, {step, ticked, actor, now}, part->text});
            addReason(transaction, found->incident.incident.id, actor, reason, now, {{u"session"_s, id}, {u"step"_s, step}});
            return desk->commit(std::move(transaction));
        })
        .unwrap();
}

QFuture<Result<Committed>> RunbookDesk::carryOut(const DeedWish &wish)
{
    return m_desk
        .ask<Transaction>([root = m_root, wish, clock = &m_desk.clock()](StoreReader &reader) -> Result<Transaction> {
            const auto found = readSession(reader, RunbookShelf::read(root), wish.session);
            if (!found)
                return tl::unexpected(found.error());
            return prepareDeed(reader, *found, wish, clock->now());
        })
        .then([desk = &m_desk](const Result<Transaction> &prepared) {
            return prepared ? desk->commit(*prepared) : failed<Committed>(prepared.error());
        })
        .unwrap();
}

} // namespace cairn
