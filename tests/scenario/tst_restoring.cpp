#include "workspacetest.h"

#include <QDir>
#include <QTemporaryDir>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The usual disaster: last night's backup is put back, and what was done since has been done.
class TestRestoring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsDoneTwiceUnasked();
};

void TestRestoring::nothingIsDoneTwiceUnasked()
{
    const QTemporaryDir elsewhere;
    const QByteArray backup = elsewhere.filePath(u"night.backup"_s).toUtf8();
    LedgerServer ledger;
    const QByteArray steps =
        "  pay:\n    service: api\n    request: { method: POST, path: /pay, body: { file: '${{ .input }}' } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, "input: { watch: inbox }\n");
    const CairnProgram &cairn = workspace.cairn();
    const auto stop = [](QProcess &runner) {
        runner.terminate();
        return runner.waitForFinished(20'000);
    };
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"backup", backup}).exitCode, 0);
    cairn.write(u"inbox/b.txt"_s, "laid down later");
    {
        const auto runner = cairn.start({u"runner"_s});
        QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
        QVERIFY(stop(*runner));
    }
    QVERIFY(QDir(cairn.path(u".cairn"_s)).removeRecursively());
    const Outcome restored = workspace.cairn({"restore", backup, cairn.path(u"."_s).toUtf8()});
    QCOMPARE(restored.exitCode, 0);
    for (const char *said :
         {"what was done and sent in between is not known here", "1 run that had not ended is paused", "`touch`"})
        QVERIFY2(restored.errors.contains(said), restored.errors.constData());
    QVERIFY(workspace.cairn({"doctor"}).output.contains("1 run that had not ended is paused"));

    const auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"status"}).output.contains("before the store was put back"), 20'000);
    QCOMPARE(workspace.state(), u"paused"_s);
    QCOMPARE(ledger.count(), 2);
    cairn.write(u"inbox/b.txt"_s, "laid down later"); // which is a touch
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 3, 20'000);
    QCOMPARE(workspace.cairn({"unpause", id}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 4, 20'000);
    const auto entries = ledger.entries();
    const auto isOfRun = [&](const LedgerEntry &entry) {
        return entry.body == entries.last().body && entry.key == entries.last().key;
    };
    QCOMPARE(std::count_if(entries.begin(), entries.end(), isOfRun), 2); // by the same key: an idempotent service does it once
    QVERIFY(stop(*runner));
}

QTEST_GUILESS_MAIN(TestRestoring)
#include "tst_restoring.moc"
