#include "workspacetest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Of a run that stands at two steps, the one that its row does not tell of goes on as soon as its service lets it in: when an
/// order at the breaker is taken back, and when the policy that kept it back is another.
class TestHeldBeside : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itGoesOnWhenTheOrderIsTakenBack_data();
    void itGoesOnWhenTheOrderIsTakenBack();
    void itGoesOnWithTheOrderThatTheNextRunnerTakesBack();
    void itGoesOnWhenThePolicyLetsItIn();

private:
    static const QByteArray Steps;
    static LedgerAnswer answer(const LedgerEntry &entry);
    static void writeOther(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy = {});
    static QByteArray done(const OneServiceWorkspace &workspace, const QList<QByteArray> &words);
    static void end(QProcess &runner);
};

/// `go` is alone at a service of its own.
const QByteArray TestHeldBeside::Steps =
    "  beside:\n    service: api\n    request: { method: POST, path: /beside, body: { file: \"${{ .input }}\" } }\n"
    "  go:\n    service: other\n    request: { method: POST, path: /go, body: { file: \"${{ .input }}\" } }\n";

/// What stands beside it: refused for good, or on the wire for as long as the test takes.
LedgerAnswer TestHeldBeside::answer(const LedgerEntry &entry)
{
    LedgerAnswer answer;
    if (entry.path == "/beside" && entry.body == "silent")
        answer.end = LedgerAnswer::End::Silent;
    else if (entry.path == "/beside")
        answer.status = 422;
    return answer;
}

void TestHeldBeside::writeOther(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy)
{
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                                          "\npolicy: { " + policy + " }\n");
}

QByteArray TestHeldBeside::done(const OneServiceWorkspace &workspace, const QList<QByteArray> &words)
{
    const Outcome outcome = workspace.cairn(words);
    return outcome.exitCode == 0 ? QByteArray() : outcome.output + outcome.errors;
}

void TestHeldBeside::end(QProcess &runner)
{
    runner.kill();
    QVERIFY(runner.waitForFinished());
}

void TestHeldBeside::itGoesOnWhenTheOrderIsTakenBack_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("row");
    QTest::newRow("beside one that is blocked") << QByteArray("refused") << u"blocked"_s;
    QTest::newRow("beside one that is on the wire") << QByteArray("silent") << u"running"_s;
}

void TestHeldBeside::itGoesOnWhenTheOrderIsTakenBack()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QString, row);
    LedgerServer ledger([](const LedgerEntry &entry, int) { return answer(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    writeOther(workspace, ledger.port());
    workspace.cairn().write(u"a.txt"_s, file);
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    const auto runner = workspace.cairn().start({u"runner"_s});
    QCOMPARE(done(workspace, {"breaker", "other", "open", "--for", "10m"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"held"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/beside"), 1);
    QTRY_COMPARE(workspace.state(), row);

    QCOMPARE(done(workspace, {"breaker", "other", "auto"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
    QCOMPARE(workspace.state(), row);
    end(*runner);
}

/// Even if the order was given while nobody carried runs.
void TestHeldBeside::itGoesOnWithTheOrderThatTheNextRunnerTakesBack()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return answer(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    writeOther(workspace, ledger.port());
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    {
        const auto runner = workspace.cairn().start({u"runner"_s});
        QCOMPARE(done(workspace, {"breaker", "other", "open", "--for", "10m"}), QByteArray());
        QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
        QTRY_COMPARE(workspace.state(), u"blocked"_s);
        QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"held"_s});
        end(*runner);
    }
    QCOMPARE(done(workspace, {"breaker", "other", "auto"}), QByteArray());
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
}

void TestHeldBeside::itGoesOnWhenThePolicyLetsItIn()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return answer(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    writeOther(workspace, ledger.port(), "rate: { per: 1h, limit: 1 }");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    const auto runner = workspace.cairn().start({u"runner"_s});
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
    const QString first = workspace.id();
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray()); // the hour's call is made
    QTRY_VERIFY(workspace.id() != first);
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"held"_s});
    QTRY_COMPARE(workspace.state(), u"blocked"_s);

    writeOther(workspace, ledger.port());
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
    QCOMPARE(workspace.state(), u"blocked"_s);
    end(*runner);
}

QTEST_GUILESS_MAIN(TestHeldBeside)
#include "tst_heldbeside.moc"
