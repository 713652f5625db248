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
    void whatIsInDoubtDoesNotKeepTheOthersBack();
    void whatWasHeldBeforeTheOrderGoesOnAfterIt();
    void questionsAreAskedWhenTheOrderIsTakenBack();
    void doubtsAreAskedAboutWhenTheOrderIsTakenBack();
    void questionsBesideOneThatWaitsAreAskedAsWell_data();
    void questionsBesideOneThatWaitsAreAskedAsWell();

private:
    static const QByteArray Beside;
    static const QByteArray Steps;
    static LedgerAnswer answer(const LedgerEntry &entry);
    static void writeOther(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy = {});
    static QByteArray done(const OneServiceWorkspace &workspace, const QList<QByteArray> &words);
    static void end(QProcess &runner);
    static void stopWith(const OneServiceWorkspace &workspace, const LedgerServer &ledger, const QByteArray &path, int requests,
                         std::atomic<bool> &isToStop);
};

const QByteArray TestBeside::Beside =
    "  beside:\n    service: api\n    request: { method: POST, path: /beside, body: { file: \"${{ .input }}\" } }\n";

/// `go` is alone at a service of its own.
const QByteArray TestBeside::Steps =
    Beside + "  go:\n    service: other\n    request: { method: POST, path: /go, body: { file: \"${{ .input }}\" } }\n";

/// What stands beside it: refused for good, or on the wire for as long as the test takes.
LedgerAnswer TestBeside::answer(const LedgerEntry &entry)
{
    if (entry.path == "/beside" && entry.body == "silent")
        return silent();
    LedgerAnswer answer;
    answer.status = entry.path == "/beside" ? 422 : 200;
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

/// A runner, in an orderly way, with so many requests on the wire beside the step that is blocked; they are answered as it stops.
void TestBeside::stopWith(const OneServiceWorkspace &workspace, const LedgerServer &ledger, const QByteArray &path, int requests,
                          std::atomic<bool> &isToStop)
{
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(workspace.states(u"beside"_s), QStringList{u"blocked"_s});
    QTRY_COMPARE(countOf(ledger, "POST", path), requests);
    QVERIFY(askToStop(*runner));
    isToStop = true;
    QVERIFY(runner->waitForFinished());
    QCOMPARE(workspace.state(), u"blocked"_s);
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
    stopWith(workspace, ledger, "/first", 1, isToStop);

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
    stopWith(workspace, ledger, "/item", 2, isToStop);

    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"after"_s), QStringList{u"succeeded"_s});
}

/// The row says that one step is blocked; another one's outcome has become unknown since, and a third is on the wire at the kill.
void TestBeside::whatIsInDoubtDoesNotKeepTheOthersBack()
{
    std::atomic<int> first = 0;
    std::atomic<int> third = 0;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer made = answer(entry);
        if ((entry.path == "/first" && ++first == 1) || entry.path == "/doubt")
            made.status = 500;
        if (entry.path == "/third" && ++third == 1)
            made.end = LedgerAnswer::End::Silent;
        return made;
    });
    const auto call = [](const QByteArray &name, const QByteArray &service) {
        return "    service: " + service + "\n    request: { method: POST, path: /" + name + " }\n";
    };
    const OneServiceWorkspace workspace(ledger.port(), Beside + "  first:\n" + call("first", "api") +
                                                           "  doubt:\n    needs: [first]\n" + call("doubt", "other") +
                                                           "  third:\n    needs: [first]\n" + call("third", "api"));
    const QByteArray api = workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/api.yaml"_s,
                            QByteArray(api).replace("initial: 10ms, max: 20ms", "initial: 1s, jitter: none"));
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nidempotent: false\nbase_url: http://127.0.0.1:" +
                                                          QByteArray::number(ledger.port()) + "\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    const auto killed = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/third"), 1);
    QTRY_COMPARE(workspace.states(u"doubt"_s), QStringList{u"outcome_unknown"_s});
    end(*killed);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.states(u"third"_s), QStringList{u"succeeded"_s});
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
}

/// It was written down as held until the end of the first.
void TestBeside::whatWasHeldBeforeTheOrderGoesOnAfterIt()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return answer(entry); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    writeOther(workspace, ledger.port());
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    const auto runner = workspace.cairn().start({u"runner"_s});
    QCOMPARE(done(workspace, {"breaker", "other", "open", "--for", "1h"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"held"_s});
    QTRY_COMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(done(workspace, {"breaker", "other", "open", "--for", "24h"}), QByteArray());
    QCOMPARE(done(workspace, {"breaker", "other", "auto"}), QByteArray());
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
    end(*runner);
}

/// Also those that come while the first one of them finds out whether the service is well again.
void TestBeside::questionsAreAskedWhenTheOrderIsTakenBack()
{
    std::atomic<bool> isDone = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer made;
        if (entry.method == "GET")
            made.body = isDone ? "{\"done\":true}" : "{\"done\":false}";
        return made;
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  job: { service: api, request: { method: POST, path: /jobs }, await: { poll: "
                                        "{ path: /jobs/1, every: 50ms, until: '.body.done' } } }\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    const auto runner = workspace.cairn().start({u"runner"_s});
    for (int i = 0; i < 4; ++i)
        QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    const auto count = [&](const QByteArray &filter) { return workspace.cairn({"runs", "--json", filter}).json().size(); };
    QTRY_COMPARE(countOf(ledger, "POST", "/jobs"), 4);
    QTRY_COMPARE(count("state:waiting_callback"), 4);
    QCOMPARE(done(workspace, {"breaker", "api", "open", "--for", "10m", "--reason", "maintenance"}), QByteArray());
    QTRY_COMPARE(count("state:held"), 4);
    QVERIFY2(workspace.show().value(u"cause"_s).toString().contains("maintenance"_L1),
             qPrintable(workspace.show().value(u"cause"_s).toString()));
    QCOMPARE(workspace.states(u"job"_s), QStringList{u"waiting_callback"_s});
    const QByteArray refused = done(workspace, {"retry", workspace.id().toUtf8()});
    QVERIFY2(refused.contains("as soon as it lets that in") && refused.contains("maintenance"), refused.constData());
    isDone = true;
    QCOMPARE(done(workspace, {"breaker", "api", "auto"}), QByteArray());
    QTRY_COMPARE(count("state:succeeded"), 4);
    QCOMPARE(countOf(ledger, "POST", "/jobs"), 4);
    end(*runner);
}

void TestBeside::doubtsAreAskedAboutWhenTheOrderIsTakenBack()
{
    std::atomic<bool> isShut = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer made;
        if (entry.method == "POST") {
            made.end = LedgerAnswer::End::CloseBeforeReply;
            made.until = &isShut;
        }
        return made;
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  pay: { service: api, request: { method: POST, path: /pay }, reconcile: { "
                                        "path: /paid, happened: '.status == 200', not_happened: '.status == 404' } }\n",
                                        "idempotent: false\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/pay"), 1);
    QCOMPARE(done(workspace, {"breaker", "api", "open", "--for", "10m"}), QByteArray());
    isShut = true;
    QTRY_COMPARE(workspace.state(), u"held"_s);
    QCOMPARE(countOf(ledger, "GET", "/paid"), 0);
    QCOMPARE(done(workspace, {"breaker", "api", "auto"}), QByteArray());
    QTRY_COMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/pay"), 1);
    end(*runner);
}

void TestBeside::questionsBesideOneThatWaitsAreAskedAsWell_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<bool>("isAnother");
    const QByteArray poll = "await: { poll: { path: /go/1, every: 50ms, until: '.status == 200' } } }\n";
    const QByteArray reconcile = "reconcile: { path: /go/1, happened: '.status == 200', not_happened: '.status == 404' } }\n";
    for (const bool isAnother : {false, true}) {
        const QByteArray by = isAnother ? ", by the next runner" : "";
        QTest::addRow("whether it is done%s", by.constData()) << poll << "waiting_callback"_ba << isAnother;
        QTest::addRow("whether it happened%s", by.constData()) << reconcile << "outcome_unknown"_ba << isAnother;
    }
}

/// The run's row tells of the one that is asked about in ten minutes, as nothing else of it goes on before.
void TestBeside::questionsBesideOneThatWaitsAreAskedAsWell()
{
    QFETCH(const QByteArray, asked);
    QFETCH(const QByteArray, state);
    QFETCH(const bool, isAnother);
    std::atomic<bool> isShut = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        if (entry.path == "/go" && state == "outcome_unknown") {
            LedgerAnswer cut;
            cut.end = LedgerAnswer::End::CloseBeforeReply;
            cut.until = &isShut;
            return cut;
        }
        return jsonAnswer("{}", entry.method == "GET" && !(isShut && entry.path == "/go/1") ? 202 : 200);
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  slow: { service: api, request: { method: POST, path: /slow }, await: { poll: { path: /slow/1, every: "
                       "10m, until: '.status == 200' } } }\n"
                       "  go: { service: other, request: { method: POST, path: /go }, " +
                           asked);
    workspace.cairn().write(u"services/other.yaml"_s, "service: other\nidempotent: false\nbase_url: http://127.0.0.1:" +
                                                          QByteArray::number(ledger.port()) + "\n");
    QCOMPARE(done(workspace, {"apply"}), QByteArray());
    QCOMPARE(done(workspace, {"submit", "p", "a.txt"}), QByteArray());
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(countOf(ledger, "POST", "/go"), 1);
    QCOMPARE(done(workspace, {"breaker", "other", "open", "--for", "24h"}), QByteArray());
    isShut = true;
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{QString::fromLatin1(state)});
    QTRY_COMPARE(workspace.state(), u"waiting_callback"_s);
    QTest::qWait(300); // whatever was on its way
    const int questions = countOf(ledger, "GET", "/go");
    if (isAnother)
        end(*runner);
    QCOMPARE(done(workspace, {"breaker", "other", "auto"}), QByteArray());
    if (isAnother)
        runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE(workspace.states(u"go"_s), QStringList{u"succeeded"_s});
    QCOMPARE(countOf(ledger, "GET", "/go"), questions + 1);
    QVERIFY(countOf(ledger, "GET", "/slow") <= 1);
    end(*runner);
}

QTEST_GUILESS_MAIN(TestBeside)
#include "tst_beside.moc"
