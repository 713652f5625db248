#include "rawstore.h"
#include "workspacetest.h"

#include <QCryptographicHash>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Resume and rerun: the same step with something changed, and a new run from a chosen place.
class TestResume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditedInputIsANewRequest();
    void anItemIsEditedAlone();
    void whatCannotBeEditedSaysWhatElse_data();
    void whatCannotBeEditedSaysWhatElse();
    void theNewestVersionGoesOnFromTheFailedStep();
    void theNewestVersionLeavesItemsOfAPassedStepAsTheyAre();
    void aVersionThatChangesWhatIsDoneIsRefused();
    void whatCannotBeReadAfterwardsIsBlocked();
    void aRerunStartsAnew();
    void aRerunFromAStepTakesOverWhatIsDone();
    void aRerunThatBeginsBeforeItsStepSaysSo();
    void aDeliveryReplacesNothingButTheRunsOwn();
};

namespace {

const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n"
    "  send:\n    needs: [scan]\n    service: api\n    request: { method: POST, path: /send, body: { json: { of: \"${{ "
    ".steps.scan.body.id }}\" } } }\n";

/// Takes anything but what holds "bad".
LedgerAnswer choosy(const LedgerEntry &entry)
{
    if (entry.path == "/scan")
        return jsonAnswer("{\"id\":\"bad\"}");
    return entry.body.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{}");
}

} // namespace

void TestResume::anEditedInputIsANewRequest()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"good.json"_s, "{\"of\":\"good\"}");
    const QByteArray step = (workspace.id() + u"/send"_s).toUtf8();
    QCOMPARE(workspace.cairn({"resume", step, "--input", "good.json", "--reason", "a typing error"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/scan"), 1);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.last().body, QByteArray("{\"of\":\"good\"}"));
    QCOMPARE(entries.last().headers.value("content-type"), QByteArray("application/json"));
    QVERIFY(entries[1].key != entries.last().key);
    const QJsonArray checkpoints = workspace.show().value(u"checkpoints"_s).toArray();
    const auto ready = std::find_if(checkpoints.begin(), checkpoints.end(),
                                    [](const QJsonValue &checkpoint) { return checkpoint[u"state"_s] == u"ready"_s; });
    QVERIFY(ready != checkpoints.end());
    QCOMPARE((*ready)[u"generation"_s].toInt(), 1);
    QCOMPARE((*ready)[u"reason"_s].toString(), u"a typing error"_s);
    QVERIFY((*ready)[u"edited"_s].isObject());
    QCOMPARE(workspace.cairn({"payload", step + ".in"}).output, QByteArray("{\"of\":\"good\"}"));
    const QByteArray before = QCryptographicHash::hash(entries[1].body, QCryptographicHash::Sha256).toHex();
    const QByteArray audit = workspace.cairn({"audit", "list", "--json"}).output;
    QVERIFY2(audit.contains("\"before\":{\"body\":\"" + before), audit.constData()); // although nobody has named it
}

void TestResume::anItemIsEditedAlone()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.path == "/list")
            return jsonAnswer("[\"x\",\"bad\",\"z\"]");
        return entry.body.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{}");
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  list:\n    service: api\n    request: { path: /list }\n"
                       "  put:\n    needs: [list]\n    foreach: \"${{ .steps.list.body }}\"\n    service: api\n"
                       "    request: { method: PUT, path: \"/put/${{ .index }}\", body: { json: \"${{ .item }}\" } }\n");
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"good.json"_s, "\"y\"");
    QCOMPARE(workspace.cairn({"resume", (workspace.id() + u"/put/1"_s).toUtf8(), "--input", "good.json"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "PUT"), 4);
    QCOMPARE(ledger.entries().last().body, QByteArray("\"y\""));
}

void TestResume::whatCannotBeEditedSaysWhatElse_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("remedy");
    QTest::newRow("a form") << "{ method: POST, path: /in, body: { multipart: { f: text } } }"_ba
                            << "`cairn run p FILE`"_ba;
    QTest::newRow("no body") << "{ path: /get }"_ba
                             << "resume with --latest"_ba;
}

/// No mending of the edited input would ever help.
void TestResume::whatCannotBeEditedSaysWhatElse()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, remedy);
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), "  send: { service: api, request: " + request + " }\n");
    QCOMPARE(workspace.run(), 1);
    const Outcome refused = workspace.cairn({"resume", workspace.id().toUtf8(), "--input", "a.txt"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains(remedy) && !refused.errors.contains("Mend the edited input"), refused.errors.constData());
    workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8()}).exitCode, 2); // with nothing changed
}

void TestResume::theNewestVersionGoesOnFromTheFailedStep()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(QByteArray(Steps).replace("${{ .steps.scan.body.id }}", "fixed"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(run.value(u"version"_s).toInt(), 2);
    QCOMPARE(countOf(ledger, "POST", "/scan"), 1);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"of\":\"fixed\"}"));
}

/// Enough items came through for their step to pass, one did not: it is history, and nothing that a later version could carry
/// out.
void TestResume::theNewestVersionLeavesItemsOfAPassedStepAsTheyAre()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.path == "/put/1" || entry.body.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{}");
    });
    const QByteArray steps =
        "  put:\n    foreach: \"${{ [1, 2, 3] }}\"\n    partial: { at_least: 2 }\n    service: api\n"
        "    request: { method: PUT, path: \"/put/${{ .index }}\", body: { json: \"${{ .item }}\" } }\n"
        "  send:\n    needs: [put]\n    service: api\n    request: { method: POST, path: /send, body: { json: bad } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps);
    QCOMPARE(workspace.run(), 1);
    const QStringList items = workspace.states(u"put"_s);
    QCOMPARE(items.count(u"blocked"_s), 1);
    const auto changes = [&workspace] {
        const QJsonArray all = workspace.show().value(u"checkpoints"_s).toArray();
        return std::count_if(all.begin(), all.end(),
                             [](const QJsonValue &checkpoint) { return checkpoint[u"step"_s] == u"put"_s; });
    };
    const auto before = changes();
    QVERIFY(before > 0);
    workspace.writeSteps(QByteArray(steps).replace("json: bad", "json: good"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"degraded"_s);
    QCOMPARE(workspace.show().value(u"version"_s).toInt(), 2);
    QCOMPARE(workspace.states(u"put"_s), items);
    QCOMPARE(changes(), before);
    QCOMPARE(countOf(ledger, "PUT"), 3);
    QCOMPARE(ledger.entries().last().body, QByteArray("\"good\""));
}

void TestResume::aVersionThatChangesWhatIsDoneIsRefused()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(QByteArray(Steps).replace("/scan", "/scan2"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isString(), 20'000);
    const Outcome refused = workspace.cairn({"resume", workspace.id().toUtf8(), "--latest"});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.output.contains("step scan is done"), refused.output.constData());
    QCOMPARE(workspace.show().value(u"version"_s).toInt(), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// The disk damages what is recorded at the moment at which the run is moved to another version.
void TestResume::whatCannotBeReadAfterwardsIsBlocked()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(QByteArray(Steps).replace("  send:", "  sent:"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    RawStore(workspace.cairn().path(u".cairn"_s))
        .run(u"CREATE TRIGGER damage AFTER UPDATE ON run WHEN NEW.pipeline_version_id <> OLD.pipeline_version_id "
             "BEGIN UPDATE checkpoint SET state = 'nonsense'; END"_s);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest"}).exitCode, 0);
    workspace.drain();
    const QJsonObject run = workspace.cairn({"runs", "--json"}).json().value(0);
    QCOMPARE(run.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(run.value(u"category"_s).toString(), u"internal"_s);
    QVERIFY2(run.value(u"cause"_s).toString().contains(u"nonsense"_s), qPrintable(run.value(u"cause"_s).toString()));
    QCOMPARE(ledger.count(), 2);
    // what is asked of it then is refused, once
    const QByteArray id = run.value(u"id"_s).toString().toUtf8();
    workspace.cairn({"retry", id});
    workspace.drain();
    QCOMPARE(workspace.cairn({"runs", "--json"}).json().value(0).value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(ledger.count(), 2);
}

void TestResume::aRerunStartsAnew()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    const QString old = workspace.id();
    const Outcome again = workspace.cairn({"rerun", old.toUtf8(), "--json"});
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(again.json().value(0).value(u"rerun_of"_s).toString(), old);
    QCOMPARE(workspace.drain(), 0);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.size(), 4);
    QVERIFY(entries[0].key != entries[2].key); // another run, another request
    QVERIFY(workspace.id() != old);
    QCOMPARE(workspace.show().value(u"rerun_of"_s).toString(), old);
}

void TestResume::aRerunFromAStepTakesOverWhatIsDone()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"x\"}"); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    const QString old = workspace.id();
    QCOMPARE(workspace.cairn({"rerun", old.toUtf8(), "--from", "nothing"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"rerun", old.toUtf8(), "--from", "send"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/scan"), 1);
    QCOMPARE(countOf(ledger, "POST", "/send"), 2);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"of\":\"x\"}"));
}

void TestResume::aRerunThatBeginsBeforeItsStepSaysSo()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const QByteArray last = "  tell:\n    needs: [send]\n    service: api\n    request: { path: /tell }\n";
    const OneServiceWorkspace workspace(ledger.port(), Steps + last);
    QCOMPARE(workspace.run(), 1);
    const QByteArray old = workspace.id().toUtf8();
    const Outcome early = workspace.cairn({"rerun", old, "--from", "tell"});
    QCOMPARE(early.exitCode, 0);
    QVERIFY2(early.errors.contains("it begins before tell") && early.errors.contains("not done: send"), early.errors.constData());
    QVERIFY2(workspace.cairn({"audit", "list", "--json"}).output.contains("it begins before tell"), "audit");
    QVERIFY(workspace.cairn({"rerun", old, "--from", "send"}).errors.isEmpty());
}

/// Two files of one name: the second is not delivered over the first, and is told so. A rerun replaces what its run delivered.
void TestResume::aDeliveryReplacesNothingButTheRunsOwn()
{
    LedgerServer ledger;
    const QByteArray steps = "  out:\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps);
    workspace.cairn().write(u"b/a.txt"_s, "of the same name");
    const auto delivered = [&] { return workspace.cairn().read(u"outbox/a.txt"_s); };
    QCOMPARE(workspace.run(), 0);
    const QString first = workspace.id();
    const QByteArray content = delivered();
    QVERIFY(!content.isEmpty());
    QCOMPARE(workspace.run(), 0); // the same bytes once more
    QCOMPARE(workspace.cairn({"run", "p", "b/a.txt"}).exitCode, 1);
    QCOMPARE(delivered(), content);
    const QJsonObject blocked = workspace.show();
    QCOMPARE(blocked.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(blocked.value(u"category"_s).toString(), u"conflict"_s);
    QVERIFY(blocked.value(u"cause"_s).toString().contains(u"outbox/a.txt"_s));

    // one's own, made anew by a mended pipeline
    workspace.writeSteps(QByteArray(steps).replace("\"${{ .input }}\"", "\"mended ${{ .input.name }}\""), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"rerun", first.toUtf8(), "--latest"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.show(workspace.id()).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(delivered(), QByteArray("mended a.txt"));

    // and once more, of the first: what the other rerun made is one's own as well
    workspace.writeSteps(QByteArray(steps).replace("\"${{ .input }}\"", "\"again ${{ .input.name }}\""), 3);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"rerun", first.toUtf8(), "--latest"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.show(workspace.id()).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(delivered(), QByteArray("again a.txt"));

    // moved away, as the remedy says: the blocked one goes on
    QVERIFY(QFile::remove(workspace.cairn().path(u"outbox/a.txt"_s)));
    QCOMPARE(workspace.cairn({"retry", blocked.value(u"id"_s).toString().toUtf8()}).exitCode, 0);
    workspace.drain();
    QCOMPARE(delivered(), QByteArray("of the same name"));
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
