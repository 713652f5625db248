// Every fault, seen on the wire by a client that nothing is hidden from.

#include "demoprocess.h"

#include <QElapsedTimer>
#include <QTest>

class TestDemoFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answersTooManyRequests();
    void answersUnavailable();
    void answersAnotherSchema();
    void resetsAfterTheWork();
    void truncates();
    void truncatesPictures();
    void trickles();
    void delays();
    void delaysByJitter();
    void ratiosHold();
    void sameSeedSameFaults();
    void leavesOtherServicesAlone();
    void takesSettings();
    void refusesSettings_data();
    void refusesSettings();

private:
    Answer scan();
    QJsonObject stats(const QString &what) { return m_demo->get(QStringLiteral("/stats")).json()[what].toObject(); }
    std::unique_ptr<DemoProcess> m_demo;
};

static const QString Scan = QStringLiteral("scan");
static const QString Publish = QStringLiteral("publish");

void TestDemoFaults::init()
{
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({QStringLiteral("--seed"), QStringLiteral("11")}));
}

void TestDemoFaults::cleanup()
{
    m_demo.reset();
}

Answer TestDemoFaults::scan()
{
    RawClient client(m_demo->port());
    client.send(rawRequest("POST", "/scan/v1/scan", "hello"));
    return client.readAnswer();
}

void TestDemoFaults::answersTooManyRequests()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("status_429_ratio"), 1}, {QStringLiteral("retry_after_s"), 7}}));
    Answer answer = scan();
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.header("retry-after"), QByteArray("7"));
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("status_429_ratio"), 1}}));
    answer = scan();
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.header("retry-after").isEmpty());
}

void TestDemoFaults::answersUnavailable()
{
    QVERIFY(m_demo->setFaults(Publish, {{QStringLiteral("status_503_ratio"), 1}}));
    const Answer answer = m_demo->call("PUT", QStringLiteral("/publish/v1/documents/a"), "x");
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.header("retry-after").isEmpty());
    QCOMPARE(stats(QStringLiteral("effects"))[QStringLiteral("documents_created")].toInt(), 0);
}

void TestDemoFaults::answersAnotherSchema()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("wrong_schema_ratio"), 1}}));
    const Answer answer = scan();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
    QVERIFY(!answer.json().isEmpty() && !answer.json().contains(QStringLiteral("clean")));
}

void TestDemoFaults::resetsAfterTheWork()
{
    QVERIFY(m_demo->setFaults(Publish, {{QStringLiteral("reset_ratio"), 1}}));
    const QByteArray request = rawRequest("PUT", "/publish/v1/documents/a", QByteArray(300'000, 'x'), {{"Idempotency-Key", "k"}});
    {
        RawClient client(m_demo->port());
        QVERIFY(client.send(request));
        QCOMPARE(client.readAll(), QByteArray()); // not a byte
        QCOMPARE(client.end(), RawClient::End::Reset);
    }
    QCOMPARE(stats(QStringLiteral("effects"))[QStringLiteral("documents_created")].toInt(), 1);
    QCOMPARE(stats(QStringLiteral("faults"))[Publish].toObject()[QStringLiteral("reset")].toInt(), 1);

    QCOMPARE(m_demo->call("DELETE", QStringLiteral("/faults/publish")).status, 204);
    RawClient client(m_demo->port());
    QVERIFY(client.send(request));
    const Answer answer = client.readAnswer();
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.header("idempotent-replayed"), QByteArray("true"));
    QCOMPARE(stats(QStringLiteral("effects"))[QStringLiteral("documents_created")].toInt(), 1);
}

void TestDemoFaults::truncates()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("truncate_ratio"), 1}}));
    RawClient client(m_demo->port());
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", "hello")));
    const Answer answer = client.readAnswer();
    const qint64 promised = answer.header("content-length").toLongLong();
    QCOMPARE(answer.status, 200);
    QVERIFY(promised > 50);
    QCOMPARE(answer.body.size(), promised / 2);
    QCOMPARE(client.end(), RawClient::End::Closed); // an ordinary end: only the length tells
}

void TestDemoFaults::truncatesPictures()
{
    QVERIFY(m_demo->setFaults(QStringLiteral("thumbnail"), {{QStringLiteral("truncate_ratio"), 1}}));
    RawClient client(m_demo->port());
    QVERIFY(client.send(rawRequest("POST", "/thumbnail/v1/thumbnail?size=512", "hello")));
    const Answer answer = client.readAnswer();
    QVERIFY(answer.body.startsWith("\x89PNG"));
    QCOMPARE(answer.body.size(), answer.header("content-length").toLongLong() / 2);
}

void TestDemoFaults::trickles()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("trickle_ms_per_byte"), 2}}));
    RawClient client(m_demo->port());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", "hello")));
    const Answer answer = client.readAnswer();
    QCOMPARE(answer.json()[QStringLiteral("bytes")].toInt(), 5);
    QVERIFY2(timer.elapsed() >= answer.body.size() * 3 / 2,
             qPrintable(QString::number(timer.elapsed()))); // a quarter for timers that round
    QVERIFY2(client.reads() > 10, qPrintable(QString::number(client.reads())));

    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("trickle_ms_per_byte"), 0}}));
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", "hello"))); // the connection goes on as before
    QCOMPARE(client.readAnswer().body, answer.body);
}

void TestDemoFaults::delays()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("latency_ms"), 150}}));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(scan().status, 200);
    QVERIFY2(timer.elapsed() >= 140, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("latency_ms"), 150}, {QStringLiteral("status_503_ratio"), 1}}));
    timer.restart();
    QCOMPARE(scan().status, 503); // failures take their time as well
    QVERIFY2(timer.elapsed() >= 140, qPrintable(QString::number(timer.elapsed())));
}

void TestDemoFaults::delaysByJitter()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("jitter_ms"), 200}}));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 8; ++i)
        QCOMPARE(scan().status, 200);
    QVERIFY2(timer.elapsed() >= 200, qPrintable(QString::number(timer.elapsed()))); // 800 ms are to be expected
}

void TestDemoFaults::ratiosHold()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("status_429_ratio"), 0.25}}));
    int failed = 0;
    for (int i = 0; i < 400; ++i)
        failed += m_demo->post(QStringLiteral("/scan/v1/scan"), "x").status == 429;
    QVERIFY2(failed > 60 && failed < 140, qPrintable(QString::number(failed)));
    QCOMPARE(stats(QStringLiteral("faults"))[Scan].toObject()[QStringLiteral("status_429")].toInt(), failed);
    QCOMPARE(stats(QStringLiteral("requests"))[Scan].toInt(), 400);
}

void TestDemoFaults::sameSeedSameFaults()
{
    const QJsonObject settings{{QStringLiteral("status_503_ratio"), 0.5}, {QStringLiteral("truncate_ratio"), 0.3}};
    const auto fates = [&](const QString &seed) {
        DemoProcess demo;
        QByteArray text;
        if (!demo.start({QStringLiteral("--seed"), seed}) || !demo.setFaults(Scan, settings))
            return text;
        for (int i = 0; i < 40; ++i) {
            RawClient client(demo.port());
            client.send(rawRequest("POST", "/scan/v1/scan", "hello"));
            const Answer answer = client.readAnswer();
            text += answer.status != 200 ? '5' : answer.json().isEmpty() ? 't' : '.';
        }
        return text;
    };
    const QByteArray first = fates(QStringLiteral("5"));
    QCOMPARE(first.size(), 40);
    QVERIFY(first.contains('5') && first.contains('t') && first.contains('.'));
    QCOMPARE(fates(QStringLiteral("5")), first);
    QVERIFY(fates(QStringLiteral("6")) != first);
}

void TestDemoFaults::leavesOtherServicesAlone()
{
    QVERIFY(m_demo->setFaults(Publish, {{QStringLiteral("reset_ratio"), 1}, {QStringLiteral("latency_ms"), 1000}}));
    QCOMPARE(scan().status, 200);
    QCOMPARE(m_demo->get(QStringLiteral("/health")).status, 200);
}

void TestDemoFaults::takesSettings()
{
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("latency_ms"), 5}, {QStringLiteral("reset_ratio"), 0.5}}));
    QVERIFY(m_demo->setFaults(Scan, {{QStringLiteral("latency_ms"), 3}})); // replaces them all
    const QJsonObject one = m_demo->get(QStringLiteral("/faults/scan")).json();
    QCOMPARE(one[QStringLiteral("latency_ms")].toDouble(), 3.0);
    QCOMPARE(one[QStringLiteral("reset_ratio")].toDouble(-1), 0.0);
    QCOMPARE(one.size(), 13);
    QCOMPARE(m_demo->get(QStringLiteral("/faults")).json()[Scan].toObject(), one);
    QCOMPARE(m_demo->call("DELETE", QStringLiteral("/faults")).status, 204);
    QCOMPARE(m_demo->get(QStringLiteral("/faults/scan")).json()[QStringLiteral("latency_ms")].toDouble(-1), 0.0);
}

void TestDemoFaults::refusesSettings_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown service") << QStringLiteral("/faults/nobody") << QByteArray("{}") << 404;
    QTest::newRow("unknown field") << QStringLiteral("/faults/scan") << QByteArray(R"({"latency": 1})") << 400;
    QTest::newRow("out of range") << QStringLiteral("/faults/scan") << QByteArray(R"({"reset_ratio": 2})") << 400;
    QTest::newRow("no JSON") << QStringLiteral("/faults/scan") << QByteArray("latency_ms=1") << 400;
    QTest::newRow("no object") << QStringLiteral("/faults/scan") << QByteArray("[1]") << 400;
}

void TestDemoFaults::refusesSettings()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QTEST(m_demo->call("PUT", path, body).status, "status");
}

QTEST_GUILESS_MAIN(TestDemoFaults)
#include "test_demo_faults.moc"
