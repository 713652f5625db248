#include "workspacetest.h"

#include <QCryptographicHash>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is asked for on the command line, while no runner is there to say what would come of it; and what is told of orders and
/// in empty lists.
class TestOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatNothingCanComeOfIsRefused_data();
    void whatNothingCanComeOfIsRefused();
    void whatMayComeOfItIsRecorded();
    void aPausedRunStaysSoWhateverIsOrdered_data();
    void aPausedRunStaysSoWhateverIsOrdered();
    void anUnknownOutcomeIsDecidedFirst();
    void whoeverIsLateIsToldSo();
    void targetsThatWereRefusedAreListedAsThat();
    void theQuestionSaysWhoIsMeant();
    void whatIsRefusedIsToldAtTheEnd();
    void whatIsRefusedIsToldByWhoRunsSomethingElse();
    void anOrderAtTheBreakerDoesNotWaitForARunner();
    void emptyListsSayOfWhat();
    void namesThatNothingHasAreNamed_data();
    void namesThatNothingHasAreNamed();
    void listsSayThatThereIsMore();
    void whatAnOrderKeepsIsTold();

private:
    Outcome onRun(QList<QByteArray> words) const;

    std::atomic<int> m_status = 422;
    std::unique_ptr<LedgerServer> m_ledger;
    std::unique_ptr<OneServiceWorkspace> m_workspace;
};

namespace {

const QByteArray Steps = "  a:\n    service: api\n    request: { method: POST, path: /a }\n"
                         "  b:\n    needs: [a]\n    service: api\n    request: { method: POST, path: /b }\n";

QByteArray shown(const Outcome &outcome)
{
    return QByteArray::number(outcome.exitCode) + ": " + outcome.output + outcome.errors;
}

} // namespace

void TestOrders::init()
{
    m_status = 422;
    m_ledger = std::make_unique<LedgerServer>([this](const LedgerEntry &, int) { return jsonAnswer("{}", m_status); });
    m_workspace = std::make_unique<OneServiceWorkspace>(m_ledger->port(), Steps);
}

/// RUN is the newest.
Outcome TestOrders::onRun(QList<QByteArray> words) const
{
    const QByteArray id = m_workspace->id().toUtf8();
    for (QByteArray &word : words)
        word.replace("RUN", id);
    return m_workspace->cairn(words);
}

void TestOrders::whatNothingCanComeOfIsRefused_data()
{
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *line, int exitCode, const char *says) {
        QTest::newRow(line) << exitCode << QByteArray(says);
    };
    row("retry RUN/nosuchstep", 4, "no such step or item");
    row("retry RUN/a/7", 4, "no such step or item");
    row("retry RUN/b", 1, "no step of it is blocked, waiting or held");
    row("skip RUN/b", 1, "no step of it is blocked, waiting or held");
    row("decide RUN happened", 1, "no step of it has an unknown outcome");
    row("decide RUN not-happened", 1, "no step of it has an unknown outcome");
    row("decide RUN/a happened", 1, "no step of it has an unknown outcome");
    row("decide RUN/a/3 happened", 4, "no such step or item");
    row("unpause RUN", 1, "the run is not paused");
}

void TestOrders::whatNothingCanComeOfIsRefused()
{
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, says);
    QCOMPARE(m_workspace->run(), 1);
    const Outcome asked = onRun(QByteArray(QTest::currentDataTag()).split(' '));
    QVERIFY2(asked.exitCode == exitCode && asked.errors.contains(says), shown(asked).constData());
    QVERIFY2(!asked.output.contains("recorded"), asked.output.constData());
    QVERIFY(m_workspace->cairn({"audit", "list", "action:command", "--json"}).json().isEmpty());
}

void TestOrders::whatMayComeOfItIsRecorded()
{
    QCOMPARE(m_workspace->run(), 1);
    for (const char *line : {"pause RUN", "unpause RUN", "retry RUN/a"}) { // an order that stands may make room for the next
        const Outcome asked = onRun(QByteArray(line).split(' '));
        QVERIFY2(asked.exitCode == 0 && asked.output.contains("recorded"), shown(asked).constData());
    }
    m_status = 200;
    QCOMPARE(m_workspace->drain(), 0);
    QCOMPARE(m_workspace->state(), u"succeeded"_s);
    for (const char *line : {"pause RUN", "retry RUN", "skip RUN/a", "retry --where state:succeeded --yes"}) // nobody is needed
        QCOMPARE(onRun(QByteArray(line).split(' ')).exitCode, 4);
    const QJsonObject run = m_workspace->show(m_workspace->id());
    QStringList asked;
    for (const QJsonValue &command : run.value(u"commands"_s).toArray())
        asked.append(command[u"kind"_s].toString() + (command[u"accepted"_s].toBool() ? u" done"_s : u" refused"_s));
    QCOMPARE(asked, (QStringList{u"pause done"_s, u"unpause done"_s, u"retry done"_s}));
    QVERIFY(run.value(u"remedies"_s).toArray().isEmpty());
}

void TestOrders::aPausedRunStaysSoWhateverIsOrdered_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"retry RUN", "resume RUN --latest", "skip RUN/a"})
        QTest::newRow(line) << QByteArray(line);
}

void TestOrders::aPausedRunStaysSoWhateverIsOrdered()
{
    QFETCH(const QByteArray, line);
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(onRun({"pause", "RUN"}).exitCode, 0);
    m_workspace->writeSteps(Steps, 2);
    QCOMPARE(m_workspace->cairn({"apply"}).exitCode, 0);
    const auto runner = m_workspace->cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->state(), u"paused"_s, 20'000);
    const Outcome told = onRun(line.split(' '));
    QVERIFY2(told.exitCode == 0 && told.output.contains("the run is paused and stays so"), shown(told).constData());
    QCOMPARE(m_workspace->state(), u"paused"_s);
    const Outcome goesOn = onRun({"unpause", "RUN"});
    QVERIFY2(!goesOn.output.contains("stays so"), shown(goesOn).constData());
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestOrders::anUnknownOutcomeIsDecidedFirst()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/a" ? reset() : LedgerAnswer(); });
    m_workspace = std::make_unique<OneServiceWorkspace>(ledger.port(), Steps, "idempotent: false\n");
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(m_workspace->state(), u"outcome_unknown"_s);
    for (const char *line : {"retry RUN", "skip RUN/a"}) {
        const Outcome asked = onRun(QByteArray(line).split(' '));
        QVERIFY2(asked.exitCode == 1 && asked.errors.contains("decide first whether it happened"), shown(asked).constData());
    }
    QCOMPARE(onRun({"decide", "RUN", "happened"}).exitCode, 0);
    QCOMPARE(m_workspace->drain(), 0);
}

/// The store is well, and it is not the caller's mistake.
void TestOrders::whoeverIsLateIsToldSo()
{
    m_status = 200;
    QCOMPARE(m_workspace->run(), 0);
    QCOMPARE(onRun({"erase", "RUN", "--reason", "asked for", "--yes"}).exitCode, 0);
    const Outcome again = onRun({"rerun", "RUN"});
    QVERIFY2(again.exitCode == 1, shown(again).constData());
}

void TestOrders::targetsThatWereRefusedAreListedAsThat()
{
    m_status = 200;
    m_workspace = std::make_unique<OneServiceWorkspace>(
        m_ledger->port(),
        "  a:\n    service: api\n    request: { method: POST, path: /a }\n    response: { expect: \".body.ok == true\" }\n",
        "idempotent: false\n");
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(m_workspace->run(), 1);
    const auto runner = m_workspace->cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isNull(), 20'000);
    const Outcome asked = m_workspace->cairn({"retry", "--where", "state:blocked", "--yes"});
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QVERIFY2(asked.exitCode == 1 && asked.output.contains("`cairn runs bulk:1/refused` lists them"), shown(asked).constData());
    QCOMPARE(m_workspace->cairn({"runs", "bulk:1/refused", "--json"}).json().size(), 2);
}

void TestOrders::theQuestionSaysWhoIsMeant()
{
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(m_workspace->run(), 1);
    m_status = 200;
    QCOMPARE(m_workspace->run(), 0);
    QProcess terminal; // a question is asked of a terminal alone
    const QString command =
        u"'%1' -C '%2' retry --where pipeline:p"_s.arg(programPath(u"cairn"_s), m_workspace->cairn().path(u"."_s));
    terminal.start(u"script"_s, {u"-qec"_s, command, u"/dev/null"_s});
    terminal.write("n\n");
    QVERIFY(terminal.waitForFinished());
    const QByteArray told = terminal.readAllStandardOutput();
    QCOMPARE(terminal.exitCode(), 2);
    QVERIFY2(told.contains("2 eligible (2 blocked), 1 not: 1 succeeded."), told.constData());
    QVERIFY2(told.contains("This will retry 2 runs. Go on?"), told.constData());
}

/// Nobody waits for what becomes of it: the runner that carries it out tells, and so does the run.
void TestOrders::whatIsRefusedIsToldAtTheEnd()
{
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(onRun({"retry", "RUN/a"}).exitCode, 0);
    QCOMPARE(onRun({"retry", "RUN/a", "--reason", "once more"}).exitCode, 0);
    const Outcome waits = onRun({"show", "RUN"});
    QVERIFY2(waits.output.contains("a runner is waited for"), shown(waits).constData());
    m_status = 200;
    const Outcome drained = m_workspace->cairn({"runner", "--drain"});
    QCOMPARE(m_workspace->state(), u"succeeded"_s);
    QVERIFY2(drained.exitCode == 1 && drained.output.contains("was refused: "), shown(drained).constData());
    const Outcome told = onRun({"show", "RUN"});
    QVERIFY2(told.output.contains("CAME OF IT") && told.output.contains("refused: "), shown(told).constData());
    QCOMPARE(m_workspace->drain(), 0); // once
}

/// What ends is not whether the files of the command went well.
void TestOrders::whatIsRefusedIsToldByWhoRunsSomethingElse()
{
    QCOMPARE(m_workspace->run(), 1);
    QCOMPARE(onRun({"retry", "RUN/a"}).exitCode, 0);
    QCOMPARE(onRun({"retry", "RUN/a", "--reason", "once more"}).exitCode, 0);
    m_status = 200;
    const Outcome ran = m_workspace->cairn({"run", "p", "a.txt"});
    QVERIFY2(ran.exitCode == 0 && ran.output.contains("retry by ") && ran.output.contains("was refused: "),
             shown(ran).constData());
}

void TestOrders::anOrderAtTheBreakerDoesNotWaitForARunner()
{
    QCOMPARE(m_workspace->cairn({"apply"}).exitCode, 0);
    QCOMPARE(m_workspace->cairn({"breaker", "api", "open", "--for", "1s"}).exitCode, 0);
    const Outcome waits = m_workspace->cairn({"breaker", "api"});
    QVERIFY2(waits.output.contains("waiting    open_breaker, given "), shown(waits).constData());
    QTRY_VERIFY(m_workspace->cairn({"breaker", "api"}).output.contains("its time is over"));
    m_status = 200;
    const Outcome drained = m_workspace->cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode == 1 && drained.output.contains("before a runner came"), shown(drained).constData());
    const Outcome stands = m_workspace->cairn({"breaker", "api"});
    QVERIFY2(stands.output.contains("breaker    closed"), shown(stands).constData());
}

void TestOrders::emptyListsSayOfWhat()
{
    QVERIFY(m_workspace->cairn({"apply"}).exitCode == 0);
    QVERIFY(m_workspace->cairn({"incident", "list"}).output.contains("No incident is open."));
    QVERIFY(m_workspace->cairn({"breaker", "api", "history", "--limit", "0"}).output.contains("has never turned"));
    QCOMPARE(m_workspace->run(), 1);
    const Outcome other = m_workspace->cairn({"incident", "list", "--service", "nosuch"});
    QVERIFY2(other.output.contains("No incident matches: there is no service 'nosuch'"), shown(other).constData());
    const Outcome resolved = m_workspace->cairn({"incident", "list", "--state", "resolved"});
    QVERIFY2(resolved.output.contains("No incident matches."), shown(resolved).constData());
    QCOMPARE(m_workspace->cairn({"breaker", "api", "open", "--reason", "x"}).exitCode, 0);
    std::ignore = m_workspace->drain();
    const Outcome turned = m_workspace->cairn({"breaker", "api", "history", "--limit", "0"});
    QVERIFY2(turned.output.contains("open"), shown(turned).constData());
}

void TestOrders::namesThatNothingHasAreNamed_data()
{
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *line, int exitCode, const char *says) {
        QTest::newRow(line) << exitCode << QByteArray(says);
    };
    row("runs service:apii state:blocked", 4, "There is no service 'apii'. Did you mean 'api'?");
    row("runs pipeline:nosuch", 4, "There is no pipeline 'nosuch'");
    row("runs service:api state:succeeded", 0, "No runs match");
    row("breaker apii", 4, "Did you mean 'api'?");
    row("service show apii", 4, "Did you mean 'api'?");
    row("breaker other", 4, "Apply its definition first");
    row("retry", 2, "no run is named");
    row("skip --reason no", 2, "no run is named");
    row("cancel", 2, "no run is named");
    row("credential set", 2, "'set' takes the KEY of a secret");
    row("credential frobnicate", 2, "'frobnicate' is nothing that can be done");
    row("store move-key command", 2, "cairn.yaml names no command that keeps secrets");
    row("service set api data.cleared_for=[card]", 2, "'data.cleared_for' is changed in the service's file alone");
    row("audit list actor:nobody", 0, "No entry of the audit matches");
}

void TestOrders::namesThatNothingHasAreNamed()
{
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, says);
    QCOMPARE(m_workspace->run(), 1);
    const Outcome told = m_workspace->cairn(QByteArray(QTest::currentDataTag()).split(' '));
    QVERIFY2(told.exitCode == exitCode && (told.output + told.errors).contains(says), shown(told).constData());
}

void TestOrders::listsSayThatThereIsMore()
{
    for (int run = 0; run < 2; ++run)
        QCOMPARE(m_workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const QByteArray more = "These are the newest 1; --limit 0 lists all";
    QVERIFY(m_workspace->cairn({"runs", "--limit", "1"}).output.contains(more));
    QVERIFY(!m_workspace->cairn({"runs", "--limit", "2"}).output.contains("These are"));
    QCOMPARE(m_workspace->cairn({"runs", "--limit", "1", "--json"}).json().size(), 1);
}

/// One that has stopped by itself may be continued: what was given to it stays until it is cancelled, and then goes.
void TestOrders::whatAnOrderKeepsIsTold()
{
    m_workspace->writeSteps(
        "  a:\n    service: api\n    request: { method: POST, path: /a, body: { file: \"${{ .input }}\" } }\n");
    const QByteArray edited = "{\"name\":\"SECRET-PERSON\"}";
    m_workspace->cairn().write(u"edit.json"_s, edited);
    const QByteArray digest = QCryptographicHash::hash(edited, QCryptographicHash::Sha256).toHex();
    for (int run = 0; run < 3; ++run)
        QCOMPARE(m_workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QCOMPARE(m_workspace->drain(), 1);
    for (const QList<QByteArray> &order : {QList<QByteArray>{"resume", "--input", "edit.json", "--canary"}, {"cancel"}}) {
        const Outcome given = m_workspace->cairn(order + QList<QByteArray>{"--where", "state:blocked", "--yes"});
        QVERIFY2(given.exitCode == 0, shown(given).constData());
        m_workspace->drain();
    }
    const Outcome erased = m_workspace->cairn({"erase", "--where", "pipeline:p", "--yes", "--reason", "asked for"});
    QVERIFY2(erased.output.contains("1 kept, which order 1 has (stopped): `cairn bulk cancel 1`"), shown(erased).constData());
    QVERIFY2(!erased.output.contains("other runs"), shown(erased).constData());
    QCOMPARE(m_workspace->cairn({"payload", digest}).exitCode, 0);
    const Outcome cancelled = m_workspace->cairn({"bulk", "cancel", "1"});
    QVERIFY2(cancelled.output.contains("by the next runner"), shown(cancelled).constData());
    QVERIFY(m_workspace->cairn({"doctor"}).output.contains("still to be done"));
    m_workspace->drain();
    QCOMPARE(m_workspace->cairn({"payload", digest}).exitCode, 4);
    QVERIFY(!m_workspace->cairn({"doctor"}).output.contains("still to be done"));
}

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
