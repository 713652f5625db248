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
    void whatCameAfterAWaitIsAPersonsToo();
    void whatStoodBesideATroubleGoesOnHoweverLate();
    void whatARerunBeginsWithWasNeverSent();
    void whatANewerVersionAddsWasNeverSent();

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

const QByteArray Job = "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n    response: { status: 202 }\n"
                       "    await: { poll: { path: /jobs/1, every: 50ms, until: '.body.done' } }\n";
const QByteArray Slow = "  slow:\n    service: api\n    request: { method: POST, path: /slow }\n";

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

/// The run's row said that it waited, and says by then that it goes on.
void TestKeyLife::whatCameAfterAWaitIsAPersonsToo()
{
    std::atomic_bool isDone = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        if (entry.path == "/jobs")
            return jsonAnswer("{}", 202);
        return entry.path == "/slow" ? silent() : jsonAnswer(isDone ? R"({"done":true})" : R"({"done":false})");
    });
    const OneServiceWorkspace workspace(ledger.port(), Job + QByteArray(Slow).replace("slow:\n", "slow:\n    needs: [job]\n"));
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_callback"_s, 20'000);
    isDone = true;
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/slow"), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"running"_s, 20'000); // and no longer that it waits for the job
    end(*runner, Ending::Killed);
    QTest::qWait(KeyLife + 100);
    QCOMPARE(workspace.drain(), 1);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1), qPrintable(cause(workspace)));
    QCOMPARE(countOf(ledger, "POST", "/slow"), 1);
}

/// One of its steps needs a person, and the others were not begun when the runner was stopped.
void TestKeyLife::whatStoodBesideATroubleGoesOnHoweverLate()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.status = entry.path == "/slow" ? 422 : 200;
        answer.delayMs = entry.path == "/one" ? 1'500 : 0;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two + Slow);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    end(*runner, Ending::Graceful);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(cause(workspace).contains("422"_L1) && cause(workspace).contains("the runner was stopped"_L1),
             qPrintable(cause(workspace)));
    QTest::qWait(KeyLife + 100);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(countOf(ledger, "POST", "/two"), 1);
    QVERIFY2(!cause(workspace).contains("the runner was stopped"_L1), qPrintable(cause(workspace)));
}

void TestKeyLife::whatARerunBeginsWithWasNeverSent()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return LedgerAnswer(); });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(workspace.cairn({"rerun", workspace.id().toUtf8(), "--from", "two"}).exitCode, 0);
    QTest::qWait(KeyLife + 100);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/two"), 2);
}

void TestKeyLife::whatANewerVersionAddsWasNeverSent()
{
    std::atomic_int status = 422;
    LedgerServer ledger(
        [&](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.path.startsWith("/slow") ? int(status) : 200); });
    const OneServiceWorkspace workspace(ledger.port(), One + Slow);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.run(), 1);
    QTest::qWait(KeyLife + 100);
    status = 200;
    workspace.writeSteps(One + Two + QByteArray(Slow).replace("path: /slow", "path: /slower"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest", "--reason", "mended"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "POST", "/two"), 1);
}

QTEST_GUILESS_MAIN(TestKeyLife)
#include "tst_keylife.moc"
