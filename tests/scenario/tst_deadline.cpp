#include "rawstore.h"
#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A run that was not done by its deadline waits for a person, who can let it go on.
class TestDeadline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoLetsItGoOnGivesItTimeAnew_data();
    void whoLetsItGoOnGivesItTimeAnew();
    void nothingLeavesLaterBecauseTheStoreWasLocked();
    void whatIsInDoubtRestsAfterItUntilItsServiceLetsItIn();

private:
    static void writePipeline(const OneServiceWorkspace &workspace, int version, const QByteArray &deadline);
};

void TestDeadline::writePipeline(const OneServiceWorkspace &workspace, int version, const QByteArray &deadline)
{
    workspace.cairn().write(
        u"pipelines/p.yaml"_s,
        "pipeline: p\nversion: " + QByteArray::number(version) + deadline +
            "\nsteps:\n"
            "  first:\n    service: api\n    request: { method: POST, path: /first, body: { file: \"${{ .input }}\" } }\n"
            "  last:\n    needs: [first]\n    service: api\n    request: { method: POST, path: /last, body: { file: \"${{ .input "
            "}}\" } }\n");
}

void TestDeadline::whoLetsItGoOnGivesItTimeAnew_data()
{
    QTest::addColumn<QList<QByteArray>>("order");
    QTest::newRow("retry") << QList<QByteArray>{"retry"};
    QTest::newRow("skip") << QList<QByteArray>{"skip"};
    QTest::newRow("resume edited") << QList<QByteArray>{"resume", "--input", "a.txt"};
    QTest::newRow("resume on a version that has none") << QList<QByteArray>{"resume", "--latest"};
}

void TestDeadline::whoLetsItGoOnGivesItTimeAnew()
{
    QFETCH(const QList<QByteArray>, order);
    std::atomic_int delay = 4'500;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = delay;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), {});
    writePipeline(workspace, 1, "\ndeadline: 4s");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    delay = 0;
    writePipeline(workspace, 2, {});
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QList<QByteArray> words = order;
    words.insert(1, workspace.id().toUtf8());
    QCOMPARE(workspace.cairn(words).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

/// Its intent is written before it leaves, which takes until the deadline has passed.
void TestDeadline::nothingLeavesLaterBecauseTheStoreWasLocked()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.status = entry.path == "/slow" ? 200 : 503;
        answer.extraHeaders = entry.path == "/slow" ? "" : "Retry-After: 4\r\n";
        answer.delayMs = entry.path == "/slow" ? 30'000 : 0;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), {}, "idempotent: false\n");
    workspace.cairn().write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\ndeadline: 8s\nsteps:\n"
                                                   "  again:\n    service: api\n    request: { method: POST, path: /again }\n"
                                                   "  slow:\n    service: api\n    request: { method: POST, path: /slow }\n");
    const auto run = workspace.cairn().start({u"run"_s, u"p"_s, workspace.cairn().path(u"a.txt"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    {
        RawStore other(workspace.cairn().path(u".cairn"_s)); // which is quicker to ask than a program
        const auto waits = [&] {
            return other.run(u"SELECT count(*) FROM checkpoint WHERE step = 'again' AND state = 'waiting_retry'"_s).toInt();
        };
        QTRY_COMPARE_WITH_TIMEOUT(waits(), 1, 20'000);
        other.run(u"BEGIN IMMEDIATE"_s);
        QTest::qWait(8'500);
    }
    QVERIFY(run->waitForFinished(30'000));
    QCOMPARE(workspace.states(u"again"_s), QStringList{u"blocked"_s});
    QCOMPARE(ledger.count(), 2);
}

/// It is asked about after the deadline as well, which wakes nothing then.
void TestDeadline::whatIsInDoubtRestsAfterItUntilItsServiceLetsItIn()
{
    std::atomic<bool> isShut = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        if (entry.method == "POST") {
            answer.end = LedgerAnswer::End::CloseBeforeReply;
            answer.until = &isShut;
        }
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), {}, "idempotent: false\n");
    workspace.cairn().write(u"pipelines/p.yaml"_s,
                            "pipeline: p\nversion: 1\ndeadline: 3s\nsteps:\n"
                            "  pay: { service: api, request: { method: POST, path: /pay }, reconcile: { path: /paid, "
                            "happened: '.status == 200', not_happened: '.status == 404' } }\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/pay"), 1);
    QCOMPARE(workspace.cairn({"breaker", "api", "open", "--for", "10m"}).exitCode, 0);
    isShut = true;
    QTRY_COMPARE(workspace.state(), u"held"_s);
    {
        RawStore store(workspace.cairn().path(u".cairn"_s));
        QTRY_COMPARE(store.run(u"SELECT deadline_at < 1000 * unixepoch() - 1000 FROM run"_s).toInt(), 1);
        QCOMPARE(store.run(u"SELECT count(*) FROM run WHERE due_at IS NOT NULL"_s).toInt(), 0);
        const int before = store.run(u"PRAGMA data_version"_s).toInt(); // one more with each commit of another
        QTest::qWait(2'000);
        QVERIFY2(store.run(u"PRAGMA data_version"_s).toInt() <= before + 5, "it is carried again and again");
    }
    QCOMPARE(countOf(ledger, "GET", "/paid"), 0);
    QCOMPARE(workspace.cairn({"breaker", "api", "auto"}).exitCode, 0);
    QTRY_COMPARE(workspace.state(), u"succeeded"_s);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

QTEST_GUILESS_MAIN(TestDeadline)
#include "tst_deadline.moc"
