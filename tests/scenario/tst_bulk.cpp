#include "workspacetest.h"

#include <QDeadlineTimer>

using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Orders about many targets, by the real program against a service that misbehaves and is mended.
class TestBulk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysHonestlyWhatCameOfIt();
    void dryRunOnlyCounts();
    void canaryStopsByItself();
    void canaryWaitsForTheBreaker();
    void canaryGoesInWaves();
    void cancelTakesBackTheRest();
    void anIncidentsFailures();
    void itemsOfAStepByIncident();
    void twoThousand();
    void othersAreNotKeptWaiting();
    void commandsWithoutSteps();
    void wrongUse();

private:
    static QJsonObject order(const OneServiceWorkspace &workspace, const QByteArray &id = "1")
    {
        return workspace.cairn({"bulk", "show", id, "--json"}).json().value(0);
    }
    static int number(const QJsonObject &order, const QString &key) { return order.value(key).toInt(); }
    static int inState(const OneServiceWorkspace &workspace, const QByteArray &state)
    {
        return int(workspace.cairn({"runs", "state:" + state, "--json", "--limit", "0"}).json().size());
    }
};

namespace {

const QByteArray Steps = "  post:\n    service: api\n    request: { method: POST, path: \"/post/${{ .input.name }}\", body: { "
                         "file: \"${{ .input }}\" } }\n";

/// Answers 400, which nothing but a person brings on, until it is mended.
class Service
{
public:
    LedgerAnswer operator()(const LedgerEntry &entry, int)
    {
        LedgerAnswer answer = jsonAnswer("{}", mended && !(stubborn && entry.path.endsWith("7.txt")) ? 200 : 400);
        answer.delayMs = delayMs;
        answer.until = isHeld ? &mayAnswer : nullptr;
        return answer;
    }
    std::atomic<bool> mended = false;
    std::atomic<bool> stubborn = false; ///< but for files named …7.txt
    std::atomic<int> delayMs = 0;
    std::atomic<bool> isHeld = false; ///< answers only when it may
    std::atomic<bool> mayAnswer = false;
};

/// `files` runs, each blocked.
void blockAll(const OneServiceWorkspace &workspace, int files)
{
    QStringList words{u"submit"_s, u"p"_s};
    for (int i = 0; i < files; ++i) {
        const QString name = u"files/f%1.txt"_s.arg(i);
        workspace.cairn().write(name, "file " + QByteArray::number(i));
        words.append(workspace.cairn().path(name));
    }
    const Outcome submitted = workspace.cairn().run(words);
    QVERIFY2(submitted.exitCode == 0, submitted.errors.constData());
    QCOMPARE(workspace.cairn({"runner", "--drain"}).exitCode, 1);
}

/// A runner beside the test, ended with it.
class Beside
{
public:
    explicit Beside(const OneServiceWorkspace &workspace) : m_process(workspace.cairn().start({u"runner"_s}))
    {
        QTRY_VERIFY_WITH_TIMEOUT(!workspace.cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isNull(), 20'000);
    }
    ~Beside()
    {
        m_process->terminate();
        m_process->waitForFinished(20'000);
    }

private:
    std::unique_ptr<QProcess> m_process;
};

} // namespace

void TestBulk::saysHonestlyWhatCameOfIt()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 40);
    service.mended = service.stubborn = true;
    const Beside runner(workspace);
    const Outcome retried = workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--reason", "api is back", "--json"});
    QCOMPARE(retried.exitCode, 1); // 4 of them need a person again
    const QJsonObject told = retried.json().value(0);
    QCOMPARE(told.value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(number(told, u"asked"_s), 40);
    QCOMPARE(number(told, u"passed"_s), 36);
    QCOMPARE(number(told, u"failed"_s), 4); // f7, f17, f27, f37
    QCOMPARE(workspace.cairn({"runs", "bulk:1/failed", "--json"}).json().size(), 4);
    QCOMPARE(workspace.cairn({"runs", "bulk:1", "--json"}).json().size(), 40);
    QJsonArray rest = order(workspace).value(u"not_passed"_s).toArray();
    QCOMPARE(rest.size(), 4);
    const QString first = rest.at(0)[u"target"_s].toString(); // why it failed stays known when its run has gone on
    QCOMPARE(workspace.cairn({"cancel", first.section(u'/', 0, 0).toUtf8(), "--reason", "enough"}).exitCode, 0);
    rest = order(workspace).value(u"not_passed"_s).toArray();
    QVERIFY2(rest.at(0)[u"why"_s].toString().contains(u"answered"_s), qPrintable(rest.at(0)[u"why"_s].toString()));
    QVERIFY2(rest.first()[u"why"_s].toString().contains(u"400"_s), qPrintable(rest.first()[u"why"_s].toString()));
    const QByteArray shown = workspace.cairn({"bulk", "show", "1"}).output;
    QVERIFY2(shown.contains("36 passed, 4 failed again") && shown.contains("api is back"), shown.constData());
    QVERIFY(workspace.cairn({"bulk"}).output.contains("36 passed, 4 failed again"));
    QCOMPARE(ledger.count(), 80);
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0);
    const QByteArray audit = workspace.cairn({"audit", "export"}).output;
    QCOMPARE(audit.count("\"action\":\"bulk.retry\""), 1);
    QCOMPARE(audit.count("\"action\":\"bulk.retry.done\""), 1);
    QCOMPARE(audit.count("\"action\":\"command.retry.done\""), 40); // and each of them
}

void TestBulk::dryRunOnlyCounts()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 3);
    service.mended = true;
    QCOMPARE(workspace.run(), 0);
    const Outcome dry = workspace.cairn({"retry", "--where", "pipeline:p", "--dry-run"});
    QCOMPARE(dry.exitCode, 0);
    QCOMPARE(dry.output.trimmed(), QByteArray("3 eligible (3 blocked), 1 not: 1 succeeded"));
    const QJsonObject json = workspace.cairn({"retry", "--where", "pipeline:p", "--dry-run", "--json"}).json().value(0);
    QCOMPARE(number(json, u"eligible"_s), 3);
    QCOMPARE(json.value(u"others_by_state"_s).toObject().value(u"succeeded"_s).toInt(), 1);
    QCOMPARE(workspace.cairn({"unpause", "--where", "pipeline:p", "--dry-run"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:succeeded"}).exitCode, 4);
    QVERIFY(workspace.cairn({"bulk", "--json"}).json().isEmpty());
    QCOMPARE(ledger.count(), 4);
}

void TestBulk::canaryStopsByItself()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 30);
    const Beside runner(workspace);
    const Outcome tried = workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--canary"});
    QCOMPARE(tried.exitCode, 1);
    QVERIFY2(tried.output.contains("stopped (1 of 1 in a wave of 1 failed again)"), tried.output.constData());
    QCOMPARE(ledger.count(), 31); // one, and not one more
    QCOMPARE(order(workspace).value(u"state"_s).toString(), u"stopped"_s);

    service.mended = true;
    QCOMPARE(workspace.cairn({"bulk", "continue", "1", "--reason", "mended"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(order(workspace).value(u"state"_s).toString(), u"done"_s, 30'000);
    QCOMPARE(number(order(workspace), u"passed"_s), 29);
    QCOMPARE(number(order(workspace), u"failed"_s), 1);
    QCOMPARE(ledger.count(), 60);
    QCOMPARE(workspace.cairn({"bulk", "continue", "1"}).exitCode, 1); // Conflict: it is done
}

void TestBulk::canaryWaitsForTheBreaker()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 12);
    service.mended = true;
    const Beside runner(workspace);
    QCOMPARE(workspace.cairn({"breaker", "api", "open", "--for", "10m"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--canary", "--no-wait"}).exitCode, 0);
    // the runner has gone through its loop since then: it has carried out a later command
    const QByteArray other =
        workspace.cairn({"runs", "--json", "--limit", "1"}).json().value(0).value(u"id"_s).toString().toUtf8();
    QCOMPARE(workspace.cairn({"pause", other}).exitCode, 0);
    QCOMPARE(workspace.cairn({"unpause", other}).exitCode, 0);
    QCOMPARE(number(order(workspace), u"asked"_s), 0);
    QCOMPARE(ledger.count(), 12);
    QCOMPARE(workspace.cairn({"breaker", "api", "auto"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(order(workspace).value(u"state"_s).toString(), u"done"_s, 60'000);
    QCOMPARE(number(order(workspace), u"passed"_s) + number(order(workspace), u"left"_s), 12);
    QCOMPARE(ledger.count(), 24);
}

void TestBulk::canaryGoesInWaves()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 30);
    service.mended = true;
    service.delayMs = 700;
    const Beside runner(workspace);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--canary", "--no-wait"}).exitCode, 0);
    for (const QDeadlineTimer patience(60'000); ledger.count() < 60 && !patience.hasExpired();) {
        const QJsonObject now = order(workspace);
        // a wave may be asked in parts, but none before all of the waves before it have come back
        for (const int wave : {1, 6, 16})
            QVERIFY2(number(now, u"asked"_s) <= wave || number(now, u"passed"_s) >= wave,
                     QJsonDocument(now).toJson().constData());
    }
    QCOMPARE(ledger.count(), 60);
    for (const int first : {32, 37, 47}) // of a wave: the one before has been answered, 700 ms after its last request
        QVERIFY2(ledger.pauseBefore(first) >= 690ms, qPrintable(QString::number(first)));
    QTRY_COMPARE_WITH_TIMEOUT(order(workspace).value(u"state"_s).toString(), u"done"_s, 30'000);
    QCOMPARE(number(order(workspace), u"passed"_s), 30);
}

void TestBulk::cancelTakesBackTheRest()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 300);
    service.mended = true;
    service.isHeld = true;
    const Beside runner(workspace);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--no-wait"}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() > 300, 20'000);
    QCOMPARE(workspace.cairn({"bulk", "cancel", "1", "--reason", "not yet"}).exitCode, 0);
    const int asked = number(order(workspace), u"asked"_s);
    QVERIFY2(asked > 0 && asked < 300, qPrintable(QString::number(asked)));
    service.mayAnswer = true;
    QTRY_COMPARE_WITH_TIMEOUT(number(order(workspace), u"passed"_s), asked, 60'000); // what was asked for goes on
    const QJsonObject end = order(workspace);
    QCOMPARE(number(end, u"asked"_s), asked);
    QCOMPARE(end.value(u"state"_s).toString(), u"cancelled"_s);
    QCOMPARE(inState(workspace, "blocked"), 300 - asked);
    QCOMPARE(ledger.count(), 300 + asked);
}

void TestBulk::anIncidentsFailures()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 25);
    service.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--incident", "1", "--dry-run"}).output.trimmed(), QByteArray("25 eligible (25 blocked)"));
    QCOMPARE(workspace.cairn({"retry", "--incident", "1", "--yes"}).exitCode, 0); // recorded: there is no runner
    QCOMPARE(workspace.drain(), 0);
    const QJsonObject done = order(workspace);
    QCOMPARE(done.value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(number(done, u"passed"_s), 25);
    QCOMPARE(done.value(u"incident"_s).toInt(), 1);
    QCOMPARE(inState(workspace, "succeeded"), 25);
    QCOMPARE(workspace.cairn({"retry", "--incident", "1", "--yes"}).exitCode, 4); // nothing of it fails any more
    QCOMPARE(workspace.cairn({"retry", "--incident", "9", "--yes"}).exitCode, 4);
}

void TestBulk::itemsOfAStepByIncident()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), "  pages:\n    foreach: \"${{ [range(6)] }}\"\n    service: api\n    "
                                                       "request: { method: POST, path: \"/page/${{ .index }}\" }\n");
    QCOMPARE(workspace.run(), 1);
    service.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--incident", "1", "--yes"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const QJsonObject done = order(workspace);
    QCOMPARE(done.value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(number(done, u"passed"_s) + number(done, u"refused"_s), number(done, u"asked"_s));
    QVERIFY(number(done, u"passed"_s) >= 6);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 12);
}

void TestBulk::twoThousand()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 2'000);
    service.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QCOMPARE(number(order(workspace), u"asked"_s), 0); // an order is one row, however many it is about
    QVERIFY(!workspace.cairn({"audit", "export"}).output.contains("\"action\":\"command."));
    QCOMPARE(workspace.cairn().run({u"runner"_s, u"--drain"_s}, 120'000).exitCode, 0);
    const QJsonObject done = order(workspace);
    QCOMPARE(done.value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(number(done, u"passed"_s), 2'000);
    QCOMPARE(ledger.count(), 4'000);
    QHash<QByteArray, int> times;
    const QList<LedgerEntry> entries = ledger.entries();
    for (const LedgerEntry &entry : entries)
        ++times[entry.path];
    QCOMPARE(times.size(), 2'000);
    QVERIFY(std::all_of(times.begin(), times.end(), [](int count) { return count == 2; }));
}

/// An order leaves places for runs that nobody had to ask for.
void TestBulk::othersAreNotKeptWaiting()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 600);
    service.mended = true;
    service.delayMs = 500;
    const Beside runner(workspace);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes", "--no-wait"}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() > 620, 20'000);
    QCOMPARE(workspace.run(), 0); // a.txt, from its submission to its end
    QVERIFY2(number(order(workspace), u"asked"_s) < 600, "the order was over before it could be in the way");
}

void TestBulk::commandsWithoutSteps()
{
    Service service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, 10);
    const Beside runner(workspace);
    QCOMPARE(workspace.cairn({"pause", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QCOMPARE(inState(workspace, "paused"), 10);
    QCOMPARE(workspace.cairn({"unpause", "--where", "state:paused", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(inState(workspace, "blocked"), 10, 20'000);
    QCOMPARE(workspace.cairn({"skip", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QCOMPARE(number(order(workspace, "3"), u"passed"_s), 10);
    QTRY_COMPARE_WITH_TIMEOUT(inState(workspace, "succeeded"), 10, 20'000);
    QCOMPARE(ledger.count(), 10);
}

void TestBulk::wrongUse()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(workspace.cairn({"retry", "--where", "state:nonsense"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"retry", "--where", "a", "--incident", "1"}).exitCode, 2);
    for (const QByteArray nothing : {"", " ", "\"\"", "\"\" \" \"", "state:,"}) { // as unset variables of a script give it
        QCOMPARE(workspace.cairn({"retry", "--where", nothing, "--dry-run"}).exitCode, 2);
        QCOMPARE(workspace.cairn({"cancel", "--where", nothing, "--yes"}).exitCode, 2);
        QCOMPARE(workspace.cairn({"erase", "--where", nothing, "--yes", "--reason", "law"}).exitCode, 2);
    }
    QCOMPARE(workspace.cairn({"retry", "--incident", "one"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"retry", "--where", "a", "--stop-at", "0.5"}).exitCode, 2); // without --canary
    QCOMPARE(workspace.cairn({"retry", "--where", "a", "--canary", "--stop-at", "0"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"retry", "--where", "a", "--canary", "--stop-at", "nan"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"cancel", "--where", "a", "--canary"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8(), "--dry-run"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"retry"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"bulk", "shred", "1"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"bulk", "show"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"bulk", "show", "1"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"runs", "bulk:0"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"runs", "bulk:1/well"}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
