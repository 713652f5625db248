#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From a failure to "resolved" by a runbook, from the command line, with the real runner and a service that is down first.
class TestRunbooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void probeRetryResolved();
    void canaryInWaves();
    void thePolicyPageLeadsOutOfItsPause();
    void probesTellWhatTheySee();
    void aProbeOutlivesItsRunner();
    void checkNamesWhatIsWrong();
    void listsAndShows();
    void wrongUse();

private:
    static void writeRunbook(const OneServiceWorkspace &workspace);
    static void helpsAgain(const OneServiceWorkspace &workspace);
    static QJsonObject incidentOf(const OneServiceWorkspace &workspace, qint64 session);
};

namespace {

const QByteArray Steps =
    "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n";
const QByteArray Runbook =
    "---\ntitle: The API is down\nmatch: { service: api, category: service }\nseverity: high\nescalate: 30m\n---\n"
    "First *look*.\n\n- [ ] Ask the API\n- [ ] Let one go first\n\n"
    "```action\ndo: probe\nlabel: Probe\npath: /health\n```\n"
    "```action\ndo: retry\nlabel: Retry one\nat_most: 1\n```\n"
    "```action\ndo: retry\nlabel: Retry the rest\nat_most: 100\n```\n"
    "```action\ndo: escalate\nlabel: Escalate\n```\n"
    "```action\ndo: breaker\nlabel: Quiet\norder: open\nfor: 1m\n```\n";

/// Answers 503 until `well`.
LedgerServer::Behaviour downUntil(const std::atomic_bool &well)
{
    return [&well](const LedgerEntry &, int) { return jsonAnswer("{}", well ? 200 : 503); };
}

QByteArray firstLine(const Outcome &outcome)
{
    return outcome.output.split('\n').value(0);
}

} // namespace

void TestRunbooks::writeRunbook(const OneServiceWorkspace &workspace)
{
    workspace.cairn().write(u"runbooks/api-down.md"_s, Runbook);
}

QJsonObject TestRunbooks::incidentOf(const OneServiceWorkspace &workspace, qint64 session)
{
    return workspace.cairn({"runbook", "session", QByteArray::number(session), "--json"}).json().value(0);
}

void TestRunbooks::probeRetryResolved()
{
    std::atomic_bool well = false;
    LedgerServer ledger(downUntil(well));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    writeRunbook(workspace);
    QCOMPARE(workspace.cairn({"check"}).exitCode, 0);
    for (const QByteArray &name : {QByteArray("b.txt"), QByteArray("c.txt")})
        workspace.cairn().write(QString::fromUtf8(name), "content of " + name);
    QCOMPARE(workspace.cairn({"run", "p", "a.txt", "b.txt", "c.txt"}).exitCode, 1);

    const QList<QJsonObject> fitting = workspace.cairn({"runbook", "match", "1", "--json"}).json();
    QCOMPARE(fitting.size(), 2);
    QCOMPARE(fitting.at(0).value(u"name"_s), u"api-down"_s);
    QCOMPARE(fitting.at(1).value(u"name"_s), u"standard-service"_s);
    const QJsonObject started = workspace.cairn({"runbook", "start", "1", "--json"}).json().value(0);
    QCOMPARE(started.value(u"session"_s), 1);
    QCOMPARE(started.value(u"incident_state"_s), u"open"_s);
    QCOMPARE(workspace.cairn({"runbook", "tick", "1", "1"}).exitCode, 0);
    const Outcome twice = workspace.cairn({"runbook", "tick", "1", "1"});
    QVERIFY2(twice.exitCode != 0 && twice.errors.contains("came first"), twice.errors.constData());

    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isString(), 20'000);
    const Outcome down = workspace.cairn({"runbook", "do", "1", "1"});
    QVERIFY2(down.output.startsWith("api answers, but with HTTP 503"), (down.output + down.errors).constData());
    well = true;
    QVERIFY(workspace.cairn({"runbook", "do", "1", "1"}).output.startsWith("api answers: HTTP 200"));
    QCOMPARE(countOf(ledger, "GET", "/health"), 2);
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "2", "--yes", "--reason", "one first"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.cairn({"runs", "state:succeeded", "--json"}).json().size(), 1, 20'000);
    QCOMPARE(incidentOf(workspace, 1).value(u"incident_state"_s), u"open"_s); // one of three has passed, that is not the end
    const Outcome rest = workspace.cairn({"runbook", "do", "1", "3", "--yes"});
    QVERIFY2(rest.output.startsWith("2 of 2 carried out"), (rest.output + rest.errors).constData());
    QTRY_COMPARE_WITH_TIMEOUT(incidentOf(workspace, 1).value(u"incident_state"_s), u"resolved"_s, 20'000);

    const QJsonObject over = incidentOf(workspace, 1);
    const QJsonArray deeds = over.value(u"deeds"_s).toArray();
    QCOMPARE(deeds.size(), 4);
    QCOMPARE(deeds.at(2)[u"reason"_s], u"one first"_s);
    QCOMPARE(deeds.at(2)[u"does"_s], u"retry at_most=1"_s);
    QCOMPARE(over.value(u"parts"_s)[1][u"ticked_by"_s].toString().isEmpty(), false);
    const QByteArray audit = workspace.cairn({"audit", "export"}).output;
    for (const char *action : {"runbook.started", "runbook.ticked", "runbook.action", "command.probe_service",
                               "command.probe_service.done", "command.retry.done"})
        QVERIFY2(audit.contains('"' + QByteArray(action) + '"'), action);
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0);

    well = false;
    helpsAgain(workspace);
}

/// It comes back, and what helped is known.
void TestRunbooks::helpsAgain(const OneServiceWorkspace &workspace)
{
    workspace.cairn().write(u"d.txt"_s, "content of d");
    QVERIFY(workspace.cairn({"submit", "p", "d.txt"}).exitCode == 0);
    QTRY_COMPARE_WITH_TIMEOUT(incidentOf(workspace, 1).value(u"incident_state"_s), u"open"_s, 20'000);
    const Outcome again = workspace.cairn({"runbook", "start", "1", "--reason", "it is back again"});
    QVERIFY2(again.output.contains("Retry the rest (helped in 1 of 1 such incidents before)"), again.output.constData());
    QVERIFY2(again.output.contains("Retry one (helped in 0 of 1 such incidents before)"), again.output.constData());
    QVERIFY2(again.output.contains("session   2,"), again.output.constData());
    QCOMPARE(workspace.cairn({"runbook", "tick", "2", "1", "--reason", "seen by ann"}).exitCode, 0);
    const QByteArray audit = workspace.cairn({"audit", "export"}).output;
    QVERIFY2(audit.contains("it is back again") && audit.contains("seen by ann"), audit.constData());
    const QByteArray history = workspace.cairn({"incident", "show", "1"}).output;
    QVERIFY2(history.contains("it is back again") && history.contains("seen by ann"), history.constData());
}

/// Waves that stop by themselves while the service is still down; one, and then the rest, once it is well.
void TestRunbooks::canaryInWaves()
{
    std::atomic_bool well = false;
    LedgerServer ledger(downUntil(well));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QList<QByteArray> submit{"run", "p"};
    for (int i = 0; i < 4; ++i) { // few enough for the breaker to stay closed
        const QByteArray name = "f" + QByteArray::number(i) + ".txt";
        workspace.cairn().write(QString::fromUtf8(name), "content of " + name);
        submit.append(name);
    }
    QCOMPARE(workspace.cairn(submit).exitCode, 1);
    const QJsonObject started = workspace.cairn({"runbook", "start", "1", "--json"}).json().value(0);
    QCOMPARE(started.value(u"name"_s), u"standard-service"_s);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isString(), 20'000);
    const auto result = [&](int deed) { return incidentOf(workspace, 1).value(u"deeds"_s)[deed][u"result"_s].toString(); };
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "7", "--yes"}).exitCode, 0);
    QTRY_VERIFY2_WITH_TIMEOUT(result(0).contains(u"stopped"_s), qPrintable(result(0)), 60'000);
    QCOMPARE(incidentOf(workspace, 1).value(u"incident_state"_s), u"open"_s);
    well = true;
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "6", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.cairn({"runs", "state:succeeded", "--json"}).json().size(), 1, 20'000);
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "7", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(incidentOf(workspace, 1).value(u"incident_state"_s), u"resolved"_s, 60'000);
    QTRY_VERIFY2_WITH_TIMEOUT(result(2).contains(u"3 passed"_s), qPrintable(result(2)), 20'000);
}

/// What is paused starts nothing, and an order about it does not wait for that.
void TestRunbooks::thePolicyPageLeadsOutOfItsPause()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps, {}, "data: { protect: [card] }\n");
    for (const char *name : {"a.txt", "b.txt"})
        workspace.cairn().write(QString::fromLatin1(name), QByteArray("4111 1111 1111 1111 of ") + name);
    QCOMPARE(workspace.cairn({"run", "p", "a.txt", "b.txt"}).exitCode, 1);
    QCOMPARE(workspace.cairn({"runbook", "start", "1", "--json"}).json().value(0).value(u"name"_s), u"standard-policy"_s);
    const auto carryOut = [&](const QByteArray &action) {
        QCOMPARE(workspace.cairn({"runbook", "do", "1", action, "--yes", "--reason", "as it says"}).exitCode, 0);
        workspace.drain();
    };
    const auto countIn = [&](const QByteArray &state) {
        return workspace.cairn({"runs", "state:" + state, "--json"}).json().size();
    };
    carryOut("2"); // pause
    QCOMPARE(countIn("paused"), 2);
    workspace.cairn().write(u"services/api.yaml"_s,
                            workspace.cairn().read(u"services/api.yaml"_s) + "data: { cleared_for: [card] }\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    carryOut("6"); // in waves
    const Outcome order = workspace.cairn({"bulk", "show", "2"});
    QVERIFY2(order.output.contains("the run is paused: `cairn unpause"), order.output.constData());
    carryOut("4"); // unpause
    QCOMPARE(countIn("blocked"), 2);
    carryOut("6");
    QCOMPARE(countIn("succeeded"), 2);
}

void TestRunbooks::probesTellWhatTheySee()
{
    constexpr quint16 Deaf = 1; // nobody listens there
    const OneServiceWorkspace workspace(Deaf, Steps, "contract: { owner: api-team, escalate_to: oncall-api }\n");
    QCOMPARE(workspace.run(), 1);
    const QJsonObject started = workspace.cairn({"runbook", "start", "1", "--json"}).json().value(0);
    QCOMPARE(started.value(u"name"_s), u"standard-network"_s);
    const Outcome early = workspace.cairn({"runbook", "do", "1", "1"});
    QVERIFY2(early.output.startsWith("recorded; no runner is active"), (early.output + early.errors).constData());
    QCOMPARE(workspace.drain(), 1);
    const QJsonObject probed = incidentOf(workspace, 1).value(u"deeds"_s)[0].toObject();
    QCOMPARE(probed.value(u"state"_s), u"done"_s);
    QVERIFY2(probed.value(u"result"_s).toString().startsWith(u"api does not answer: "_s),
             qPrintable(probed.value(u"result"_s).toString()));
    const Outcome silent = workspace.cairn({"runbook", "do", "1", "4", "--yes"});
    QCOMPARE(silent.exitCode, 2);
    QVERIFY2(silent.errors.contains("needs a reason"), silent.errors.constData());
    const Outcome escalated = workspace.cairn({"runbook", "do", "1", "4", "--yes", "--reason", "it is gone"});
    QCOMPARE(escalated.output.trimmed(), QByteArray("escalated to oncall-api"));
    QCOMPARE(incidentOf(workspace, 1).value(u"incident_state"_s), u"escalated"_s);
}

/// Cut off by the end of its runner, the command is not lost: the next one carries it out.
void TestRunbooks::aProbeOutlivesItsRunner()
{
    std::atomic_bool isSilent = true;
    LedgerServer ledger([&isSilent](const LedgerEntry &entry, int) {
        if (entry.method == "GET" && isSilent)
            return silent();
        return jsonAnswer("{}", entry.method == "GET" ? 200 : 503);
    });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"runbook", "start", "1"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "1"}).exitCode, 0);
    {
        const auto runner = workspace.cairn().start({u"runner"_s});
        QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "GET"), 1, 20'000);
        runner->terminate();
        QVERIFY(runner->waitForFinished(20'000));
    }
    QCOMPARE(incidentOf(workspace, 1).value(u"deeds"_s)[0][u"state"_s].toString(), u"waiting"_s);
    isSilent = false;
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(countOf(ledger, "GET"), 2);
    QVERIFY(incidentOf(workspace, 1).value(u"deeds"_s)[0][u"result"_s].toString().startsWith(u"api answers: HTTP 200"_s));
}

void TestRunbooks::checkNamesWhatIsWrong()
{
    const OneServiceWorkspace workspace(1, Steps);
    workspace.cairn().write(u"runbooks/bad.md"_s,
                            "---\ntitle: T\nmatch: { service: apy }\n---\n```action\ndo: retri\nlabel: L\n```\n");
    const Outcome checked = workspace.cairn({"check"});
    QCOMPARE(checked.exitCode, 2);
    QVERIFY2(checked.output.contains("runbooks/bad.md:3:19: there is no service 'apy'. Did you mean 'api'?"),
             checked.output.constData());
    QVERIFY2(checked.output.contains("runbooks/bad.md:6:5: 'retri' is nothing that an action can do. Did you mean 'retry'?"),
             checked.output.constData());
    const Outcome listed = workspace.cairn({"runbook", "list"});
    QCOMPARE(listed.exitCode, 2);
    QVERIFY(listed.errors.contains("runbooks/bad.md:6:5"));
    QVERIFY(listed.output.contains("standard-network"));
}

void TestRunbooks::listsAndShows()
{
    const OneServiceWorkspace workspace(1, Steps);
    writeRunbook(workspace);
    const QList<QJsonObject> all = workspace.cairn({"runbook", "list", "--json"}).json();
    QCOMPARE(all.size(), 12);
    QCOMPARE(all.first().value(u"name"_s), u"api-down"_s);
    QCOMPARE(all.first().value(u"match"_s)[u"service"_s][0], u"api"_s);
    QCOMPARE(all.first().value(u"escalate"_s), u"30m"_s);
    QVERIFY(all.last().value(u"file"_s).isNull());
    const Outcome shown = workspace.cairn({"runbook", "show", "api-down"});
    QCOMPARE(firstLine(shown), QByteArray("runbook   api-down: The API is down"));
    QVERIFY(shown.output.contains("[ ] step 2: Let one go first") && shown.output.contains("->  action 3: Retry the rest"));
    const QJsonArray parts =
        workspace.cairn({"runbook", "show", "api-down", "--json"}).json().value(0).value(u"parts"_s).toArray();
    QCOMPARE(parts.size(), 8);
    QCOMPARE(parts.last()[u"does"_s], u"breaker order=open"_s);
}

void TestRunbooks::wrongUse()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"runbook", "burn"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"runbook", "start", "one"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"runbook", "start", "7"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"runbook", "show", "nothing"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"runbook", "tick", "1"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"runbook", "tick", "1", "1"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"runbook", "do", "1", "1"}).exitCode, 4);
}

QTEST_GUILESS_MAIN(TestRunbooks)
#include "tst_runbooks.moc"
