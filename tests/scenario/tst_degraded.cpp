#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

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
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + service +
                    "policy: { retry: { attempts: 2, backoff: { initial: 5ms } } }\n");
    const auto step = [](const QByteArray &name, const QByteArray &more) {
        return "  " + name + ":\n" + more + "    service: api\n    request: { method: POST, path: /" + name +
               ", body: { json: { seen: \"${{ .steps }}\" } } }\n";
    };
    cairn.write(QStringLiteral("pipelines/p.yaml"), "pipeline: p\nversion: 1\nsteps:\n" + step("first", {}) +
                                                        step("middle", "    needs: [first]\n" + middle) +
                                                        step("last", "    needs: [middle]\n"));
    cairn.write(QStringLiteral("a.txt"), "some content");
}

QJsonObject TestDegraded::submitted(const CairnProgram &cairn)
{
    cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    const auto runs = cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json();
    return cairn.run({QStringLiteral("show"), runs.value(0).value(QStringLiteral("id")).toString(), QStringLiteral("--json")})
        .json()
        .value(0);
}

QJsonObject TestDegraded::stepOf(const QJsonObject &run, const QString &id)
{
    for (const QJsonValue &step : run.value(QStringLiteral("steps")).toArray()) {
        if (step.toObject().value(QStringLiteral("id")).toString() == id)
            return step.toObject();
    }
    return {};
}

void TestDegraded::ask(const CairnProgram &cairn, const QString &verb, const QString &run)
{
    const Outcome asked = cairn.run({verb, run, QStringLiteral("--reason"), QStringLiteral("because I say so")});
    QVERIFY2(asked.exitCode == 0, (asked.output + asked.errors).constData());
}

void TestDegraded::stepWithoutItsCondition_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QString>("state");
    QTest::newRow("holds") << QByteArray("${{ .steps.first.body.ok }}") << QStringLiteral("succeeded");
    QTest::newRow("false") << QByteArray("${{ .steps.first.body.ok | not }}") << QStringLiteral("skipped");
    QTest::newRow("null") << QByteArray("${{ .steps.first.body.nothing }}") << QStringLiteral("skipped");
    QTest::newRow("zero holds, as in jq") << QByteArray("${{ 0 }}") << QStringLiteral("succeeded");
}

void TestDegraded::stepWithoutItsCondition()
{
    QFETCH(QByteArray, when);
    QFETCH(QString, state);
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "    when: \"" + when + "\"\n");
    const QJsonObject run = submitted(cairn);
    QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    QCOMPARE(stepOf(run, QStringLiteral("middle")).value(QStringLiteral("state")).toString(), state);
    QCOMPARE(stepOf(run, QStringLiteral("last")).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    QCOMPARE(ledger.count(), state == QLatin1String("skipped") ? 2 : 3);
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
    QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("degraded"));
    QVERIFY(!run.value(QStringLiteral("finished_at")).toString().isEmpty());
    const QJsonObject middle = stepOf(run, QStringLiteral("middle"));
    QCOMPARE(middle.value(QStringLiteral("state")).toString(), QStringLiteral("degraded"));
    QCOMPARE(middle.value(QStringLiteral("category")).toString(), QStringLiteral("data"));
    QVERIFY(middle.value(QStringLiteral("reason")).toString().contains(QStringLiteral("not critical")));
    QCOMPARE(stepOf(run, QStringLiteral("last")).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
}

void TestDegraded::unknownOutcomeIsNeverGivenUp()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.end = entry.path == "/middle" ? LedgerAnswer::End::ResetBeforeReply : LedgerAnswer::End::Normal;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "    critical: false\n", "idempotent: false\n");
    QCOMPARE(submitted(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("outcome_unknown"));
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
    QCOMPARE(blocked.value(QStringLiteral("state")).toString(), QStringLiteral("blocked"));
    const QString id = blocked.value(QStringLiteral("id")).toString();
    ask(cairn, QStringLiteral("skip"), id);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    const QJsonObject run = cairn.run({QStringLiteral("show"), id, QStringLiteral("--json")}).json().value(0);
    QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    const QJsonObject middle = stepOf(run, QStringLiteral("middle"));
    QCOMPARE(middle.value(QStringLiteral("state")).toString(), QStringLiteral("skipped"));
    QCOMPARE(ledger.count(), 3); // first, middle in vain, last
}

void TestDegraded::pausedRunStartsNothing()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), {});
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    const QString id = cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0).value(QStringLiteral("id")).toString();
    ask(cairn, QStringLiteral("pause"), id);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    const auto state = [&] {
        return cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0).value(QStringLiteral("state")).toString();
    };
    QCOMPARE(state(), QStringLiteral("paused"));
    QVERIFY(cairn.run({QStringLiteral("runs")}).output.contains("because I say so"));
    QVERIFY(ledger.count() <= 1); // the first step may have begun before the command was read
    ask(cairn, QStringLiteral("unpause"), id);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(), QStringLiteral("succeeded"));
    QCOMPARE(ledger.count(), 3);
}

QTEST_GUILESS_MAIN(TestDegraded)
#include "tst_degraded.moc"
