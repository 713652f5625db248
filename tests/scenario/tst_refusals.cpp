#include "rawstore.h"
#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A store that refuses what is written of one run or one order, and takes all else.
class TestRefusals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunThatIsRefusedStopsNoOther();
    void whatWasNotWrittenDownHasNotEnded();
    void onlyARetryLetsItGoOn();
    void aRunWhoseRowIsRefusedIsNotSentAgain();
    void whatCouldNotBeAnsweredIsAnsweredLater();
    void anOrderThatIsRefusedStopsNothing();
    void whatWasNotWrittenDownIsNotSentToOneThatIsIdempotentNoMore();

private:
    static void change(const OneServiceWorkspace &workspace, const QString &statement)
    {
        RawStore(workspace.cairn().path(u".cairn"_s)).run(statement);
    }
    static QStringList statesOfAll(const OneServiceWorkspace &workspace);
};

namespace {

const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

/// Of rows of the oldest run.
QString refusal(const QString &change, const QString &id)
{
    return u"CREATE TRIGGER refusal BEFORE %1 WHEN NEW.%2 = (SELECT min(id) FROM run) "
           "BEGIN SELECT RAISE(ABORT, 'this one is not taken'); END"_s.arg(change, id);
}

} // namespace

/// The oldest first.
QStringList TestRefusals::statesOfAll(const OneServiceWorkspace &workspace)
{
    QStringList states;
    for (const QJsonObject &run : workspace.cairn({"runs", "--json"}).json())
        states.prepend(run.value(u"state"_s).toString());
    return states;
}

void TestRefusals::aRunThatIsRefusedStopsNoOther()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    for (int run = 0; run < 3; ++run)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace, refusal(u"INSERT ON checkpoint"_s, u"run_id"_s));
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(statesOfAll(workspace), QStringList({u"blocked"_s, u"succeeded"_s, u"succeeded"_s}));
    const QString refused = workspace.cairn({"runs", "--json"}).json().last().value(u"id"_s).toString();
    const QString cause = workspace.show(refused).value(u"cause"_s).toString();
    QVERIFY2(cause.contains("this one is not taken"_L1), qPrintable(cause));
    QCOMPARE(ledger.count(), 3);

    QCOMPARE(workspace.cairn({"retry", refused.toUtf8()}).exitCode, 0); // it is asked for
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.show(refused).value(u"state"_s).toString(), u"blocked"_s);
    const int sent = ledger.count();

    change(workspace, u"DROP TRIGGER refusal"_s);
    workspace.cairn({"retry", refused.toUtf8()});
    workspace.drain();
    QCOMPARE(workspace.show(refused).value(u"state"_s).toString(), u"succeeded"_s);
    for (const LedgerEntry &entry : ledger.entries())
        QVERIFY(!entry.key.isEmpty());
    QCOMPARE(ledger.count(), sent + 1); // by the same key: nothing of it could be remembered
}

/// The last step's end is the run's; what is not written down is neither, and needs a person who is told of it.
void TestRefusals::whatWasNotWrittenDownHasNotEnded()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace, refusal(u"INSERT ON checkpoint"_s, u"run_id"_s));
    QCOMPARE(workspace.drain(), 1);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value("state"_L1).toString(), u"blocked"_s);
    QCOMPARE(run.value("step"_L1).toString(), u"post"_s);
    QVERIFY2(run.value("finished_at"_L1).isNull(), qPrintable(run.value("finished_at"_L1).toString()));
    const QList<QJsonObject> incidents = workspace.cairn({"incident", "list", "--json"}).json();
    QCOMPARE(incidents.size(), 1);
    QCOMPARE(incidents[0].value("failing"_L1).toInt(), 1);
    QCOMPARE(incidents[0].value("service"_L1).toString(), u"api"_s);
    QVERIFY(workspace.cairn({"events", "--json"}).output.contains("run.blocked"));

    change(workspace, u"DROP TRIGGER refusal"_s);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QVERIFY(!workspace.cairn({"audit"}).output.contains("command.retry.refused"));
    QCOMPARE(workspace.cairn({"incident", "list", "--all", "--json"}).json().value(0).value("state"_L1).toString(),
             u"resolved"_s);
    QVERIFY(!workspace.show().value("finished_at"_L1).isNull());
}

/// An order that is refused changes nothing, and so does not set the run going either.
void TestRefusals::onlyARetryLetsItGoOn()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace, refusal(u"INSERT ON checkpoint"_s, u"run_id"_s));
    QCOMPARE(workspace.drain(), 1);
    const int sent = ledger.count();
    change(workspace, u"DROP TRIGGER refusal"_s);
    std::ignore = workspace.cairn({"skip", workspace.id().toUtf8(), "--reason", "no"});
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(ledger.count(), sent);
    std::ignore = workspace.cairn({"retry", workspace.id().toUtf8()});
    QCOMPARE(workspace.drain(), 0);
}

/// A run without a readable pipeline refuses what is asked of it. While not even that is taken, the order stays open, and is
/// answered by the same runner.
void TestRefusals::whatCouldNotBeAnsweredIsAnsweredLater()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    RawStore(workspace.cairn().path(u".cairn"_s)).change(u"UPDATE pipeline_version SET definition = x'00'"_s);
    std::ignore = workspace.drain();
    change(workspace,
           u"CREATE TRIGGER refusal BEFORE UPDATE ON command BEGIN SELECT RAISE(ABORT, 'this one is not taken'); END"_s);
    const auto runner = workspace.cairn().start({u"runner"_s});
    const auto isCarried = [&] { return workspace.cairn({"status", "--json"}).json().value(0).value("runner"_L1).isString(); };
    QTRY_VERIFY_WITH_TIMEOUT(isCarried(), 20'000);
    const QString id = workspace.cairn({"runs", "--json"}).json().value(0).value("id"_L1).toString();
    const auto asked = workspace.cairn().start({u"retry"_s, id});
    QVERIFY(!asked->waitForFinished(2'000)); // it waits for its answer
    change(workspace, u"DROP TRIGGER refusal"_s);
    QVERIFY(asked->waitForFinished(20'000));
    QVERIFY2(asked->readAllStandardOutput().contains("refused") || asked->exitCode() != 0, "it is refused");
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

/// Not even that it is blocked can be written down: it is held by the runner, for whoever began it anew would send it again.
void TestRefusals::aRunWhoseRowIsRefusedIsNotSentAgain()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    for (int run = 0; run < 3; ++run)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace, refusal(u"UPDATE ON run"_s, u"id"_s));
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(statesOfAll(workspace).count(u"succeeded"_s), 2, 20'000);
    QVERIFY(workspace.cairn({"submit", "p", "a.txt"}).exitCode == 0);
    QTRY_COMPARE_WITH_TIMEOUT(statesOfAll(workspace).count(u"succeeded"_s), 3, 20'000);
    QVERIFY(ledger.count() <= 4);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(runner->exitCode(), 0);
    const auto draining = workspace.cairn().start({u"runner"_s, u"--drain"_s}); // it waits for no end of that one
    QVERIFY(draining->waitForFinished(20'000));
    change(workspace, u"DROP TRIGGER refusal"_s);
    workspace.drain();
    QCOMPARE(statesOfAll(workspace).count(u"succeeded"_s), 4);
}

void TestRefusals::anOrderThatIsRefusedStopsNothing()
{
    std::atomic<int> status = 422;
    LedgerServer ledger([&status](const LedgerEntry &, int) { return jsonAnswer("{}", status); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.run(), 1);
    status = 200;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--reason", "mended", "--yes"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace,
           u"CREATE TRIGGER refusal BEFORE INSERT ON command BEGIN SELECT RAISE(ABORT, 'this one is not taken'); END"_s);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    const QJsonObject order = workspace.cairn({"bulk", "list", "--json"}).json().value(0);
    QCOMPARE(order.value(u"state"_s).toString(), u"stopped"_s);
}

/// It may have been done, and no attempt tells of it.
void TestRefusals::whatWasNotWrittenDownIsNotSentToOneThatIsIdempotentNoMore()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    change(workspace, refusal(u"INSERT ON attempt"_s, u"run_id"_s));
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(ledger.count(), 1);
    change(workspace, u"DROP TRIGGER refusal"_s);
    QCOMPARE(workspace.cairn({"service", "set", "api", "idempotent=false", "--reason", "it books twice"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(ledger.count(), 1);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
