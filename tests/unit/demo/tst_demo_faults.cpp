// Every fault, seen on the wire by a client that nothing is hidden from.

#include "demoprocess.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

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
    QJsonObject stats(const QString &what) { return m_demo->get(u"/stats"_s).json()[what].toObject(); }
    std::unique_ptr<DemoProcess> m_demo;
};

static const QString Scan = u"scan"_s;
static const QString Publish = u"publish"_s;

void TestDemoFaults::init()
{
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({u"--seed"_s, u"11"_s}));
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
    QVERIFY(m_demo->setFaults(Scan, {{u"status_429_ratio"_s, 1}, {u"retry_after_s"_s, 7}}));
    Answer answer = scan();
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.header("retry-after"), QByteArray("7"));
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QVERIFY(m_demo->setFaults(Scan, {{u"status_429_ratio"_s, 1}}));
    answer = scan();
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.header("retry-after").isEmpty());
}

void TestDemoFaults::answersUnavailable()
{
    QVERIFY(m_demo->setFaults(Publish, {{u"status_503_ratio"_s, 1}}));
    const Answer answer = m_demo->call("PUT", u"/publish/v1/documents/a"_s, "x");
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.header("retry-after").isEmpty());
    QCOMPARE(stats(u"effects"_s)[u"documents_created"_s].toInt(), 0);
}

void TestDemoFaults::answersAnotherSchema()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"wrong_schema_ratio"_s, 1}}));
    const Answer answer = scan();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
    QVERIFY(!answer.json().isEmpty() && !answer.json().contains(u"clean"_s));
}

void TestDemoFaults::resetsAfterTheWork()
{
    QVERIFY(m_demo->setFaults(Publish, {{u"reset_ratio"_s, 1}}));
    const QByteArray request = rawRequest("PUT", "/publish/v1/documents/a", QByteArray(300'000, 'x'), {{"Idempotency-Key", "k"}});
    {
        RawClient client(m_demo->port());
        QVERIFY(client.send(request));
        QCOMPARE(client.readAll(), QByteArray()); // not a byte
        QCOMPARE(client.end(), RawClient::End::Reset);
    }
    QCOMPARE(stats(u"effects"_s)[u"documents_created"_s].toInt(), 1);
    QCOMPARE(stats(u"faults"_s)[Publish].toObject()[u"reset"_s].toInt(), 1);

    QCOMPARE(m_demo->call("DELETE", u"/faults/publish"_s).status, 204);
    RawClient client(m_demo->port());
    QVERIFY(client.send(request));
    const Answer answer = client.readAnswer();
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.header("idempotent-replayed"), QByteArray("true"));
    QCOMPARE(stats(u"effects"_s)[u"documents_created"_s].toInt(), 1);
}

void TestDemoFaults::truncates()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"truncate_ratio"_s, 1}}));
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
    QVERIFY(m_demo->setFaults(u"thumbnail"_s, {{u"truncate_ratio"_s, 1}}));
    RawClient client(m_demo->port());
    QVERIFY(client.send(rawRequest("POST", "/thumbnail/v1/thumbnail?size=512", "hello")));
    const Answer answer = client.readAnswer();
    QVERIFY(answer.body.startsWith("\x89PNG"));
    QCOMPARE(answer.body.size(), answer.header("content-length").toLongLong() / 2);
}

void TestDemoFaults::trickles()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"trickle_ms_per_byte"_s, 20}}));
    RawClient client(m_demo->port());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", "hello")));
    const Answer answer = client.readAnswer();
    QCOMPARE(answer.json()[u"bytes"_s].toInt(), 5);
    QVERIFY2(timer.elapsed() >= answer.body.size() * 15,
             qPrintable(QString::number(timer.elapsed()))); // a quarter for timers that round
    QVERIFY2(client.reads() > 10, qPrintable(QString::number(client.reads())));

    QVERIFY(m_demo->setFaults(Scan, {{u"trickle_ms_per_byte"_s, 0}}));
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", "hello"))); // the connection goes on as before
    QCOMPARE(client.readAnswer().body, answer.body);
}

void TestDemoFaults::delays()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"latency_ms"_s, 150}}));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(scan().status, 200);
    QVERIFY2(timer.elapsed() >= 140, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(m_demo->setFaults(Scan, {{u"latency_ms"_s, 150}, {u"status_503_ratio"_s, 1}}));
    timer.restart();
    QCOMPARE(scan().status, 503); // failures take their time as well
    QVERIFY2(timer.elapsed() >= 140, qPrintable(QString::number(timer.elapsed())));
}

void TestDemoFaults::delaysByJitter()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"jitter_ms"_s, 200}}));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 8; ++i)
        QCOMPARE(scan().status, 200);
    QVERIFY2(timer.elapsed() >= 200, qPrintable(QString::number(timer.elapsed()))); // 800 ms are to be expected
}

void TestDemoFaults::ratiosHold()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"status_429_ratio"_s, 0.25}}));
    int failed = 0;
    for (int i = 0; i < 400; ++i)
        failed += m_demo->post(u"/scan/v1/scan"_s, "x").status == 429;
    QVERIFY2(failed > 60 && failed < 140, qPrintable(QString::number(failed)));
    QCOMPARE(stats(u"faults"_s)[Scan].toObject()[u"status_429"_s].toInt(), failed);
    QCOMPARE(stats(u"requests"_s)[Scan].toInt(), 400);
}

void TestDemoFaults::sameSeedSameFaults()
{
    const QJsonObject settings{{u"status_503_ratio"_s, 0.5}, {u"truncate_ratio"_s, 0.3}};
    const auto fates = [&](const QString &seed) {
        DemoProcess demo;
        QByteArray text;
        if (!demo.start({u"--seed"_s, seed}) || !demo.setFaults(Scan, settings))
            return text;
        for (int i = 0; i < 40; ++i) {
            RawClient client(demo.port());
            client.send(rawRequest("POST", "/scan/v1/scan", "hello"));
            const Answer answer = client.readAnswer();
            text += answer.status != 200 ? '5' : answer.json().isEmpty() ? 't' : '.';
        }
        return text;
    };
    const QByteArray first = fates(u"5"_s);
    QCOMPARE(first.size(), 40);
    QVERIFY(first.contains('5') && first.contains('t') && first.contains('.'));
    QCOMPARE(fates(u"5"_s), first);
    QVERIFY(fates(u"6"_s) != first);
}

void TestDemoFaults::leavesOtherServicesAlone()
{
    QVERIFY(m_demo->setFaults(Publish, {{u"reset_ratio"_s, 1}, {u"latency_ms"_s, 1000}}));
    QCOMPARE(scan().status, 200);
    QCOMPARE(m_demo->get(u"/health"_s).status, 200);
}

void TestDemoFaults::takesSettings()
{
    QVERIFY(m_demo->setFaults(Scan, {{u"latency_ms"_s, 5}, {u"reset_ratio"_s, 0.5}}));
    QVERIFY(m_demo->setFaults(Scan, {{u"latency_ms"_s, 3}})); // replaces them all
    const QJsonObject one = m_demo->get(u"/faults/scan"_s).json();
    QCOMPARE(one[u"latency_ms"_s].toDouble(), 3.0);
    QCOMPARE(one[u"reset_ratio"_s].toDouble(-1), 0.0);
    QCOMPARE(one.size(), 13);
    QCOMPARE(m_demo->get(u"/faults"_s).json()[Scan].toObject(), one);
    QCOMPARE(m_demo->call("DELETE", u"/faults"_s).status, 204);
    QCOMPARE(m_demo->get(u"/faults/scan"_s).json()[u"latency_ms"_s].toDouble(-1), 0.0);
}

void TestDemoFaults::refusesSettings_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown service") << u"/faults/nobody"_s << QByteArray("{}") << 404;
    QTest::newRow("unknown field") << u"/faults/scan"_s << QByteArray(R"({"latency": 1})") << 400;
    QTest::newRow("out of range") << u"/faults/scan"_s << QByteArray(R"({"reset_ratio": 2})") << 400;
    QTest::newRow("no JSON") << u"/faults/scan"_s << QByteArray("latency_ms=1") << 400;
    QTest::newRow("no object") << u"/faults/scan"_s << QByteArray("[1]") << 400;
}

void TestDemoFaults::refusesSettings()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QTEST(m_demo->call("PUT", path, body).status, "status");
}

QTEST_GUILESS_MAIN(TestDemoFaults)
#include "tst_demo_faults.moc"
