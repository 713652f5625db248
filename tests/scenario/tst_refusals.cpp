#include "workspacetest.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A store that refuses what is written of one run or one order, and takes all else.
class TestRefusals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunThatIsRefusedStopsNoOther();
    void aRunWhoseRowIsRefusedIsNotSentAgain();
    void anOrderThatIsRefusedStopsNothing();

private:
    static void change(const OneServiceWorkspace &workspace, const QString &statement);
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

void TestRefusals::change(const OneServiceWorkspace &workspace, const QString &statement)
{
    {
        QSqlDatabase store = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"change"_s);
        store.setDatabaseName(workspace.cairn().path(u".cairn/store.sqlite"_s));
        QVERIFY2(store.open(), qPrintable(store.lastError().text()));
        QSqlQuery query(store);
        QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"change"_s);
}

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

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
