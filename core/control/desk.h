#pragma once
// Room `control`: what operators may ask and ask for. Filters, queries for screens and command line, submissions, commands,
// applying definitions, examinations. The only room, with insight and runbook, through which screens see the store.

#include "base/timestamp.h"
#include "control/doctor.h"
#include "control/filtercompletion.h"
#include "control/json.h"
#include "control/servicehealth.h"
#include "insight/figures.h"
#include "store/store.h"

#include <QFuture>
#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <atomic>

namespace cairn {

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

/// How many runs match a filter, state by state, and the newest of them: what an order to all that match is about.
struct RunCensus
{
    QMap<RunState, qint64> byState; ///< without those of which there are none
    RunId newest;                   ///< invalid if none matches
};

/// Set, from any thread, to give up long work.
using StopFlag = std::shared_ptr<std::atomic_bool>;

/// An operator's desk over a store for programs with an event loop: every call returns at once; reads happen on a thread of
/// their own, file intake on a pool. Use `.then(context, …)` on the futures. Belongs to the thread that made it; the store
/// outlives it.
class Desk : public QObject
{
    Q_OBJECT
public:
    Desk(Store &store, const Clock &clock, QObject *parent = nullptr);
    ~Desk() override;

    /// Newest first; see StoreReader::runs.
    QFuture<Result<QList<RunRecord>>> runs(const RunFilter &filter, RunId before, int limit);
    QFuture<Result<qint64>> countRuns(const RunFilter &filter);
    QFuture<Result<RunCensus>> census(const RunFilter &filter);
    QFuture<Result<RunDetail>> detail(RunId id);
    QFuture<Result<Overview>> overview();
    /// `midnight`: where today began for whoever looks.
    QFuture<Result<Dashboard>> dashboard(Period period, Timestamp midnight);
    QFuture<Result<QList<PipelineVersion>>> pipelines();
    QFuture<Result<FilterVocabulary>> vocabulary();
    /// The service of each step of a pipeline version; deliveries have none.
    QFuture<Result<QHash<QString, QString>>> stepServices(qint64 pipelineVersionId);
    /// The first `limit` bytes of a payload.
    QFuture<Result<QByteArray>> payloadHead(const Digest &digest, qint64 limit);

    /// Examines the whole store (see examine()) in a thread of its own. The future tells how many are done, of how many, and its
    /// progress text what ("payloads", "runs"); cancelling it stops the work.
    QFuture<Result<QList<Finding>>> examineStore(const QString &folder);

    QFuture<Result<RunId>> submit(const QString &pipeline, const QString &path);
    QFuture<Result<qint64>> request(const Command &command);
    /// Records all of them or none; brings how many.
    QFuture<Result<qint64>> requestAll(const QList<Command> &commands);
    /// Writes what matches into a CSV file (see RunExport); brings the number of runs, which its progress value counts. Once
    /// `stop` is set it gives up with the error Cancelled, and no file is written. Other questions are answered between its pages.
    QFuture<Result<qint64>> exportRuns(const RunFilter &filter, const QString &path, const StopFlag &stop = {});

Q_SIGNALS:
    /// Something was committed to the store, by whomever. At most five times a second.
    void changed();

private:
    class Worker;
    Result<Overview> readOverview(StoreReader &reader); ///< on the reader's thread
    struct Export;
    template <typename T> QFuture<Result<T>> ask(std::function<Result<T>(StoreReader &)> question);
    static void continueExport(Worker *worker, const std::shared_ptr<Export> &work);

    Store &m_store;
    const Clock &m_clock;
    QThread m_thread;
    Worker *m_worker;
    QThreadPool m_intake;
    std::atomic<bool> m_closing = false; ///< long work is to stop
};

} // namespace cairn
