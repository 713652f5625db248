#include "scenarios.h"

#include "insight/whatif.h"
#include "workshop.h"

#include <QElapsedTimer>

#include <random>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {

constexpr int Rounds = 5;
constexpr qint64 Attempts = 1'000'000;
constexpr qint64 StepsOfRun = 5;
constexpr int Portion = 2'000; ///< runs a transaction
constexpr std::chrono::hours Span{10 * 24};
constexpr double Goal = 2; // s, issue 6
const Timestamp Begin(std::chrono::seconds(1'795'000'000));
const QString ServiceName = u"api"_s;

/// Ten days of a service: one call in a hundred fails by itself, each day has an outage of three quarters of an hour, in which
/// the breaker lets a call through now and then, and each second day a slow hour.
class Past
{
public:
    Past(Store &store, qint64 pipelineId) : m_store(store), m_pipelineId(pipelineId) {}

    void write()
    {
        const Milliseconds step = std::chrono::duration_cast<Milliseconds>(Span) / (Attempts / StepsOfRun);
        for (qint64 run = 0; m_written < Attempts; ++run) {
            addRun(run + 1, Begin + step * run);
            if (run % Portion == Portion - 1 || m_written >= Attempts)
                commit();
        }
    }

private:
    static bool isDown(Timestamp at) { return (at - Begin) % std::chrono::hours(24) < std::chrono::minutes(45); }
    static bool isSlow(Timestamp at)
    {
        const auto time = (at - Begin) % std::chrono::hours(48);
        return time > std::chrono::hours(12) && time < std::chrono::hours(13);
    }

    void addRun(qint64 id, Timestamp at)
    {
        RunRecord run;
        run.id = RunId(id);
        run.pipelineVersionId = m_pipelineId;
        run.state = RunState::Succeeded;
        run.inputName = u"file.bin"_s;
        run.submittedAt = at;
        run.finishedAt = at;
        run.traceId = QByteArray(16, 't');
        m_transaction.add(InsertRun{run});
        for (int item = 0; item < StepsOfRun; ++item)
            addCall(run.id, item, at + Milliseconds(m_random() % 4'000));
    }

    void addCall(RunId run, int item, Timestamp at)
    {
        Attempt attempt;
        attempt.run = run;
        attempt.step = StepId(u"post"_s);
        attempt.item = item;
        attempt.service = ServiceName;
        attempt.method = "POST";
        attempt.url = u"https://api.example.net/v1/documents"_s;
        attempt.idempotencyKey = QString(43, QLatin1Char('k'));
        attempt.spanId = QByteArray(8, 's');
        attempt.requestHeaders =
            "{\"content-type\":\"application/json\",\"traceparent\":\"00-0123456789abcdef0123456789abcdef-01\"}";
        attempt.responseHeaders =
            "{\"content-type\":\"application/json\",\"content-length\":\"120\",\"date\":\"Tue, 24 Nov 2026\"}";
        Checkpoint checkpoint;
        checkpoint.run = run;
        checkpoint.step = attempt.step;
        checkpoint.item = item;
        checkpoint.outputHeaders = attempt.responseHeaders;
        checkpoint.actor = u"runner"_s;
        for (attempt.number = 1;; ++attempt.number) {
            const bool fails = attempt.number < 6 && (isDown(at) || m_random() % 100 == 0);
            attempt.startedAt = at;
            attempt.timing.total = Milliseconds((isSlow(at) ? 2'000 : 80) + m_random() % 200);
            attempt.status = fails ? 503 : 200;
            attempt.category = fails ? std::optional(Category::Service) : std::nullopt;
            checkpoint.category = attempt.category;
            checkpoint.state = fails ? StepState::WaitingRetry : StepState::Succeeded;
            checkpoint.attempts = attempt.number;
            checkpoint.at = at + attempt.timing.total;
            m_transaction.add(AddAttempt{attempt});
            m_transaction.add(AddCheckpoint{checkpoint});
            ++m_written;
            if (!fails)
                return;
            at += std::chrono::seconds(1 << attempt.number);
        }
    }

    void commit()
    {
        if (const auto done = m_store.commitAndWait(std::exchange(m_transaction, {})); !done)
            qFatal("%s", qPrintable(describe(done.error())));
    }

    Store &m_store;
    const qint64 m_pipelineId;
    std::mt19937_64 m_random{1};
    Transaction m_transaction;
    qint64 m_written = 0;
};

double secondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e9;
}

struct Times
{
    Sample reading;
    Sample replaying;
    Sample both;

    void measure(Store &store, StoreReader &reader, const Service &live, const Service &draft)
    {
        QElapsedTimer timer;
        timer.start();
        const auto past = readServicePast(reader, ServiceName, Begin, Begin + Span, {}, ServicePast::MostAttempts, &store);
        const double read = secondsOf(timer);
        if (!past || past->attempts < Attempts * 9 / 10)
            qFatal("the past could not be read");
        const auto told = whatIf(*past, live, draft);
        const double all = secondsOf(timer);
        if (!told || told->draft.requests.median <= 0)
            qFatal("nothing was foreseen");
        reading.values.push_back(read);
        replaying.values.push_back(all - read);
        both.values.push_back(all);
    }
};

} // namespace

/// What an operator waits for who changes a policy: ten days of a million attempts are read, and replayed under the live policy
/// and the draft with the usual number of seeds. The past is read once; while the draft changes, only the replay comes again.
void simulate(Report &report)
{
    Workshop shop;
    shop.service(ServiceName, u"service: api\nbase_url: https://api.example.net\n"_s);
    shop.pipeline(u"work"_s, u"pipeline: work\nversion: 1\nsteps:\n  post:\n    service: api\n"
                             "    request: { method: POST, path: /post }\n"_s);
    shop.cairn({u"apply"_s});
    const auto store = shop.store();
    const auto reader = *store->reader();
    Past(*store, reader->pipeline(u"work"_s)->id).write();
    const Service live = reader->service(ServiceName)->service;
    Service draft = live;
    draft.policy.retry.attempts = 9;
    draft.policy.breaker.open = std::chrono::seconds(5);

    Times().measure(*store, *reader, live, draft); // warms up
    Times times;
    for (int round = 0; round < Rounds; ++round)
        times.measure(*store, *reader, live, draft);
    const auto add = [&](const QString &figure, const Sample &sample) {
        report.add({u"simulate"_s, figure, sample, u"s"_s, {}, Goal, true});
    };
    add(u"read a million attempts"_s, times.reading);
    add(u"replay them, 2 policies, 5 seeds"_s, times.replaying);
    add(u"both"_s, times.both);
}

} // namespace cairn::bench
