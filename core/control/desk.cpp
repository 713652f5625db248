#include "control/desk.h"

#include "control/runexport.h"
#include "control/submission.h"

#include <QPromise>

namespace cairn {

namespace {
constexpr Milliseconds PollInterval{200};

Result<RunCensus> takeCensus(StoreReader &reader, RunFilter filter)
{
    RunCensus census;
    const auto newest = reader.runs(filter, {}, 1);
    if (!newest)
        return tl::unexpected(newest.error());
    if (newest->isEmpty())
        return census;
    census.newest = newest->first().id;
    for (RunState state : filter.states.isEmpty() ? allRunStates() : QList(filter.states)) {
        filter.states = {state};
        const auto count = reader.countRuns(filter);
        if (!count)
            return tl::unexpected(count.error());
        if (*count > 0)
            census.byState.insert(state, *count);
    }
    return census;
}

Result<FilterVocabulary> readVocabulary(StoreReader &reader)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    FilterVocabulary names;
    for (const PipelineVersion &version : *pipelines) {
        names.pipelines.append(version.pipeline.name);
        for (const Step &step : version.pipeline.steps) {
            names.steps.append(step.id.name());
            if (!step.service.isEmpty())
                names.services.append(step.service);
        }
    }
    for (const ServiceRevision &revision : *services)
        names.services.append(revision.service.name);
    for (QStringList *list : {&names.pipelines, &names.services, &names.steps}) {
        list->removeDuplicates();
        list->sort(Qt::CaseInsensitive);
    }
    return names;
}
} // namespace

/// Lives on the reader thread and owns its connection.
class Desk::Worker : public QObject
{
public:
    Worker(Store &store, Desk &desk) : m_store(store), m_desk(desk) {}

    /// The reader, opened at first use; the error if that failed.
    Result<StoreReader *> reader()
    {
        if (m_closed)
            return failure(ErrorKind::Cancelled, QStringLiteral("the program ends"));
        if (!m_reader) {
            auto opened = m_store.reader();
            if (!opened)
                return tl::unexpected(opened.error());
            m_reader = std::move(*opened);
        }
        return m_reader.get();
    }

    void startPolling()
    {
        m_timer = std::make_unique<QTimer>();
        connect(m_timer.get(), &QTimer::timeout, this, [this] { poll(); });
        m_timer->start(PollInterval);
    }

    void close()
    {
        m_closed = true;
        m_timer.reset();
        m_reader.reset();
    }

private:
    void poll()
    {
        const auto opened = reader();
        if (!opened)
            return;
        const auto counter = (*opened)->changeCounter();
        if (!counter || *counter == m_counter)
            return;
        m_counter = *counter;
        Q_EMIT m_desk.changed();
    }

    Store &m_store;
    Desk &m_desk;
    std::unique_ptr<StoreReader> m_reader;
    std::unique_ptr<QTimer> m_timer;
    qint64 m_counter = -1;
    bool m_closed = false;
};

/// An export under way: on the reader thread, one page at a time.
struct Desk::Export
{
    RunExport file;
    StopFlag stop;
    QPromise<Result<qint64>> promise;

    Result<bool> writePage(Worker &worker)
    {
        if (stop && *stop)
            return failure(ErrorKind::Cancelled, QStringLiteral("the export was stopped"));
        const auto reader = worker.reader();
        return reader ? file.writePage(**reader) : Result<bool>(tl::unexpected(reader.error()));
    }
};

Desk::Desk(Store &store, const Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock), m_worker(new Worker(store, *this))
{
    m_intake.setMaxThreadCount(2);
    m_thread.setObjectName(QStringLiteral("cairn-reader"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->startPolling(); });
}

Desk::~Desk()
{
    m_closing = true;
    m_intake.waitForDone();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    delete m_worker;
}

template <typename T> QFuture<Result<T>> Desk::ask(std::function<Result<T>(StoreReader &)> question)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, promise, question = std::move(question)] {
        const auto reader = worker->reader();
        promise->addResult(reader ? question(**reader) : Result<T>(tl::unexpected(reader.error())));
        promise->finish();
    });
    return future;
}

QFuture<Result<QList<RunRecord>>> Desk::runs(const RunFilter &filter, RunId before, int limit)
{
    return ask<QList<RunRecord>>([=](StoreReader &reader) { return reader.runs(filter, before, limit); });
}

QFuture<Result<qint64>> Desk::countRuns(const RunFilter &filter)
{
    return ask<qint64>([=](StoreReader &reader) { return reader.countRuns(filter); });
}

QFuture<Result<RunCensus>> Desk::census(const RunFilter &filter)
{
    return ask<RunCensus>([=](StoreReader &reader) { return takeCensus(reader, filter); });
}

QFuture<Result<RunDetail>> Desk::detail(RunId id)
{
    return ask<RunDetail>([=](StoreReader &reader) { return readRunDetail(reader, id); });
}

QFuture<Result<Overview>> Desk::overview()
{
    return ask<Overview>([this](StoreReader &reader) { return readOverview(reader); });
}

Result<Overview> Desk::readOverview(StoreReader &reader)
{
    auto counts = reader.countByState();
    if (!counts)
        return tl::unexpected(counts.error());
    const Timestamp now = m_clock.now();
    const auto due = reader.oldestDue(now);
    if (!due)
        return tl::unexpected(due.error());
    return Overview{*counts, m_store.leaseHolder(), *due ? now - **due : Milliseconds(0)};
}

QFuture<Result<Dashboard>> Desk::dashboard(Period period, Timestamp midnight)
{
    return ask<Dashboard>([this, period, midnight](StoreReader &reader) -> Result<Dashboard> {
        const Timestamp now = m_clock.now();
        auto overview = readOverview(reader);
        if (!overview)
            return tl::unexpected(overview.error());
        auto services = readServiceHealth(reader, now);
        if (!services)
            return tl::unexpected(services.error());
        auto figures = readFigures(reader, period, now, midnight);
        if (!figures)
            return tl::unexpected(figures.error());
        return Dashboard{std::move(*overview), std::move(*services), std::move(*figures)};
    });
}

QFuture<Result<QList<PipelineVersion>>> Desk::pipelines()
{
    return ask<QList<PipelineVersion>>([](StoreReader &reader) { return reader.pipelines(); });
}

QFuture<Result<FilterVocabulary>> Desk::vocabulary()
{
    return ask<FilterVocabulary>(readVocabulary);
}

QFuture<Result<QHash<QString, QString>>> Desk::stepServices(qint64 pipelineVersionId)
{
    return ask<QHash<QString, QString>>([=](StoreReader &reader) -> Result<QHash<QString, QString>> {
        const auto version = reader.pipelineVersion(pipelineVersionId);
        if (!version)
            return tl::unexpected(version.error());
        QHash<QString, QString> services;
        for (const Step &step : version->pipeline.steps)
            services.insert(step.id.name(), step.service);
        return services;
    });
}

QFuture<Result<QByteArray>> Desk::payloadHead(const Digest &digest, qint64 limit)
{
    return ask<QByteArray>([=](StoreReader &reader) -> Result<QByteArray> {
        auto device = reader.openPayload(digest);
        if (!device)
            return tl::unexpected(device.error());
        return (*device)->read(limit);
    });
}

QFuture<Result<RunId>> Desk::submit(const QString &pipeline, const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<RunId>>>();
    promise->start();
    const QFuture<Result<RunId>> future = promise->future();
    m_intake.start([this, promise, pipeline, path] {
        promise->addResult([&]() -> Result<RunId> {
            auto reader = m_store.reader();
            if (!reader)
                return tl::unexpected(reader.error());
            const auto version = (*reader)->pipeline(pipeline);
            if (!version)
                return tl::unexpected(version.error());
            return submitFile(m_store, *version, path, m_clock);
        }());
        promise->finish();
    });
    return future;
}

QFuture<Result<QList<Finding>>> Desk::examineStore(const QString &folder)
{
    auto promise = std::make_shared<QPromise<Result<QList<Finding>>>>();
    promise->start();
    const auto future = promise->future();
    m_intake.start([this, promise, folder] {
        const auto tell = [&](Examined what, qint64 done, qint64 total) {
            promise->setProgressRange(0, int(std::max<qint64>(total, 0)));
            promise->setProgressValueAndText(int(done),
                                             what == Examined::Runs ? QStringLiteral("runs") : QStringLiteral("payloads"));
            return !promise->isCanceled() && !m_closing.load();
        };
        promise->addResult(examine(m_store, folder, m_clock, tell));
        promise->finish();
    });
    return future;
}

QFuture<Result<qint64>> Desk::request(const Command &command)
{
    auto promise = std::make_shared<QPromise<Result<qint64>>>();
    promise->start();
    m_store.commit(Transaction(AddCommand{command}), [promise](const Result<Committed> &committed) {
        promise->addResult(committed.map([](const Committed &done) { return done.commandId; }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<qint64>> Desk::requestAll(const QList<Command> &commands)
{
    auto promise = std::make_shared<QPromise<Result<qint64>>>();
    promise->start();
    Transaction transaction;
    for (const Command &command : commands)
        transaction.add(AddCommand{command});
    m_store.commit(std::move(transaction), [promise, count = commands.size()](const Result<Committed> &committed) {
        promise->addResult(committed.map([count](const Committed &) { return qint64(count); }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<qint64>> Desk::exportRuns(const RunFilter &filter, const QString &path, const StopFlag &stop)
{
    std::shared_ptr<Export> work(new Export{RunExport(filter, path), stop, {}});
    work->promise.setProgressRange(0, std::numeric_limits<int>::max());
    work->promise.start();
    const QFuture<Result<qint64>> future = work->promise.future();
    continueExport(m_worker, work);
    return future;
}

void Desk::continueExport(Worker *worker, const std::shared_ptr<Export> &work)
{
    const auto page = [worker, work] {
        const auto whole = work->writePage(*worker);
        work->promise.setProgressValue(int(work->file.written()));
        if (whole && !*whole) {
            continueExport(worker, work);
            return;
        }
        work->promise.addResult(whole.map([&](bool) { return work->file.written(); }));
        work->promise.finish();
    };
    QMetaObject::invokeMethod(worker, page, Qt::QueuedConnection);
}

} // namespace cairn
