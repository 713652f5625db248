#include "workspacetest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Of a run whose row tells of one step, the others go on as soon as they can: when the order at the breaker that held one is
/// taken back, when the policy is another, and after a runner was stopped or killed.
class TestBeside : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itGoesOnWhenTheOrderIsTakenBack_data();
    void itGoesOnWhenTheOrderIsTakenBack();
    void itGoesOnWithTheOrderThatTheNextRunnerTakesBack();
    void itGoesOnWhenThePolicyLetsItIn();
    void whatCouldNotBeBegunAtAStopOutlivesAKill();
    void itemsThatEndAtAStopAreGathered();

private:
    static const QByteArray Beside;
    static const QByteArray Steps;
    static LedgerAnswer answer(const LedgerEntry &entry);
    static void writeOther(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy = {});
    static QByteArray done(const OneServiceWorkspace &workspace, const QList<QByteArray> &words);
    static void end(QProcess &runner);
};

const QByteArray TestBeside::Beside =
    "  beside:\n    service: api\n    request: { method: POST, path: /beside, body: { file: \"${{ .input }}\" } }\n";

/// `go` is alone at a service of its own.
const QByteArray TestBeside::Steps =
    Beside + "  go:\n    service: other\n    request: { method: POST, path: /go, body: { file: \"${{ .input }}\" } }\n";

/// What stands beside it: refused for good, or on the wire for as long as the test takes.
LedgerAnswer TestBeside::answer(const LedgerEntry &entry)
{
    LedgerAnswer answer;
    if (entry.path == "/beside" && entry.body == "silent")
        answer.end = LedgerAnswer::End::Silent;
    else if (entry.path == "/beside")
        answer.status = 422;
    return answer;
}

void TestBeside::writeOther(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy)
{
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                                          "\npolicy: { " + policy + " }\n");
}

QByteArray TestBeside::done(const OneServiceWorkspace &workspace, const QList<QByteArray> &words)
{
    const Outcome outcome = workspace.cairn(words);
    return outcome.exitCode == 0 ? QByteArray() : outcome.output + outcome.errors;
}

void TestBeside::end(QProcess &runner)
{
    runner.kill();
    QVERIFY(runner.waitForFinished());
}

void TestBeside::itGoesOnWhenTheOrderIsTakenBack_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("row");
    QTest::newRow("beside one that is blocked") << QByteArray("refused") << u"blocked"_s;
    QTest::newRow("beside one that is on the wire") << QByteArray("silent") << u"running"_s;
}

void TestBeside::itGoesOnWhenTheOrderIsTakenBack()
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
void TestBeside::itGoesOnWithTheOrderThatTheNextRunnerTakesBack()
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

void TestBeside::itGoesOnWhenThePolicyLetsItIn()
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

/// What a stopped runner left is begun by the next one; that one is killed before it has written the run's row.
void TestBeside::whatCouldNotBeBegunAtAStopOutlivesAKill()
{
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int number) {
        LedgerAnswer made = answer(entry);
        made.until = entry.path == "/first" ? &isToStop : nullptr;
        if (entry.path == "/second" && number == 3)
            made.end = LedgerAnswer::End::Silent;
        return made;
    });
    const OneServiceWorkspace workspace(ledger.port(), Beside +
                                                           "  first: { service: api, request: { method: POST, path: /first } }\n"
                                                           "  second: { needs: [first], service: api, request: "
                                                           "{ method: POST, path: /second } }\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    const auto stopped = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(workspace.states(u"beside"_s), QStringList{u"blocked"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/first"), 1);
    QVERIFY(askToStop(*stopped));
    isToStop = true;
    QVERIFY(stopped->waitForFinished());
    QCOMPARE(workspace.state(), u"blocked"_s);

    const auto killed = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/second"), 1);
    end(*killed);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"second"_s), QStringList{u"succeeded"_s});
    QCOMPARE(workspace.state(), u"blocked"_s);
}

void TestBeside::itemsThatEndAtAStopAreGathered()
{
    std::atomic<bool> isToStop = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer made = answer(entry);
        made.until = entry.path == "/item" ? &isToStop : nullptr;
        return made;
    });
    const OneServiceWorkspace workspace(ledger.port(), Beside +
                                                           "  items: { service: api, foreach: \"${{ [1, 2] }}\", parallel: 2, "
                                                           "request: { method: POST, path: /item } }\n"
                                                           "  after: { needs: [items], service: api, request: "
                                                           "{ method: POST, path: /after } }\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    const auto stopped = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(workspace.states(u"beside"_s), QStringList{u"blocked"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/item"), 2);
    QVERIFY(askToStop(*stopped));
    isToStop = true;
    QVERIFY(stopped->waitForFinished());
    QCOMPARE(workspace.state(), u"blocked"_s);

    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"after"_s), QStringList{u"succeeded"_s});
}

QTEST_GUILESS_MAIN(TestBeside)
#include "tst_beside.moc"
