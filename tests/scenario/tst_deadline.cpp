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
    std::atomic_int delay = 2'500;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = delay;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), {});
    writePipeline(workspace, 1, "\ndeadline: 2s");
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

QTEST_GUILESS_MAIN(TestDeadline)
#include "tst_deadline.moc"
