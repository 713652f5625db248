#include "workspacetest.h"

#include <chrono>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Steps that are carried out once for each value of a list.
class TestFanOut : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsEachItemOnceAndGathersTheAnswers();
    void carriesOutAFewAtOnce();
    void anEmptyListIsDoneAtOnce();
    void whatIsNoListBlocks();
    void oneFailedItemBlocksAndIsRetriedAlone();
    void enoughItemsAreEnough();
    void aCancelLeavesItemsOfAPassedStepAsTheyWere();
    void anItemIsLeftOut();
    void whatWaitsIsLeftOutWithoutBeingNamed();
    void aKillRepeatsNoItemThatIsDone();
    void itemsOfUnknownOutcomeAreDecided_data();
    void itemsOfUnknownOutcomeAreDecided();
    void itemsAreDeliveredAndPolled();
    void noMoreAreTurnedAwayThanAreCarriedOutAtOnce();
    void aCancelTellsAFewAtOnceAndEachOnce();
};

namespace {

const QByteArray List = "  list:\n    service: api\n    request: { path: /list }\n";
const QByteArray Pages = "  pages:\n    needs: [list]\n    foreach: \"${{ .steps.list.body.pages }}\"\n    service: api\n"
                         "    request: { method: PUT, path: \"/pages/${{ .index }}\", body: { json: \"${{ .item }}\" } }\n";
const QByteArray Out = "  out:\n    needs: [pages]\n    deliver: { to: outbox, name: r.json, "
                       "content: \"${{ [.steps.pages.body.items[] | .body.page] }}\" }\n";

LedgerAnswer pageOf(const LedgerEntry &entry)
{
    if (entry.path == "/list")
        return jsonAnswer("{\"pages\":[{\"t\":\"a\"},{\"t\":\"b\"},{\"t\":\"c\"},{\"t\":\"d\"}]}");
    return jsonAnswer("{\"page\":" + entry.path.mid(7) + "}");
}

} // namespace

void TestFanOut::sendsEachItemOnceAndGathersTheAnswers()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return pageOf(entry); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + Out);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 4);
    QSet<QByteArray> keys;
    QList<QByteArray> bodies;
    for (const LedgerEntry &entry : ledger.entries()) {
        keys.insert(entry.key);
        bodies.append(entry.body);
    }
    QCOMPARE(keys.size(), 5);
    QVERIFY(bodies.contains("{\"t\":\"c\"}"));
    QCOMPARE(QJsonDocument::fromJson(workspace.cairn().read(u"outbox/r.json"_s)).array(), QJsonArray({0, 1, 2, 3}));
    QCOMPARE(workspace.states(u"pages"_s), QStringList(5, u"succeeded"_s));
    const Outcome output = workspace.cairn({"payload", (workspace.id() + u"/pages.out"_s).toUtf8()});
    const QJsonObject listing = QJsonDocument::fromJson(output.output).object();
    QCOMPARE(listing.value(u"count"_s).toInt(), 4);
    QCOMPARE(listing.value(u"succeeded"_s).toInt(), 4);
    const Outcome item = workspace.cairn({"payload", (workspace.id() + u"/pages/2.out"_s).toUtf8()});
    QCOMPARE(item.output, QByteArray("{\"page\":2}"));
}

void TestFanOut::carriesOutAFewAtOnce()
{
    QMutex mutex;
    QList<std::chrono::steady_clock::time_point> arrivals;
    std::atomic<int> most = 0;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer answer = pageOf(entry);
        if (entry.method != "PUT")
            return answer;
        answer.delayMs = 1'000;
        const QMutexLocker lock(&mutex);
        const auto now = std::chrono::steady_clock::now();
        arrivals.append(now);
        const auto under = std::count_if(arrivals.begin(), arrivals.end(),
                                         [&](const auto &at) { return now - at < std::chrono::milliseconds(900); });
        most = std::max(most.load(), int(under));
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + "    parallel: 2\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 4);
    QCOMPARE(most.load(), 2);
}

void TestFanOut::anEmptyListIsDoneAtOnce()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"pages\":[]}"); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + Out);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 0);
    QCOMPARE(workspace.cairn().read(u"outbox/r.json"_s).simplified(), QByteArray("[ ]"));
}

void TestFanOut::whatIsNoListBlocks()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"pages\":7}"); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages);
    QCOMPARE(workspace.run(), 1);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"category"_s).toString(), u"data"_s);
    QVERIFY(run.value(u"cause"_s).toString().contains(u"gives no array"_s));
}

void TestFanOut::oneFailedItemBlocksAndIsRetriedAlone()
{
    std::atomic<bool> mended = false;
    LedgerServer ledger([&mended](const LedgerEntry &entry, int) {
        return entry.path == "/pages/2" && !mended ? jsonAnswer("{}", 422) : pageOf(entry);
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + Out);
    QCOMPARE(workspace.run(), 1);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(run.value(u"step"_s).toString(), u"pages"_s);
    QVERIFY(run.value(u"cause"_s).toString().startsWith(u"item 2: "_s));
    QCOMPARE(run.value(u"remedies"_s)[0].toString(), u"Correct the input, then resume with what was edited."_s); // as of one
    QCOMPARE(countOf(ledger, "PUT"), 4);                              // the others are not held up
    const QByteArray whole = (workspace.id() + u"/pages"_s).toUtf8(); // nothing has come of it yet
    QVERIFY(workspace.cairn({"payload", whole + ".in"}).output.startsWith("[{\"t\":\"a\"}"));
    QCOMPARE(workspace.cairn({"payload", whole + ".out"}).exitCode, 4);
    mended = true;
    const QByteArray item = (workspace.id() + u"/pages/2"_s).toUtf8();
    QCOMPARE(workspace.cairn({"retry", item}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "PUT"), 5);
    QCOMPARE(countOf(ledger, "PUT", "/pages/2"), 2);
    QVERIFY(workspace.cairn().read(u"outbox/r.json"_s).contains("2"));
}

void TestFanOut::enoughItemsAreEnough()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.path == "/pages/2" ? jsonAnswer("{}", 422) : pageOf(entry); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + "    partial: { at_least: 75% }\n" + Out);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(workspace.state(), u"degraded"_s);
    const QJsonArray out = QJsonDocument::fromJson(workspace.cairn().read(u"outbox/r.json"_s)).array();
    QCOMPARE(out, QJsonArray({0, 1, QJsonValue(), 3}));
    const OneServiceWorkspace stricter(ledger.port(), List + Pages + "    partial: { at_least: 76% }\n");
    QCOMPARE(stricter.run(), 1);
    QCOMPARE(stricter.state(), u"blocked"_s);
}

void TestFanOut::aCancelLeavesItemsOfAPassedStepAsTheyWere()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/pages/2" || entry.path == "/last" ? jsonAnswer("{}", 422) : pageOf(entry);
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages +
                                                           "    partial: { at_least: 75% }\n  last:\n    needs: [pages]\n"
                                                           "    service: api\n    request: { method: POST, path: /last }\n");
    QCOMPARE(workspace.run(), 1);
    const QStringList items = workspace.states(u"pages"_s);
    QCOMPARE(items.count(u"blocked"_s), 1);
    QCOMPARE(workspace.cairn({"cancel", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.cairn({"runner", "--drain"}).exitCode, 0);
    QCOMPARE(workspace.state(), u"cancelled"_s);
    QCOMPARE(workspace.states(u"last"_s), QStringList(u"cancelled"_s));
    QCOMPARE(workspace.states(u"pages"_s), items);
}

void TestFanOut::anItemIsLeftOut()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.path == "/pages/2" ? jsonAnswer("{}", 422) : pageOf(entry); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + Out);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"skip", (workspace.id() + u"/pages/2"_s).toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(workspace.states(u"pages"_s).value(3), u"skipped"_s);
}

void TestFanOut::whatWaitsIsLeftOutWithoutBeingNamed()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = pageOf(entry);
        if (entry.path == "/pages/2") {
            answer.status = 503;
            answer.extraHeaders = "Retry-After: 300\r\n";
        }
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    QCOMPARE(workspace.cairn({"skip", workspace.id().toUtf8()}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(workspace.states(u"pages"_s).value(3), u"skipped"_s);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestFanOut::aKillRepeatsNoItemThatIsDone()
{
    std::atomic<int> limit = 2;
    LedgerServer ledger(
        [&limit](const LedgerEntry &entry, int) { return entry.method == "PUT" && limit-- <= 0 ? silent() : pageOf(entry); });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + "    parallel: 1\n" + Out);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "PUT") == 3, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.states(u"pages"_s).count(u"succeeded"_s), 2, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    limit = 1'000;
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "GET"), 1);
    QCOMPARE(countOf(ledger, "PUT", "/pages/0"), 1);
    QCOMPARE(countOf(ledger, "PUT", "/pages/1"), 1);
    QCOMPARE(countOf(ledger, "PUT", "/pages/2"), 2);
    QCOMPARE(countOf(ledger, "PUT", "/pages/3"), 1);
}

void TestFanOut::itemsOfUnknownOutcomeAreDecided_data()
{
    QTest::addColumn<QByteArray>("partial");
    QTest::newRow("all are needed") << QByteArray();
    QTest::newRow("the others would be enough") << QByteArray("    partial: { at_least: 50% }\n");
}

void TestFanOut::itemsOfUnknownOutcomeAreDecided()
{
    QFETCH(QByteArray, partial);
    std::atomic<bool> broken = true;
    LedgerServer ledger([&broken](const LedgerEntry &entry, int) {
        return entry.path == "/pages/1" && broken.exchange(false) ? reset() : pageOf(entry);
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages + partial, "idempotent: false\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    const QByteArray item = (workspace.id() + u"/pages/1"_s).toUtf8();
    QCOMPARE(workspace.cairn({"decide", item, "not-happened"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "PUT", "/pages/1"), 2);
    QCOMPARE(countOf(ledger, "PUT"), 5);
}

void TestFanOut::itemsAreDeliveredAndPolled()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.path == "/list")
            return pageOf(entry);
        if (entry.method == "PUT")
            return jsonAnswer("{\"id\":\"j" + entry.path.mid(7) + "\"}", 202);
        return jsonAnswer(number < 9 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"of\":\"" + entry.path + "\"}");
    });
    const OneServiceWorkspace workspace(
        ledger.port(),
        List + Pages +
            "    await: { poll: { path: \"/jobs/${{ .response.body.id }}\", every: 10ms, until: '.body.state == \"done\"' } }\n"
            "  files:\n    needs: [pages]\n    foreach: \"${{ .steps.pages.body.items }}\"\n"
            "    deliver: { to: outbox, name: \"${{ .index }}.txt\", content: \"${{ .item.body.of }}\" }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 4);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(workspace.cairn().read(u"outbox/%1.txt"_s.arg(i)), "/jobs/j" + QByteArray::number(i));
}

/// By a service that takes one at a time: all the others would be, each with a checkpoint and the run's history read again.
void TestFanOut::noMoreAreTurnedAwayThanAreCarriedOutAtOnce()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/list" ? jsonAnswer("{\"pages\":" + QByteArray("[" + QByteArray("0,").repeated(99) + "0]}"))
                                     : pageOf(entry);
    });
    const OneServiceWorkspace workspace(ledger.port(), List + Pages);
    const QString file = u"services/api.yaml"_s;
    workspace.cairn().write(file, workspace.cairn().read(file).replace("policy: {", "policy: { concurrency: { max: 1 },"));
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 100);
    int held = 0;
    const QJsonArray checkpoints = workspace.show().value(u"checkpoints"_s).toArray();
    for (const QJsonValue &checkpoint : checkpoints)
        held += checkpoint[u"state"_s] == u"held"_s;
    QVERIFY2(held <= 8, qPrintable(QString::number(held)));
}

void TestFanOut::aCancelTellsAFewAtOnceAndEachOnce()
{
    std::atomic<bool> isDeaf = true;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        if (entry.path == "/list")
            return pageOf(entry);
        if (entry.method == "DELETE" && isDeaf && entry.path != "/jobs/j0")
            return silent();
        return jsonAnswer(entry.method == "PUT" ? "{\"id\":\"j" + entry.path.mid(7) + "\"}" : "{}", 202);
    });
    const OneServiceWorkspace workspace(
        ledger.port(), List + Pages +
                           "    await: { poll: { path: \"/jobs/${{ .response.body.id }}\", every: 20ms, until: '.body.done' } }\n"
                           "    cancel: { method: DELETE, path: \"/jobs/${{ .response.body.id }}\" }\n");
    workspace.cairn().write(u"services/api.yaml"_s, // one after the other each would take minutes
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\npolicy: { timeout: { idle: 5m, attempt: 5m } }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET", "/jobs/j3") >= 1, 20'000);
    QCOMPARE(workspace.cairn({"cancel", workspace.id().toUtf8()}).exitCode, 0);
    for (const char *job : {"/jobs/j0", "/jobs/j1", "/jobs/j2", "/jobs/j3"})
        QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "DELETE", job), 1, 20'000);
    const auto shown = [&] { return workspace.cairn({"show", workspace.id().toUtf8(), "--json"}).output; };
    QTRY_VERIFY(shown().contains("the service was told of the cancel"));
    ::kill(pid_t(runner->processId()), SIGKILL);
    QVERIFY(runner->waitForFinished());
    isDeaf = false;
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"cancelled"_s);
    QCOMPARE(countOf(ledger, "DELETE", "/jobs/j0"), 1); // it knew
    QCOMPARE(countOf(ledger, "DELETE"), 7);
}

QTEST_GUILESS_MAIN(TestFanOut)
#include "tst_fanout.moc"
