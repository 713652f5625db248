#include "workspacetest.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Which version of its pipeline made what of a run that goes on with another, and who or what decided.
class TestLogic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAnEarlierVersionMadeIsSaidToBeItsOwn();
    void aSignedStatementNamesBothVersions();
    void theAuditSaysHowItStoodBefore();
    void aRerunTakesOverWhatEachVersionMade();
    void attemptsTellByWhichRulesAndHowLong();
    void nobodyDecidedWhereNoAnswerDid_data();
    void nobodyDecidedWhereNoAnswerDid();

private:
    /// "one" is done and "two" blocked by version 1, then "two" is done by version 2.
    static void moveOn(const OneServiceWorkspace &workspace);
};

namespace {

QByteArray steps(const QByteArray &where)
{
    return "  one:\n    service: api\n    request: { method: PUT, path: /one }\n"
           "  two:\n    needs: [one]\n    service: api\n    request: { method: PUT, path: " +
           where + " }\n";
}

LedgerAnswer choosy(const LedgerEntry &entry)
{
    return entry.path.contains("bad") ? jsonAnswer("{}", 422) : jsonAnswer("{\"ok\":1}");
}

QStringList versions(const QJsonValue &records)
{
    QStringList told;
    for (const QJsonValue &record : records.toArray())
        told.append(u"%1@%2"_s.arg(record[record[u"id"_s].isUndefined() ? u"step"_s : u"id"_s].toString(),
                                   QString::number(record[u"version"_s].toInt())));
    return told;
}

QJsonObject statementOf(const OneServiceWorkspace &workspace)
{
    const Outcome attested = workspace.cairn({"show", workspace.id().toUtf8(), "--attest"});
    const QString payload = QJsonDocument::fromJson(attested.output)[u"payload"_s].toString();
    return QJsonDocument::fromJson(QByteArray::fromBase64(payload.toLatin1())).object();
}

} // namespace

void TestLogic::moveOn(const OneServiceWorkspace &workspace)
{
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(steps("/good"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn({"resume", workspace.id().toUtf8(), "--latest", "--reason", "mended"});
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

void TestLogic::whatAnEarlierVersionMadeIsSaidToBeItsOwn()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), steps("/bad"));
    moveOn(workspace);
    const QJsonObject shown = workspace.show();
    QCOMPARE(shown.value(u"version"_s).toInt(), 2);
    QCOMPARE(versions(shown.value(u"steps"_s)), QStringList({u"one@1"_s, u"two@2"_s}));
    QCOMPARE(versions(shown.value(u"attempts"_s)), QStringList({u"one@1"_s, u"two@1"_s, u"two@2"_s}));
    QCOMPARE(versions(shown.value(u"checkpoints"_s)), QStringList({u"one@1"_s, u"two@1"_s, u"two@2"_s, u"two@2"_s}));
    const QJsonArray made = shown.value(u"steps"_s).toArray();
    QVERIFY(made[0][u"digest"_s] != made[1][u"digest"_s]);
    QCOMPARE(made[1][u"digest"_s], shown.value(u"digest"_s));

    const QByteArray run = workspace.id().toUtf8();
    const QByteArray told = workspace.cairn({"show", run}).output;
    QVERIFY2(told.contains("before     p@1: one\n"), told.constData());
    const QJsonObject lineage = workspace.cairn({"show", run, "--lineage", "--json"}).json().value(0);
    QCOMPARE(versions(lineage.value(u"steps"_s)), QStringList({u"one@1"_s, u"two@2"_s}));
    QCOMPARE(lineage.value(u"steps"_s)[1][u"attempts"_s][0][u"version"_s].toInt(), 1);
    const QByteArray logic = workspace.cairn({"show", run, "--lineage"}).output;
    QVERIFY2(logic.contains("p@2 sha256:") && logic.contains("p@1 sha256:"), logic.constData());
}

void TestLogic::aSignedStatementNamesBothVersions()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), steps("/bad"));
    moveOn(workspace);
    const QJsonObject build = statementOf(workspace)[u"predicate"_s][u"buildDefinition"_s].toObject();
    QHash<QString, QString> pipelines;
    for (const QJsonValue &used : build.value(u"resolvedDependencies"_s).toArray()) {
        if (used[u"name"_s].toString().startsWith("pipeline/"_L1))
            pipelines.insert(used[u"name"_s].toString(), used[u"digest"_s][u"sha256"_s].toString());
    }
    QCOMPARE(pipelines.size(), 2);
    const QJsonValue told = build.value(u"internalParameters"_s)[u"steps"_s];
    QCOMPARE(told[0][u"digest"_s].toString(), pipelines.value(u"pipeline/p@1"_s));
    QCOMPARE(told[1][u"digest"_s].toString(), pipelines.value(u"pipeline/p@2"_s));
}

void TestLogic::theAuditSaysHowItStoodBefore()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), steps("/bad"));
    moveOn(workspace);
    const QByteArray about = "subject:" + workspace.id().toUtf8();
    const QList<QJsonObject> entries = workspace.cairn({"audit", "list", "--json", about}).json();
    const auto done = std::find_if(entries.begin(), entries.end(), [](const QJsonObject &entry) {
        return entry.value(u"action"_s).toString() == "command.resume.done"_L1;
    });
    QVERIFY(done != entries.end());
    const QJsonValue before = done->value(u"before"_s);
    QCOMPARE(before[u"version"_s].toInt(), 1);
    QCOMPARE(done->value(u"after"_s)[u"version"_s].toInt(), 2);
    QCOMPARE(before[u"steps"_s][u"two"_s].toObject(),
             (QJsonObject{{u"state"_s, u"blocked"_s}, {u"category"_s, u"data"_s}, {u"attempts"_s, 1}}));
}

void TestLogic::aRerunTakesOverWhatEachVersionMade()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return choosy(entry); });
    const OneServiceWorkspace workspace(ledger.port(), steps("/bad"));
    moveOn(workspace);
    QCOMPARE(workspace.cairn({"rerun", workspace.id().toUtf8(), "--from", "two"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(versions(workspace.show().value(u"steps"_s)), QStringList({u"one@1"_s, u"two@2"_s}));
    QCOMPARE(countOf(ledger, "PUT", "/one"), 1);
}

void TestLogic::attemptsTellByWhichRulesAndHowLong()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer slow = jsonAnswer("{}");
        slow.delayMs = 50;
        return slow;
    });
    const OneServiceWorkspace workspace(ledger.port(), steps("/good"));
    QCOMPARE(workspace.run(), 0);
    const QJsonValue attempt = workspace.show().value(u"attempts"_s)[0];
    QCOMPARE(attempt[u"policy_revision"_s].toInt(), 1);
    QCOMPARE(attempt[u"breaker"_s].toString(), u"closed"_s);
    QVERIFY(attempt[u"queued_ms"_s].isDouble() && attempt[u"connect_ms"_s].isDouble());
    QVERIFY(attempt[u"first_byte_ms"_s].toInt() >= 50);
    QVERIFY(attempt[u"duration_ms"_s].toInt() >= attempt[u"first_byte_ms"_s].toInt());
}

void TestLogic::nobodyDecidedWhereNoAnswerDid_data()
{
    QTest::addColumn<QList<QByteArray>>("asked");
    QTest::addColumn<QString>("state"); // of the checkpoint that this leaves

    QTest::newRow("retry") << QList<QByteArray>{"retry"} << u"ready"_s;
    QTest::newRow("skip") << QList<QByteArray>{"skip"} << u"skipped"_s;
    QTest::newRow("resume") << QList<QByteArray>{"resume", "--latest"} << u"ready"_s;
    QTest::newRow("cancel") << QList<QByteArray>{"cancel"} << u"cancelled"_s;
    QTest::newRow("it happened") << QList<QByteArray>{"decide", "happened"} << u"succeeded"_s;
}

void TestLogic::nobodyDecidedWhereNoAnswerDid()
{
    QFETCH(const QList<QByteArray>, asked);
    QFETCH(const QString, state);

    LedgerServer ledger([&](const LedgerEntry &, int) { return asked[0] == "decide" ? reset() : jsonAnswer("{}", 422); });
    const QByteArray post = "  two:\n    service: api\n    request: { method: POST, path: /two }\n";
    const OneServiceWorkspace workspace(ledger.port(), post, "idempotent: false\n");
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(QByteArray(post).replace("/two", "/2"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QList<QByteArray> words = asked;
    words.insert(1, workspace.id().toUtf8());
    words += QList<QByteArray>{"--reason", "tested"};
    std::ignore = workspace.cairn(words);
    std::ignore = workspace.drain();

    bool intended = false, found = false;
    for (const QJsonValue &checkpoint : workspace.show().value(u"checkpoints"_s).toArray()) {
        const QString at = checkpoint[u"state"_s].toString();
        intended = intended || at == "in_flight"_L1;
        found = found || (at == state && checkpoint[u"actor"_s].toString() != "runner"_L1);
        QVERIFY2(checkpoint[u"decision"_s].toString() != "succeed"_L1, qPrintable(at));
        if (at == "in_flight"_L1 || at == state)
            QVERIFY2(checkpoint[u"decision"_s].isNull(), qPrintable(at));
    }
    QVERIFY(intended);
    QVERIFY(found);
}

QTEST_GUILESS_MAIN(TestLogic)
#include "tst_logic.moc"
