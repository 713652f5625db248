#include "workspacetest.h"

#include <QCryptographicHash>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Going on with something changed, by the command line: what is refused and why, patches, and the newest version's logic played
/// over recorded answers.
class TestEdits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditOfWhatHasChangedIsRefused();
    void anEditOfWhatHasMovedOnIsRefused();
    void badBytesAreRefused_data();
    void badBytesAreRefused();
    void tooMuchIsRefused();
    void nothingIsKeptBeforeItIsAgreedTo();
    void aPatchChangesWhatIsSent();
    void aPatchThatDoesNotApplyIsRefused_data();
    void aPatchThatDoesNotApplyIsRefused();
    void aPatchIsTriedOnAnIncident();
    void aPatchGoesOverAnIncident();
    void versionsAreComparedWithoutACall();
    void aComparisonSaysWhatCannotBeTakenOver();
    void itemsAreCompared();
    void ownClassesAreCovered();
    void noPatchSpellsWhatIsCovered();
    void coveredNumbersArePatched();
    void anEditGoesOutAgainWhereARerunBegins();
};

namespace {

const QByteArray Scan =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";
const QByteArray Send =
    "  send:\n    needs: [scan]\n    service: api\n    request: { method: POST, path: /send, body: { json: { of: "
    "\"${{ .steps.scan.body.id }}\", n: 1 } }, schema: order@1 }\n";
const QByteArray After =
    "  tell:\n    needs: [send]\n    service: api\n    request: { path: \"/tell/${{ .steps.send.status }}\" }\n";
const QByteArray Schema = R"({"type":"object","properties":{"of":{"type":"string","maxLength":8}},"required":["of"]})";

/// Takes anything but what holds "bad".
LedgerAnswer choosy(const LedgerEntry &entry, int)
{
    if (entry.path == "/scan")
        return jsonAnswer("{\"id\":\"bad\"}");
    return entry.body.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{}");
}

/// A run that is blocked at `send`, because the service refuses what it is sent.
struct BlockedRun
{
    explicit BlockedRun(const QByteArray &steps = Scan + Send, const QByteArray &input = {})
        : ledger(choosy), workspace(ledger.port(), steps, {}, input)
    {
        workspace.cairn().write(u"schemas/order@1.json"_s, Schema);
        if (workspace.run() != 1)
            qFatal("the run is not blocked");
    }
    QByteArray send() const { return (workspace.id() + u"/send"_s).toUtf8(); }
    QByteArray sent() const { return workspace.cairn({"payload", send() + ".in"}).output; }

    LedgerServer ledger;
    OneServiceWorkspace workspace;
};

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

void TestEdits::anEditOfWhatHasChangedIsRefused()
{
    const BlockedRun test;
    const QByteArray seen = sha256(test.sent());
    test.workspace.cairn().write(u"first.json"_s, R"({"of":"bad too"})");
    test.workspace.cairn().write(u"second.json"_s, R"({"of":"good"})");
    QCOMPARE(
        test.workspace.cairn({"resume", test.send(), "--input", "first.json", "--was", seen, "--reason", "a first try"}).exitCode,
        0);
    QCOMPARE(test.workspace.drain(), 1); // it is blocked again, with another body
    const Outcome refused = test.workspace.cairn({"resume", test.send(), "--input", "second.json", "--was", seen});
    QVERIFY(refused.exitCode != 0);
    QVERIFY2(refused.errors.contains("no longer what the step sends") && refused.errors.contains("a first try"),
             refused.errors.constData());
    QCOMPARE(
        test.workspace.cairn({"resume", test.send(), "--input", "second.json", "--was", sha256(R"({"of":"bad too"})")}).exitCode,
        0);
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.ledger.entries().last().body, QByteArray(R"({"of":"good"})"));
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 3);
}

/// Two edits are recorded while no runner is there to carry them out: the first is, the second is told.
void TestEdits::anEditOfWhatHasMovedOnIsRefused()
{
    const BlockedRun test;
    test.workspace.cairn().write(u"good.json"_s, R"({"of":"good"})");
    const QByteArray seen = sha256(test.sent());
    for (int i = 0; i < 2; ++i)
        QCOMPARE(
            test.workspace.cairn({"resume", test.send(), "--input", "good.json", "--was", seen, "--reason", "mended"}).exitCode,
            0);
    QCOMPARE(test.workspace.drain(), 1); // the second is told there
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 2);
    const Outcome audit = test.workspace.cairn({"audit", "list", "--json"});
    QCOMPARE(audit.output.count("command.resume.refused"), 1);
    const Outcome late = test.workspace.cairn({"resume", test.send(), "--input", "good.json"});
    QVERIFY(late.exitCode != 0);
    QVERIFY2(late.errors.contains("is succeeded since") && late.errors.contains("mended"), late.errors.constData());
}

void TestEdits::badBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("no JSON") << QByteArray("{\"of\":") << QByteArray("sends JSON, and the edited input is none");
    QTest::newRow("nothing") << QByteArray() << QByteArray("sends JSON, and the edited input is none");
    QTest::newRow("another type") << QByteArray(R"({"of":5})") << QByteArray("breaks order@1");
    QTest::newRow("a field is missing") << QByteArray(R"({"n":5})") << QByteArray("breaks order@1");
}

void TestEdits::badBytesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, why);
    const BlockedRun test;
    test.workspace.cairn().write(u"edited.json"_s, bytes);
    const Outcome refused = test.workspace.cairn({"resume", test.send(), "--input", "edited.json"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains(why), refused.errors.constData());
    QCOMPARE(test.workspace.drain(), 1);
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 1);
}

void TestEdits::tooMuchIsRefused()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Scan, {}, "input: { max_size: 1KB }\n");
    QCOMPARE(workspace.run(), 1);
    const QByteArray step = (workspace.id() + u"/scan"_s).toUtf8();
    workspace.cairn().write(u"large.bin"_s, QByteArray(1'001, 'x'));
    workspace.cairn().write(u"small.bin"_s, QByteArray(1'000, 'x'));
    const Outcome refused = workspace.cairn({"resume", step, "--input", "large.bin"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("has 1001 bytes") && refused.errors.contains("at most 1KB"), refused.errors.constData());
    QCOMPARE(workspace.cairn({"resume", step, "--input", "small.bin"}).exitCode, 0);

    const BlockedRun json;
    json.workspace.cairn().write(u"huge.json"_s, "{\"of\":\"" + QByteArray(9 << 20, 'x') + "\"}");
    const Outcome huge = json.workspace.cairn({"resume", json.send(), "--input", "huge.json"});
    QCOMPARE(huge.exitCode, 2);
    QVERIFY2(huge.errors.contains("takes at most 8MiB"), huge.errors.constData());
}

/// What belongs to no run could not even be erased.
void TestEdits::nothingIsKeptBeforeItIsAgreedTo()
{
    const BlockedRun test;
    QCOMPARE(test.workspace.run(), 1);
    const QByteArray good = R"({"of":"good"})";
    test.workspace.cairn().write(u"good.json"_s, good);
    const auto resume = [&test](const QList<QByteArray> &more) {
        return test.workspace.cairn(QList<QByteArray>{"resume", "--input", "good.json"} + more).exitCode;
    };
    QCOMPARE(resume({"--where", "state:blocked", "--dry-run"}), 0);
    QCOMPARE(resume({"--where", "state:blocked"}), 2); // nobody is there to agree
    QCOMPARE(resume({"--where", "state:paused", "--yes"}), 4);
    QCOMPARE(resume({}), 2);
    QCOMPARE(test.workspace.cairn({"payload", sha256(good)}).exitCode, 4);
    QCOMPARE(resume({"--where", "state:blocked", "--yes"}), 0);
    QCOMPARE(test.workspace.cairn({"payload", sha256(good)}).output, good);
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.ledger.entries().last().body, good);
}

void TestEdits::aPatchChangesWhatIsSent()
{
    const BlockedRun test;
    QCOMPARE(
        test.workspace.cairn({"resume", test.send(), "--patch", R"(.of = "good" | .n += 1)", "--reason", "the scanner's mistake"})
            .exitCode,
        0);
    QCOMPARE(test.workspace.drain(), 0);
    const QList<LedgerEntry> entries = test.ledger.entries();
    QCOMPARE(entries.last().body, QByteArray(R"({"n":2,"of":"good"})"));
    QVERIFY(entries[1].key != entries.last().key);
    QCOMPARE(test.sent(), QByteArray(R"({"n":2,"of":"good"})"));
}

void TestEdits::aPatchThatDoesNotApplyIsRefused_data()
{
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("leaves it as it is") << QByteArray(".n = 1") << QByteArray("leaves the body as it is");
    QTest::newRow("fails") << QByteArray(".of.x = 1") << QByteArray("Cannot index");
    QTest::newRow("gives several values") << QByteArray(".of, .n") << QByteArray("more than one value");
    QTest::newRow("breaks the schema") << QByteArray(".of = 5") << QByteArray("breaks order@1");
    QTest::newRow("never ends") << QByteArray("last(repeat(.))") << QByteArray("does not seem to come to an end");
}

/// By the runner, which has the last word: the step stays as it was.
void TestEdits::aPatchThatDoesNotApplyIsRefused()
{
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, why);
    const BlockedRun test;
    QCOMPARE(test.workspace.cairn({"resume", test.send(), "--patch", patch}).exitCode, 0);
    QCOMPARE(test.workspace.drain(), 1);
    const QByteArray audit = test.workspace.cairn({"audit", "list", "--json"}).output;
    QVERIFY2(audit.contains(why), audit.constData());
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 1);
    QCOMPARE(test.workspace.state(), u"blocked"_s);
}

void TestEdits::aPatchIsTriedOnAnIncident()
{
    const BlockedRun test;
    QCOMPARE(test.workspace.run(), 1);
    const Outcome tried =
        test.workspace.cairn({"resume", "--incident", "1", "--patch", R"(.of = "good")", "--dry-run", "--json"});
    QVERIFY2(tried.exitCode == 0, tried.errors.constData());
    QCOMPARE(tried.json().size(), 2);
    QCOMPARE(tried.json().first().value(u"after"_s).toString(), uR"({"n":1,"of":"good"})"_s);
    QCOMPARE(tried.json().first().value(u"refused"_s).toString(), QString());
    const Outcome told = test.workspace.cairn({"resume", "--incident", "1", "--patch", R"(.of = 5)", "--dry-run"});
    QVERIFY2(told.output.contains("left alone: the body breaks order@1") && told.output.contains("2 of them left alone"),
             told.output.constData());
    QCOMPARE(test.workspace.cairn({"resume", "--incident", "1", "--patch", ".of = (", "--dry-run"}).exitCode, 2);
    QCOMPARE(test.workspace.cairn({"resume", "--incident", "99", "--patch", ".", "--dry-run"}).exitCode, 4);
    QCOMPARE(test.workspace.drain(), 1);
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 2); // nothing was changed
}

/// Those of cairn.yaml as it is now.
void TestEdits::ownClassesAreCovered()
{
    const BlockedRun test;
    test.workspace.cairn().write(u"cairn.yaml"_s,
                                 "workspace: test\ndata: { classes: { order: { regex: \"\\\\bbad\\\\b\" } } }\n");
    const QByteArray tried = test.workspace.cairn({"resume", "--incident", "1", "--patch", ".n = 2", "--dry-run"}).output;
    QVERIFY2(tried.contains("\"of\": \"***\"") && !tried.contains("bad"), tried.constData());
    test.workspace.writeSteps(Scan + QByteArray(Send).replace("n: 1", "n: 2"), 2);
    QCOMPARE(test.workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray compared =
        test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "send"}).output;
    QVERIFY2(compared.contains("\"of\": \"***\"") && !compared.contains("bad"), compared.constData());
    QVERIFY(!compared.contains("data protection is not played"));
    test.workspace.writeSteps(Scan + QByteArray(Send).replace("n: 1", "n: 3"), 3, "data: { protect: [order] }\n");
    QCOMPARE(test.workspace.cairn({"apply"}).exitCode, 0);
    const Outcome guarded = test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "send"});
    QVERIFY2(guarded.output.contains("data protection is not played"), guarded.output.constData());
}

/// Whatever a program makes of it; what it says itself is no secret.
void TestEdits::noPatchSpellsWhatIsCovered()
{
    const BlockedRun test;
    test.workspace.cairn().write(u"cairn.yaml"_s,
                                 "workspace: test\ndata: { classes: { order: { regex: \"\\\\bbad\\\\b\" } } }\n");
    const auto tried = [&](const QByteArray &patch) {
        return test.workspace.cairn({"resume", "--incident", "1", "--patch", patch, "--dry-run"}).output;
    };
    const QByteArray spelt = R"(.of | split("") | join("_"))";
    for (const QByteArray &patch : {".of = (" + spelt + ")", ".x = [" + spelt + "]", ".x = {y: (" + spelt + ")}",
                                    ".[" + spelt + "] = 1", "error(" + spelt + ")"})
        QVERIFY2(!tried(patch).isEmpty() && !tried(patch).contains("b_a_d"), (patch + '\n' + tried(patch)).constData());
    QVERIFY2(!tried(".x = (.of | explode)").contains("98"), tried(".x = (.of | explode)").constData());
    // not by what the program has ready for it, nor bit by bit
    const QByteArray letters = tried(R"(["a","b","c","d"] as $t | .x = [.of | split("") | .[] as $c | $t[] | select(. == $c)])");
    QVERIFY2(letters.contains("\"x\": [") && !letters.contains("\"b\""), letters.constData());
    const QByteArray bits = tried(".x = [.of | explode[] | (./64 | floor) % 2 == 1, . % 2 == 1]");
    QVERIFY2(bits.contains("false") && !bits.contains("true"), bits.constData());
    const QByteArray words = tried("(" + spelt + ") as $key | .[$key] = 1 | .of = 5");
    QVERIFY2(words.contains("left alone: the body breaks order@1") && !words.contains("b_a_d"), words.constData());
    const QByteArray said = tried(R"(.of = "good" | .n = 1)");
    QVERIFY2(said.contains("\"of\": \"good\"") && said.contains("\"n\": 1"), said.constData());
}

/// It is JSON still, and what cannot be told of it is said not to be.
void TestEdits::coveredNumbersArePatched()
{
    const BlockedRun test;
    test.workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\ndata: { classes: { order: { jq: \".body.n\" } } }\n");
    const auto tried = [&](const QByteArray &patch) {
        return test.workspace.cairn({"resume", "--incident", "1", "--patch", patch, "--dry-run", "--json"}).json().value(0);
    };
    const QJsonObject sample = tried(R"(.of = "good")");
    QCOMPARE(sample.value(u"before"_s).toString(), uR"({"n":"*","of":"bad"})"_s);
    QCOMPARE(sample.value(u"after"_s).toString(), uR"({"n":"*","of":"good"})"_s);
    QVERIFY(sample.value(u"covered"_s).toBool());
    const QJsonObject added = tried(".n += 1");
    QCOMPARE(added.value(u"after"_s).toString(), QString());
    QCOMPARE(added.value(u"refused"_s).toString(), QString());
    const QByteArray told = test.workspace.cairn({"resume", "--incident", "1", "--patch", ".n += 1", "--dry-run"}).output;
    QVERIFY2(told.contains("does not work on what is covered") && told.contains("0 of them left alone"), told.constData());
}

/// As one order, carried out by the runner: each of them goes on with what it sent itself, patched.
void TestEdits::aPatchGoesOverAnIncident()
{
    const BlockedRun test;
    const QString first = test.workspace.id();
    QCOMPARE(test.workspace.run(), 1);
    QCOMPARE(test.workspace
                 .cairn({"resume", "--incident", "1", "--patch", R"(.of = "good")", "--yes", "--reason", "the scanner's mistake"})
                 .exitCode,
             0);
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.workspace.state(), u"succeeded"_s);
    QCOMPARE(test.workspace.show(first).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(countOf(test.ledger, "POST", "/scan"), 2);
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 4);
    QCOMPARE(test.ledger.entries().last().body, QByteArray(R"({"n":1,"of":"good"})"));
    const QJsonObject incident = test.workspace.cairn({"incident", "show", "1", "--json"}).json().value(0);
    QCOMPARE(incident.value(u"state"_s).toString(), u"resolved"_s);
}

void TestEdits::versionsAreComparedWithoutACall()
{
    const BlockedRun test(Scan + Send + After);
    test.workspace.writeSteps(Scan + QByteArray(Send).replace("${{ .steps.scan.body.id }}", "fixed") + After +
                                  "  extra:\n    needs: [tell]\n    service: api\n    request: { path: /extra }\n",
                              2);
    QCOMPARE(test.workspace.cairn({"apply"}).exitCode, 0);
    const int calls = test.ledger.count();
    const QJsonObject compared =
        test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "send", "--json"}).json().value(0);
    QCOMPARE(test.ledger.count(), calls);
    QCOMPARE(compared.value(u"pinned"_s).toInt(), 1);
    QCOMPARE(compared.value(u"newest"_s).toInt(), 2);
    QCOMPARE(compared.value(u"why_not_resumed"_s).toString(), QString());
    QMap<QString, QJsonObject> steps;
    for (const QJsonValue &step : compared.value(u"steps"_s).toArray())
        steps.insert(step[u"step"_s].toString(), step.toObject());
    QCOMPARE(steps[u"scan"_s][u"newest"_s][u"decision"_s].toString(), u"taken_over"_s);
    QVERIFY(steps[u"send"_s][u"sends_other"_s].toBool());
    QCOMPARE(steps[u"send"_s][u"pinned"_s][u"category"_s].toString(), u"data"_s);
    const QStringList before = steps[u"send"_s][u"pinned"_s][u"request"_s].toVariant().toStringList();
    const QStringList after = steps[u"send"_s][u"newest"_s][u"request"_s].toVariant().toStringList();
    QVERIFY2(before.contains(u"    \"of\": \"bad\""_s), qPrintable(before.join(u'\n')));
    QVERIFY2(after.contains(u"    \"of\": \"fixed\""_s), qPrintable(after.join(u'\n')));
    QVERIFY(before.first().startsWith(u"POST http://127.0.0.1:"_s) && before.first().endsWith(u"/send"_s));
    QCOMPARE(steps[u"tell"_s][u"newest"_s][u"decision"_s].toString(), u"not_reached"_s); // the recorded answer was a refusal
    QVERIFY(steps[u"extra"_s][u"pinned"_s].isNull());
    const Outcome told = test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "send"});
    QVERIFY2(told.output.contains("+     \"of\": \"fixed\"") && told.output.contains("resume --latest: possible"),
             told.output.constData());
    QCOMPARE(test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "nothing"}).exitCode, 2);
}

void TestEdits::aComparisonSaysWhatCannotBeTakenOver()
{
    const BlockedRun test;
    test.workspace.writeSteps(QByteArray(Scan).replace("/scan", "/scan2") + Send, 2);
    QCOMPARE(test.workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray told = test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--from", "send"}).output;
    QVERIFY2(told.contains("resume --latest: not possible: step scan is done, and version 2 changes it"), told.constData());
    QVERIFY2(told.contains("rerun --latest: not possible: step scan is another in version 2"), told.constData());
    const QJsonObject whole =
        test.workspace.cairn({"rerun", test.workspace.id().toUtf8(), "--compare", "--json"}).json().value(0);
    const QJsonObject scan = whole.value(u"steps"_s).toArray().first().toObject();
    QVERIFY(scan.value(u"sends_other"_s).toBool());
    QCOMPARE(scan[u"newest"_s][u"decision"_s].toString(), u"passes"_s); // with the answer that the other request had
    QCOMPARE(whole.value(u"why_not_rerun"_s).toString(), QString());
}

void TestEdits::itemsAreCompared()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/list" ? jsonAnswer("[\"x\",\"y\"]") : jsonAnswer("{\"ok\":true}");
    });
    const QByteArray steps = "  list:\n    service: api\n    request: { path: /list }\n"
                             "  put:\n    needs: [list]\n    foreach: \"${{ .steps.list.body }}\"\n    service: api\n"
                             "    request: { method: PUT, path: \"/put/${{ .index }}\", body: { json: \"${{ .item }}\" } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps);
    QCOMPARE(workspace.run(), 0);
    workspace.writeSteps(QByteArray(steps).replace("/put/", "/store/") + "    response: { expect: \".body.ok == false\" }\n", 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QJsonObject compared = workspace.cairn({"rerun", workspace.id().toUtf8(), "--compare", "--json"}).json().value(0);
    const QJsonObject put = compared.value(u"steps"_s).toArray().last().toObject();
    QVERIFY(put.value(u"sends_other"_s).toBool() && put.value(u"decides_other"_s).toBool());
    QCOMPARE(put[u"pinned"_s][u"decision"_s].toString(), u"passes"_s);
    QCOMPARE(put[u"newest"_s][u"decision"_s].toString(), u"fails"_s);
    QVERIFY(put[u"newest"_s][u"request"_s].toVariant().toStringList().filter(u"/store/1"_s).size() == 1);
}

/// What comes before is the same; a run of the original file from its start is one of the original input.
void TestEdits::anEditGoesOutAgainWhereARerunBegins()
{
    const BlockedRun test(Scan + Send + After);
    test.workspace.cairn().write(u"good.json"_s, R"({"of":"good"})");
    const QByteArray old = test.workspace.id().toUtf8();
    QCOMPARE(test.workspace.cairn({"resume", test.send(), "--input", "good.json"}).exitCode, 0);
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.workspace.cairn({"rerun", old, "--from", "send"}).exitCode, 0);
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.workspace.state(), u"succeeded"_s);
    const QList<LedgerEntry> entries = test.ledger.entries();
    QCOMPARE(entries[entries.size() - 2].body, QByteArray(R"({"of":"good"})"));
    QVERIFY(entries[entries.size() - 2].key != entries[2].key);
    QCOMPARE(test.workspace.cairn({"rerun", old, "--from", "scan"}).exitCode, 0);
    QCOMPARE(test.workspace.drain(), 1);
    QVERIFY(test.ledger.entries().last().body.contains("bad"));
}

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
