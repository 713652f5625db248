#include "callbackmessages.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Calls that come when their step does not wait for them: not any more, or not yet.
class TestLateCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneThatComesBeforeTheAnswerEndsTheStep();
    void oneThatComesBeforeARefusalEndsTheStep();
    void oneThatNeverComesBlocksUntilALateOne();
    void afterAnOutageThereIsTimeToCallAgain();
};

void TestLateCalls::oneThatComesBeforeTheAnswerEndsTheStep()
{
    const quint16 port = freePort();
    LedgerServer ledger([port](const LedgerEntry &entry, int) {
        post(port, toldPath(entry), "{\"result\":42}");
        return jsonAnswer("{\"id\":\"j7\"}", 202);
    });
    const Listening listening(ledger, port, stepsWith("{}"));
    QCOMPARE(listening.workspace.run(), 0);
    QCOMPARE(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
}

/// The service has done it, whatever it, or a gateway before it, has answered: nothing is sent again.
void TestLateCalls::oneThatComesBeforeARefusalEndsTheStep()
{
    const quint16 port = freePort();
    LedgerServer ledger([port](const LedgerEntry &entry, int) {
        post(port, toldPath(entry), "{\"result\":42}");
        return jsonAnswer("{}", 503);
    });
    const Listening listening(ledger, port, stepsWith("{}"));
    QCOMPARE(listening.workspace.run(), 0);
    QCOMPARE(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(ledger.count(), 1);
}

void TestLateCalls::oneThatNeverComesBlocksUntilALateOne()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{}", "200ms"));
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"blocked"_s));
    QCOMPARE(listening.workspace.show().value(u"cause"_s).toString(), u"the service did not call back within 200ms"_s);
    QCOMPARE(post(port, toldPath(ledger.entries()[0]), "{\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(ledger.count(), 1);
}

/// Nobody listened while it was waited for, and no person is called before the service could be heard.
void TestLateCalls::afterAnOutageThereIsTimeToCallAgain()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{}", "5s"));
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    QElapsedTimer timer;
    timer.start();
    listening.kill();
    QTRY_VERIFY_WITH_TIMEOUT(timer.elapsed() > 5'000, 20'000);
    listening.startRunner();
    QVERIFY(QTest::qWaitFor([&] { return post(port, toldPath(ledger.entries()[0]), "{\"result\":42}").status == 202; }, 20'000));
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(listening.workspace.cairn({"incident", "list", "--json"}).output, QByteArray());
    QCOMPARE(ledger.count(), 1);
}

QTEST_GUILESS_MAIN(TestLateCalls)
#include "tst_latecalls.moc"
