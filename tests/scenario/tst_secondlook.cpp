#include "workspacetest.h"

#include <atomic>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Answers that are looked at once more: by a test that cannot see them, by a newer version of the pipeline, after they were cut
/// short; and what is asked again, by the same key, under the same incident.
class TestSecondLook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCannotBeLookedThroughMeetsNoExpectation_data();
    void whatCannotBeLookedThroughMeetsNoExpectation();
    void aNewerVersionMayTakeTheAnswer();
    void oneThatDoesNotTakeItLeavesTheStepAsItIs();
    void whatDidNothingIsSentAgainWhenSomebodySaysSo();
    void aRefusalThatIsCutShortIsWaitedFor();
    void aServiceThatMovesIsAskedByTheSameKey();
    void anEditedBodyIsAnotherRequest();
    void questionsThatFailOpenNoOtherIncident();
    void stepsSeeNothingOfOtherBranches();

private:
    static QJsonArray attempts(const OneServiceWorkspace &workspace) { return workspace.show().value("attempts"_L1).toArray(); }
};

namespace {

const QByteArray NotIdempotent = "idempotent: false\n";
const QByteArray Post = "  post:\n    service: api\n    request: { method: POST, path: /post, body: { json: { of: 1 } } }\n";
const QByteArray Next = "  next:\n    needs: [post]\n    service: api\n"
                        "    request: { method: POST, path: /next, body: { json: \"${{ .steps.post.body }}\" } }\n";

QByteArray expecting(const QByteArray &expect)
{
    return Post + "    response: { expect: '" + expect + "' }\n";
}

} // namespace

void TestSecondLook::whatCannotBeLookedThroughMeetsNoExpectation_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("expect");
    QTest::addColumn<QString>("state");
    const QByteArray json = "application/json";
    const QByteArray clean = ".body.infected != true";
    const QByteArray large = "{\"infected\":true,\"x\":\"" + QByteArray(9 << 20, 'x') + "\"}";
    const QByteArray deep = "{\"infected\":true,\"x\":" + QByteArray(300, '[') + QByteArray(300, ']') + '}';
    const QByteArray page = "<html>Please log in</html>";
    QTest::newRow("clean") << "{\"infected\":false}"_ba << json << clean << u"succeeded"_s;
    QTest::newRow("infected") << "{\"infected\":true}"_ba << json << clean << u"blocked"_s;
    QTest::newRow("too large") << large << json << clean << u"blocked"_s;
    QTest::newRow("too deep") << deep << json << clean << u"blocked"_s;
    QTest::newRow("a page") << page << "text/html"_ba << clean << u"blocked"_s;
    QTest::newRow("several documents") << "{\"infected\":true}\n{}"_ba
                                       << "application/x-ndjson"_ba << clean << u"blocked"_s;
    QTest::newRow("nothing of the body is asked") << large << json << ".status == 200 and .size > 10"_ba << u"succeeded"_s;
    QTest::newRow("nothing of the page is asked") << page << "text/html"_ba
                                                  << ".size > 10 and .media_type == \"text/html\""_ba << u"succeeded"_s;
    QTest::newRow("there is none") << ""_ba << json << clean << u"succeeded"_s;
}

/// A scanner's answer that nobody can read is no clean one.
void TestSecondLook::whatCannotBeLookedThroughMeetsNoExpectation()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, expect);
    QFETCH(QString, state);
    LedgerServer ledger([&](const LedgerEntry &, int) { return LedgerAnswer{200, body, "Content-Type: " + type + "\r\n"}; });
    const OneServiceWorkspace workspace(ledger.port(), expecting(expect));
    QCOMPARE(workspace.run(), state == u"succeeded"_s ? 0 : 1);
    QCOMPARE(workspace.state(), state);
    QCOMPARE(ledger.count(), 1);
}

/// A slip in `expect`, mended: what was answered once is not asked for again, and the next step gets it.
void TestSecondLook::aNewerVersionMayTakeTheAnswer()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), expecting(".body.okay == true") + Next, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    workspace.writeSteps(expecting(".body.ok == true") + Next, 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest", "--reason", "a slip"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(workspace.show().value("version"_L1).toInt(), 2);
    QCOMPARE(countOf(ledger, "POST", "/post"), 1);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"ok\":true}"));
}

/// Nor is one asked for again that the newer version does not take, or that answers another request; others go on.
void TestSecondLook::oneThatDoesNotTakeItLeavesTheStepAsItIs()
{
    std::atomic_bool isBusy = true;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        return entry.path == "/other" && isBusy ? jsonAnswer("{}", 422) : jsonAnswer("{\"ok\":true}");
    });
    const QByteArray other = "  other:\n    service: api\n    request: { method: POST, path: /other, body: { json: 1 } }\n";
    const OneServiceWorkspace workspace(ledger.port(), expecting(".body.okay == true") + other, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const QByteArray id = workspace.id().toUtf8();
    workspace.writeSteps(expecting(".body.fine == true") + other, 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    isBusy = false;
    QCOMPARE(workspace.cairn({"resume", id, "--latest"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"post"_s), QStringList{u"blocked"_s});
    QCOMPARE(workspace.states(u"other"_s), QStringList{u"succeeded"_s});
    workspace.writeSteps(expecting(".body.ok == true").replace("of: 1", "of: 2") + other, 3);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    std::ignore = workspace.cairn({"resume", id, "--latest"});
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.show().value("version"_L1).toInt(), 2); // nothing of it could go on
    QCOMPARE(countOf(ledger, "POST", "/post"), 1);
    QVERIFY(workspace.cairn({"audit"}).output.contains("it would be done twice"));
}

/// It said "ok: false" with status 200, say. Who says so names the step.
void TestSecondLook::whatDidNothingIsSentAgainWhenSomebodySaysSo()
{
    LedgerServer ledger(
        [](const LedgerEntry &, int number) { return jsonAnswer(number == 1 ? "{\"ok\":false}" : "{\"ok\":true}"); });
    const OneServiceWorkspace workspace(ledger.port(), expecting(".body.ok == true"), NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const QByteArray id = workspace.id().toUtf8();
    for (const QList<QByteArray> &order : {QList<QByteArray>{"decide", id, "not-happened", "--reason", "asked them"},
                                           QList<QByteArray>{"decide", id + "/post", "happened", "--reason", "asked them"}}) {
        std::ignore = workspace.cairn(order);
        QCOMPARE(workspace.drain(), 1);
        QCOMPARE(ledger.count(), 1);
    }
    QCOMPARE(workspace.cairn({"decide", id + "/post", "not-happened", "--reason", "asked them"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 2);
}

/// What it says of when to come back stands in its head.
void TestSecondLook::aRefusalThatIsCutShortIsWaitedFor()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("{\"error\":\"too many\"}", number == 1 ? 429 : 200);
        answer.extraHeaders = number == 1 ? "Retry-After: 1\r\n" : "";
        answer.end = number == 1 ? LedgerAnswer::End::Truncate : LedgerAnswer::End::Normal;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count(), 2);
    const QJsonObject first = attempts(workspace).first().toObject();
    QCOMPARE(first.value("category"_L1).toString(), u"rate_limit"_s);
    QVERIFY2(first.value("cause"_L1).toString().contains("cut short"_L1), qPrintable(first.value("cause"_L1).toString()));
    QVERIFY(first.value("delay_ms"_L1).toInt() >= 1'000);
}

void TestSecondLook::aServiceThatMovesIsAskedByTheSameKey()
{
    std::atomic_bool isWell = false;
    LedgerServer ledger([&](const LedgerEntry &, int) { return jsonAnswer("{}", isWell ? 200 : 500); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    const int before = ledger.count();
    isWell = true;
    QByteArray moved = workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/api.yaml"_s, moved.replace("127.0.0.1", "localhost"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.size(), before + 1);
    QVERIFY(entries.last().headers.value("host").startsWith("localhost"));
    QCOMPARE(entries.last().key, entries.first().key);
}

/// By a person as well as by a newer version.
void TestSecondLook::anEditedBodyIsAnotherRequest()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    const QByteArray id = workspace.id().toUtf8();
    workspace.cairn().write(u"good.json"_s, "{\"of\":3}");
    QCOMPARE(workspace.cairn({"resume", id + "/post", "--input", "good.json"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    workspace.writeSteps(QByteArray(Post).replace("of: 1", "of: 2"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", id, "--latest"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QSet<QByteArray> keys;
    for (const LedgerEntry &entry : ledger.entries())
        keys.insert(entry.key);
    QCOMPARE(keys.size(), 3);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"of\":2}"));
}

/// Whoever took the incident up, and who was told of it, stays with it.
void TestSecondLook::questionsThatFailOpenNoOtherIncident()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : jsonAnswer("{}", 500); });
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    reconcile: { path: /post, happened: '.body.found', not_happened: '.body.found == false' }\n",
        NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(countOf(ledger, "GET"), 3);
    const QList<QJsonObject> incidents = workspace.cairn({"incident", "list", "--all", "--json"}).json();
    QCOMPARE(incidents.size(), 1);
    QCOMPARE(incidents[0].value("state"_L1).toString(), u"open"_s);
    QCOMPARE(incidents[0].value("failing"_L1).toInt(), 1);
}

/// Whether those have ended by then is chance, and would change what the same key sends.
void TestSecondLook::stepsSeeNothingOfOtherBranches()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{}");
        answer.delayMs = entry.path == "/slow" ? 1'000 : 0;
        return answer;
    });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  quick:\n    service: api\n    request: { path: /quick }\n"
        "  slow:\n    service: api\n    request: { path: /slow }\n"
        "  left:\n    needs: [slow]\n    when: \"${{ .steps | has(\\\"quick\\\") }}\"\n    service: api\n    request: { path: "
        "/left }\n"
        "  each:\n    needs: [slow]\n    foreach: \"${{ .steps | keys }}\"\n    service: api\n"
        "    request: { method: PUT, path: /each, body: { json: { item: \"${{ .item }}\", all: \"${{ .steps | keys }}\" } } }\n"
        "  none:\n    service: api\n    request: { method: PUT, path: /none, body: { json: \"${{ .steps }}\" } }\n"
        "  sum:\n    needs: [each]\n    service: api\n"
        "    request: { method: POST, path: /sum, body: { json: \"${{ .steps | keys }}\" } }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "GET", "/left"), 0);
    QHash<QByteArray, QByteArray> bodies;
    for (const LedgerEntry &entry : ledger.entries())
        bodies.insert(entry.path, entry.body);
    QCOMPARE(bodies.value("/each"), QByteArray(R"({"all":["slow"],"item":"slow"})"));
    QCOMPARE(bodies.value("/none"), QByteArray("{}"));
    QCOMPARE(bodies.value("/sum"), QByteArray(R"(["each","slow"])"));
}

QTEST_GUILESS_MAIN(TestSecondLook)
#include "tst_secondlook.moc"
