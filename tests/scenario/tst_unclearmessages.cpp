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
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{ until: '(.body.progress | tonumber) >= 100' }"));
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    QCOMPARE(post(port, toldPath(ledger.entries()[0]), "{\"progress\":\"none yet\"}").status, 202);
    QVERIFY(listening.endsAs(u"blocked"_s));
    QCOMPARE(listening.workspace.cairn({"retry", listening.workspace.id().toUtf8()}).exitCode, 0);
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    QCOMPARE(post(port, toldPath(ledger.entries()[0]), "{\"progress\":\"100\",\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
}

/// Nobody has to think of a retry. A report of progress, or another that is unclear, is not enough.
void TestUnclearMessages::oneIsMadeGoodByAnother()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{ until: '(.body.progress | tonumber) >= 100' }"));
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    const QByteArray path = toldPath(ledger.entries()[0]);
    QCOMPARE(post(port, path, "{\"progress\":\"none yet\"}").status, 202);
    QVERIFY(listening.endsAs(u"blocked"_s));
    QCOMPARE(post(port, path, "{\"progress\":\"50\"}").status, 202);
    QCOMPARE(post(port, path, "{\"progress\":\"much\"}").status, 202);
    QTest::qWait(300);
    QCOMPARE(listening.workspace.state(), u"blocked"_s);
    QCOMPARE(post(port, path, "{\"progress\":\"100\",\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(ledger.count(), 1);
}

/// Nothing is looked for in it.
void TestUnclearMessages::aDocumentMayBeLarge()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{}").replace("r.json", "r.pdf").replace(".steps.job.body.result", ".steps.job"));
    listening.write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(port) + ", max_body: 32MB }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    const QByteArray document(9'000'000, 'x');
    QCOMPARE(post(port, toldPath(ledger.entries()[0]), document, {}, "application/pdf").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QVERIFY(listening.read(u"outbox/r.pdf"_s) == document);
}

void TestUnclearMessages::aLargeOneThatIsTestedIsPassedOverOnceAPersonSaysSo()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port, stepsWith("{ until: '.body.state == \"done\"' }"));
    listening.write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(port) + ", max_body: 32MB }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    const QByteArray path = toldPath(ledger.entries()[0]);
    QCOMPARE(post(port, path, "{\"state\":\"done\",\"all\":\"" + QByteArray(9'000'000, 'x') + "\"}").status, 202);
    QVERIFY(listening.endsAs(u"blocked"_s));
    const QString cause = listening.workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains("more than a test can look at"_L1), qPrintable(cause));
    QCOMPARE(listening.workspace.cairn({"retry", listening.workspace.id().toUtf8()}).exitCode, 0);
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    QCOMPARE(post(port, path, "{\"state\":\"done\",\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
}

QTEST_GUILESS_MAIN(TestUnclearMessages)
#include "tst_unclearmessages.moc"
