#include "callbackmessages.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Messages that cannot be understood, or are too large to be tested.
class TestUnclearMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneIsPassedOverOnceAPersonSaysSo();
    void oneIsMadeGoodByAnother();
    void aDocumentMayBeLarge();
    void aLargeOneThatIsTestedIsPassedOverOnceAPersonSaysSo();
};

void TestUnclearMessages::oneIsPassedOverOnceAPersonSaysSo()
{
    AwaitedJob job(stepsWith("{ until: '(.body.progress | tonumber) >= 100' }"));
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"progress\":\"none yet\"}"), 202);
    QVERIFY(job.endsAs(u"blocked"_s));
    QCOMPARE(job.workspace.cairn({"retry", job.workspace.id().toUtf8()}).exitCode, 0);
    QVERIFY(job.endsAs(u"waiting_callback"_s));
    QCOMPARE(job.call("{\"progress\":\"100\",\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
}

/// Nobody has to think of a retry. A report of progress, or another that is unclear, is not enough.
void TestUnclearMessages::oneIsMadeGoodByAnother()
{
    AwaitedJob job(stepsWith("{ until: '(.body.progress | tonumber) >= 100' }"));
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"progress\":\"none yet\"}"), 202);
    QVERIFY(job.endsAs(u"blocked"_s));
    const QString run = job.workspace.id();
    const auto state = [&] { return job.workspace.show(run).value(u"state"_s).toString(); };
    QCOMPARE(job.call("{\"progress\":\"50\"}"), 202);
    QCOMPARE(job.call("{\"progress\":\"much\"}"), 202);
    QVERIFY(job.submit()); // another run, which is carried after those were looked at
    QTRY_COMPARE_WITH_TIMEOUT(job.ledger.count(), 2, 20'000);
    QCOMPARE(state(), u"blocked"_s);
    QCOMPARE(job.call("{\"progress\":\"100\",\"result\":42}"), 202);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"succeeded"_s, 20'000);
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(job.ledger.count(), 2);
}

/// Nothing is looked for in it.
void TestUnclearMessages::aDocumentMayBeLarge()
{
    AwaitedJob job(stepsWith("{}").replace("r.json", "r.pdf").replace(".steps.job.body.result", ".steps.job"));
    job.write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(job.port) + ", max_body: 32MB }\n");
    QVERIFY(job.isWaitedFor());
    const QByteArray document(9'000'000, 'x');
    QCOMPARE(job.call(document, {}, "application/pdf"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QVERIFY(job.read(u"outbox/r.pdf"_s) == document);
}

void TestUnclearMessages::aLargeOneThatIsTestedIsPassedOverOnceAPersonSaysSo()
{
    AwaitedJob job(stepsWith("{ until: '.body.state == \"done\"' }"));
    job.write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(job.port) + ", max_body: 32MB }\n");
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"state\":\"done\",\"all\":\"" + QByteArray(9'000'000, 'x') + "\"}"), 202);
    QVERIFY(job.endsAs(u"blocked"_s));
    const QString cause = job.workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains("more than a test can look at"_L1), qPrintable(cause));
    QCOMPARE(job.workspace.cairn({"retry", job.workspace.id().toUtf8()}).exitCode, 0);
    QVERIFY(job.endsAs(u"waiting_callback"_s));
    QCOMPARE(job.call("{\"state\":\"done\",\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
}

QTEST_GUILESS_MAIN(TestUnclearMessages)
#include "tst_unclearmessages.moc"
