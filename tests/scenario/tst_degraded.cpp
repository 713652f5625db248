#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Runs that go on without a step: by its condition, because it is not critical, or because a person says so; and paused ones.
class TestDegraded : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stepWithoutItsCondition_data();
    void stepWithoutItsCondition();
    void stepThatIsNotCritical();
    void unknownOutcomeIsNeverGivenUp();
    void skippedByAPerson();
    void pausedRunStartsNothing();

private:
    static void prepare(const CairnProgram &cairn, quint16 port, const QByteArray &middle, const QByteArray &service = {});
    static QJsonObject submitted(const CairnProgram &cairn);
    static QJsonObject stepOf(const QJsonObject &run, const QString &id);
    static void ask(const CairnProgram &cairn, const QString &verb, const QString &run);
};

/// first → middle (with extra keys) → last
void TestDegraded::prepare(const CairnProgram &cairn, quint16 port, const QByteArray &middle, const QByteArray &service)
{
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + service +
                                            "policy: { retry: { attempts: 2, backoff: { initial: 5ms } } }\n");
    const auto step = [](const QByteArray &name, const QByteArray &more) {
        return "  " + name + ":\n" + more + "    service: api\n    request: { method: POST, path: /" + name +
               ", body: { json: { seen: \"${{ .steps }}\" } } }\n";
    };
    cairn.write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n" + step("first", {}) +
                                           step("middle", "    needs: [first]\n" + middle) +
                                           step("last", "    needs: [middle]\n"));
    cairn.write(u"a.txt"_s, "some content");
}

QJsonObject TestDegraded::submitted(const CairnProgram &cairn)
{
    cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    const auto runs = cairn.run({u"runs"_s, u"--json"_s}).json();
    return cairn.run({u"show"_s, runs.value(0).value(u"id"_s).toString(), u"--json"_s}).json().value(0);
}

QJsonObject TestDegraded::stepOf(const QJsonObject &run, const QString &id)
{
    for (const QJsonValue &step : run.value(u"steps"_s).toArray()) {
        if (step.toObject().value(u"id"_s).toString() == id)
            return step.toObject();
    }
    return {};
}

void TestDegraded::ask(const CairnProgram &cairn, const QString &verb, const QString &run)
{
    const Outcome asked = cairn.run({verb, run, u"--reason"_s, u"because I say so"_s});
    QVERIFY2(asked.exitCode == 0, (asked.output + asked.errors).constData());
}

void TestDegraded::stepWithoutItsCondition_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QString>("state");
    QTest::newRow("holds") << QByteArray("${{ .steps.first.body.ok }}") << u"succeeded"_s;
    QTest::newRow("false") << QByteArray("${{ .steps.first.body.ok | not }}") << u"skipped"_s;
    QTest::newRow("null") << QByteArray("${{ .steps.first.body.nothing }}") << u"skipped"_s;
    QTest::newRow("zero holds, as in jq") << QByteArray("${{ 0 }}") << u"succeeded"_s;
}

void TestDegraded::stepWithoutItsCondition()
{
    QFETCH(QByteArray, when);
    QFETCH(QString, state);
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "    when: \"" + when + "\"\n");
    const QJsonObject run = submitted(cairn);
    QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(stepOf(run, u"middle"_s).value(u"state"_s).toString(), state);
    QCOMPARE(stepOf(run, u"last"_s).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(ledger.count(), state == "skipped"_L1 ? 2 : 3);
}

void TestDegraded::stepThatIsNotCritical()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.status = entry.path == "/middle" ? 422 : 200;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "    critical: false\n");
    const QJsonObject run = submitted(cairn);
    QCOMPARE(run.value(u"state"_s).toString(), u"degraded"_s);
    QVERIFY(!run.value(u"finished_at"_s).toString().isEmpty());
    const QJsonObject middle = stepOf(run, u"middle"_s);
    QCOMPARE(middle.value(u"state"_s).toString(), u"degraded"_s);
    QCOMPARE(middle.value(u"category"_s).toString(), u"data"_s);
    QVERIFY(middle.value(u"reason"_s).toString().contains(u"not critical"_s));
    QCOMPARE(stepOf(run, u"last"_s).value(u"state"_s).toString(), u"succeeded"_s);
}

void TestDegraded::unknownOutcomeIsNeverGivenUp()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/middle" ? reset() : LedgerAnswer(); });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "    critical: false\n", "idempotent: false\n");
    QCOMPARE(submitted(cairn).value(u"state"_s).toString(), u"outcome_unknown"_s);
}

void TestDegraded::skippedByAPerson()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.status = entry.path == "/middle" ? 422 : 200;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), {});
    const QJsonObject blocked = submitted(cairn);
    QCOMPARE(blocked.value(u"state"_s).toString(), u"blocked"_s);
    const QString id = blocked.value(u"id"_s).toString();
    ask(cairn, u"skip"_s, id);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    const QJsonObject run = cairn.run({u"show"_s, id, u"--json"_s}).json().value(0);
    QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
    const QJsonObject middle = stepOf(run, u"middle"_s);
    QCOMPARE(middle.value(u"state"_s).toString(), u"skipped"_s);
    QCOMPARE(ledger.count(), 3); // first, middle in vain, last
}

void TestDegraded::pausedRunStartsNothing()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), {});
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    const QString id = cairn.run({u"runs"_s, u"--json"_s}).json().value(0).value(u"id"_s).toString();
    ask(cairn, u"pause"_s, id);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    const auto state = [&] { return cairn.run({u"runs"_s, u"--json"_s}).json().value(0).value(u"state"_s).toString(); };
    QCOMPARE(state(), u"paused"_s);
    QVERIFY(cairn.run({u"runs"_s}).output.contains("because I say so"));
    QVERIFY(ledger.count() <= 1); // the first step may have begun before the command was read
    ask(cairn, u"unpause"_s, id);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 3);
}

QTEST_GUILESS_MAIN(TestDegraded)
#include "tst_degraded.moc"
