#include "workspacetest.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// What may have happened at a service that is not idempotent: found out where the step says how, decided by a person elsewhere;
/// and what should no longer happen: the service is told.
class TestUnknown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServiceThatSaysItHappenedIsNotSentToAgain();
    void aServiceThatSaysItDidNotIsSentToAgain();
    void aServiceThatCannotTellLeavesItToAPerson();
    void questionsThatFailAreAskedAgain();
    void aKillBeforeTheAnswerIsFoundOut();
    void aClosedTerminalLetsTheAnswerCome();
    void aConflictIsFoundOut();
    void a503IsARefusalIfItSaysWhenToComeBack_data();
    void a503IsARefusalIfItSaysWhenToComeBack();
    void whatCannotBeAskedAboutIsToBeSkipped();
    void aCancelReachesTheService();
    void aCancelGoesOnTellingWhereItStood();
    void whatACancelCutsOffIsRecordedAndIsNobodysFailure_data();
    void whatACancelCutsOffIsRecordedAndIsNobodysFailure();
};

namespace {

const QByteArray NotIdempotent = "idempotent: false\n";
/// Pays, and asks by key.
const QByteArray Pay =
    "  pay:\n    service: api\n    request: { method: POST, path: /payments, body: { json: { amount: 5 } } }\n"
    "    reconcile:\n      path: \"/payments\"\n      query: { key: \"${{ .idempotency_key }}\" }\n"
    "      happened: '.status == 200'\n      not_happened: '.status == 404'\n"
    "  out:\n    needs: [pay]\n    deliver: { to: outbox, name: r.json, content: \"${{ .steps.pay.body.id }}\" }\n";

const QByteArray PayOnly = "  pay:\n    service: api\n"
                           "    request: { method: POST, path: /payments, body: { json: { amount: 5 } } }\n";

} // namespace

void TestUnknown::aServiceThatSaysItHappenedIsNotSentToAgain()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : jsonAnswer("{\"id\":\"p9\"}"); });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(countOf(ledger, "GET"), 1);
    QCOMPARE(workspace.cairn().read(u"outbox/r.json"_s), QByteArray("p9"));
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries[1].path, "/payments?key=" + entries[0].key);
    const QJsonArray checkpoints = workspace.show().value(u"checkpoints"_s).toArray();
    QStringList states;
    for (const QJsonValue &checkpoint : checkpoints)
        states.append(checkpoint[u"state"_s].toString());
    QCOMPARE(states, QStringList({u"in_flight"_s, u"outcome_unknown"_s, u"succeeded"_s, u"succeeded"_s}));
}

void TestUnknown::aServiceThatSaysItDidNotIsSentToAgain()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return number == 1 ? reset() : jsonAnswer("{\"id\":\"p2\"}");
        return jsonAnswer("{}", 404);
    });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "POST"), 2);
    QCOMPARE(countOf(ledger, "GET"), 1);
    QCOMPARE(workspace.cairn().read(u"outbox/r.json"_s), QByteArray("p2"));
}

void TestUnknown::aServiceThatCannotTellLeavesItToAPerson()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : jsonAnswer("{}", 410); });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(countOf(ledger, "GET"), 3);                            // as often as the service's policy tries anything
    const Outcome drained = workspace.cairn({"runner", "--drain"}); // nothing moves, and a person is needed
    QCOMPARE(drained.exitCode, 1);
    QVERIFY2(drained.output.contains("1 outcome_unknown"), drained.output.constData());
    QCOMPARE(countOf(ledger, "GET"), 3);
    QCOMPARE(workspace.cairn({"decide", workspace.id().toUtf8(), "happened"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1); // what is to be delivered is in an answer that nobody has
    QCOMPARE(workspace.states(u"pay"_s), QStringList(u"succeeded"_s));
    QCOMPARE(countOf(ledger, "POST"), 1);
}

void TestUnknown::questionsThatFailAreAskedAgain()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return reset();
        return number < 4 ? jsonAnswer("{}", 503) : jsonAnswer("{\"id\":\"p9\"}");
    });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(countOf(ledger, "GET"), 3);
}

void TestUnknown::aKillBeforeTheAnswerIsFoundOut()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? silent() : jsonAnswer("{\"id\":\"p9\"}"); // the effect is there, the answer never comes
    });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "POST") == 1, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST"), 1);
}

/// SIGHUP ends a runner as SIGTERM does: what is on its way is finished.
void TestUnknown::aClosedTerminalLetsTheAnswerCome()
{
    std::atomic<qint64> runner = 0;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        while (runner == 0)
            QThread::msleep(1);
        ::kill(pid_t(runner.load()), SIGHUP);
        LedgerAnswer answer = jsonAnswer("{\"id\":\"p9\"}");
        answer.delayMs = 300;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Pay, NotIdempotent);
    workspace.cairn().write(u"a.txt"_s, "a");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto process = workspace.cairn().start({u"runner"_s});
    QVERIFY(process->waitForStarted());
    runner = process->processId();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(workspace.states(u"pay"_s), QStringList(u"succeeded"_s));
    QCOMPARE(countOf(ledger, "POST"), 1);
}

void TestUnknown::aConflictIsFoundOut()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? jsonAnswer("{}", 409) : jsonAnswer("{\"id\":\"p9\"}");
    });
    const OneServiceWorkspace workspace(ledger.port(), Pay); // idempotent
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(workspace.cairn().read(u"outbox/r.json"_s), QByteArray("p9"));
}

void TestUnknown::a503IsARefusalIfItSaysWhenToComeBack_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("sent");
    QTest::newRow("as a gateway says that the connection broke behind it") << QByteArray() << u"outcome_unknown"_s << 1;
    QTest::newRow("as who sheds load says it") << QByteArray("Retry-After: 0\r\n") << u"succeeded"_s << 2;
}

void TestUnknown::a503IsARefusalIfItSaysWhenToComeBack()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const QString, state);
    QFETCH(const int, sent);
    LedgerServer ledger([headers](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("{}", number == 1 ? 503 : 200);
        answer.extraHeaders = headers;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly, NotIdempotent);
    workspace.run();
    QCOMPARE(workspace.state(), state);
    QCOMPARE(countOf(ledger, "POST"), sent);
}

/// Its answer, which tells where to ask, never came.
void TestUnknown::whatCannotBeAskedAboutIsToBeSkipped()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return reset(); });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n"
        "    await: { poll: { path: \"/jobs/${{ .response.body.id }}\", every: 20ms, until: '.body.state == \"done\"' } }\n",
        NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const QByteArray run = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"decide", run, "happened"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    const QByteArray told = workspace.cairn({"audit", "list", "--json", "subject:" + run}).output;
    QVERIFY2(told.contains("nobody has the answer that its poll needs: once it is done, skip job"), told.constData());
    const QByteArray shown = workspace.cairn({"show", run}).output;
    QVERIFY2(shown.contains("skip the step once it is done"), shown.constData());
    QCOMPARE(workspace.cairn({"skip", run + "/job"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.states(u"job"_s), QStringList(u"skipped"_s));
    QCOMPARE(countOf(ledger, "POST"), 1);
}

void TestUnknown::aCancelReachesTheService()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? jsonAnswer("{\"id\":\"j7\"}", 202) : jsonAnswer("{\"state\":\"working\"}");
    });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n"
        "    await: { poll: { path: \"/jobs/${{ .response.body.id }}\", every: 20ms, until: '.body.state == \"done\"' } }\n"
        "    cancel: { method: DELETE, path: \"/jobs/${{ .response.body.id }}\" }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET") >= 1, 20'000);
    const Outcome cancelled = workspace.cairn({"cancel", workspace.id().toUtf8(), "--json"});
    QCOMPARE(cancelled.json().value(0).value(u"result"_s).toString(), u"cancelled; job: the service was told"_s);
    QCOMPARE(countOf(ledger, "DELETE", "/jobs/j7"), 1);
    QCOMPARE(workspace.state(), u"cancelled"_s);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Also to who could not be told; and the run says meanwhile what is going on.
void TestUnknown::aCancelGoesOnTellingWhereItStood()
{
    LedgerServer ledger([tellings = 0](const LedgerEntry &entry, int) mutable {
        if (entry.method == "DELETE" && ++tellings == 3)
            return silent(); // the runner ends meanwhile
        return jsonAnswer("{}", entry.method == "POST" ? 202 : entry.method == "DELETE" ? 500 : 200);
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n"
                                        "    await: { poll: { path: /jobs/7, every: 20ms, until: '.body.done' } }\n"
                                        "    cancel: { method: DELETE, path: /jobs/7 }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET") >= 1, 20'000);
    const auto cancel = workspace.cairn().start({u"cancel"_s, workspace.id()});
    const auto untold = [&] {
        const QJsonArray rows = workspace.show().value(u"checkpoints"_s).toArray();
        return std::count_if(rows.begin(), rows.end(), [](const QJsonValue &row) {
            return row[u"reason"_s].toString().startsWith("the service was not told"_L1);
        });
    };
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "DELETE"), 3, 20'000);
    QCOMPARE(untold(), 2);
    ::kill(pid_t(runner->processId()), SIGKILL);
    QVERIFY(runner->waitForFinished());
    QCOMPARE(workspace.state(), u"running"_s);
    QVERIFY(workspace.show().value(u"cause"_s).toString().startsWith("being cancelled"_L1));
    QCOMPARE(workspace.drain(), 0);
    QVERIFY(cancel->waitForFinished());
    QCOMPARE(workspace.state(), u"cancelled"_s);
    QCOMPARE(countOf(ledger, "DELETE"), 4); // the third once more, and that was the last
}

void TestUnknown::whatACancelCutsOffIsRecordedAndIsNobodysFailure_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QString>("decision");
    QTest::newRow("idempotent") << QByteArray() << u"give_up"_s;
    QTest::newRow("not idempotent") << NotIdempotent << u"ask_outcome"_s;
}

/// The service has it, and may do it; the run's own record is the only one of that.
void TestUnknown::whatACancelCutsOffIsRecordedAndIsNobodysFailure()
{
    QFETCH(const QByteArray, service);
    LedgerServer ledger([](const LedgerEntry &, int) { return silent(); });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  pay:\n    service: api\n    request: { method: POST, path: /payments, body: { json: { amount: 5 } } }\n", service);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QCOMPARE(workspace.cairn({"cancel", workspace.id().toUtf8(), "--reason", "wrong file"}).exitCode, 0);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"cancelled"_s);
    const QJsonArray attempts = run.value(u"attempts"_s).toArray();
    QCOMPARE(attempts.size(), 1);
    QVERIFY(attempts[0][u"cause"_s].toString().contains(u"it may have happened"_s));
    QTEST(attempts[0][u"decision"_s].toString(), "decision");
    const QJsonValue step = run.value(u"steps"_s).toArray().at(0);
    QCOMPARE(step[u"state"_s].toString(), u"cancelled"_s);
    QCOMPARE(step[u"attempts"_s].toInt(), 1);
    QVERIFY(step[u"cause"_s].toString().contains(u"it may have happened"_s));
    QVERIFY(workspace.cairn({"incident", "list", "--all", "--json"}).json().isEmpty());
    runner->terminate();
    QVERIFY(runner->waitForFinished());
    QCOMPARE(ledger.count(), 1);
}

QTEST_GUILESS_MAIN(TestUnknown)
#include "tst_unknown.moc"
