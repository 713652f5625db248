#include "keyworkspace.h"

using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// How old a key is that a killed runner may have used: as old as what it began can be, and no older.
class TestKeyAge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheNextRunnerBeganIsNotOlderThanThat_data();
    void whatTheNextRunnerBeganIsNotOlderThanThat();
    void whatWasBegunInAnothersPlaceIsAPersons();

private:
    static std::unique_ptr<QProcess> start(const OneServiceWorkspace &workspace)
    {
        return workspace.cairn().start({u"runner"_s});
    }
    static void kill(QProcess &runner);
    static QString cause(const OneServiceWorkspace &workspace) { return workspace.show().value(u"cause"_s).toString(); }
};

namespace {

const QByteArray One = "  one:\n    service: api\n    request: { method: POST, path: /one }\n";
const QByteArray Two = "  two:\n    needs: [one]\n    service: api\n    request: { method: POST, path: /two }\n";
const QByteArray Slow = "  slow:\n    service: api\n    request: { method: POST, path: /slow }\n";

} // namespace

void TestKeyAge::kill(QProcess &runner)
{
    runner.kill();
    QVERIFY(runner.waitForFinished(20'000));
}

void TestKeyAge::whatTheNextRunnerBeganIsNotOlderThanThat_data()
{
    QTest::addColumn<bool>("pauses");
    QTest::addColumn<QByteArray>("beside");
    QTest::newRow("after a stop") << false << QByteArray();
    QTest::newRow("after a stop, beside a trouble") << false << Slow;
    QTest::newRow("after a pause") << true << QByteArray();
}

/// Stopped on Friday, started on Monday, and killed a moment after it had begun: its key was new.
void TestKeyAge::whatTheNextRunnerBeganIsNotOlderThanThat()
{
    QFETCH(const bool, pauses);
    QFETCH(const QByteArray, beside);
    std::atomic<bool> isToStop = false;
    std::atomic<int> tries = 0;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer answer = entry.path == "/two" && ++tries == 1 ? silent() : LedgerAnswer();
        answer.status = entry.path == "/slow" ? 422 : 200;
        answer.until = entry.path == "/one" ? &isToStop : nullptr;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two + beside);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = start(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/one"), 1, 20'000);
    if (!beside.isEmpty())
        QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"slow"_s), QStringList{u"blocked"_s}, 20'000);
    const QByteArray id = workspace.id().toUtf8();
    if (pauses) {
        QCOMPARE(workspace.cairn({"pause", id}).exitCode, 0);
        isToStop = true;
        QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"one"_s), QStringList{u"succeeded"_s}, 20'000);
        letTimePass(workspace.cairn(), KeyLife);
        QCOMPARE(workspace.cairn({"unpause", id}).exitCode, 0);
    } else {
        QVERIFY(askToStop(*runner));
        isToStop = true;
        QVERIFY(runner->waitForFinished(20'000));
        letTimePass(workspace.cairn(), KeyLife);
        runner = start(workspace);
    }
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/two"), 1, 20'000);
    kill(*runner);
    QCOMPARE(workspace.drain(), beside.isEmpty() ? 0 : 1);
    QVERIFY2(workspace.states(u"two"_s) == QStringList{u"succeeded"_s}, qPrintable(cause(workspace)));
    QCOMPARE(countOf(ledger, "POST", "/two"), 2);
}

/// An item had the place of one that was to be tried again later; when the next runner comes, that time has come too.
void TestKeyAge::whatWasBegunInAnothersPlaceIsAPersons()
{
    LedgerServer ledger([tries = QHash<QByteArray, int>()](const LedgerEntry &entry, int) mutable {
        const bool isFirst = ++tries[entry.path] == 1;
        if (entry.path == "/slow")
            return jsonAnswer("{}", 422);
        if (entry.path == "/pages/0" && isFirst)
            return jsonAnswer("{}", 500);
        return isFirst && (entry.path == "/pages/1" || entry.path == "/pages/2") ? silent() : LedgerAnswer();
    });
    const OneServiceWorkspace workspace(
        ledger.port(), Slow + "  pages:\n    service: other\n    foreach: \"${{ [0, 1, 2, 3] }}\"\n    parallel: 2\n"
                              "    request: { method: PUT, path: \"/pages/${{ .item }}\" }\n");
    writeService(workspace, ledger.port());
    workspace.cairn().write(u"services/other.yaml"_s,
                            workspace.cairn()
                                .read(u"services/api.yaml"_s)
                                .replace("service: api", "service: other")
                                .replace("attempts: 2", "attempts: 2, backoff: { initial: 10m, max: 10m, jitter: none }"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = start(workspace);
    QCOMPARE(shut(workspace, "other", true), QByteArray());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"pages"_s).count(u"held"_s), 2, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"blocked"_s, 20'000);
    QCOMPARE(shut(workspace, "other", false), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "PUT", "/pages/2"), 1, 20'000);
    kill(*runner);
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(countOf(ledger, "PUT", "/pages/2"), 1);
    QCOMPARE(countOf(ledger, "PUT", "/pages/3"), 1);
}

QTEST_GUILESS_MAIN(TestKeyAge)
#include "tst_keyage.moc"
