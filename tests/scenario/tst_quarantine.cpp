#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A run in quarantine stands still as a whole, and somebody is told what it waits for.
class TestQuarantine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stopsTheRunUntilSomebodyLooks();
    void isToldAsWhatNeedsAPerson();
    void aPauseOfWhatFailsNothingNeedsNobody();
};

namespace {

const QByteArray Steps =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n"
    "  other:\n    service: api\n    needs: [post]\n    request: { path: /other }\n";

/// With a run that was put there.
struct Quarantine
{
    Quarantine() : workspace(ledger.port(), Steps, {}, "data: { protect: [card], otherwise: quarantine }\n")
    {
        workspace.cairn().write(u"a.txt"_s, "4111 1111 1111 1111");
        exit = workspace.run();
    }

    LedgerServer ledger;
    const OneServiceWorkspace workspace;
    int exit = 0;
};

QJsonArray needsAPerson(const OneServiceWorkspace &workspace)
{
    return workspace.cairn({"status", "--json"}).json().value(0)[u"needs_a_person"_s].toArray();
}

} // namespace

void TestQuarantine::stopsTheRunUntilSomebodyLooks()
{
    Quarantine made;
    QCOMPARE(made.exit, 1);
    QCOMPARE(made.ledger.count(), 0);
    const QJsonObject run = made.workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"paused"_s);
    QVERIFY2(run.value(u"cause"_s).toString().startsWith(u"in quarantine: not sent"_s),
             qPrintable(run.value(u"cause"_s).toString()));
    // let go, it stands where it stood
    QCOMPARE(made.workspace.cairn({"unpause", made.workspace.id().toUtf8(), "--reason", "looked at"}).exitCode, 0);
    made.workspace.drain();
    QCOMPARE(made.workspace.state(), u"blocked"_s);
    QCOMPARE(made.ledger.count(), 0);
}

void TestQuarantine::isToldAsWhatNeedsAPerson()
{
    const Quarantine made;
    const QJsonArray remedies = made.workspace.show().value(u"remedies"_s).toArray();
    QCOMPARE(remedies.size(), 2);
    QVERIFY2(remedies.first().toString().contains(u"clear the service"_s) && remedies.last().toString().contains(u"unpause"_s),
             QJsonDocument(remedies).toJson().constData());
    QCOMPARE(made.workspace.drain(), 1);
    const QJsonArray needs = needsAPerson(made.workspace);
    QCOMPARE(needs.size(), 1);
    QVERIFY(needs.first()[u"paused"_s].toBool());
    QCOMPARE(needs.first()[u"state"_s].toString(), u"blocked"_s);
    const QByteArray incident = made.workspace.cairn({"incident", "show", "1"}).output;
    for (const QByteArray &told : {made.workspace.cairn({"status"}).output, incident})
        QVERIFY2(told.contains("state:blocked,outcome_unknown,paused"), told.constData());
    QCOMPARE(made.workspace.cairn({"runs", "incident:1", "state:blocked,outcome_unknown,paused", "--json"}).json().size(), 1);
}

void TestQuarantine::aPauseOfWhatFailsNothingNeedsNobody()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"pause", workspace.id().toUtf8(), "--reason", "later"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"paused"_s);
    QCOMPARE(needsAPerson(workspace), QJsonArray());
}

QTEST_GUILESS_MAIN(TestQuarantine)
#include "tst_quarantine.moc"
