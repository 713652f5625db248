#include "courserun.h"

#include "courseservice.h"
#include "simreader.h"

#include "definition/canonical.h"
#include "runner/runner.h"
#include "store/sqlitestore.h"

#include <QDir>

#include <numeric>

using namespace Qt::StringLiterals;

namespace cairn::foresight {

using simulator::Changes;
using simulator::SimReader;
using simulator::VirtualTime;

namespace {

const QString ServiceName = u"api"_s;
constexpr Milliseconds LookEvery = std::chrono::seconds(30);
constexpr Milliseconds Longest = std::chrono::hours(12);

QString memoryFolder()
{
    const QString shared = u"/dev/shm"_s;
    return (QDir(shared).exists() ? shared : QDir::tempPath()) + u"/cairn-foresight-XXXXXX"_s;
}

/// Commits take no virtual time. All are to go through it: what is read is kept until the next one.
class PromptStore final : public Store
{
public:
    PromptStore(Store &inner, StoreReader &reader) : m_inner(inner), m_reader(reader) {}

    void commit(Transaction transaction, Done done) override
    {
        m_changes.count(transaction);
        const auto committed = m_inner.commitAndWait(std::move(transaction));
        if (done)
            done(committed);
    }
    Result<std::unique_ptr<StoreReader>> reader() override { return std::make_unique<SimReader>(m_reader, m_changes); }
    PayloadStore &payloads() override { return m_inner.payloads(); }
    Result<Lease> acquireLease() override { return m_inner.acquireLease(); }
    void releaseLease() override { m_inner.releaseLease(); }
    std::optional<QString> leaseHolder() override { return m_inner.leaseHolder(); }

private:
    Store &m_inner;
    StoreReader &m_reader;
    Changes m_changes;
};

Pipeline pipelineOfOneCall()
{
    Step step;
    step.id = StepId(u"post"_s);
    step.service = ServiceName;
    step.request.method = u"POST"_s;
    step.request.path = u"/post"_s;
    Pipeline pipeline;
    pipeline.name = u"calls"_s;
    pipeline.steps.append(step);
    return pipeline;
}

} // namespace

Service serviceUnder(const Policy &policy)
{
    Service service;
    service.name = ServiceName;
    service.baseUrl = QUrl(u"https://api.example"_s);
    service.policy = policy;
    return service;
}

Milliseconds Measured::recovery(double share) const
{
    return recoveries.empty() ? Milliseconds(0)
                              : recoveries[std::min(size_t(share * double(recoveries.size())), recoveries.size() - 1)];
}

Milliseconds Measured::meanRecovery() const
{
    const Milliseconds all = std::accumulate(recoveries.begin(), recoveries.end(), Milliseconds(0));
    return recoveries.empty() ? all : Milliseconds(all.count() / qint64(recoveries.size()));
}

CourseRun::CourseRun(VirtualTime &time, ExpressionEngine &expressions, const Course &course, const Service &service,
                     quint64 chance)
    : m_time(time), m_expressions(expressions), m_course(course), m_service(service), m_chance(chance), m_folder(memoryFolder())
{
    auto store = openSqliteStore({m_folder.filePath(u".cairn"_s), false});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    m_store = std::move(*store);
    m_reader = std::move(*m_store->reader());
}

void CourseRun::submit(Store &store, int number, qint64 pipelineVersion)
{
    RunRecord record;
    record.id = RunId(number + 1);
    record.pipelineVersionId = pipelineVersion;
    record.inputName = u"input.txt"_s;
    record.submittedAt = m_time.now();
    record.traceId = Digest::of(QByteArray::number(number)).toBytes().left(16);
    store.commit(Transaction(InsertRun{record}), [](const Result<Committed> &done) {
        if (!done)
            qFatal("%s", qPrintable(describe(done.error())));
    });
}

bool CourseRun::isOver()
{
    const auto counts = m_reader->countByState();
    qint64 over = 0;
    for (const RunState state : {RunState::Succeeded, RunState::Blocked, RunState::OutcomeUnknown})
        over += counts->value(state);
    return over == qint64(m_course.wanted.size());
}

void CourseRun::run()
{
    const Timestamp begin = m_time.now();
    const Pipeline pipeline = pipelineOfOneCall();
    std::ignore =
        m_store->commitAndWait(Transaction(PutServiceRevision{{0, 0, digestOf(m_service), {}, m_service}, begin, u"ann"_s, {}}));
    const auto version = m_store->commitAndWait(Transaction(PutPipelineVersion{{0, digestOf(pipeline), {}, pipeline}, begin}));
    PromptStore store(*m_store, *m_reader);
    RunnerOptions options{{}, 128, false};
    options.transports = [this](const Service &) { return std::make_unique<CourseService>(m_course, m_time); };
    options.randomSeed = m_course.seed * 1'000 + m_chance;
    options.expressions = &m_expressions;
    auto runner = std::make_unique<Runner>(store, m_time, options);
    for (size_t i = 0; i < m_course.wanted.size(); ++i)
        m_time.after(m_course.wanted[i], [this, &store, &runner, i, id = version->definitionId] {
            submit(store, int(i), id);
            runner->wake();
        });
    if (const auto started = runner->start(); !started)
        qFatal("%s", qPrintable(describe(started.error())));

    for (Timestamp next = begin + LookEvery; next - begin < Longest && !isOver(); next += LookEvery) {
        while (m_time.now() < next)
            m_time.step();
    }
    bool hasStopped = false;
    QObject::connect(runner.get(), &Runner::stopped, runner.get(), [&] { hasStopped = true; });
    runner->stop(Milliseconds(0));
    while (!hasStopped)
        m_time.step();
    runner.reset();
    m_time.reset();
}

Measured CourseRun::measured()
{
    Measured measured;
    measured.left = m_reader->countByState()->value(RunState::Blocked);
    for (size_t run = 0; run < m_course.wanted.size(); ++run) {
        const auto history = m_reader->history(RunId(qint64(run) + 1));
        std::optional<Timestamp> failedAt;
        for (const Attempt &attempt : history->attempts) {
            const Timestamp end = attempt.startedAt + attempt.timing.total;
            ++measured.requests;
            measured.failed += attempt.category.has_value();
            if (attempt.category)
                failedAt = failedAt.value_or(end);
            else if (failedAt)
                measured.recoveries.push_back(end - *failedAt);
        }
    }
    std::sort(measured.recoveries.begin(), measured.recoveries.end());
    return measured;
}

} // namespace cairn::foresight
