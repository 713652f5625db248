#include "callbackmessages.h"
#include "passingtime.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
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
    AwaitedJob job(stepsWith("{}", "200ms"));
    job.startRunner();
    QVERIFY(job.submit());
    QVERIFY(job.endsAs(u"blocked"_s));
    QCOMPARE(job.workspace.show().value(u"cause"_s).toString(), u"the service did not call back within 200ms"_s);
    QCOMPARE(job.call("{\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.ledger.count(), 1);
}

/// Nobody listened while it was waited for, and no person is called before the service could be heard.
void TestLateCalls::afterAnOutageThereIsTimeToCallAgain()
{
    AwaitedJob job(stepsWith("{}"));
    job.write(u"cairn.yaml"_s, Unsealed + "listener: { port: " + QByteArray::number(job.port) + " }\n");
    QVERIFY(job.isWaitedFor());
    job.kill();
    letTimePass(job.workspace.cairn(), 2h); // twice as long as it waits
    job.startRunner();
    QVERIFY(QTest::qWaitFor([&] { return job.call("{\"result\":42}") == 202; }, 20'000));
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.workspace.cairn({"incident", "list", "--json"}).output, QByteArray());
    QCOMPARE(job.ledger.count(), 1);
}

QTEST_GUILESS_MAIN(TestLateCalls)
#include "tst_latecalls.moc"
