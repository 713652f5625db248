// What the training mode needs of the demo services: faults that leave an outcome open, a service without idempotency keys, and
// the ledger that tells.

#include "demoprocess.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

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
    int sent(const QString &reference) { return m_demo->get(u"/ledger"_s).json()[u"notices"_s][reference].toInt(); }
    /// Sends, and hangs up once others have been answered who came later. True: not a byte had come by then.
    bool isLeftWaiting(const QByteArray &body);
    std::unique_ptr<DemoProcess> m_demo;
};

static const QString Notice = u"notice"_s;

void TestDemoTraining::init()
{
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({u"--seed"_s, u"11"_s}));
}

Answer TestDemoTraining::notice(const QByteArray &reference)
{
    return m_demo->post(u"/notice/v1/notices"_s, "{\"reference\":\"" + reference + "\"}",
                        {{"Content-Type", "application/json"}, {"Idempotency-Key", "\"always the same\""}});
}

bool TestDemoTraining::isLeftWaiting(const QByteArray &body)
{
    RawClient client(m_demo->port());
    if (!client.send(rawRequest("POST", "/notice/v1/notices", body)))
        return false;
    const auto counted = [this] {
        const QJsonObject faults = m_demo->get(u"/stats"_s).json()[u"faults"_s][Notice].toObject();
        return faults[u"silent"_s].toInt() + faults[u"lost"_s].toInt() > 0;
    };
    return QTest::qWaitFor(counted, 5'000) && m_demo->setFaults(Notice, {}) && notice("later").status == 201 && client.isSilent();
}

void TestDemoTraining::refusesTheCredential()
{
    QVERIFY(m_demo->setFaults(Notice, {{u"status_401_ratio"_s, 1}}));
    const Answer answer = notice("a");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(sent(u"a"_s), 0);
}

void TestDemoTraining::refusesLooseDatesAlone()
{
    QVERIFY(m_demo->setFaults(u"extract"_s, {{u"strict_dates_ratio"_s, 1}}));
    const auto extract = [this](const QByteArray &text) { return m_demo->post(u"/extract/v1/extract"_s, text); };
    const Answer refused = extract("Arrival\non 24/12/2026\n");
    QCOMPARE(refused.status, 422);
    const QString detail = refused.json()[u"detail"_s].toString();
    QVERIFY2(detail.startsWith(u"Line 2: 24/12/2026"_s) && detail.contains(u"2026-12-24"_s), qPrintable(detail));
    QCOMPARE(extract("Arrival\non 2026-12-24\n").status, 200);
    QCOMPARE(extract("no date, 1/2/3 times\n").status, 200);
}

void TestDemoTraining::silentDoesItsWork()
{
    QVERIFY(m_demo->setFaults(Notice, {{u"silent_ratio"_s, 1}}));
    QVERIFY(isLeftWaiting("{\"reference\":\"a\"}"));
    QCOMPARE(sent(u"a"_s), 1);
}

void TestDemoTraining::lostDoesNothing()
{
    QVERIFY(m_demo->setFaults(Notice, {{u"silent_ratio"_s, 1}, {u"lost_ratio"_s, 1}}));
    QVERIFY(isLeftWaiting("{\"reference\":\"a\"}"));
    QCOMPARE(sent(u"a"_s), 0);
}

void TestDemoTraining::everyRequestIsANotice()
{
    const Answer first = notice("a");
    QCOMPARE(first.status, 201);
    QVERIFY(notice("a").json()[u"id"_s] != first.json()[u"id"_s]); // whatever its key
    notice("b");
    QCOMPARE(sent(u"a"_s), 2);
    QCOMPARE(sent(u"b"_s), 1);
    QCOMPARE(m_demo->get(u"/notice/v1/notices"_s).json()[u"count"_s].toInt(), 3);
}

void TestDemoTraining::refusesNoticesWithoutReference()
{
    for (const char *body : {"", "{}", "[]", "{\"reference\":7}"})
        QCOMPARE(m_demo->post(u"/notice/v1/notices"_s, body).status, 400);
    QCOMPARE(notice(QByteArray(201, 'x')).status, 400);
    QCOMPARE(m_demo->call("PUT", u"/notice/v1/notices"_s).status, 405);
    QCOMPARE(m_demo->get(u"/notice/v1/others"_s).status, 404);
}

void TestDemoTraining::noticesOutliveTheProgram()
{
    const QTemporaryDir folder;
    const QStringList options{u"--store"_s, folder.path()};
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start(options));
    notice("a");
    m_demo->kill();
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start(options));
    QCOMPARE(sent(u"a"_s), 1);
    QCOMPARE(notice("b").json()[u"id"_s].toString(), u"notice-2"_s);
}

void TestDemoTraining::theLedgerHasNoFaults()
{
    QVERIFY(m_demo->setFaults(Notice, {{u"status_503_ratio"_s, 1}}));
    QCOMPARE(m_demo->get(u"/notice/v1/notices"_s).status, 503);
    QCOMPARE(m_demo->get(u"/ledger"_s).status, 200);
}

QTEST_GUILESS_MAIN(TestDemoTraining)
#include "tst_demo_training.moc"
