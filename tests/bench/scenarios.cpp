#include "scenarios.h"

#include "measured.h"
#include "nginxserver.h"
#include "workshop.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cairn::bench {

using testing::NginxServer;

namespace {

constexpr int Rounds = 3;
constexpr int FileRounds = 9; ///< of seconds each, which scatter by a quarter where other machines share the processor
constexpr int Files = 2'000;
constexpr int Steps = 4;
constexpr int FileBytes = 4'096;
constexpr int InFlight = 64;

/// Answers every POST with a small JSON document that differs each time, over HTTP/1.1 and (second port) HTTP/2.
const QString AnsweringNginx = uR"(
daemon off; worker_processes 1; error_log stderr error; pid @DIR@/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 100000000; client_max_body_size 0; client_body_buffer_size 64k;
  client_body_temp_path @DIR@/temp; http2_max_requests 100000000; http2_max_concurrent_streams 256;
  server { listen 127.0.0.1:@PORT@; listen 127.0.0.1:@PORT2@ http2; default_type application/json;
    location / { return 200 '{"ok":true,"id":"$request_id"}'; } }
})"_s;

QString fourSteps(const QString &name)
{
    QString yaml = u"pipeline: %1\nversion: 1\nsteps:\n"_s.arg(name);
    for (int i = 1; i <= Steps; ++i) {
        yaml += u"  s%1:\n"_s.arg(i);
        if (i > 1)
            yaml += u"    needs: [s%1]\n"_s.arg(i - 1);
        yaml +=
            u"    service: %1\n    request: { method: POST, path: /v1/step%2, body: { file: \"${{ .input }}\" } }\n"_s.arg(name)
                .arg(i);
    }
    return yaml;
}

QString serviceYaml(const QString &name, quint16 port, const QString &http, int concurrency = InFlight)
{
    return u"service: %1\nbase_url: http://127.0.0.1:%2\nhttp: %3\npolicy: { concurrency: { max: %4 } }\n"_s.arg(name)
        .arg(port)
        .arg(http)
        .arg(concurrency);
}

/// One pass of files4: submits, then carries everything with `cairn runner --drain`, which alone is measured.
Usage carryFiles(quint16 port, const QString &http, bool encrypted = true)
{
    Workshop shop(encrypted);
    shop.service(u"post"_s, serviceYaml(u"post"_s, port, http));
    shop.pipeline(u"post"_s, fourSteps(u"post"_s));
    shop.submit(u"post"_s, shop.files(Files, FileBytes));
    waitForDisk();
    return shop.cairn({u"runner"_s, u"--drain"_s});
}

Usage bare(quint16 port, bool http2)
{
    waitForDisk();
    return measure({programPath(u"cairn-bench"_s), u"--bare"_s, u"http://127.0.0.1:%1/v1/step"_s.arg(port),
                    http2 ? u"2"_s : u"1.1"_s, QString::number(Files * Steps), QString::number(FileBytes),
                    QString::number(InFlight)},
                   u"/dev/null"_s);
}

struct Rates
{
    Sample stepsPerSecond;
    Sample cpuMsPerStep;
    Sample rss;
    void add(const Usage &usage)
    {
        stepsPerSecond.values.push_back(Files * Steps / usage.seconds);
        cpuMsPerStep.values.push_back(usage.cpuSeconds * 1000 / (Files * Steps));
        rss.values.push_back(usage.maxRssMiB);
    }
};

} // namespace

/// 2,000 files of 4 KiB through 4 sequential POST steps, 64 in flight, every checkpoint durable, against a bare loop of the
/// same POSTs; rounds alternate. Whole programs from start to exit are measured, start-up included on both sides.
void files4(Report &report)
{
    NginxServer nginx;
    if (!nginx.start(AnsweringNginx))
        qFatal("%s", qPrintable(nginx.error()));
    Rates cairn1, cairn2, bare1, bare2;
    for (int round = 0; round < FileRounds; ++round) {
        bare1.add(bare(nginx.port(), false));
        bare2.add(bare(nginx.port2(), true));
        cairn1.add(carryFiles(nginx.port(), u"1.1"_s));
        cairn2.add(carryFiles(nginx.port2(), u"2"_s));
    }
    const QString name = u"files4"_s;
    report.add({name, u"steps/s against the bare loop"_s, cairn1.stepsPerSecond, u"1/s"_s, bare1.stepsPerSecond, 0.8, false});
    report.add({name, u"CPU per step against the bare loop"_s, cairn1.cpuMsPerStep, u"ms"_s, bare1.cpuMsPerStep, 1.4, true});
    report.add({name, u"steps/s, HTTP/2 against HTTP/1.1"_s, cairn2.stepsPerSecond, u"1/s"_s, cairn1.stepsPerSecond, 1.4, false});
    report.add({name, u"the same of the bare loop"_s, bare2.stepsPerSecond, u"1/s"_s, bare1.stepsPerSecond, {}, false});
    report.add({name, u"RSS over HTTP/1.1"_s, cairn1.rss, u"MiB"_s, {}, 150, true});
    report.add({name, u"RSS over HTTP/2"_s, cairn2.rss, u"MiB"_s, {}, 150, true});
}

namespace {

/// Fills a store with finished runs of four checkpointed steps each, as if they had been carried.
void fillFinished(Store &store, qint64 pipelineId, qint64 serviceId, int count)
{
    SystemClock clock;
    const auto input = store.payloads().stage("finished long ago"_ba);
    std::atomic<int> pending = 0;
    for (int i = 0; i < count; ++i) {
        RunRecord run;
        run.id = RunId::generate(clock.now().time_since_epoch().count());
        run.pipelineVersionId = pipelineId;
        run.inputName = u"old-%1.bin"_s.arg(i);
        run.input = input->ref;
        run.submittedAt = clock.now();
        run.nextAt = run.submittedAt;
        run.traceId = QByteArray(16, 't');
        Transaction transaction(PutPayload{*input}, InsertRun{run});
        for (int s = 1; s <= Steps; ++s) {
            Checkpoint checkpoint;
            checkpoint.run = run.id;
            checkpoint.step = StepId(u"s%1"_s.arg(s));
            checkpoint.state = StepState::Succeeded;
            checkpoint.policyRevisionId = serviceId;
            checkpoint.output = input->ref;
            checkpoint.at = clock.now();
            checkpoint.actor = u"runner"_s;
            Attempt attempt;
            attempt.run = run.id;
            attempt.step = checkpoint.step;
            attempt.service = u"post"_s;
            attempt.policyRevisionId = serviceId;
            attempt.status = 200;
            attempt.response = input->ref;
            attempt.startedAt = clock.now();
            attempt.idempotencyKey = run.id.toString();
            transaction.add(AddAttempt{attempt});
            transaction.add(AddCheckpoint{checkpoint});
        }
        run.state = RunState::Succeeded;
        run.finishedAt = clock.now();
        transaction.add(UpdateRun{run, clock.now()});
        ++pending;
        store.commit(std::move(transaction), [&](const Result<Committed> &done) {
            if (!done)
                qFatal("%s", qPrintable(describe(done.error())));
            --pending;
        });
        while (pending > 2'000)
            QThread::usleep(200);
    }
    while (pending > 0)
        QThread::msleep(1);
}

struct Ids
{
    qint64 pipeline = 0;
    qint64 service = 0;
};

Ids idsOf(Store &store)
{
    auto reader = store.reader();
    return {(*reader)->pipeline(u"post"_s)->id, (*reader)->service(u"post"_s)->id};
}

/// A workshop whose definitions are in its store.
std::unique_ptr<Workshop> preparedShop(quint16 port, int concurrency = InFlight)
{
    auto shop = std::make_unique<Workshop>();
    shop->service(u"post"_s, serviceYaml(u"post"_s, port, u"1.1"_s, concurrency));
    shop->pipeline(u"post"_s, fourSteps(u"post"_s));
    shop->cairn({u"apply"_s});
    return shop;
}

Usage carryAmong(quint16 port, int finished)
{
    const auto shop = preparedShop(port);
    if (finished > 0) {
        const auto store = shop->store();
        const Ids ids = idsOf(*store);
        fillFinished(*store, ids.pipeline, ids.service, finished);
    }
    shop->submit(u"post"_s, shop->files(Files, FileBytes));
    waitForDisk();
    return shop->cairn({u"runner"_s, u"--drain"_s});
}

/// The largest resident memory of a runner during five seconds' work on a queue.
double rssWithQueued(quint16 port, int queued)
{
    const auto shop = preparedShop(port);
    {
        const auto store = shop->store();
        insertQueued(*store, idsOf(*store).pipeline, queued, FileBytes);
    }
    QElapsedTimer timer;
    timer.start();
    return shop->cairn({u"runner"_s}, [&](int) { return timer.elapsed() > 5'000; }).maxRssMiB;
}

} // namespace

/// The same work with 100,000 finished runs in the store as in an empty one; memory with 100,000 queued as with 1,000.
void growth(Report &report)
{
    NginxServer nginx;
    if (!nginx.start(AnsweringNginx))
        qFatal("%s", qPrintable(nginx.error()));
    Rates empty, full;
    Sample rss;
    for (int round = 0; round < Rounds; ++round) {
        empty.add(carryAmong(nginx.port(), 0));
        full.add(carryAmong(nginx.port(), 100'000));
        rss.values.push_back(rssWithQueued(nginx.port(), 100'000) - rssWithQueued(nginx.port(), 1'000));
    }
    const QString name = u"growth"_s;
    report.add({name, u"steps/s among 100,000 finished"_s, full.stepsPerSecond, u"1/s"_s, empty.stepsPerSecond, 0.9, false});
    report.add({name, u"RSS growth, 100,000 against 1,000"_s, rss, u"MiB"_s, {}, 40, true});
}

namespace {
const QString DavNginx = uR"(
daemon off; worker_processes 1; error_log stderr error; pid @DIR@/nginx.pid;
events { worker_connections 256; }
http { access_log off; client_max_body_size 0; client_body_temp_path @DIR@/temp; root @DIR@/data;
  server { listen 127.0.0.1:@PORT@; listen 127.0.0.1:@PORT2@ http2; location / { dav_methods PUT DELETE; } } })"_s;

Usage carryLarge(quint16 port, qint64 bytes, bool encrypted = true)
{
    Workshop shop(encrypted);
    shop.service(u"dav"_s, u"service: dav\nbase_url: http://127.0.0.1:%1\nhttp: 1.1\npolicy: { "
                           "timeout: { connect: 5s, idle: 60s, attempt: 30m } }\n"_s.arg(port));
    shop.pipeline(
        u"big"_s,
        u"pipeline: big\nversion: 1\nsteps:\n"
        "  put:\n    service: dav\n    request: { method: PUT, path: /big.bin, body: { file: \"${{ .input }}\" } }\n"
        "  get:\n    needs: [put]\n    service: dav\n    request: { method: GET, path: /big.bin }\n    response: { sha256: "
        "\"${{ .input.sha256 }}\" }\n"_s);
    return shop.cairn({u"run"_s, u"big"_s, shop.sparseFile(u"big.bin"_s, bytes)});
}
} // namespace

/// A 4 GiB file through PUT and GET with digest check, in one `cairn run`: memory against a file of 1 KiB.
void big(Report &report)
{
    NginxServer nginx;
    if (!nginx.start(DavNginx))
        qFatal("%s", qPrintable(nginx.error()));
    constexpr qint64 Large = 4LL << 30;
    Sample rss;
    Sample rate;
    const double small = carryLarge(nginx.port(), 1'024).maxRssMiB;
    const Usage large = carryLarge(nginx.port(), Large);
    if (large.exitCode != 0)
        qFatal("the large file did not come through");
    rss.values.push_back(large.maxRssMiB - small);
    rate.values.push_back(3.0 * double(Large >> 20) / large.seconds);
    report.add({u"big"_s, u"RSS growth, 4 GiB against 1 KiB"_s, rss, u"MiB"_s, {}, 64, true});
    report.add({u"big"_s, u"taken in, PUT and GET together"_s, rate, u"MiB/s"_s, {}, 0, false});
}

/// What encryption costs: files4 over HTTP/1.1, and 512 MiB through PUT and GET, with a store that is encrypted against one that
/// is not; rounds alternate, and begin with the one and the other by turns.
void encryption(Report &report)
{
    NginxServer small, dav;
    if (!small.start(AnsweringNginx) || !dav.start(DavNginx))
        qFatal("%s", qPrintable(small.error() + dav.error()));
    constexpr qint64 Large = 512LL << 20;
    Rates files[2];
    Sample large[2];
    for (int round = 0; round < 2 * Rounds; ++round) {
        const bool encrypted = (round + round / 2) % 2 == 0;
        files[encrypted].add(carryFiles(small.port(), u"1.1"_s, encrypted));
        large[encrypted].values.push_back(3.0 * double(Large >> 20) / carryLarge(dav.port(), Large, encrypted).seconds);
    }
    const QString name = u"encryption"_s;
    report.add({name, u"files4: steps/s, encrypted against not"_s, files[1].stepsPerSecond, u"1/s"_s, files[0].stepsPerSecond,
                0.9, false});
    report.add({name, u"files4: CPU per step, encrypted against not"_s, files[1].cpuMsPerStep, u"ms"_s, files[0].cpuMsPerStep,
                1.1, true});
    report.add({name, u"512 MiB, encrypted against not"_s, large[1], u"MiB/s"_s, large[0], 0.8, false});
}

namespace {
/// Accepts connections and never answers; remembers when the first one came since it was last reset.
class SilentServer : public QThread
{
public:
    SilentServer()
    {
        start();
        while (m_port == 0)
            QThread::msleep(1);
    }
    ~SilentServer() override
    {
        quit();
        wait();
    }
    quint16 port() const { return m_port; }
    void reset() { m_first = 0; }
    qint64 firstNs() const { return m_first; }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            while (QTcpSocket *socket = server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    socket->readAll();
                    qint64 none = 0;
                    m_first.compare_exchange_strong(none, std::chrono::steady_clock::now().time_since_epoch().count());
                });
            }
        });
        m_port = server.serverPort();
        exec();
    }

private:
    std::atomic<quint16> m_port = 0;
    std::atomic<qint64> m_first = 0;
};
} // namespace

/// A runner is killed with 10,000 unfinished runs, 64 of them on the wire; time from the next one's start until the first byte
/// of a request reaches the service.
void resume(Report &report)
{
    SilentServer server;
    const auto shop = preparedShop(server.port());
    {
        const auto store = shop->store();
        insertQueued(*store, idsOf(*store).pipeline, 10'000, FileBytes);
    }
    Sample delay;
    for (int round = 0; round < Rounds + 1; ++round) {
        server.reset();
        const auto start = std::chrono::steady_clock::now();
        measure(shop->cairnCommand({u"runner"_s}), shop->log(), [&](int pid) {
            if (server.firstNs() == 0)
                return false;
            QThread::msleep(200); // more requests get under way before the kill
            ::kill(pid, SIGKILL);
            return true;
        });
        if (round > 0) // the first is a start, not a restart
            delay.values.push_back(double(server.firstNs() - start.time_since_epoch().count()) / 1e6);
    }
    report.add({u"resume"_s, u"first request after SIGKILL"_s, delay, u"ms"_s, {}, 1'000, true});
}

} // namespace cairn::bench
