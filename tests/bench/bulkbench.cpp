#include "scenarios.h"

#include "control/bulkdesk.h"
#include "nginxserver.h"
#include "workshop.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace cairn::bench {

using testing::NginxServer;

namespace {

constexpr int Targets = 100'000;
constexpr int Singles = 10'000;
constexpr int Portion = 1'000; ///< runs a transaction

const QString Answering = uR"(
daemon off; worker_processes 1; error_log stderr error; pid @DIR@/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 100000000; client_body_temp_path @DIR@/temp; default_type application/json;
  server { listen 127.0.0.1:@PORT@; location / { return 200 '{"ok":true}'; } }
})"_s;

/// Runs whose only step was refused: what a service leaves behind that was down for a night.
void insertBlocked(Store &store, qint64 pipelineId, int count)
{
    SystemClock clock;
    const auto input = store.payloads().stage(QByteArray(1'024, 'b'));
    for (int done = 0; done < count;) {
        Transaction transaction(PutPayload{*input});
        for (int i = 0; i < Portion && done < count; ++i, ++done) {
            RunRecord run;
            run.submittedAt = clock.now();
            run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
            run.pipelineVersionId = pipelineId;
            run.inputName = u"file-%1.bin"_s.arg(done);
            run.input = input->ref;
            run.state = RunState::Blocked;
            run.step = StepId(u"post"_s);
            run.category = Category::Service;
            run.cause = u"the service answered 503"_s;
            run.attempts = 6;
            run.traceId = QByteArray(16, 't');
            Checkpoint checkpoint;
            checkpoint.run = run.id;
            checkpoint.step = run.step;
            checkpoint.state = StepState::Blocked;
            checkpoint.status = 503;
            checkpoint.attempts = run.attempts;
            checkpoint.category = run.category;
            checkpoint.cause = run.cause;
            checkpoint.decision = Action::Block;
            checkpoint.actor = u"runner"_s;
            checkpoint.at = run.submittedAt;
            transaction.add(InsertRun{run});
            transaction.add(AddCheckpoint{checkpoint});
        }
        if (const auto committed = store.commitAndWait(std::move(transaction)); !committed)
            qFatal("%s", qPrintable(describe(committed.error())));
    }
}

std::unique_ptr<Workshop> shopFor(quint16 port, int runs)
{
    auto shop = std::make_unique<Workshop>();
    shop->service(u"api"_s,
                  u"service: api\nbase_url: http://127.0.0.1:%1\nhttp: 1.1\npolicy: { concurrency: { max: 64 } }\n"_s.arg(port));
    shop->pipeline(
        u"work"_s,
        u"pipeline: work\nversion: 1\nsteps:\n  post:\n    service: api\n    request: { method: POST, path: /post, body: { "
        "file: \"${{ .input }}\" } }\n"_s);
    shop->cairn({u"apply"_s});
    const auto store = shop->store();
    insertBlocked(*store, (*store->reader())->pipeline(u"work"_s)->id, runs);
    return shop;
}

struct Measured
{
    Sample acceptedMs;
    Sample firstMs;
    Sample perSecond;
    Sample rssMiB;
    Sample overIdleMiB; ///< what the runner takes more than before it had the order
};

/// Waits for the runner, gives the order, and watches what comes of it.
class Watcher
{
public:
    explicit Watcher(const Workshop &shop) : m_store(shop.store()), m_reader(std::move(*m_store->reader())) {}

    /// True once all of it is done.
    bool operator()(int pid)
    {
        if (m_order == 0)
            return m_store->leaseHolder() && m_settling++ > 50 ? (give(pid), false) : false;
        m_peak = std::max(m_peak, rssMiB(pid));
        if (m_measured.firstMs.values.empty() && m_reader->tallyEnds()->attempt > 0)
            m_measured.firstMs.values.push_back(double(m_timer.elapsed()));
        const Bulk bulk = m_reader->bulk(m_order).value();
        if (bulk.state == BulkState::Running)
            return false;
        if (bulk.counts.passed != Targets)
            qFatal("%lld of %d passed", static_cast<long long>(bulk.counts.passed), Targets);
        m_measured.perSecond.values.push_back(Targets * 1'000.0 / double(m_timer.elapsed()));
        m_measured.rssMiB.values.push_back(m_peak);
        m_measured.overIdleMiB.values.push_back(m_peak - m_idle);
        return true;
    }

    const Measured &measured() const { return m_measured; }

private:
    void give(int pid)
    {
        m_idle = rssMiB(pid);
        BulkOrder order;
        order.filter = u"state:blocked service:api"_s;
        order.actor = u"bench"_s;
        m_timer.start();
        const auto bulk = bulkOf(order, SystemClock().now());
        m_order = m_store->commitAndWait(Transaction(AddBulk{*bulk}))->bulkId;
        m_measured.acceptedMs.values.push_back(double(m_timer.nsecsElapsed()) / 1e6);
    }

    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
    QElapsedTimer m_timer;
    qint64 m_order = 0;
    int m_settling = 0;
    double m_idle = 0;
    double m_peak = 0;
    Measured m_measured;
};

/// How many retries a second that were asked for one by one: to record and to carry them out.
Sample singles(quint16 port)
{
    const auto shop = shopFor(port, Singles);
    QElapsedTimer timer;
    timer.start();
    {
        const auto store = shop->store();
        const auto reader = std::move(*store->reader());
        const auto runs = reader->runs({}, {}, Singles);
        Transaction transaction;
        for (const RunRecord &run : *runs) {
            Command command;
            command.run = run.id;
            command.actor = u"bench"_s;
            command.createdAt = SystemClock().now();
            transaction.add(AddCommand{command});
        }
        std::ignore = store->commitAndWait(std::move(transaction));
    }
    shop->cairn({u"runner"_s, u"--drain"_s});
    return {{Singles * 1'000.0 / double(timer.elapsed())}};
}

} // namespace

/// One order to retry 100,000 blocked runs, given to a runner that is idle: until it is recorded, until the first answer of a
/// service is recorded, and how fast all of them pass (against retries that were asked for one by one); what the runner takes for
/// it.
void bulk(Report &report)
{
    NginxServer nginx;
    if (!nginx.start(Answering))
        qFatal("%s", qPrintable(nginx.error()));
    const auto shop = shopFor(nginx.port(), Targets);
    Watcher watcher(*shop);
    shop->cairn({u"runner"_s}, [&](int pid) { return watcher(pid); });
    const Measured &measured = watcher.measured();
    const QString name = u"bulk"_s;
    report.add({name, u"100,000 targets: accepted"_s, measured.acceptedMs, u"ms"_s, {}, 200, true});
    report.add({name, u"first answer recorded"_s, measured.firstMs, u"ms"_s, {}, 1'000, true});
    report.add({name, u"retries passed"_s, measured.perSecond, u"1/s"_s, singles(nginx.port()), 0.9, false});
    report.add({name, u"peak memory"_s, measured.rssMiB, u"MiB"_s, {}, 400, true});
    report.add({name, u"of which for the order"_s, measured.overIdleMiB, u"MiB"_s, {}, 300, true});
}

} // namespace cairn::bench
