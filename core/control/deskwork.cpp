#include "control/apply.h"
#include "control/desk.h"
#include "control/review.h"
#include "control/submission.h"

#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

// What a desk has done on threads of the pool, or by the writer.

QFuture<Result<void>> Desk::verifyPayload(const PayloadRef &ref)
{
    return m_payloadJobs.verify(ref);
}

QFuture<Result<void>> Desk::savePayload(const PayloadRef &ref, const QString &path)
{
    return m_payloadJobs.save(ref, path);
}

QFuture<Result<QList<Finding>>> Desk::examineStore(const QString &folder)
{
    auto promise = std::make_shared<QPromise<Result<QList<Finding>>>>();
    promise->start();
    const auto future = promise->future();
    m_longWork.start([this, promise, folder] {
        const auto tell = [&](Examined what, qint64 done, qint64 total) {
            promise->setProgressRange(0, int(std::max<qint64>(total, 0)));
            promise->setProgressValueAndText(int(done), what == Examined::Runs ? u"runs"_s : u"payloads"_s);
            return !promise->isCanceled() && !m_closing.load();
        };
        auto findings = examine(m_store, folder, m_clock, tell);
        if (const auto reader = m_store.reader(); reader && findings)
            findings->append(examineWatchedFolders(**reader, QFileInfo(folder).absolutePath()));
        promise->addResult(std::move(findings));
        promise->finish();
    });
    return future;
}

QFuture<Result<WorkspaceReview>> Desk::review(const QString &root)
{
    return work<WorkspaceReview>([this, root]() -> Result<WorkspaceReview> {
        auto reader = m_store.reader();
        if (!reader)
            return tl::unexpected(reader.error());
        WorkspaceReview review = readWorkspaceFiles(root);
        auto drift = findDrift(**reader, *review.files);
        if (!drift)
            return tl::unexpected(drift.error());
        review.drift = std::move(*drift);
        return review;
    });
}

QFuture<Result<Applied>> Desk::apply(std::shared_ptr<const Workspace> reviewed, const QString &actor, const QString &reason,
                                     const QStringList &retire)
{
    return work<Applied>([=, this] { return applyWorkspace(m_store, *reviewed, m_clock, actor, reason, retire); });
}

QFuture<Result<RunId>> Desk::submit(const QString &pipeline, const QString &path, const LongWorkPtr &work)
{
    return longWork<RunId>([=, this]() -> Result<RunId> {
        work->total = QFileInfo(path).size();
        auto reader = m_store.reader();
        if (!reader)
            return tl::unexpected(reader.error());
        const auto version = (*reader)->pipeline(pipeline);
        if (!version)
            return tl::unexpected(version.error());
        return submitFile(m_store, *version, path, m_clock, {}, {}, {}, [&](qint64 taken) {
            work->done = taken;
            return !work->stop && !m_closing;
        });
    });
}

QFuture<Result<Committed>> Desk::commit(Transaction transaction)
{
    auto promise = std::make_shared<QPromise<Result<Committed>>>();
    promise->start();
    m_store.commit(std::move(transaction), [promise](const Result<Committed> &committed) {
        promise->addResult(committed);
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<qint64>> Desk::request(const Command &command)
{
    return commit(Transaction(AddCommand{command})).then([](const Result<Committed> &committed) {
        return committed.map([](const Committed &done) { return done.commands.last(); });
    });
}

QFuture<Result<QList<qint64>>> Desk::requestAll(const QList<Command> &commands)
{
    Transaction transaction;
    for (const Command &command : commands)
        transaction.add(AddCommand{command});
    return commit(std::move(transaction)).then([](const Result<Committed> &committed) {
        return committed.map([](const Committed &done) { return done.commands; });
    });
}

} // namespace cairn
