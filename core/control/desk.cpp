#include "control/desk.h"

#include "control/review.h"
#include "control/runexport.h"

#include <QPromise>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds PollInterval{200};
constexpr int CountedAtOnce = 100'000;
constexpr int Workers = 2;
constexpr int LongWorkers = 4; ///< files that are taken in use two of them
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
            return failure(ErrorKind::Cancelled, u"the program ends"_s);
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

    bool isClosed() const { return m_closed; }

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

/// A count under way.
struct Desk::Count
{
    RunFilter filter;
    RunId before;
    qint64 matching = 0;
    QPromise<Result<qint64>> promise;
};

/// An export under way: on the reader thread, one page at a time.
struct Desk::Export
{
    RunExport file;
    LongWorkPtr work;
    QPromise<Result<qint64>> promise;

    Result<bool> writePage(Worker &worker)
    {
        if (work->stop)
            return failure(ErrorKind::Cancelled, u"the export was stopped"_s);
        const auto reader = worker.reader();
        if (!reader)
            return tl::unexpected(reader.error());
        const auto whole = file.writePage(**reader);
        work->done = file.written();
        return whole;
    }
};

Desk::Desk(Store &store, const Clock &clock, QObject *parent, Role role)
    : QObject(parent), m_store(store), m_clock(clock), m_role(role), m_worker(new Worker(store, *this)),
      m_counter(new Worker(store, *this)), m_payloadJobs(store)
{
    m_work.setMaxThreadCount(Workers);
    m_longWork.setMaxThreadCount(LongWorkers);
    m_thread.setObjectName(u"cairn-reader"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->startPolling(); });
    m_countThread.setObjectName(u"cairn-counter"_s);
    m_counter->moveToThread(&m_countThread);
    m_countThread.start();
}

Desk::~Desk()
{
    m_closing = true;
    m_payloadJobs.end();
    m_longWork.clear();
    m_longWork.waitForDone();
    m_work.waitForDone();
    end(m_countThread, m_counter);
    end(m_thread, m_worker);
}

void Desk::end(QThread &thread, Worker *worker)
{
    QMetaObject::invokeMethod(
        worker, [worker] { worker->close(); }, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    delete worker;
}

void Desk::onThreadOf(Worker *worker, OnReader task)
{
    QMetaObject::invokeMethod(worker, [worker, task = std::move(task)] { task(worker->reader()); });
}

QFuture<Result<RunPage>> Desk::searchRuns(const RunFilter &filter, RunId before, int limit)
{
    return ask<RunPage>(
        [=, rows = m_searchedAtOnce](StoreReader &reader) { return reader.searchRuns(filter, before, limit, rows); });
}

QFuture<Result<qint64>> Desk::countRuns(const RunFilter &filter)
{
    auto work = std::make_shared<Count>();
    work->filter = filter;
    work->promise.start();
    const QFuture<Result<qint64>> future = work->promise.future();
    QMetaObject::invokeMethod(m_counter, [worker = m_counter, work] { continueCount(worker, work); });
    return future;
}

/// A part of the count; other questions, and newer counts, are answered before the next.
void Desk::continueCount(Worker *worker, const std::shared_ptr<Count> &work)
{
    if (work->promise.isCanceled() || worker->isClosed()) {
        work->promise.finish();
        return;
    }
    const auto reader = worker->reader();
    const auto some = reader ? (*reader)->countSome(work->filter, work->before, CountedAtOnce)
                             : Result<RunCount>(tl::unexpected(reader.error()));
    if (some && some->searchedTo.isValid()) {
        work->matching += some->matching;
        work->before = some->searchedTo;
        QMetaObject::invokeMethod(
            worker, [worker, work] { continueCount(worker, work); }, Qt::QueuedConnection);
        return;
    }
    work->promise.addResult(some.map([&](const RunCount &last) { return work->matching + last.matching; }));
    work->promise.finish();
}

QFuture<Result<RunDetail>> Desk::detail(RunId id)
{
    return ask<RunDetail>([=](StoreReader &reader) { return readRunDetail(reader, id); });
}

QFuture<Result<RunRelations>> Desk::relations(const RunDetail &detail)
{
    return ask<RunRelations>(
        [detail, now = m_clock.now()](StoreReader &reader) { return readRunRelations(reader, detail, now); });
}

QFuture<Result<Overview>> Desk::overview()
{
    return askOf<Overview>(m_counter, [this](StoreReader &reader) { return readOverview(reader); });
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
    return askOf<Dashboard>(m_counter, [this, period, midnight](StoreReader &reader) -> Result<Dashboard> {
        const Timestamp now = m_clock.now();
        auto overview = readOverview(reader);
        if (!overview)
            return tl::unexpected(overview.error());
        auto services = readServiceHealth(reader, now, overview->runner.has_value());
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

QFuture<Result<Schema>> Desk::schema(const QString &address)
{
    return ask<Schema>([=](StoreReader &reader) { return readSchema(reader, address); });
}

QFuture<Result<qint64>> Desk::payloadSize(const Digest &digest)
{
    return ask<qint64>([=](StoreReader &reader) { return reader.payloadSize(digest); });
}

QFuture<Result<PayloadPart>> Desk::payloadPart(const Digest &digest, qint64 offset, qint64 length)
{
    return ask<PayloadPart>(
        [=](StoreReader &reader) { return readPayloadPart(reader, digest, offset, std::min(length, MaxPart)); });
}

QFuture<Result<QList<PipelineUse>>> Desk::pipelineUses()
{
    return ask<QList<PipelineUse>>([](StoreReader &reader) { return readPipelineUses(reader); });
}

QFuture<Result<PipelineVersion>> Desk::pipelineVersion(qint64 id)
{
    return ask<PipelineVersion>([=](StoreReader &reader) { return reader.pipelineVersion(id); });
}

QFuture<Result<QList<Drift>>> Desk::drift(const std::shared_ptr<const Workspace> &files)
{
    return ask<QList<Drift>>([=](StoreReader &reader) { return findDrift(reader, *files); });
}

QFuture<Result<qint64>> Desk::exportRuns(const RunFilter &filter, const QString &path, const LongWorkPtr &work)
{
    std::shared_ptr<Export> written(new Export{RunExport(filter, path), work, {}});
    written->promise.start();
    const QFuture<Result<qint64>> future = written->promise.future();
    continueExport(m_worker, written);
    return future;
}

void Desk::continueExport(Worker *worker, const std::shared_ptr<Export> &written)
{
    const auto page = [worker, written] {
        const auto whole = written->writePage(*worker);
        if (whole && !*whole)
            return continueExport(worker, written);
        written->promise.addResult(whole.map([&](bool) { return written->file.written(); }));
        written->promise.finish();
    };
    QMetaObject::invokeMethod(worker, page, Qt::QueuedConnection);
}

} // namespace cairn
