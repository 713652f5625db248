#include "callbackmessages.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// `resume --latest` where what stands is not simply tried again: items, edited inputs, requests that tell their version.
class TestNewest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void otherItemsAreMadeAnew();
    void aStepThatIsNotFannedOutAnyMoreIsSentOnce();
    void itemsThatAreDoneAreNotMadeAnew();
    void itemsThatMayHaveHappenedAreNotMadeAnew();
    void itemsThatWereRefusedAfterwardsAreMadeAnew();
    void whatIsOrderedMeanwhileDoesNotWait_data();
    void whatIsOrderedMeanwhileDoesNotWait();
    void whatMayHaveHappenedElsewhereIsNotAskedAboutHere();
    void anEditedInputGoesOutByAVersionWithTheSameBody();
    void anEditedInputGivesWayToAnotherBodyAndThatIsSaid();
    void aRequestThatTellsItsVersionIsAnotherOne();
    void whatWasSkippedStaysSkipped();
    void aMendedTestIsAskedOfWhatItsServiceHasTakenUp();
    void whatIsAskedAboutElsewhereIsNotAskedForAgain();
    void itemsAreAskedAboutByAMendedTest();
    void whatIsSaidOfTheRequestBeforeIsNotAboutThisOne();
};

namespace {

/// "list" answers with lists, "put" sends something of them; nothing with an 8 or 9 in it is taken.
LedgerAnswer choosy(const LedgerEntry &entry)
{
    if (entry.path == "/list")
        return jsonAnswer(
            "{\"wrong\":[{\"n\":9},{\"n\":8}],\"mixed\":[{\"n\":1},{\"n\":9}],\"right\":[{\"n\":1},{\"n\":2},{\"n\":3}]}");
    return entry.body.contains('9') || entry.body.contains('8') ? jsonAnswer("{}", 422) : jsonAnswer("{}");
}

const QByteArray List = "  list:\n    service: api\n    request: { path: /list }\n";

QByteArray putEach(const QByteArray &list)
{
    return List + "  put:\n    needs: [list]\n    foreach: \"${{ .steps.list.body." + list +
           " }}\"\n    service: api\n    request: { method: PUT, path: /put, body: { json: \"${{ .item }}\" } }\n";
}

const QByteArray Send = "  send:\n    service: api\n    request: { method: POST, path: /send, body: { json: { amount: 9 } } }\n";

QByteArray jobUntil(const QByteArray &test)
{
    return "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n    response: { status: 202 }\n"
           "    await: { poll: { path: /jobs/7, every: 50ms, until: '" +
           test + "' }, timeout: 300ms }\n";
}

/// Applies the next version, and asks for it; brings what became of the order.
QString goOn(const OneServiceWorkspace &workspace, const QByteArray &steps, const QByteArray &input = {})
{
    const QByteArray run = workspace.id().toUtf8();
    workspace.writeSteps(steps, 2, input);
    if (workspace.cairn({"apply"}).exitCode != 0)
        return u"not applied"_s;
    workspace.cairn({"resume", run, "--latest", "--reason", "mended"});
    workspace.drain();
    const Outcome audit = workspace.cairn({"audit", "list", "--json", QByteArray("subject:" + run)});
    return QString::fromUtf8(audit.output);
}

} // namespace

void TestNewest::otherItemsAreMadeAnew()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), putEach("wrong"));
    QCOMPARE(workspace.run(), 1);
    goOn(workspace, putEach("right"));
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(workspace.states(u"put"_s).size(), 4); // the step, and its three items
    QCOMPARE(countOf(ledger, "GET", "/list"), 1);
    QCOMPARE(countOf(ledger, "PUT"), 5);
    QCOMPARE(ledger.entries().last().body.left(5), QByteArray("{\"n\":"));
    const QList<QJsonObject> incidents = workspace.cairn({"incident", "list", "--json"}).json();
    for (const QJsonObject &incident : incidents)
        QCOMPARE(incident.value(u"state"_s).toString(), u"resolved"_s);
}

void TestNewest::aStepThatIsNotFannedOutAnyMoreIsSentOnce()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), putEach("wrong"));
    QCOMPARE(workspace.run(), 1);
    goOn(workspace,
         List + "  put:\n    needs: [list]\n    service: api\n    request: { method: PUT, path: /all, body: { json: \"${{ "
                ".steps.list.body.right }}\" } }\n");
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(workspace.states(u"put"_s), QStringList{u"succeeded"_s});
    QCOMPARE(countOf(ledger, "PUT", "/all"), 1);
    QCOMPARE(countOf(ledger, "PUT"), 3);
}

void TestNewest::itemsThatAreDoneAreNotMadeAnew()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), putEach("mixed"));
    QCOMPARE(workspace.run(), 1);
    const QString told = goOn(workspace, putEach("right"));
    QCOMPARE(countOf(ledger, "PUT"), 2);
    QCOMPARE(workspace.show().value(u"version"_s).toInt(), 1);
    QVERIFY2(told.contains(u"item 0 of step put is done, and version 2 changes it"_s), qPrintable(told));
}

/// The same request, under the same key: had it been done, the service would have said so.
void TestNewest::itemsThatWereRefusedAfterwardsAreMadeAnew()
{
    LedgerServer ledger([tries = QHash<QByteArray, int>()](const LedgerEntry &entry, int) mutable {
        return entry.method == "PUT" && ++tries[entry.key] == 1 ? jsonAnswer("{}", 500) : choosy(entry);
    });
    const OneServiceWorkspace workspace(ledger.port(), putEach("wrong"));
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(countOf(ledger, "PUT"), 4);
    const QString told = goOn(workspace, putEach("right"));
    QVERIFY2(workspace.state() == "succeeded"_L1, qPrintable(told));
    QCOMPARE(workspace.show().value(u"version"_s).toInt(), 2);
}

void TestNewest::whatIsOrderedMeanwhileDoesNotWait_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QString>("state");
    QTest::newRow("cancel") << QByteArray("cancel") << u"cancelled"_s;
    QTest::newRow("pause") << QByteArray("pause") << u"paused"_s;
}

/// Going on with the newest version waits for what is on the wire.
void TestNewest::whatIsOrderedMeanwhileDoesNotWait()
{
    QFETCH(const QByteArray, order);
    QFETCH(const QString, state);
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/long" ? silent() : choosy(entry); });
    const QByteArray beside = "  long:\n    service: api\n    request: { method: POST, path: /long }\n";
    const OneServiceWorkspace workspace(ledger.port(), Send + beside);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s, u"--grace"_s, u"0s"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"send"_s), QStringList{u"blocked"_s}, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/long"), 1, 20'000);
    workspace.writeSteps(QByteArray(Send).replace("amount: 9", "amount: 1") + beside, 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray run = workspace.id().toUtf8();
    const auto resume =
        workspace.cairn().start({u"resume"_s, QString::fromLatin1(run), u"--latest"_s, u"--reason"_s, u"mended"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"audit", "list", "--json"}).output.contains("command.resume"), 20'000);
    QCOMPARE(workspace.cairn({order, run, "--reason", "not now"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), state, 10'000);
    QVERIFY(resume->waitForFinished(20'000));
    QVERIFY(workspace.cairn({"audit", "list", "--json"}).output.contains("command.resume.refused"));
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

/// They would go out as other requests, and no service would take those for repeats.
void TestNewest::itemsThatMayHaveHappenedAreNotMadeAnew()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.method == "PUT" ? jsonAnswer("{}", 500) : choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), putEach("wrong"));
    QCOMPARE(workspace.run(), 1);
    const int sent = countOf(ledger, "PUT");
    const QString told = goOn(workspace, putEach("right"));
    QCOMPARE(countOf(ledger, "PUT"), sent);
    QCOMPARE(workspace.show().value(u"version"_s).toInt(), 1);
    QVERIFY2(told.contains(u"step put/0 may have happened, and version 2 makes its items anew"_s), qPrintable(told));
}

void TestNewest::whatMayHaveHappenedElsewhereIsNotAskedAboutHere()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.path == "/b/send" ? 200 : 500); });
    const OneServiceWorkspace workspace(ledger.port(), Send);
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nidempotent: false\nbase_url: http://127.0.0.1:" +
                                                          QByteArray::number(ledger.port()) + "/b\n");
    QCOMPARE(workspace.run(), 1);
    goOn(workspace, QByteArray(Send).replace("service: api", "service: other"));
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/b/send"), 1);
}

void TestNewest::anEditedInputGoesOutByAVersionWithTheSameBody()
{
    LedgerServer ledger([](const LedgerEntry &entry, int sent) { return sent <= 2 ? jsonAnswer("{}", 422) : choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Send);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"good.json"_s, "{\"amount\":2}");
    workspace.cairn({"resume", workspace.id().toUtf8(), "--input", "good.json"});
    workspace.drain();
    goOn(workspace, Send, "deadline: 2h\n");
    QCOMPARE(workspace.state(), u"succeeded"_s);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.size(), 3);
    QCOMPARE(entries.last().body, QByteArray("{\"amount\":2}"));
    QCOMPARE(entries[2].key, entries[1].key);
}

void TestNewest::anEditedInputGivesWayToAnotherBodyAndThatIsSaid()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Send);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"bad.json"_s, "{\"amount\":8}");
    workspace.cairn({"resume", workspace.id().toUtf8(), "--input", "bad.json"});
    workspace.drain();
    const QString told = goOn(workspace, QByteArray(Send).replace("amount: 9", "amount: 3"));
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"amount\":3}"));
    QVERIFY2(told.contains(u"rather than the edited input of: send"_s), qPrintable(told));
}

/// Another payload never goes out with a key that a service has seen.
void TestNewest::aRequestThatTellsItsVersionIsAnotherOne()
{
    LedgerServer ledger([](const LedgerEntry &, int sent) { return jsonAnswer("{}", sent == 1 ? 422 : 200); });
    const QByteArray steps = QByteArray(Send).replace("amount: 9", "made_by: \"${{ .run.version }}\"");
    const OneServiceWorkspace workspace(ledger.port(), steps);
    QCOMPARE(workspace.run(), 1);
    goOn(workspace, steps, "deadline: 2h\n");
    QCOMPARE(workspace.state(), u"succeeded"_s);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.last().body, QByteArray("{\"made_by\":2}"));
    QVERIFY(entries.first().key != entries.last().key);
}

/// An operator left out what was broken; the version that mends it is no reason to do it after all, nor to refuse the rest.
void TestNewest::whatWasSkippedStaysSkipped()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/a" || entry.body.contains('9') ? jsonAnswer("{}", 422) : jsonAnswer("{}");
    });
    const QByteArray first = "  a:\n    service: api\n    request: { path: /a }\n";
    const QByteArray then = QByteArray(Send).replace("    service", "    needs: [a]\n    service");
    const OneServiceWorkspace workspace(ledger.port(), first + then);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn({"skip", workspace.id().toUtf8() + "/a"});
    workspace.drain();
    goOn(workspace, QByteArray(first).replace("/a", "/mended") + QByteArray(then).replace("amount: 9", "amount: 3"));
    QCOMPARE(workspace.states(u"a"_s), QStringList{u"skipped"_s});
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "GET"), 1);
}

/// The job is done and paid for, whatever was wrong with the question.
void TestNewest::aMendedTestIsAskedOfWhatItsServiceHasTakenUp()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? jsonAnswer("{\"id\":7}", 202) : jsonAnswer("{\"status\":\"done\"}");
    });
    const OneServiceWorkspace workspace(ledger.port(), jobUntil(".body.state == \"done\""));
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    goOn(workspace, jobUntil(".body.status == \"done\""));
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST"), 1);
}

void TestNewest::whatIsAskedAboutElsewhereIsNotAskedForAgain()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? jsonAnswer("{\"id\":7}", 202) : jsonAnswer("{\"status\":\"done\"}");
    });
    const OneServiceWorkspace workspace(ledger.port(), jobUntil(".body.state == \"done\""));
    QCOMPARE(workspace.run(), 1);
    const QString told = goOn(workspace, jobUntil(".body.status == \"done\"").replace("path: /jobs }", "path: /tasks }"));
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(told.contains(u"version 2 asks for something else: skip it, or rerun from there"_s), qPrintable(told));
    QCOMPARE(countOf(ledger, "POST"), 1);
}

/// One of them was done by the wrong test as well, and is not asked for again.
void TestNewest::itemsAreAskedAboutByAMendedTest()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.path == "/list")
            return jsonAnswer("{\"all\":[0,1,2]}");
        if (entry.method == "POST")
            return jsonAnswer("{}", 202);
        return jsonAnswer(entry.path == "/jobs/0" ? "{\"state\":\"done\"}" : "{\"status\":\"done\"}");
    });
    const auto steps = [](const QByteArray &until) {
        return List + jobUntil(until)
                          .replace("  job:\n", "  job:\n    needs: [list]\n    foreach: \"${{ .steps.list.body.all }}\"\n")
                          .replace("/jobs/7", "\"/jobs/${{ .item }}\"");
    };
    const OneServiceWorkspace workspace(ledger.port(), steps(".body.state == \"done\""));
    QCOMPARE(workspace.run(), 1);
    goOn(workspace, steps("(.body.status // .body.state) == \"done\""));
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST"), 3);
}

/// It was refused, so somebody mended it; that its service calls about it nevertheless ends nothing.
void TestNewest::whatIsSaidOfTheRequestBeforeIsNotAboutThisOne()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.body.contains("size") ? 202 : 422); });
    const quint16 port = freePort();
    const QByteArray steps = stepsWith("{ fail_when: '.body.state == \"failed\"' }");
    Listening listening(ledger, port, steps);
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"blocked"_s));
    listening.workspace.writeSteps(QByteArray(steps).replace("tell:", "size: 2, tell:"), 2);
    QCOMPARE(listening.workspace.cairn({"apply"}).exitCode, 0);
    listening.workspace.cairn({"resume", listening.workspace.id().toUtf8(), "--latest"});
    QVERIFY(listening.endsAs(u"waiting_callback"_s));
    QCOMPARE(post(port, toldPath(ledger.entries()[0]), "{\"state\":\"failed\"}").status, 202);
    QCOMPARE(post(port, toldPath(ledger.entries()[1]), "{\"state\":\"done\",\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(ledger.count(), 2);
}

QTEST_GUILESS_MAIN(TestNewest)
#include "tst_newest.moc"
