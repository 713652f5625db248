#include "workspacetest.h"

#include <csignal>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The runner is killed while it carries out edits, at points chosen by the number of requests that the service has seen: each
/// edit takes effect once, under one new key.
class TestKilledEdits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachEditIsCarriedOutOnce();

private:
    static constexpr int Runs = 12;
    static void judge(const OneServiceWorkspace &workspace, const LedgerServer &ledger, const QStringList &runs);
};

/// Of each run one checkpoint that edits, one key for the edited body, and a command that is done.
void TestKilledEdits::judge(const OneServiceWorkspace &workspace, const LedgerServer &ledger, const QStringList &runs)
{
    for (const QString &run : runs) {
        const QJsonObject told = workspace.show(run);
        QCOMPARE(told.value(u"state"_s).toString(), u"succeeded"_s);
        const QJsonArray checkpoints = told.value(u"checkpoints"_s).toArray();
        const auto edits = std::count_if(checkpoints.begin(), checkpoints.end(), [](const QJsonValue &checkpoint) {
            return checkpoint[u"state"_s] == u"ready"_s && checkpoint[u"edited"_s].isObject();
        });
        QCOMPARE(int(edits), 1);
        const QJsonArray attempts = told.value(u"attempts"_s).toArray();
        QCOMPARE(int(std::count_if(attempts.begin(), attempts.end(),
                                   [](const QJsonValue &attempt) { return attempt[u"status"_s] == 200; })),
                 1);
    }
    QHash<QByteArray, QByteArray> bodies;
    for (const LedgerEntry &entry : ledger.entries()) {
        QCOMPARE(bodies.value(entry.key, entry.body), entry.body); // a key never carries two bodies
        bodies.insert(entry.key, entry.body);
    }
    QCOMPARE(int(std::count_if(bodies.begin(), bodies.end(), [](const QByteArray &body) { return body.contains("good"); })),
             Runs);
    QCOMPARE(int(bodies.size()), 2 * Runs);
    const Outcome audit = workspace.cairn({"audit", "verify"});
    QVERIFY2(audit.exitCode == 0, audit.output.constData());
}

void TestKilledEdits::eachEditIsCarriedOutOnce()
{
    std::atomic<qint64> victim = 0;
    std::atomic<int> killAt = 0;
    LedgerServer ledger([&](const LedgerEntry &entry, int number) {
        if (number == killAt && victim > 0) // the effect has happened, the answer never leaves
            ::kill(pid_t(victim.load()), SIGKILL);
        return entry.body.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{}");
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  send:\n    service: api\n    request: { method: POST, path: /send, body: { json: { of: bad } } }\n");
    QStringList runs;
    for (int i = 0; i < Runs; ++i) {
        QCOMPARE(workspace.run(), 1);
        runs.append(workspace.id());
    }
    for (const QString &run : runs) // no runner is there: all of them wait
        QCOMPARE(
            workspace.cairn({"resume", (run + u"/send"_s).toUtf8(), "--patch", R"(.of = "good")", "--reason", "mended"}).exitCode,
            0);
    int killed = 0;
    for (int round = 0; round < 2 * Runs; ++round) {
        killAt = ledger.count() + 1 + round % 4;
        const auto runner = workspace.cairn().start({u"runner"_s, u"--drain"_s});
        QVERIFY(runner->waitForStarted());
        victim = runner->processId();
        QVERIFY(runner->waitForFinished(60'000));
        victim = 0;
        if (runner->exitStatus() != QProcess::CrashExit)
            break;
        ++killed;
    }
    QVERIFY2(killed >= 3, qPrintable(QString::number(killed)));
    QCOMPARE(workspace.drain(), 0);
    judge(workspace, ledger, runs);
}

QTEST_GUILESS_MAIN(TestKilledEdits)
#include "tst_killed_edits.moc"
