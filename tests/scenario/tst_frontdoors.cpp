#include "cairnprogram.h"
#include "haproxyserver.h"
#include "ledgerserver.h"
#include "nginxserver.h"

#include <QJsonArray>
#include <QSet>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// The servers that really stand before services: nginx that limits the rate, haproxy whose backend dies and comes back. The
/// ledger behind them says what was done, their own counts how often they were asked.
class TestFrontDoors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLimitedRateSlowsDown_data();
    void aLimitedRateSlowsDown();
    void aBackendDiesAndComesBack_data();
    void aBackendDiesAndComesBack();

private:
    static void write(const CairnProgram &cairn, quint16 port, const QByteArray &service);
    static void submit(const CairnProgram &cairn, int files);
    static QList<QJsonObject> runs(const CairnProgram &cairn);
    static int count(const QList<QJsonObject> &runs, QLatin1String state);
    static QString breaker(const CairnProgram &cairn);

    /// Of all runs together.
    struct Story
    {
        QList<QJsonObject> attempts;
        QSet<QByteArray> keys;
        int held = 0;
    };
    static Story tell(const CairnProgram &cairn);
    static void checkRefused(const QJsonObject &attempt, int status, const QString &category, bool advises);
    static void checkEffects(const LedgerServer &ledger, const Story &story, int lost, bool idempotent);
};

void TestFrontDoors::write(const CairnProgram &cairn, quint16 port, const QByteArray &service)
{
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + service);
    cairn.write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n  post:\n    service: api\n"
                                       "    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
}

void TestFrontDoors::submit(const CairnProgram &cairn, int files)
{
    QStringList words{u"submit"_s, u"p"_s};
    for (int i = 0; i < files; ++i) {
        const QString name = u"%1.txt"_s.arg(i);
        cairn.write(name, name.toUtf8());
        words.append(cairn.path(name));
    }
    QCOMPARE(cairn.run(words).exitCode, 0);
}

QList<QJsonObject> TestFrontDoors::runs(const CairnProgram &cairn)
{
    return cairn.run({u"runs"_s, u"--json"_s, u"--limit"_s, u"0"_s}).json();
}

int TestFrontDoors::count(const QList<QJsonObject> &runs, QLatin1String state)
{
    return int(std::count_if(runs.begin(), runs.end(), [&](const QJsonObject &run) { return run.value(u"state"_s) == state; }));
}

QString TestFrontDoors::breaker(const CairnProgram &cairn)
{
    const Outcome shown = cairn.run({u"service"_s, u"show"_s, u"api"_s, u"--json"_s});
    return shown.json().value(0).value(u"breaker"_s).toString();
}

TestFrontDoors::Story TestFrontDoors::tell(const CairnProgram &cairn)
{
    Story story;
    const auto all = runs(cairn);
    for (const QJsonObject &run : all) {
        const QString id = run.value(u"id"_s).toString();
        const QJsonObject detail = cairn.run({u"show"_s, id, u"--json"_s}).json().value(0);
        const QJsonArray attempts = detail.value(u"attempts"_s).toArray();
        for (const QJsonValue &attempt : attempts) {
            story.attempts.append(attempt.toObject());
            story.keys.insert(attempt.toObject().value(u"idempotency_key"_s).toString().toLatin1());
        }
        const QJsonArray checkpoints = detail.value(u"checkpoints"_s).toArray();
        for (const QJsonValue &checkpoint : checkpoints)
            story.held += checkpoint.toObject().value(u"state"_s) == "held"_L1;
    }
    return story;
}

namespace {

constexpr int InFlight = 4; ///< requests to haproxy at once
const QLatin1String Unknown("outcome_unknown");
const QByteArray Patient =
    "policy: { retry: { attempts: 10, backoff: { initial: 100ms, max: 1s } }, concurrency: { max: 8, adaptive: true }, "
    "breaker: { min_calls: 10, open: 500ms } }\n";

QSet<QByteArray> keysOf(const LedgerServer &ledger)
{
    QSet<QByteArray> keys;
    const auto entries = ledger.entries();
    for (const LedgerEntry &entry : entries)
        keys.insert(entry.key);
    return keys;
}

/// 40 requests a second, 10 more at once; what is beyond is refused as `refusal` says. Every request is in the access log, but
/// for another client's to /crowd.
QString limitingNginx(const QString &refusal, quint16 ledger)
{
    return uR"(
daemon off; worker_processes 1; error_log stderr crit; pid @DIR@/nginx.pid;
events { worker_connections 256; }
http {
  client_body_temp_path @DIR@/temp; proxy_temp_path @DIR@/temp;
  log_format status '$status'; access_log @DIR@/logs/access status;
  limit_req_zone $binary_remote_addr zone=all:1m rate=40r/s;
  server {
    listen 127.0.0.1:@PORT@;
    location / { limit_req zone=all burst=10 nodelay; %1 proxy_pass http://127.0.0.1:%2; }
    location = /crowd { limit_req zone=all burst=10 nodelay; access_log off; }
    location @later { add_header Retry-After 1 always; return 429; }
    location @closed { add_header Retry-After 1 always; return 503; }
  }
})"_s.arg(refusal)
        .arg(ledger);
}

/// The status of each request in the access log.
QList<QByteArray> answersOf(const NginxServer &nginx)
{
    QFile log(nginx.folder() + u"/logs/access"_s);
    return log.open(QIODevice::ReadOnly) ? log.readAll().trimmed().split('\n') : QList<QByteArray>();
}

/// Another client, which uses up what the server allows to all until one of ours has been refused: however slow those are.
class Crowd
{
public:
    Crowd(const NginxServer &nginx, int refusal) : m_thread([this, &nginx, refusal] { ask(nginx, refusal); }) {}
    ~Crowd()
    {
        m_isOver = true;
        m_thread.join();
    }

private:
    void ask(const NginxServer &nginx, int refusal) const
    {
        QTcpSocket socket;
        while (!m_isOver && !answersOf(nginx).contains(QByteArray::number(refusal))) {
            if (socket.state() != QTcpSocket::ConnectedState)
                socket.connectToHost(QHostAddress::LocalHost, nginx.port());
            if (socket.waitForConnected(1'000) && socket.write("GET /crowd HTTP/1.1\r\nHost: x\r\n\r\n") > 0)
                socket.waitForReadyRead(1'000);
            socket.readAll();
        }
    }

    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

/// In one process, so that killing it by its id leaves nothing that still answers.
QString passingNginx(quint16 ledger)
{
    return uR"(
daemon off; master_process off; error_log stderr crit; pid @DIR@/nginx.pid;
events { worker_connections 256; }
http {
  access_log off; client_body_temp_path @DIR@/temp; proxy_temp_path @DIR@/temp;
  server { listen 127.0.0.1:@PORT@; location / { proxy_pass http://127.0.0.1:%1; } }
})"_s.arg(ledger);
}

} // namespace

void TestFrontDoors::aLimitedRateSlowsDown_data()
{
    QTest::addColumn<QString>("refusal");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("category");
    QTest::addColumn<bool>("advises");
    QTest::newRow("429 with Retry-After") << u"limit_req_status 429; error_page 429 = @later;"_s << 429 << u"rate_limit"_s
                                          << true;
    QTest::newRow("503 with Retry-After") << u"error_page 503 = @closed;"_s << 503 << u"rate_limit"_s << true;
    QTest::newRow("503 as nginx says it by itself") << QString() << 503 << u"service"_s << false;
}

void TestFrontDoors::aLimitedRateSlowsDown()
{
    constexpr int Files = 30;
    constexpr int Most = 8; // in flight
    QFETCH(QString, refusal);
    QFETCH(int, status);
    QFETCH(QString, category);
    QFETCH(bool, advises);
    LedgerServer ledger;
    NginxServer nginx;
    QVERIFY2(nginx.start(limitingNginx(refusal, ledger.port())), qPrintable(nginx.error()));
    const CairnProgram cairn;
    write(cairn, nginx.port(), Patient);
    submit(cairn, Files);
    QElapsedTimer timer;
    timer.start();
    std::optional<Crowd> crowd(std::in_place, nginx, status);
    const Outcome carried = cairn.run({u"runner"_s, u"--drain"_s});
    crowd.reset();
    const qint64 seconds = timer.elapsed() / 1'000 + 1;
    QVERIFY(!advises || timer.elapsed() >= 1'000);
    QVERIFY2(carried.exitCode == 0, carried.errors.constData());
    QCOMPARE(count(runs(cairn), "succeeded"_L1), Files);

    QCOMPARE(ledger.count(), Files);
    QCOMPARE(keysOf(ledger).size(), Files);
    const QList<QByteArray> answers = answersOf(nginx);
    const Story story = tell(cairn);
    QCOMPARE(answers.size(), story.attempts.size()); // nothing was sent that is not written down
    const auto refused = answers.count(QByteArray::number(status));
    qInfo("%d requests, %d refused, %lld s", int(answers.size()), int(refused), seconds);
    QVERIFY(refused > 0);
    QCOMPARE(refused, answers.size() - Files);
    // the whole service is left alone after a refusal: once a second at most all that were in flight can be refused
    QVERIFY2(refused <= (advises ? Most * seconds : 2 * Files), qPrintable(QString::number(refused)));
    for (const QJsonObject &attempt : story.attempts) {
        if (attempt.value(u"status"_s) != 200)
            checkRefused(attempt, status, category, advises);
    }
}

void TestFrontDoors::checkRefused(const QJsonObject &attempt, int status, const QString &category, bool advises)
{
    QCOMPARE(attempt.value(u"status"_s).toInt(), status);
    QCOMPARE(attempt.value(u"category"_s).toString(), category);
    QCOMPARE(attempt.value(u"decision"_s).toString(), u"retry"_s);
    QCOMPARE(attempt.value(u"advised_ms"_s).toInt(), advises ? 1'000 : 0);
    QVERIFY(!advises || attempt.value(u"delay_ms"_s).toInt() >= 1'000);
}

void TestFrontDoors::aBackendDiesAndComesBack_data()
{
    QTest::addColumn<bool>("idempotent");
    QTest::newRow("repeated with the same key") << true;
    QTest::newRow("not idempotent") << false;
}

void TestFrontDoors::aBackendDiesAndComesBack()
{
    constexpr int Files = 30;
    QFETCH(bool, idempotent);
    NginxServer backend;
    LedgerServer ledger([&backend](const LedgerEntry &, int number) {
        if (number == 12) // done, but the answer does not get through
            ::kill(pid_t(backend.process().processId()), SIGKILL);
        LedgerAnswer answer;
        answer.delayMs = 5;
        return answer;
    });
    QVERIFY2(backend.start(passingNginx(ledger.port())), qPrintable(backend.error()));
    HaproxyServer haproxy;
    QVERIFY2(haproxy.start(backend.port()), qPrintable(haproxy.error()));
    const CairnProgram cairn;
    write(cairn, haproxy.port(),
          QByteArray(idempotent ? "" : "idempotent: false\n") +
              "policy: { retry: { attempts: 8, backoff: { initial: 50ms, max: 200ms } }, concurrency: { max: 4 }, "
              "breaker: { min_calls: 8, open: 1s, probes: 2 } }\n");
    submit(cairn, Files);
    const auto runner = cairn.start({u"runner"_s});
    QVERIFY(backend.process().waitForEnd(20'000));
    QTRY_COMPARE_WITH_TIMEOUT(breaker(cairn), u"open"_s, 20'000);
    QVERIFY2(backend.process().restart(), qPrintable(backend.error()));

    const auto ended = [&] { return count(runs(cairn), "succeeded"_L1) + count(runs(cairn), Unknown); };
    QTRY_COMPARE_WITH_TIMEOUT(ended(), Files, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));

    const Story story = tell(cairn);
    qInfo("%d requests, %d reached the ledger", int(story.attempts.size()), ledger.count());
    QCOMPARE(int(story.attempts.size()), haproxy.requests()); // nothing was sent that is not written down
    QCOMPARE(story.keys.size(), Files);                       // a run has one key, however often it asks
    QVERIFY(story.held > 0);
    // 12 were sent before: about as many failures open the breaker, and its probes find the backend well again
    QVERIFY2(story.attempts.size() <= Files + 12 + 4 * InFlight, qPrintable(QString::number(story.attempts.size())));
    checkEffects(ledger, story, count(runs(cairn), Unknown), idempotent);
}

/// Each key has one effect, whatever was lost on the way.
void TestFrontDoors::checkEffects(const LedgerServer &ledger, const Story &story, int lost, bool idempotent)
{
    const int files = int(story.keys.size());
    if (idempotent) {
        QCOMPARE(lost, 0);
        QCOMPARE(keysOf(ledger), story.keys);
        QVERIFY(ledger.count() > files); // what was done without an answer was asked again, by the same key
        QVERIFY(ledger.count() <= files + InFlight);
    } else {
        QVERIFY(lost > 0);
        QVERIFY2(lost <= 12 + 4 * InFlight, qPrintable(QString::number(lost))); // a 503 leaves it open, until the breaker opens
        QCOMPARE(ledger.count(), int(keysOf(ledger).size()));                   // nobody asked twice
        QVERIFY(ledger.count() >= files - lost + 1);                            // the one whose answer was lost was done
    }
}

QTEST_GUILESS_MAIN(TestFrontDoors)
#include "tst_frontdoors.moc"
