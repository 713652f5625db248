#include "passingtime.h"
#include "rawstore.h"
#include "workspacetest.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;
using namespace std::chrono_literals;

/// What may have happened at a service that was idempotent when it was sent, and is not any more: it is asked about, whoever lets
/// it go on, and whatever became of the runner that sent it.
class TestDoubts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWaitsIsNotSentToAServiceThatIsIdempotentNoMore_data();
    void whatWaitsIsNotSentToAServiceThatIsIdempotentNoMore();
    void whatMayHaveHappenedIsNotSentToOneWithAnotherInput();
    void whatIsAskedAboutIsTheFailureThatItWas_data();
    void whatIsAskedAboutIsTheFailureThatItWas();
    void whatAKilledRunnerSentIsNotSentToOneEither();
    void whatWasNeverSentIsSentToOneAfterAKill();
    void aRepeatThatWasCutOffIsNotSentToOneEither_data();
    void aRepeatThatWasCutOffIsNotSentToOneEither();
    void whatWaitedForARepeatIsAskedAboutAfterAKillAlone_data();
    void whatWaitedForARepeatIsAskedAboutAfterAKillAlone();
    void whatWaitedForItsTurnIsNotAskedAbout();
    void whoCarriedNothingSentNothing_data();
    void whoCarriedNothingSentNothing();
};

namespace {

const QByteArray NotIdempotent = "idempotent: false\n";

/// A service that is idempotent until further notice.
void writeService(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &timeout, const QByteArray &retry)
{
    workspace.cairn().write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                                        "\npolicy: { timeout: { attempt: " + timeout + " }, retry: " + retry +
                                                        " }\n");
}

int declareNotIdempotent(const OneServiceWorkspace &workspace)
{
    return workspace.cairn({"service", "set", "api", "idempotent=false", "--reason", "it books twice"}).exitCode;
}

const QByteArray PayOnly = "  pay:\n    service: api\n"
                           "    request: { method: POST, path: /payments, body: { json: { amount: 5 } } }\n";
const QByteArray AskByKey = "    reconcile:\n      path: \"/payments\"\n      query: { key: \"${{ .idempotency_key }}\" }\n"
                            "      happened: '.status == 200'\n      not_happened: '.status == 404'\n";

} // namespace

void TestDoubts::whatWaitsIsNotSentToAServiceThatIsIdempotentNoMore_data()
{
    QTest::addColumn<QByteArray>("retry");
    QTest::addColumn<QString>("waitsAs");
    QTest::addColumn<QByteArray>("reconcile");
    QTest::newRow("by itself") << QByteArray("{ attempts: 3, backoff: { initial: 5m, max: 5m, jitter: none } }")
                               << u"waiting_retry"_s << QByteArray();
    QTest::newRow("by a person's retry") << QByteArray("{ attempts: 1 }") << u"blocked"_s << QByteArray();
    QTest::newRow("found out") << QByteArray("{ attempts: 1 }") << u"blocked"_s << AskByKey;
}

/// What was to be tried again may have been done: that is what the order is to stop.
void TestDoubts::whatWaitsIsNotSentToAServiceThatIsIdempotentNoMore()
{
    QFETCH(const QByteArray, retry);
    QFETCH(const QString, waitsAs);
    QFETCH(const QByteArray, reconcile);
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        return entry.method == "GET" ? jsonAnswer("{}", 404) : number == 1 ? silent() : jsonAnswer("{}");
    });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly + reconcile);
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    writeService(workspace, ledger.port(), "2s", retry);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), waitsAs, 20'000);
    QCOMPARE(declareNotIdempotent(workspace), 0);
    if (waitsAs == "blocked"_L1)
        QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    else
        letTimePass(workspace.cairn(), 11min);
    if (!reconcile.isEmpty()) { // it had not happened, and is sent again
        QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
        QCOMPARE(countOf(ledger, "GET", "/payments?key=" + ledger.entries()[0].key), 1);
        QCOMPARE(countOf(ledger, "POST"), 2);
    } else {
        QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"outcome_unknown"_s, 20'000);
        QCOMPARE(countOf(ledger, "POST"), 1);
        QCOMPARE(workspace.show().value(u"category"_s).toString(), u"timeout"_s);
        QCOMPARE(workspace.cairn({"decide", workspace.id().toUtf8(), "not-happened"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
        QCOMPARE(countOf(ledger, "POST"), 2);
    }
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Neither edited nor by a newer version: a question would name a key that the service has never seen.
void TestDoubts::whatMayHaveHappenedIsNotSentToOneWithAnotherInput()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 500 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    writeService(workspace, ledger.port(), "5s", "{ attempts: 1 }");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(declareNotIdempotent(workspace), 0);
    const QByteArray run = workspace.id().toUtf8();
    workspace.cairn().write(u"other.json"_s, "{\"amount\":6}");
    workspace.cairn({"resume", run, "--input", "other.json"});
    workspace.drain();
    const QString service = u"services/api.yaml"_s;
    workspace.cairn().write(service, workspace.cairn().read(service) + NotIdempotent); // as it is live
    workspace.writeSteps(QByteArray(PayOnly).replace("amount: 5", "amount: 6"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn({"resume", run, "--latest", "--reason", "mended"});
    workspace.drain();
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    const QByteArray told = workspace.cairn({"audit", "list", "--json", "subject:" + run}).output;
    QCOMPARE(told.count("step pay may have happened (the service answered 500"), 2);
}

void TestDoubts::whatIsAskedAboutIsTheFailureThatItWas_data()
{
    QTest::addColumn<bool>("answers");
    QTest::addColumn<QString>("category");
    QTest::newRow("an answer") << true << u"service"_s;
    QTest::newRow("none") << false << u"network"_s;
}

/// One incident, and what helped before; not another one whose answer nobody ever saw.
void TestDoubts::whatIsAskedAboutIsTheFailureThatItWas()
{
    QFETCH(const bool, answers);
    QFETCH(const QString, category);
    LedgerServer ledger([answers](const LedgerEntry &, int) { return answers ? jsonAnswer("{}", 500) : reset(); });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    QCOMPARE(workspace.run(), 1);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QCOMPARE(declareNotIdempotent(workspace), 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    workspace.drain();
    const QJsonObject unknown = workspace.show();
    QCOMPARE(unknown.value(u"state"_s).toString(), u"outcome_unknown"_s);
    QCOMPARE(unknown.value(u"category"_s).toString(), category);
    QCOMPARE(unknown.value(u"cause"_s).toString(), cause);
    QCOMPARE(workspace.cairn({"incident", "list", "--all", "--json"}).json().size(), 1);
}

void TestDoubts::whatAKilledRunnerSentIsNotSentToOneEither()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return number == 1 ? silent() : jsonAnswer("{}"); });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    writeService(workspace, ledger.port(), "30s", "{ attempts: 3 }");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "POST") == 1, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    QCOMPARE(declareNotIdempotent(workspace), 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"internal"_s); // as where an intent tells of it
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(workspace.cairn({"decide", workspace.id().toUtf8(), "not-happened"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "POST"), 2);
}

/// Nobody is asked about what certainly did not happen: nothing leaves for a service that is not idempotent without an intent.
void TestDoubts::whatWasNeverSentIsSentToOneAfterAKill()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (number <= 2 && entry.path == "/other")
            return silent(); // keeps the run under way
        return jsonAnswer("{}", entry.method == "POST" && number <= 2 ? 429 : 200);
    });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly + "  other:\n    service: slow\n    request: { path: /other }\n");
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    writeService(workspace, ledger.port(), "20s", "{ attempts: 3, backoff: { initial: 5m, max: 5m, jitter: none } }");
    workspace.cairn().write(u"services/api.yaml"_s, workspace.cairn().read(u"services/api.yaml"_s) + NotIdempotent);
    workspace.cairn().write(u"services/slow.yaml"_s,
                            "service: slow\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) + "\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"pay"_s).value(0), u"waiting_retry"_s, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    letTimePass(workspace.cairn(), 11min);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST"), 2);
    QVERIFY(!workspace.cairn({"show", workspace.id().toUtf8(), "--json"}).output.contains("outcome_unknown"));
}

void TestDoubts::aRepeatThatWasCutOffIsNotSentToOneEither_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("by a stop") << SIGTERM;
    QTest::newRow("by a kill, before the run's row tells") << SIGKILL;
}

/// The attempt before did certainly nothing.
void TestDoubts::aRepeatThatWasCutOffIsNotSentToOneEither()
{
    QFETCH(const int, signal);
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer = number == 2 ? silent() : jsonAnswer("{}", number == 1 ? 429 : 200);
        answer.extraHeaders = number == 1 ? "Retry-After: 0\r\n" : "";
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    writeService(workspace, ledger.port(), "30s", "{ attempts: 3, backoff: { initial: 2s, max: 2s, jitter: none } }");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s, u"--grace"_s, u"1s"_s});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST"), 2, 20'000);
    ::kill(pid_t(runner->processId()), signal);
    QVERIFY(runner->waitForFinished());
    if (signal == SIGKILL) // however soon it told
        RawStore(workspace.cairn().path(u".cairn"_s))
            .change(u"UPDATE run SET state = 'waiting_retry', next_at = submitted_at, due_at = submitted_at"_s);
    QCOMPARE(workspace.state(), u"waiting_retry"_s);
    QCOMPARE(declareNotIdempotent(workspace), 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(countOf(ledger, "POST"), 2);
    QCOMPARE(workspace.cairn({"decide", workspace.id().toUtf8(), "not-happened"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "POST"), 3);
}

void TestDoubts::whatWaitedForARepeatIsAskedAboutAfterAKillAlone_data()
{
    QTest::addColumn<bool>("kills");
    QTest::newRow("stopped") << false;
    QTest::newRow("killed") << true;
}

/// Its time came while no runner was there: one that was stopped has not begun it.
void TestDoubts::whatWaitedForARepeatIsAskedAboutAfterAKillAlone()
{
    QFETCH(const bool, kills);
    LedgerServer ledger([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 429 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    writeService(workspace, ledger.port(), "5s", "{ attempts: 3, backoff: { initial: 5m, max: 5m, jitter: none } }");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    kills ? runner->kill() : runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(declareNotIdempotent(workspace), 0);
    letTimePass(workspace.cairn(), 11min);
    QCOMPARE(workspace.drain(), kills ? 1 : 0);
    QCOMPARE(workspace.state(), kills ? u"outcome_unknown"_s : u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST"), kills ? 1 : 2);
}

/// It was let in by nobody, neither before the service was told to be not idempotent nor after.
void TestDoubts::whatWaitedForItsTurnIsNotAskedAbout()
{
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&isToStop](const LedgerEntry &entry, int number) {
        LedgerAnswer answer = number == 2 ? silent() : jsonAnswer("{}");
        answer.until = entry.path == "/payments" ? &isToStop : nullptr;
        return answer;
    });
    const QByteArray next = "    needs: [pay]\n    service: api\n    request: { method: POST, path: /next }\n";
    const OneServiceWorkspace workspace(ledger.port(), PayOnly + "  a:\n" + next + "  b:\n" + next);
    writeService(workspace, ledger.port(), "30s", "{ attempts: 3 }, concurrency: { max: 1 }");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST"), 1, 20'000);
    QVERIFY(askToStop(*runner));
    isToStop = true;
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(declareNotIdempotent(workspace), 0);
    QTest::qWait(1'500); // it rules for certain
    runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST"), 2, 20'000);
    runner->kill();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"a"_s) + workspace.states(u"b"_s), (QStringList{u"outcome_unknown"_s, u"succeeded"_s}));
    QCOMPARE(countOf(ledger, "POST", "/next"), 2);
}

void TestDoubts::whoCarriedNothingSentNothing_data()
{
    QTest::addColumn<QList<QByteArray>>("words");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("compacting") << QList<QByteArray>{"store", "compact"} << 0;
    QTest::newRow("a runner that cannot listen") << QList<QByteArray>{"runner", "--drain"} << 3;
}

/// It came after a runner that ended in order: what waits for a repeat was not sent since, and is sent again.
void TestDoubts::whoCarriedNothingSentNothing()
{
    QFETCH(const QList<QByteArray>, words);
    QFETCH(const int, exitCode);
    std::atomic<bool> isReady = false;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.status = isReady ? 200 : 429;
        answer.extraHeaders = "Retry-After: 2\r\n"; // it has not begun with it
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), "  one: { service: api, request: { method: POST, path: /v1 } }\n");
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    letTimePass(workspace.cairn(), 1min);
    workspace.cairn().write(u"cairn.yaml"_s,
                            Unsealed + "listener: { port: " + QByteArray::number(ledger.port()) + " }\n"); // busy
    const Outcome nothing = workspace.cairn(words);
    QVERIFY2(nothing.exitCode == exitCode, (QByteArray::number(nothing.exitCode) + nothing.errors).constData());
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    QCOMPARE(workspace.cairn({"service", "set", "api", "idempotent=false", "--reason", "learnt"}).exitCode, 0);
    isReady = true;
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

QTEST_GUILESS_MAIN(TestDoubts)
#include "tst_doubts.moc"
