#pragma once
// Room `control`: what operators may ask and ask for. Filters, queries for screens and command line, submissions, commands,
// applying definitions, examinations. The only room, with insight and runbook, through which screens see the store.

#include "base/inbackground.h"
#include "base/timestamp.h"
#include "control/doctor.h"
#include "control/filtercompletion.h"
#include "control/json.h"
#include "control/longwork.h"
#include "control/payloadjobs.h"
#include "control/pipelineuse.h"
#include "control/relations.h"
#include "control/runcensus.h"
#include "control/schemas.h"
#include "control/servicehealth.h"
#include "insight/figures.h"
#include "model/role.h"
#include "store/store.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <QThreadPool>

#include <atomic>

namespace cairn {

struct Applied;
struct Drift;
struct Workspace;
struct WorkspaceReview;

/// Runs by state and who carries them: the console's status line.
struct Overview
{
    QMap<RunState, qint64> byState;
    std::optional<QString> runner; ///< the lease's holder
    Milliseconds lag{};            ///< how long the run that waits longest could have been carried on
};

/// What the overview shows.
struct Dashboard
{
    Overview now;
    QList<ServiceHealth> services; ///< by name
    Figures figures;
};

/// An operator's desk over a store for programs with an event loop: every call returns at once; reads happen on a thread of
/// their own, counts on another, what else blocks on two pools. Use `.then(context, …)` on the futures. Belongs to the thread
/// that made it; the store outlives it.
class Desk : public QObject
{
    Q_OBJECT
public:
    /// `role`: of whoever sits at it, as the store before it enforces; screens offer nothing that it would refuse.
    Desk(Store &store, const Clock &clock, QObject *parent = nullptr, Role role = Role::Admin);
    ~Desk() override;

    // What desks of one topic are made of (IncidentDesk, …).

    /// A question, answered on the reader's thread.
    template <typename T> QFuture<Result<T>> ask(std::function<Result<T>(StoreReader &)> question);
    /// One that may take long: it keeps no page waiting.
    template <typename T> QFuture<Result<T>> askAtLeisure(std::function<Result<T>(StoreReader &)> question);
    /// Anything else that blocks, but not for long: somebody waits for it.
    template <typename T> QFuture<Result<T>> work(std::function<Result<T>()> task);
    /// What may take minutes: no other work waits for it. What has not begun when the desk ends is dropped.
    template <typename T> QFuture<Result<T>> longWork(std::function<Result<T>()> task);
    QFuture<Result<Committed>> commit(Transaction transaction);
    Store &store() { return m_store; }
    const Clock &clock() const { return m_clock; }
    bool may(Role least) const { return m_role >= least; }

    /// Newest first; answers at once with what it found among the newest below `before`. See StoreReader::searchRuns.
    QFuture<Result<RunPage>> searchRuns(const RunFilter &filter, RunId before, int limit);
    /// How many runs that looks at, at most.
    void setSearchedAtOnce(int rows) { m_searchedAtOnce = rows; }
    /// Counts part by part on a thread of its own; when it is cancelled it stops and brings nothing.
    QFuture<Result<qint64>> countRuns(const RunFilter &filter);
    QFuture<Result<RunDetail>> detail(RunId id);
    /// What belongs to that run; see readRunRelations.
    QFuture<Result<RunRelations>> relations(const RunDetail &detail);
    QFuture<Result<Overview>> overview();
    /// `midnight`: where today began for whoever looks.
    QFuture<Result<Dashboard>> dashboard(Period period, Timestamp midnight);
    QFuture<Result<QList<PipelineVersion>>> pipelines();
    /// Names that a filter line may be completed with, as they are now.
    QFuture<Result<FilterVocabulary>> vocabulary();
    /// The service of each step of a pipeline version, by the step's name; empty for those that call none.
    QFuture<Result<QHash<QString, QString>>> stepServices(qint64 pipelineVersionId);
    /// All pipelines with their versions and what runs go through them.
    QFuture<Result<QList<PipelineUse>>> pipelineUses();
    QFuture<Result<PipelineVersion>> pipelineVersion(qint64 id);
    /// Reads and checks the workspace's files, and compares them with what is recorded.
    QFuture<Result<WorkspaceReview>> review(const QString &root);
    /// The same for files that were read before and have not changed.
    QFuture<Result<QList<Drift>>> drift(const std::shared_ptr<const Workspace> &files);
    /// Records files as they were reviewed, whatever has become of them since; see applyWorkspace.
    QFuture<Result<Applied>> apply(std::shared_ptr<const Workspace> reviewed, const QString &actor, const QString &reason,
                                   const QStringList &retire = {});

    /// Examines the whole store (see examine()) in a thread of its own. The future tells how many are done, of how many, and its
    /// progress text what ("payloads", "runs"); cancelling it stops the work.
    QFuture<Result<QList<Finding>>> examineStore(const QString &folder);
    /// A recorded schema, by its address name@version.
    QFuture<Result<Schema>> schema(const QString &address);

    /// As recorded.
    QFuture<Result<qint64>> payloadSize(const Digest &digest);
    static constexpr qint64 MaxPart = 1 << 20;
    /// For showing it to people, who are to be told that it is not verified. At most MaxPart bytes. Errors: Usage, those of
    /// StoreReader::peekPayload.
    QFuture<Result<PayloadPart>> payloadPart(const Digest &digest, qint64 offset, qint64 length);
    /// Reads all of it, in the background, and compares. The future's progress is in thousandths; cancelling it ends the work.
    QFuture<Result<void>> verifyPayload(const PayloadRef &ref);
    /// Writes a verified copy (0600) in the background: nothing is at `path`, or what was there before, unless all bytes proved
    /// to be right. Progress and cancelling as above. Errors: Damaged, Io, DiskFull, those of StoreReader::openPayload.
    QFuture<Result<void>> savePayload(const PayloadRef &ref, const QString &path);

    /// Takes a file in and makes it a run; see submitFile(). Once it is to stop, or the desk ends, it gives up with the error
    /// Cancelled.
    QFuture<Result<RunId>> submit(const QString &pipeline, const QString &path,
                                  const LongWorkPtr &work = std::make_shared<LongWork>());
    /// Records what an operator asks for; brings the command's id. Errors: Forbidden, those of the store. What the runner makes
    /// of it, a refusal too, is told by the command.
    QFuture<Result<qint64>> request(const Command &command);
    /// Records all of them or none; brings their ids.
    QFuture<Result<QList<qint64>>> requestAll(const QList<Command> &commands);
    /// Writes what matches into a CSV file (see RunExport); brings the number of runs. Once it is to stop it gives up with the
    /// error Cancelled, and no file is written. Other questions are answered between its pages.
    QFuture<Result<qint64>> exportRuns(const RunFilter &filter, const QString &path,
                                       const LongWorkPtr &work = std::make_shared<LongWork>());

Q_SIGNALS:
    /// Something was committed to the store, by whomever. At most five times a second.
    void changed();

private:
    class Worker;
    struct Count;
    Result<Overview> readOverview(StoreReader &reader); ///< on the reader's thread
    struct Export;
    using OnReader = std::function<void(Result<StoreReader *>)>;
    static void onThreadOf(Worker *worker, OnReader task);
    template <typename T> QFuture<Result<T>> askOf(Worker *worker, std::function<Result<T>(StoreReader &)> question);
    static void continueCount(Worker *worker, const std::shared_ptr<Count> &work);
    static void continueExport(Worker *worker, const std::shared_ptr<Export> &written);
    static void end(QThread &thread, Worker *worker);

    Store &m_store;
    const Clock &m_clock;
    const Role m_role;
    QThread m_thread;
    Worker *m_worker;
    QThread m_countThread; ///< what takes long keeps no page waiting
    Worker *m_counter;
    int m_searchedAtOnce = 20'000;
    QThreadPool m_work;
    QThreadPool m_longWork;
    std::atomic<bool> m_closing = false; ///< long work is to stop
    PayloadJobs m_payloadJobs;
};

template <typename T> QFuture<Result<T>> Desk::askOf(Worker *worker, std::function<Result<T>(StoreReader &)> question)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    onThreadOf(worker, [promise, question = std::move(question)](const Result<StoreReader *> &reader) {
        promise->addResult(reader ? question(**reader) : Result<T>(tl::unexpected(reader.error())));
        promise->finish();
    });
    return future;
}

template <typename T> QFuture<Result<T>> Desk::ask(std::function<Result<T>(StoreReader &)> question)
{
    return askOf<T>(m_worker, std::move(question));
}

template <typename T> QFuture<Result<T>> Desk::askAtLeisure(std::function<Result<T>(StoreReader &)> question)
{
    return askOf<T>(m_counter, std::move(question));
}

template <typename T> QFuture<Result<T>> Desk::work(std::function<Result<T>()> task)
{
    return inBackground(std::move(task), m_work);
}

template <typename T> QFuture<Result<T>> Desk::longWork(std::function<Result<T>()> task)
{
    return inBackground(std::move(task), m_longWork);
}

} // namespace cairn
