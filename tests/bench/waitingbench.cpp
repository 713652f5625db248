#include "scenarios.h"

#include "nginxserver.h"
#include "workshop.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace cairn::bench {

using testing::NginxServer;

namespace {

constexpr int Waiting = 10'000;
constexpr int Windows = 3;
constexpr qint64 WindowMs = 20'000;
constexpr qint64 SettleMs = 3'000;

/// Refuses, or takes up what is never finished.
const QString PutsOff = uR"(
daemon off; worker_processes 1; error_log stderr crit; pid @DIR@/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 100000000; client_body_temp_path @DIR@/temp; default_type application/json;
  server { listen 127.0.0.1:@PORT@; location /busy { return 503; } location /jobs { return 202 '{"id":1}'; } }
})"_s;

struct Kind
{
    QString name;
    QString path;
    QString await; ///< line of the step
    RunState state;
    bool calledBack = false; ///< the workspace listens, and the request tells where
};

const Kind ForRetry{u"retry"_s, u"/busy"_s, {}, RunState::WaitingRetry};
const Kind ForPoll{u"poll"_s, u"/jobs"_s,
                   u"    await: { poll: { path: /jobs/1, every: 1h, until: '.body.done' }, timeout: 10h }\n"_s,
                   RunState::WaitingCallback};
const Kind ForCallback{u"callback"_s, u"/jobs"_s, u"    await: { callback: {}, timeout: 10h }\n"_s, RunState::WaitingCallback,
                       true};

std::unique_ptr<Workshop> shopFor(const Kind &kind, quint16 port, int runs)
{
    auto shop = std::make_unique<Workshop>();
    if (kind.calledBack)
        shop->settings(u"listener: { port: %1 }\n"_s.arg(testing::freePort()));
    const QString query = kind.calledBack ? u"query: { tell: \"${{ .callback.url }}\" }, "_s : QString();
    shop->service(
        u"api"_s,
        u"service: api\nbase_url: http://127.0.0.1:%1\nhttp: 1.1\npolicy: { retry: { backoff: { initial: 1h, "
        "max: 1h, jitter: none }, retry_after_max: 2h }, breaker: { min_calls: 1000000 }, concurrency: { max: 64 } }\n"_s.arg(
            port));
    shop->pipeline(u"wait"_s,
                   u"pipeline: wait\nversion: 1\nsteps:\n  post:\n    service: api\n    request: { "
                   "method: POST, path: %1, %2body: { file: \"${{ .input }}\" } }\n%3"_s.arg(kind.path, query, kind.await));
    shop->cairn({u"apply"_s});
    if (runs > 0) {
        const auto store = shop->store();
        auto reader = store->reader();
        insertQueued(*store, (*reader)->pipeline(u"wait"_s)->id, runs, 1'024);
    }
    return shop;
}

struct Cost
{
    Sample cpuPercent; ///< of one core
    Sample rss;        ///< MiB
};

/// Watches a runner: first until as many runs wait as shall, then for some windows of time.
class Watcher
{
public:
    Watcher(const Workshop &shop, RunState state, qint64 runs) : m_state(state), m_runs(runs), m_store(shop.store())
    {
        m_reader = std::move(*m_store->reader());
        m_timer.start();
    }

    /// True once all has been seen.
    bool operator()(int pid)
    {
        if (m_reader)
            return becomesReady(), false;
        if (m_timer.elapsed() < (m_began ? WindowMs : SettleMs))
            return false;
        const double cpu = cpuSeconds(pid);
        if (std::exchange(m_began, true)) {
            m_cost.cpuPercent.values.push_back((cpu - m_cpu) * 100'000 / double(m_timer.elapsed()));
            m_cost.rss.values.push_back(rssMiB(pid));
        }
        m_cpu = cpu;
        m_timer.restart();
        return m_cost.rss.values.size() == Windows;
    }

    const Cost &cost() const { return m_cost; }

private:
    void becomesReady()
    {
        constexpr qint64 LookEvery = 500;
        if (m_timer.elapsed() < LookEvery)
            return;
        m_timer.restart();
        if (const auto count = m_reader->countByState(); count && count->value(m_state) == m_runs) {
            m_reader.reset();
            m_store.reset();
        }
    }

    RunState m_state;
    qint64 m_runs;
    std::unique_ptr<Store> m_store; ///< both until it is ready
    std::unique_ptr<StoreReader> m_reader;
    QElapsedTimer m_timer;
    bool m_began = false;
    double m_cpu = 0;
    Cost m_cost;
};

Cost costOf(const Kind &kind, quint16 port, int runs)
{
    const auto shop = shopFor(kind, port, runs);
    Watcher watcher(*shop, kind.state, runs);
    shop->cairn({u"runner"_s}, [&](int pid) { return watcher(pid); });
    if (watcher.cost().rss.values.size() != Windows)
        qFatal("the runner ended before it was looked at; see %s", qPrintable(shop->log()));
    return watcher.cost();
}

void reportKind(Report &report, const Kind &kind, const Cost &cost, const Cost &idle)
{
    const QString name = u"waiting"_s;
    Sample each;
    for (const double rss : cost.rss.values)
        each.values.push_back((rss - idle.rss.median()) * 1'024 / Waiting);
    report.add({name, u"CPU, 10,000 wait for a %1"_s.arg(kind.name), cost.cpuPercent, u"% core"_s, {}, 1, true});
    report.add({name, u"memory each, waiting for a %1"_s.arg(kind.name), each, u"KiB"_s, {}, 4, true});
}

} // namespace

/// What a runner uses that has brought 10,000 runs to where each waits an hour for its step's next attempt, for the next question
/// whether it is done, or for its service to call back; memory against a runner that never had any.
void waiting(Report &report)
{
    NginxServer nginx;
    if (!nginx.start(PutsOff))
        qFatal("%s", qPrintable(nginx.error()));
    const Cost idle = costOf(ForRetry, nginx.port(), 0);
    report.add({u"waiting"_s, u"CPU, none waits"_s, idle.cpuPercent, u"% core"_s, {}, 1, true});
    for (const Kind &kind : {ForRetry, ForPoll, ForCallback})
        reportKind(report, kind, costOf(kind, nginx.port(), Waiting), idle);
}

} // namespace cairn::bench
