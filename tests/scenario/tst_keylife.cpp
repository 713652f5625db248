#include "workspacetest.h"

#include <csignal>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A service may forget an idempotency key after a while: what may have been sent with it by then is not sent again blindly, even
/// where nothing tells that it was.
class TestKeyLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatARunnerThatEndedMayHaveSentIsAPersons_data();
    void whatARunnerThatEndedMayHaveSentIsAPersons();
    void whatWasNotBegunGoesOnHoweverLate();
    void whatTheNextRunnerMayHaveSentCountsAgain();

private:
    enum class Ending { Killed, CutOff, Graceful };
    static void writeService(const OneServiceWorkspace &workspace, quint16 port);
    static std::unique_ptr<QProcess> start(const OneServiceWorkspace &workspace, Ending ending);
    static void end(QProcess &runner, Ending ending);
    static QString cause(const OneServiceWorkspace &workspace) { return workspace.show().value(u"cause"_s).toString(); }
};

namespace {

constexpr int KeyLife = 3'000; ///< ms

const QByteArray One = "  one:\n    service: api\n    request: { method: POST, path: /one, body: { file: \"${{ .input }}\" } }\n";
const QByteArray Two = "  two:\n    needs: [one]\n    service: api\n    request: { method: POST, path: /two }\n";

LedgerAnswer silent()
{
    LedgerAnswer answer;
    answer.end = LedgerAnswer::End::Silent;
    return answer;
}

} // namespace

void TestKeyLife::writeService(const OneServiceWorkspace &workspace, quint16 port)
{
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                "\nidempotency: { lifetime: 3s }\n"
                                "policy: { timeout: { idle: 1h, attempt: 1h }, retry: { attempts: 2 } }\n");
}

std::unique_ptr<QProcess> TestKeyLife::start(const OneServiceWorkspace &workspace, Ending ending)
{
    return workspace.cairn().start(ending == Ending::CutOff ? QStringList{u"runner"_s, u"--grace"_s, u"0s"_s}
                                                            : QStringList{u"runner"_s});
}

void TestKeyLife::end(QProcess &runner, Ending ending)
{
    ::kill(pid_t(runner.processId()), ending == Ending::Killed ? SIGKILL : SIGTERM);
    QVERIFY(runner.waitForFinished(20'000));
}

void TestKeyLife::whatARunnerThatEndedMayHaveSentIsAPersons_data()
{
    QTest::addColumn<int>("ending");
    QTest::newRow("killed") << int(Ending::Killed);
    QTest::newRow("cut off on its way to a stop") << int(Ending::CutOff);
}

void TestKeyLife::whatARunnerThatEndedMayHaveSentIsAPersons()
{
    QFETCH(const int, ending);
    LedgerServer ledger([](const LedgerEntry &, int number) { return number == 1 ? silent() : LedgerAnswer(); });
    const OneServiceWorkspace workspace(ledger.port(), One);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending(ending));
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"running"_s, 20'000);
    end(*runner, Ending(ending));
    QTest::qWait(KeyLife + 100); // which cannot be simulated in another process
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1) &&
                 cause(workspace).contains("may have forgotten the idempotency key"_L1),
             qPrintable(cause(workspace)));
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8(), "--reason", "it was not done there"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(ledger.count(), 2);
}

/// A console is closed on Friday, and opened on Monday.
void TestKeyLife::whatWasNotBegunGoesOnHoweverLate()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = 1'500;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    end(*runner, Ending::Graceful);
    QCOMPARE(workspace.state(), u"running"_s);
    QVERIFY2(cause(workspace).contains("the runner was stopped"_L1), qPrintable(cause(workspace)));
    QTest::qWait(KeyLife + 100);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(cause(workspace), QString());
    QCOMPARE(ledger.count(), 2);
}

void TestKeyLife::whatTheNextRunnerMayHaveSentCountsAgain()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = entry.path == "/two" ? silent() : LedgerAnswer();
        answer.delayMs = 1'500;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    end(*runner, Ending::Graceful);
    runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/two"), 1, 20'000);
    end(*runner, Ending::Killed);
    QTest::qWait(KeyLife + 100);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(countOf(ledger, "POST", "/two"), 1);
}

QTEST_GUILESS_MAIN(TestKeyLife)
#include "tst_keylife.moc"
