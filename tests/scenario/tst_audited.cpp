#include "rawstore.h"
#include "workspacetest.h"

#include <QTemporaryDir>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What people do from the command line is in the audit, sealed by the runner, and what is done to the audit is found.
class TestAudited : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoDidWhatAndWhy();
    void whoSubmitted();
    void tamperingIsNamed();
    void wrongUse();

private:
    static QList<QJsonObject> entries(const OneServiceWorkspace &workspace);
};

namespace {
const QByteArray Steps =
    "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n";
}

QList<QJsonObject> TestAudited::entries(const OneServiceWorkspace &workspace)
{
    QList<QJsonObject> all;
    for (const QByteArray &line : workspace.cairn({"audit", "export"}).output.split('\n')) {
        if (!line.isEmpty())
            all.append(QJsonDocument::fromJson(line).object());
    }
    return all;
}

void TestAudited::whoDidWhatAndWhy()
{
    LedgerServer ledger([](const LedgerEntry &, int attempt) { return jsonAnswer("{}", attempt == 1 ? 422 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QList<QJsonObject> applied = entries(workspace);
    QVERIFY(applied.size() >= 2); // the service and the pipeline
    QStringList actions;
    for (const QJsonObject &entry : applied)
        actions.append(entry.value(u"action"_s).toString());
    QVERIFY2(actions.contains(u"service.revised"_s) && actions.contains(u"pipeline.applied"_s), qPrintable(actions.join(u' ')));
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"retry", id, "--reason", "the service was wrong"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const QList<QJsonObject> all = entries(workspace);
    QCOMPARE(all.size(), applied.size() + 2);
    const QJsonObject asked = all.at(all.size() - 2);
    QCOMPARE(asked.value(u"action"_s).toString(), u"command.retry"_s);
    QCOMPARE(asked.value(u"subject"_s).toString(), QString::fromUtf8(id));
    QCOMPARE(asked.value(u"reason"_s).toString(), u"the service was wrong"_s);
    QVERIFY(!asked.value(u"actor"_s).toString().isEmpty());
    QCOMPARE(all.last().value(u"action"_s).toString(), u"command.retry.done"_s);
    QCOMPARE(all.last().value(u"previous"_s), asked.value(u"hash"_s));
    QVERIFY(workspace.cairn({"audit"}).output.contains("trying again: ")); // what came of it, in words as well
    const Outcome verified = workspace.cairn({"audit", "verify", "--json"});
    QCOMPARE(verified.exitCode, 0);
    const QJsonObject verdict = QJsonDocument::fromJson(verified.output.split('\n').first()).object();
    QCOMPARE(verdict.value(u"sealed_up_to"_s).toInt(), int(all.size())); // the runner sealed it when it stopped
    QCOMPARE(workspace.cairn({"audit", "verify", "--key", verdict.value(u"key"_s).toString().toUtf8()}).exitCode, 0);
}

/// And who took the whole store away.
void TestAudited::whoSubmitted()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}"); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    const Outcome submitted = workspace.cairn({"submit", "p", "a.txt", "--reason", "asked for by the office"});
    QCOMPARE(submitted.exitCode, 0);
    QCOMPARE(workspace.cairn({"run", "p", "a.txt", "--reason", "once more"}).exitCode, 0);
    const QTemporaryDir elsewhere;
    QCOMPARE(workspace.cairn({"backup", elsewhere.filePath(u"copy"_s).toUtf8(), "--reason", "weekly"}).exitCode, 0);
    QStringList told;
    for (const QJsonObject &entry : entries(workspace)) {
        const QString action = entry.value(u"action"_s).toString();
        if (action == "run.submitted"_L1 || action == "store.backed_up"_L1)
            told.append(action + ": "_L1 + entry.value(u"reason"_s).toString());
        if (told.size() == 1 && action == "run.submitted"_L1)
            QCOMPARE(entry.value(u"subject"_s).toString().toUtf8(), submitted.output.trimmed());
    }
    QCOMPARE(told, (QStringList{u"run.submitted: asked for by the office"_s, u"run.submitted: once more"_s,
                                u"store.backed_up: weekly"_s}));
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0);
}

void TestAudited::tamperingIsNamed()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}"); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    RawStore(workspace.cairn().path(u".cairn"_s))
        .run({u"DROP TRIGGER audit_is_not_changed"_s, u"UPDATE audit SET actor = 'somebody else' WHERE seq = 2"_s});
    const Outcome verified = workspace.cairn({"audit", "verify"});
    QCOMPARE(verified.exitCode, 1);
    QVERIFY2(verified.output.contains("changed: entry 2"), verified.output.constData());
}

void TestAudited::wrongUse()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}"); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.cairn({"audit", "shred"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"audit", "--after", "yesterday"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"audit", "verify", "--key", "short"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0); // nothing there yet
}

QTEST_GUILESS_MAIN(TestAudited)
#include "tst_audited.moc"
