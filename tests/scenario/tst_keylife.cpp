#include "keyworkspace.h"

#include <csignal>

using namespace cairn::testing;
using namespace std::chrono_literals;
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
    void whatWasOnTheWireOfAPausedRunIsAPersons_data();
    void whatWasOnTheWireOfAPausedRunIsAPersons();
    void whatAPauseLeftUnsentGoesOnHoweverLate();
    void whatWasHeldAndThenSentIsAPersons();
    void whatWasHeldBesideItGoesOnHoweverLate();
    void whatIsHeldByTheNextRunnerIsAPersonsStill();
    void onlyItemsThatHadPlacesMayHaveBeenSent();

private:
    enum class Ending { Killed, CutOff, Graceful };
    static std::unique_ptr<QProcess> start(const OneServiceWorkspace &workspace, Ending ending);
    static void end(QProcess &runner, Ending ending);
    static void endBefore(QProcess &runner, std::atomic<bool> &answer);
    static QString cause(const OneServiceWorkspace &workspace) { return workspace.show().value(u"cause"_s).toString(); }
};

namespace {

const QByteArray One = "  one:\n    service: api\n    request: { method: POST, path: /one, body: { file: \"${{ .input }}\" } }\n";
const QByteArray Two = "  two:\n    needs: [one]\n    service: api\n    request: { method: POST, path: /two }\n";

const QByteArray Job = "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n    response: { status: 202 }\n"
                       "    await: { poll: { path: /jobs/1, every: 50ms, until: '.body.done' } }\n";
const QByteArray Slow = "  slow:\n    service: api\n    request: { method: POST, path: /slow }\n";

} // namespace

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

/// Asks it to stop, and lets the answer come to what it has on the wire once it knows.
void TestKeyLife::endBefore(QProcess &runner, std::atomic<bool> &answer)
{
    QVERIFY(askToStop(runner));
    answer = true;
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
    letTimePass(workspace.cairn(), KeyLife);
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
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&isToStop](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.until = &isToStop;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    endBefore(*runner, isToStop);
    QCOMPARE(workspace.state(), u"running"_s);
    QVERIFY2(cause(workspace).contains("the runner was stopped"_L1), qPrintable(cause(workspace)));
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(cause(workspace), QString());
    QCOMPARE(ledger.count(), 2);
}

void TestKeyLife::whatTheNextRunnerMayHaveSentCountsAgain()
{
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&isToStop](const LedgerEntry &entry, int) {
        LedgerAnswer answer = entry.path == "/two" ? silent() : LedgerAnswer();
        answer.until = &isToStop;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    endBefore(*runner, isToStop);
    runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/two"), 1, 20'000);
    end(*runner, Ending::Killed);
    letTimePass(workspace.cairn(), KeyLife);
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
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.drain(), 1);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1), qPrintable(cause(workspace)));
    QCOMPARE(countOf(ledger, "POST", "/slow"), 1);
}

/// One of its steps needs a person, and the others were not begun when the runner was stopped.
void TestKeyLife::whatStoodBesideATroubleGoesOnHoweverLate()
{
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&isToStop](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.status = entry.path == "/slow" ? 422 : 200;
        answer.until = entry.path == "/one" ? &isToStop : nullptr;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two + Slow);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(workspace.states(u"slow"_s).contains(u"blocked"_s), 20'000);
    endBefore(*runner, isToStop);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(cause(workspace).contains("422"_L1) && cause(workspace).contains("the runner was stopped"_L1),
             qPrintable(cause(workspace)));
    letTimePass(workspace.cairn(), KeyLife);
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
    letTimePass(workspace.cairn(), KeyLife);
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
    letTimePass(workspace.cairn(), KeyLife);
    status = 200;
    workspace.writeSteps(One + Two + QByteArray(Slow).replace("path: /slow", "path: /slower"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest", "--reason", "mended"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "POST", "/two"), 1);
}

void TestKeyLife::whatWasOnTheWireOfAPausedRunIsAPersons_data()
{
    QTest::addColumn<int>("ending");
    QTest::addColumn<bool>("quarantine");
    QTest::newRow("paused, and killed") << int(Ending::Killed) << false;
    QTest::newRow("paused, and cut off on its way to a stop") << int(Ending::CutOff) << false;
    QTest::newRow("in quarantine") << int(Ending::Killed) << true;
}

/// Pausing does not cut it off, and the row no longer says that it is under way.
void TestKeyLife::whatWasOnTheWireOfAPausedRunIsAPersons()
{
    QFETCH(const int, ending);
    QFETCH(const bool, quarantine);
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/slow" ? silent() : jsonAnswer(R"({"card":"4111 1111 1111 1111"})");
    });
    const QByteArray protect = "data: { protect: [card], otherwise: quarantine }\n";
    const QByteArray two = QByteArray(Two).replace("path: /two", "path: /two, body: { json: \"${{ .steps.one.body }}\" }");
    const OneServiceWorkspace workspace(ledger.port(), quarantine ? Slow + One + two : Slow, {}, quarantine ? protect : "");
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending(ending));
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/slow"), 1, 20'000);
    const QByteArray id = workspace.id().toUtf8();
    if (!quarantine)
        QCOMPARE(workspace.cairn({"pause", id}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"paused"_s, 20'000);
    end(*runner, Ending(ending));
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.cairn({"unpause", id}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1), qPrintable(cause(workspace)));
    QCOMPARE(countOf(ledger, "POST", "/slow"), 1);
}

void TestKeyLife::whatAPauseLeftUnsentGoesOnHoweverLate()
{
    std::atomic<bool> isPaused = false;
    LedgerServer ledger([&isPaused](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.until = &isPaused;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), One + Two);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"pause", id}).exitCode, 0);
    isPaused = true;
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"one"_s), QStringList{u"succeeded"_s}, 20'000);
    end(*runner, Ending::Killed);
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.cairn({"unpause", id}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 2);
}

/// Before its run's row says that it goes on.
void TestKeyLife::whatWasHeldAndThenSentIsAPersons()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return number == 1 ? silent() : LedgerAnswer(); });
    const OneServiceWorkspace workspace(ledger.port(), One);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Killed);
    QCOMPARE(shut(workspace, "api", true), QByteArray());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"held"_s, 20'000);
    QCOMPARE(shut(workspace, "api", false), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    end(*runner, Ending::Killed);
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.drain(), 1);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1), qPrintable(cause(workspace)));
    QCOMPARE(ledger.count(), 1);
}

void TestKeyLife::whatWasHeldBesideItGoesOnHoweverLate()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/slow" ? silent() : LedgerAnswer(); });
    const QByteArray other = QByteArray(One).replace("service: api", "service: other");
    const OneServiceWorkspace workspace(ledger.port(), Slow + other);
    writeService(workspace, ledger.port());
    workspace.cairn().write(u"services/other.yaml"_s,
                            workspace.cairn().read(u"services/api.yaml"_s).replace("service: api", "service: other"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Killed);
    QCOMPARE(shut(workspace, "other", true), QByteArray());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"one"_s), QStringList{u"held"_s}, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/slow"), 1, 20'000);
    QCOMPARE(workspace.state(), u"running"_s);
    end(*runner, Ending::Killed);
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(shut(workspace, "other", false), QByteArray()); // carried out once there is a runner
    const auto next = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"one"_s), QStringList{u"succeeded"_s}, 20'000);
    QCOMPARE(workspace.states(u"slow"_s), QStringList{u"blocked"_s});
    end(*next, Ending::Killed);
}

/// That it may have been sent outlives the runner that found out.
void TestKeyLife::whatIsHeldByTheNextRunnerIsAPersonsStill()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return number == 1 ? silent() : LedgerAnswer(); });
    const OneServiceWorkspace workspace(ledger.port(), One);
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QCOMPARE(shut(workspace, "api", true), QByteArray());
    end(*runner, Ending::Killed);
    runner = start(workspace, Ending::Graceful);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"held"_s, 20'000);
    end(*runner, Ending::Graceful);
    letTimePass(workspace.cairn(), KeyLife);
    runner = start(workspace, Ending::Graceful);
    QCOMPARE(shut(workspace, "api", false), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"blocked"_s, 20'000);
    QVERIFY2(cause(workspace).contains("may have been sent"_L1), qPrintable(cause(workspace)));
    QCOMPARE(ledger.count(), 1);
    end(*runner, Ending::Graceful);
}

void TestKeyLife::onlyItemsThatHadPlacesMayHaveBeenSent()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.path == "/list")
            return jsonAnswer("{\"pages\":[0,1,2,3,4,5,6,7]}");
        return entry.path == "/pages/0" || entry.path == "/pages/1" ? silent() : LedgerAnswer();
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  list:\n    service: api\n    request: { path: /list }\n"
                       "  pages:\n    needs: [list]\n    foreach: \"${{ .steps.list.body.pages }}\"\n    parallel: 2\n"
                       "    service: api\n    request: { method: PUT, path: \"/pages/${{ .item }}\" }\n");
    writeService(workspace, ledger.port());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = start(workspace, Ending::Killed);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "PUT"), 2, 20'000);
    end(*runner, Ending::Killed);
    letTimePass(workspace.cairn(), KeyLife);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"pages"_s).count(u"blocked"_s), 3); // two, and the step
    QCOMPARE(countOf(ledger, "PUT"), 8);
}

QTEST_GUILESS_MAIN(TestKeyLife)
#include "tst_keylife.moc"
