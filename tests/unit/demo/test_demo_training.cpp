// What the training mode needs of the demo services: faults that leave an outcome open, a service without idempotency keys, and
// the ledger that tells.

#include "demoprocess.h"

#include <QTemporaryDir>
#include <QTest>

class TestDemoTraining : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_demo.reset(); }
    void refusesTheCredential();
    void refusesLooseDatesAlone();
    void silentDoesItsWork();
    void lostDoesNothing();
    void everyRequestIsANotice();
    void refusesNoticesWithoutReference();
    void noticesOutliveTheProgram();
    void theLedgerHasNoFaults();

private:
    Answer notice(const QByteArray &reference);
    int sent(const QString &reference)
    {
        return m_demo->get(QStringLiteral("/ledger")).json()[QStringLiteral("notices")][reference].toInt();
    }
    /// Sends, and hangs up once others have been answered who came later. True: not a byte had come by then.
    bool isLeftWaiting(const QByteArray &body);
    std::unique_ptr<DemoProcess> m_demo;
};

static const QString Notice = QStringLiteral("notice");

void TestDemoTraining::init()
{
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({QStringLiteral("--seed"), QStringLiteral("11")}));
}

Answer TestDemoTraining::notice(const QByteArray &reference)
{
    return m_demo->post(QStringLiteral("/notice/v1/notices"), "{\"reference\":\"" + reference + "\"}",
                        {{"Content-Type", "application/json"}, {"Idempotency-Key", "\"always the same\""}});
}

bool TestDemoTraining::isLeftWaiting(const QByteArray &body)
{
    RawClient client(m_demo->port());
    if (!client.send(rawRequest("POST", "/notice/v1/notices", body)))
        return false;
    const auto counted = [this] {
        const QJsonObject faults = m_demo->get(QStringLiteral("/stats")).json()[QStringLiteral("faults")][Notice].toObject();
        return faults[QStringLiteral("silent")].toInt() + faults[QStringLiteral("lost")].toInt() > 0;
    };
    return QTest::qWaitFor(counted, 5'000) && m_demo->setFaults(Notice, {}) && notice("later").status == 201 && client.isSilent();
}

void TestDemoTraining::refusesTheCredential()
{
    QVERIFY(m_demo->setFaults(Notice, {{QStringLiteral("status_401_ratio"), 1}}));
    const Answer answer = notice("a");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(sent(QStringLiteral("a")), 0);
}

void TestDemoTraining::refusesLooseDatesAlone()
{
    QVERIFY(m_demo->setFaults(QStringLiteral("extract"), {{QStringLiteral("strict_dates_ratio"), 1}}));
    const auto extract = [this](const QByteArray &text) { return m_demo->post(QStringLiteral("/extract/v1/extract"), text); };
    const Answer refused = extract("Arrival\non 24/12/2026\n");
    QCOMPARE(refused.status, 422);
    const QString detail = refused.json()[QStringLiteral("detail")].toString();
    QVERIFY2(detail.startsWith(QStringLiteral("Line 2: 24/12/2026")) && detail.contains(QStringLiteral("2026-12-24")),
             qPrintable(detail));
    QCOMPARE(extract("Arrival\non 2026-12-24\n").status, 200);
    QCOMPARE(extract("no date, 1/2/3 times\n").status, 200);
}

void TestDemoTraining::silentDoesItsWork()
{
    QVERIFY(m_demo->setFaults(Notice, {{QStringLiteral("silent_ratio"), 1}}));
    QVERIFY(isLeftWaiting("{\"reference\":\"a\"}"));
    QCOMPARE(sent(QStringLiteral("a")), 1);
}

void TestDemoTraining::lostDoesNothing()
{
    QVERIFY(m_demo->setFaults(Notice, {{QStringLiteral("silent_ratio"), 1}, {QStringLiteral("lost_ratio"), 1}}));
    QVERIFY(isLeftWaiting("{\"reference\":\"a\"}"));
    QCOMPARE(sent(QStringLiteral("a")), 0);
}

void TestDemoTraining::everyRequestIsANotice()
{
    const Answer first = notice("a");
    QCOMPARE(first.status, 201);
    QVERIFY(notice("a").json()[QStringLiteral("id")] != first.json()[QStringLiteral("id")]); // whatever its key
    notice("b");
    QCOMPARE(sent(QStringLiteral("a")), 2);
    QCOMPARE(sent(QStringLiteral("b")), 1);
    QCOMPARE(m_demo->get(QStringLiteral("/notice/v1/notices")).json()[QStringLiteral("count")].toInt(), 3);
}

void TestDemoTraining::refusesNoticesWithoutReference()
{
    for (const char *body : {"", "{}", "[]", "{\"reference\":7}"})
        QCOMPARE(m_demo->post(QStringLiteral("/notice/v1/notices"), body).status, 400);
    QCOMPARE(notice(QByteArray(201, 'x')).status, 400);
    QCOMPARE(m_demo->call("PUT", QStringLiteral("/notice/v1/notices")).status, 405);
    QCOMPARE(m_demo->get(QStringLiteral("/notice/v1/others")).status, 404);
}

void TestDemoTraining::noticesOutliveTheProgram()
{
    const QTemporaryDir folder;
    const QStringList options{QStringLiteral("--store"), folder.path()};
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start(options));
    notice("a");
    m_demo->kill();
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start(options));
    QCOMPARE(sent(QStringLiteral("a")), 1);
    QCOMPARE(notice("b").json()[QStringLiteral("id")].toString(), QStringLiteral("notice-2"));
}

void TestDemoTraining::theLedgerHasNoFaults()
{
    QVERIFY(m_demo->setFaults(Notice, {{QStringLiteral("status_503_ratio"), 1}}));
    QCOMPARE(m_demo->get(QStringLiteral("/notice/v1/notices")).status, 503);
    QCOMPARE(m_demo->get(QStringLiteral("/ledger")).status, 200);
}

QTEST_GUILESS_MAIN(TestDemoTraining)
#include "test_demo_training.moc"
