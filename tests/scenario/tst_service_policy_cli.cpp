#include "workspacetest.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Policies changed on the command line: what is recorded, what is refused, and what rules the attempts that follow.
class TestServicePolicyCli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void setChangesOneValue();
    void aDryRunRecordsNothing();
    void theNewRevisionRules();
    void runsTellTheRevisionThatRuledThem();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void aFileIsTakenWhole();
    void anotherRevisionThanSeenIsRefused();
    void rollbackIsANewRevision();
    void theWorkspacesPolicyIsInherited();
    void applyTellsWhatItUndoes();
    void applyTakesWhatHasChanged();
    void applyAsksWhereAFileTakesBackAValue();
};

namespace {

const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

QJsonObject only(const Outcome &outcome)
{
    const auto lines = outcome.json();
    return lines.size() == 1 ? lines.first() : QJsonObject();
}

} // namespace

void TestServicePolicyCli::setChangesOneValue()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const Outcome set = workspace.cairn(
        {"--json", "service", "set", "api", "policy.retry.attempts=4", "policy.timeout.attempt=9s", "--reason", "slow"});
    QVERIFY2(set.exitCode == 0, set.errors.constData());
    QCOMPARE(only(set).value(u"revision"_s).toInt(), 2);
    QCOMPARE(only(set).value(u"recorded"_s).toBool(), true);
    const QJsonArray changes = only(set).value(u"changes"_s).toArray();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.at(1).toObject().value(u"path"_s).toString(), u"policy.retry.attempts"_s);
    QCOMPARE(changes.at(1).toObject().value(u"before"_s).toString(), u"3"_s);
    QCOMPARE(changes.at(1).toObject().value(u"after"_s).toString(), u"4"_s);
    const Outcome diff = workspace.cairn({"service", "diff", "api"});
    QVERIFY2(diff.output.contains("policy.retry.attempts: 3 → 4\n"), diff.output.constData());
    QVERIFY2(diff.output.contains(
                 "+policy: { retry: { attempts: 4, backoff: { initial: 10ms, max: 20ms } }, timeout: { attempt: 9s } }\n"),
             diff.output.constData());
    const QJsonObject newest = workspace.cairn({"--json", "service", "history", "api"}).json().first();
    QCOMPARE(newest.value(u"reason"_s).toString(), u"slow"_s);
    const Outcome again = workspace.cairn({"service", "set", "api", "policy.retry.attempts=4"});
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(again.output, QByteArray("Nothing has changed\n"));
}

void TestServicePolicyCli::aDryRunRecordsNothing()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const Outcome set = workspace.cairn({"service", "set", "api", "policy.retry.attempts=1", "--dry-run"});
    QCOMPARE(set.exitCode, 0);
    QVERIFY2(set.output.startsWith("policy.retry.attempts: 3 → 1\n"), set.output.constData());
    QCOMPARE(workspace.cairn({"--json", "service", "history", "api"}).json().size(), 1);
}

void TestServicePolicyCli::theNewRevisionRules()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 503); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=1"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(ledger.count(), 4);
}

/// By the number that `cairn service diff` takes, whatever else the store has recorded.
void TestServicePolicyCli::runsTellTheRevisionThatRuledThem()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"services/aaa.yaml"_s, "service: aaa\nbase_url: http://127.0.0.1:1\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "aaa", "policy.retry.attempts=4"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=1"}).exitCode, 0);
    QCOMPARE(workspace.run(), 0);
    const QJsonObject run = workspace.show();
    const QString key = u"policy_revision"_s;
    QCOMPARE(run.value(u"steps"_s)[0][key].toInt(), 2);
    const QJsonArray checkpoints = run.value(u"checkpoints"_s).toArray();
    QVERIFY(!checkpoints.isEmpty());
    for (const QJsonValue &checkpoint : checkpoints)
        QVERIFY(checkpoint[key].isNull() || checkpoint[key].toInt() == 2);
    QCOMPARE(checkpoints.last()[key].toInt(), 2);
    const QJsonObject lineage = only(workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"}));
    QCOMPARE(lineage.value(u"steps"_s)[0][u"attempts"_s][0][key].toInt(), 2);
    int told = 0;
    for (const QJsonObject &event : workspace.cairn({"events", "--json"}).json()) {
        const QJsonValue revision = event.value(u"data"_s)[key];
        told += revision.isDouble();
        QVERIFY(!revision.isDouble() || revision.toInt() == 2);
    }
    QVERIFY(told > 0);
}

void TestServicePolicyCli::wrongOnesAreRefused_data()
{
    QTest::addColumn<QList<QByteArray>>("words");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QList<QByteArray> &words, const QByteArray &said) {
        QTest::newRow(name) << words << said;
    };
    row("a path that is none", {"set", "api", "policy.retry.atempts=4"}, "policy.retry.attempts");
    row("no value", {"set", "api", "policy.retry.attempts"}, "policy.retry.attempts=4");
    row("nothing at all", {"set", "api"}, "--file");
    row("a number that is none", {"set", "api", "policy.retry.attempts=many"}, "api.yaml:3:");
    row("a step that ends before its attempt", {"set", "api", "policy.timeout.attempt=60s", "policy.timeout.step=1s"},
        "timeout step (1s) is less than attempt");
    row("repeats of what may have happened", {"set", "api", "idempotent=false", "policy.retry.per_category.timeout=2"},
        "they may have happened, and api is not idempotent");
    row("another name", {"set", "api", "--file", "other.yaml"}, "not 'api'");
    row("a service that is none", {"set", "apy", "policy.retry.attempts=4"}, "apy");
    row("a roll-back without a reason", {"rollback", "api", "1"}, "--reason");
    row("a revision that is none", {"rollback", "api", "7", "--reason", "x"}, "no revision 7");
    row("a difference with none", {"diff", "api", "x"}, "'x' is no revision");
}

void TestServicePolicyCli::wrongOnesAreRefused()
{
    QFETCH(QList<QByteArray>, words);
    QFETCH(QByteArray, said);
    const OneServiceWorkspace workspace(1, Steps);
    workspace.cairn().write(u"other.yaml"_s, "service: other\nbase_url: http://127.0.0.1:1\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const Outcome outcome = workspace.cairn(QList<QByteArray>{"service"} + words);
    QVERIFY2(outcome.exitCode != 0, outcome.output.constData());
    QVERIFY2(outcome.errors.contains(said), outcome.errors.constData());
    QCOMPARE(workspace.cairn({"--json", "service", "history", "api"}).json().size(), 1);
}

void TestServicePolicyCli::aFileIsTakenWhole()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray text =
        "service: api\nbase_url: http://127.0.0.1:1\npolicy: { timeout: { attempt: 3s }, breaker: { slow_over: 4s } }\n";
    workspace.cairn().write(u"new.yaml"_s, text);
    const Outcome set = workspace.cairn({"service", "set", "api", "--file", "new.yaml", "--reason", "reviewed"});
    QVERIFY2(set.exitCode == 0, set.errors.constData());
    QVERIFY2(set.errors.contains("no call is ever slow"), set.errors.constData()); // a warning
    QVERIFY(workspace.cairn({"service", "show", "api"}).output.contains("attempt: 3s"));
}

void TestServicePolicyCli::anotherRevisionThanSeenIsRefused()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(
        workspace.cairn({"service", "set", "api", "policy.retry.attempts=4", "--reason", "an outage", "--seen", "1"}).exitCode,
        0);
    const Outcome late = workspace.cairn({"service", "set", "api", "policy.retry.attempts=9", "--seen", "1"});
    QCOMPARE(late.exitCode, 1); // the store is well
    QVERIFY2(late.errors.contains("revision 2 of api is live, and not 1") && late.errors.contains("an outage"),
             late.errors.constData());
    QCOMPARE(workspace.cairn({"--json", "service", "history", "api"}).json().size(), 2);
}

void TestServicePolicyCli::rollbackIsANewRevision()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=4"}).exitCode, 0);
    const Outcome back = workspace.cairn({"service", "rollback", "api", "1", "--reason", "it was better"});
    QVERIFY2(back.exitCode == 0, back.errors.constData());
    QVERIFY2(back.output.contains("policy.retry.attempts: 4 → 3\nrecorded api revision 3"), back.output.constData());
    const auto history = workspace.cairn({"--json", "service", "history", "api"}).json();
    QCOMPARE(history.size(), 3);
    QCOMPARE(history.first().value(u"digest"_s), history.last().value(u"digest"_s));
    QVERIFY(workspace.cairn({"apply"}).output.contains("Nothing has changed")); // the file is what is live again
}

void TestServicePolicyCli::theWorkspacesPolicyIsInherited()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\npolicy: { timeout: { attempt: 8s }, retry: { attempts: 9 } }\n");
    QVERIFY(workspace.cairn({"apply"}).output.contains("recorded api revision 2"));
    QVERIFY(workspace.cairn({"service", "diff", "api"}).output.contains("policy.timeout.attempt: 1m → 8s\n"));
    // what it inherited stays with it, whatever the file says later
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\n");
    const Outcome set = workspace.cairn({"service", "set", "api", "policy.retry.attempts="});
    QVERIFY2(set.output.startsWith("policy.retry.attempts: 3 → 9\n"), set.output.constData());
    QVERIFY(workspace.cairn({"service", "diff", "api", "1", "3"}).output.contains("policy.timeout.attempt: 1m → 8s\n"));
}

/// What somebody made live since the file was written is not undone without a word.
void TestServicePolicyCli::applyTellsWhatItUndoes()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const OneServiceWorkspace other(1, Steps);
    QCOMPARE(other.cairn({"apply"}).exitCode, 0);
    other.cairn().write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:1\n");
    const Outcome second = other.cairn({"apply"});
    QVERIFY2(second.output.contains("see `cairn service history api`\n"),
             second.output.constData()); // there is nothing to compare yet
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=8", "--reason", "the night is long"}).exitCode, 0);
    const Outcome submitted = workspace.cairn({"submit", "p", "a.txt"});
    QVERIFY2(submitted.errors.contains("`cairn service diff api`"), submitted.errors.constData());
    using Words = QList<QByteArray>;
    for (const Words &words : {Words{"apply", "--dry-run"}, Words{"apply"}, Words{"apply", "--yes"}}) {
        const Outcome told = workspace.cairn(words);
        for (const QByteArray part : {"policy.retry.attempts: 8 → 3\n", "still revision 1: taken, it undoes revision 2 by ",
                                      ": the night is long\n", "`cairn service diff api 1 2`"})
            QVERIFY2(told.output.contains(part), told.output.constData());
        QCOMPARE(told.output.contains("recorded api revision 3"), words.last() == "--yes");
        QCOMPARE(told.errors.contains("api: left as it is live"), words == Words{"apply"});
        QCOMPARE(told.exitCode, words == Words{"apply"} ? 1 : 0); // nobody could be asked
    }
    QCOMPARE(workspace.cairn({"--json", "service", "history", "api"}).json().size(), 3);
    QCOMPARE(only(workspace.cairn({"--json", "apply", "--dry-run"})).value(u"changes"_s).toArray().size(), 0);
}

/// Files that have changed are recorded beside one that is left.
void TestServicePolicyCli::applyTakesWhatHasChanged()
{
    const OneServiceWorkspace workspace(1, Steps);
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nbase_url: http://127.0.0.1:1\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=8"}).exitCode, 0);
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nbase_url: http://127.0.0.1:2\n");
    const Outcome applied = workspace.cairn({"--json", "apply"});
    QCOMPARE(applied.exitCode, 1);
    const QJsonObject told = applied.json().last(); // a warning comes before it
    QCOMPARE(told.value(u"services"_s).toArray(), QJsonArray{u"other revision 2"_s});
    QCOMPARE(told.value(u"left"_s).toArray(), QJsonArray{u"api"_s});
}

/// What somebody has set at night is not taken back in the morning by a file that says something else.
void TestServicePolicyCli::applyAsksWhereAFileTakesBackAValue()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=8", "--reason", "the night is long"}).exitCode, 0);
    workspace.cairn().write(u"services/api.yaml"_s, workspace.cairn().read(u"services/api.yaml"_s) + "max_response: 3MB\n");
    const QJsonObject dry = workspace.cairn({"--json", "apply", "--dry-run"}).json().last(); // a warning comes before it
    QCOMPARE(dry.value(u"left"_s).toArray(), QJsonArray{u"api"_s});
    QCOMPARE(dry.value(u"changes"_s)[0][u"takes_back"_s].toArray(), QJsonArray{u"policy.retry.attempts"_s});
    const Outcome left = workspace.cairn({"apply"});
    QCOMPARE(left.exitCode, 1);
    QVERIFY2(left.output.contains("takes back policy.retry.attempts, which was set since: revision 2 by "),
             left.output.constData());
    QVERIFY2(left.errors.contains("api: left as it is live"), left.errors.constData());
    QVERIFY(workspace.cairn({"apply", "--yes"}).output.contains("recorded api revision 3"));
}

QTEST_GUILESS_MAIN(TestServicePolicyCli)
#include "tst_service_policy_cli.moc"
