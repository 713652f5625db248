#include "cairnprogram.h"
#include "ledgerserver.h"
#include "passingtime.h"
#include "workspacetest.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;
using namespace std::chrono_literals;

/// Steps that a service takes up and finishes later: asked about until they are done, over restarts and failures of the asking.
class TestPolling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksUntilItIsDone();
    void goesOnAskingAfterAKill();
    void failedQuestionsAreAskedAgain();
    void eachIsAskedAboutInItsOwnTime();
    void whatAPersonSaysHappenedIsAskedAbout();
    void noQuestionHasAKey();
    void aStatusCanBeTheEnd_data();
    void aStatusCanBeTheEnd();
    void whatFailedBlocksAndIsAskedForAnewByRetry();
    void whatTakesTooLongBlocksAndIsOnlyAskedAboutByRetry();
    void whatWasDoneWhileNobodyCouldAskIsDone();
    void whatWasDoneWhileItsServiceWasLeftAloneIsDone();
    void itsTimeIsOverWhereQuestionsFailAsWell();
    void aQuestionIsNotPutOffBeyondTheTimeThereIs_data();
    void aQuestionIsNotPutOffBeyondTheTimeThereIs();

private:
    static void write(const CairnProgram &cairn, quint16 port, const QByteArray &await);
    static QJsonObject show(const CairnProgram &cairn);
    static QString state(const CairnProgram &cairn);
    static int count(const LedgerServer &ledger, const QByteArray &method);
    static LedgerAnswer json(const QByteArray &body, int status = 200);
};

void TestPolling::write(const CairnProgram &cairn, quint16 port, const QByteArray &await)
{
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                            "\npolicy: { retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } } }\n");
    cairn.write(
        u"pipelines/p.yaml"_s,
        "pipeline: p\nversion: 1\nsteps:\n  job:\n    service: api\n"
        "    request: { method: POST, path: /jobs, body: { file: \"${{ .input }}\" } }\n"
        "    response: { status: 202 }\n"
        "    await: " +
            await +
            "\n"
            "  out:\n    needs: [job]\n    deliver: { to: outbox, name: r.json, content: \"${{ .steps.job.body.result }}\" }\n");
    cairn.write(u"a.txt"_s, "some content");
}

QJsonObject TestPolling::show(const CairnProgram &cairn)
{
    const QJsonObject run = cairn.run({u"runs"_s, u"--json"_s}).json().value(0);
    return cairn.run({u"show"_s, run.value(u"id"_s).toString(), u"--json"_s}).json().value(0);
}

QString TestPolling::state(const CairnProgram &cairn)
{
    return show(cairn).value(u"state"_s).toString();
}

int TestPolling::count(const LedgerServer &ledger, const QByteArray &method)
{
    const auto entries = ledger.entries();
    return int(std::count_if(entries.begin(), entries.end(), [&](const LedgerEntry &entry) { return entry.method == method; }));
}

LedgerAnswer TestPolling::json(const QByteArray &body, int status)
{
    LedgerAnswer answer;
    answer.status = status;
    answer.body = body;
    answer.extraHeaders = "Content-Type: application/json\r\n";
    return answer;
}

const QByteArray Poll = "{ poll: { path: \"/jobs/${{ .response.body.id }}\", every: 20ms, until: '.body.state == \"done\"', "
                        "fail_when: '.body.state == \"failed\"' }, timeout: 1h }";

void TestPolling::asksUntilItIsDone()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(number < 5 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"result\":42}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), Poll);
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(count(ledger, "GET"), 4);
    QCOMPARE(ledger.entries().last().path, QByteArray("/jobs/j7"));
    QCOMPARE(cairn.read(u"outbox/r.json"_s).trimmed(), QByteArray("42"));
    const QJsonArray checkpoints = show(cairn).value(u"checkpoints"_s).toArray();
    QCOMPARE(checkpoints[0].toObject().value(u"state"_s).toString(), u"waiting_callback"_s);
    QCOMPARE(checkpoints[0].toObject().value(u"decision"_s).toString(), u"await"_s);
    QCOMPARE(checkpoints.size(), 3); // taken up, done, delivered: questions in between leave no rows
}

/// Its time was over when somebody asked again, which says nothing of when it was done.
void TestPolling::whatWasDoneWhileNobodyCouldAskIsDone()
{
    std::atomic<bool> done = false;
    LedgerServer ledger([&done](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(done ? "{\"state\":\"done\",\"result\":42}" : "{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    cairn.write(u"cairn.yaml"_s, Unsealed);
    write(cairn, ledger.port(), Poll);
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 1, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    done = true;
    letTimePass(cairn, 2h);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(cairn), u"succeeded"_s);
    QCOMPARE(count(ledger, "POST"), 1);
}

/// The same where the breaker is opened, and once more before it closes: a question that is put off is none.
void TestPolling::whatWasDoneWhileItsServiceWasLeftAloneIsDone()
{
    std::atomic<bool> done = false;
    LedgerServer ledger([&done](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(done ? "{\"state\":\"done\",\"result\":42}" : "{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("1h", "6s"));
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 1, 20'000);
    for (const char *lasting : {"8s", "12s"}) {
        const QStringList words{u"breaker"_s, u"api"_s, u"open"_s, u"--for"_s, QString::fromLatin1(lasting)};
        QCOMPARE(cairn.run(words).exitCode, 0);
    }
    done = true;
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn), u"succeeded"_s, 20'000);
    QCOMPARE(count(ledger, "POST"), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// A service that cannot say how it stands keeps nobody waiting for longer than one that says "not yet".
void TestPolling::itsTimeIsOverWhereQuestionsFailAsWell()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.method == "POST" ? json("{\"id\":\"j7\"}", 202) : json("{}", 500); });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("1h", "1s"));
    cairn.write(u"services/api.yaml"_s,
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                    "\npolicy: { retry: { attempts: 15, backoff: { initial: 300ms, max: 300ms, jitter: none } } }\n");
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(u"category"_s).toString(), u"timeout"_s);
    const QString cause = blocked.value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"not done within 1s"_s) && cause.contains(u"500"_s), qPrintable(cause));
    QVERIFY(count(ledger, "GET") < 15);
    const QJsonValue last = blocked.value(u"attempts"_s).toArray().last();
    QCOMPARE(last[u"category"_s].toString(), u"service"_s); // as it was
}

void TestPolling::aQuestionIsNotPutOffBeyondTheTimeThereIs_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("timeout");
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("questions");
    QTest::newRow("the run's") << QByteArray("deadline: 1s\n") << QByteArray("2h") << 200 << 0;
    QTest::newRow("its own") << QByteArray() << QByteArray("1s") << 200 << 1;
    QTest::newRow("its own, where questions fail") << QByteArray() << QByteArray("1s") << 500 << 1;
}

void TestPolling::aQuestionIsNotPutOffBeyondTheTimeThereIs()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, timeout);
    QFETCH(int, answer);
    QFETCH(int, questions);
    LedgerServer ledger([answer](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? json("{\"id\":\"j7\"}", 202) : json("{\"state\":\"working\"}", answer);
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("20ms", "1h").replace("timeout: 1h", "timeout: " + timeout));
    const QString file = u"pipelines/p.yaml"_s;
    cairn.write(file, cairn.read(file).replace("version: 1\n", "version: 1\n" + head));
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    QCOMPARE(show(cairn).value(u"category"_s).toString(), u"timeout"_s);
    QCOMPARE(count(ledger, "GET"), questions);
}

void TestPolling::goesOnAskingAfterAKill()
{
    std::atomic<bool> done = false;
    LedgerServer ledger([&done](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(done ? "{\"state\":\"done\",\"result\":42}" : "{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), Poll);
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 3, 20'000);
    QCOMPARE(state(cairn), u"waiting_callback"_s);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    done = true;
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(cairn), u"succeeded"_s);
    QCOMPARE(count(ledger, "POST"), 1);
}

void TestPolling::failedQuestionsAreAskedAgain()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        // two failures, an answer, two failures: never three one after the other
        const bool fails = number == 2 || number == 3 || number == 5 || number == 6;
        return fails ? json("{}", 503) : json(number < 8 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"result\":42}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), Poll);
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(ledger.count(), 8);
}

/// However often another step of the run is, and whoever carries it: neither its interval nor its backoff is shortened.
void TestPolling::eachIsAskedAboutInItsOwnTime()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{}", 202);
        return entry.path == "/failing" ? json("{}", 503) : json("{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    cairn.write(u"services/api.yaml"_s,
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                    "\npolicy: { retry: { attempts: 6, backoff: { initial: 5m, max: 5m, jitter: none } } }\n");
    const auto step = [](const QByteArray &name, const QByteArray &every) {
        return "  " + name +
               ": { service: api, request: { method: POST, path: /jobs }, response: { status: 202 }, await: { poll: { path: /" +
               name + ", every: " + every + ", until: '.body.state == \"done\"' } } }\n";
    };
    cairn.write(u"pipelines/p.yaml"_s,
                "pipeline: p\nversion: 1\nsteps:\n" + step("often", "50ms") + step("seldom", "1h") + step("failing", "50ms"));
    cairn.write(u"a.txt"_s, "some content");
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    const auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET", "/often") >= 10, 20'000);
    const int seldom = countOf(ledger, "GET", "/seldom");
    QVERIFY(seldom <= 1);
    QCOMPARE(countOf(ledger, "GET", "/failing"), 1);
    runner->kill();
    QVERIFY(runner->waitForFinished());
    const int often = countOf(ledger, "GET", "/often");
    const auto next = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET", "/often") >= often + 10, 20'000);
    QCOMPARE(countOf(ledger, "GET", "/seldom"), seldom);
    QCOMPARE(countOf(ledger, "GET", "/failing"), 1);
    next->kill();
    QVERIFY(next->waitForFinished());
}

/// A person knows that the service has the job, not that it is done.
void TestPolling::whatAPersonSaysHappenedIsAskedAbout()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method != "POST")
            return json(number < 4 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"result\":42}");
        return reset();
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace(".response.body.id", ".run.id"));
    const QString file = u"services/api.yaml"_s;
    cairn.write(file, cairn.read(file) + "idempotent: false\n");
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    QCOMPARE(state(cairn), u"outcome_unknown"_s);
    const QString id = show(cairn).value(u"id"_s).toString();
    QCOMPARE(cairn.run({u"decide"_s, id, u"happened"_s}).exitCode, 0);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(cairn), u"succeeded"_s);
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(count(ledger, "GET"), 3);
    QCOMPARE(cairn.read(u"outbox/r.json"_s).trimmed(), QByteArray("42"));
}

/// A service that repeats what it answered a key would say for ever what it said first.
void TestPolling::noQuestionHasAKey()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.path == "/jobs")
            return json("{\"id\":\"j7\"}", 202);
        return json(number < 4 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"result\":42}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("{ path:", "{ method: POST, path:"));
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    const QList<LedgerEntry> entries = ledger.entries();
    QCOMPARE(entries.size(), 4);
    QVERIFY(!entries[0].key.isEmpty());
    for (const LedgerEntry &question : entries.mid(1))
        QVERIFY(!question.headers.contains("idempotency-key"));
}

void TestPolling::aStatusCanBeTheEnd_data()
{
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QList<int>>("answers"); // the last one for ever
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("questions");
    QTest::newRow("see other") << QByteArray("until: '.status == 303'") << QList<int>{200, 303} << u"succeeded"_s << 2;
    QTest::newRow("gone when it is done") << QByteArray("until: '.status == 404'") << QList<int>{200, 404} << u"succeeded"_s << 2;
    QTest::newRow("gone when it failed") << QByteArray("until: '.body.state == \"done\"', fail_when: '.status == 410'")
                                         << QList<int>{200, 410} << u"blocked"_s << 2;
    QTest::newRow("a failure of the asking is none of the job")
        << QByteArray("until: '.status == 404', fail_when: '.status >= 400'") << QList<int>{503, 429, 200, 422} << u"blocked"_s
        << 4;
    QTest::newRow("not known there yet") << QByteArray("until: '.body.state == \"working\"', pending: '.status == 404'")
                                         << QList<int>{404, 404, 404, 404, 404, 200} << u"succeeded"_s << 6;
    QTest::newRow("pending is no failure of the asking")
        << QByteArray("until: '.status == 303', pending: '.status >= 400'") << QList<int>{503, 429, 503} << u"blocked"_s << 3;
    QTest::newRow("nothing says that it is pending")
        << QByteArray("until: '.body.state == \"working\"', pending: '.status == 410'") << QList<int>{404} << u"blocked"_s << 1;
    QTest::newRow("no error is what a test says of a body")
        << QByteArray("until: '.body.state != \"working\"'") << QList<int>{503, 500, 503} << u"blocked"_s << 3;
}

void TestPolling::aStatusCanBeTheEnd()
{
    QFETCH(const QByteArray, tests);
    QFETCH(const QList<int>, answers);
    QFETCH(const QString, state);
    QFETCH(const int, questions);
    LedgerServer ledger([answers](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        const int status = answers[std::min(qsizetype(number - 2), answers.size() - 1)];
        LedgerAnswer answer = json(status == 200 ? "{\"state\":\"working\"}" : "{\"error\":1}", status);
        if (status == 303)
            answer.extraHeaders += "Location: /results/7\r\n";
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), "{ poll: { path: /jobs/7, every: 20ms, " + tests + " }, timeout: 1h }");
    const QString file = u"pipelines/p.yaml"_s;
    cairn.write(file, cairn.read(file).replace(".steps.job.body.result", ".steps.job.status"));
    cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    QCOMPARE(this->state(cairn), state);
    QCOMPARE(count(ledger, "GET"), questions);
    if (tests.contains("fail_when"))
        QVERIFY(show(cairn).value(u"cause"_s).toString().contains(u"says that it failed"_s));
}

void TestPolling::whatFailedBlocksAndIsAskedForAnewByRetry()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(number < 3 ? "{\"state\":\"failed\"}" : "{\"state\":\"done\",\"result\":42}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), Poll);
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(blocked.value(u"category"_s).toString(), u"data"_s);
    QVERIFY(blocked.value(u"cause"_s).toString().contains(u"says that it failed"_s));
    cairn.run({u"retry"_s, blocked.value(u"id"_s).toString()});
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(cairn), u"succeeded"_s);
    QCOMPARE(count(ledger, "POST"), 2);
    QVERIFY(ledger.entries().first().key != ledger.entries()[2].key); // or the service would answer as it did before
}

void TestPolling::whatTakesTooLongBlocksAndIsOnlyAskedAboutByRetry()
{
    std::atomic<bool> done = false;
    LedgerServer ledger([&done](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{\"id\":\"j7\"}", 202);
        return json(done ? "{\"state\":\"done\",\"result\":42}" : "{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("timeout: 1h", "timeout: 200ms"));
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(u"category"_s).toString(), u"timeout"_s);
    QCOMPARE(blocked.value(u"cause"_s).toString(), u"it was not done within 200ms"_s);
    done = true;
    cairn.run({u"retry"_s, blocked.value(u"id"_s).toString()});
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(state(cairn), u"succeeded"_s);
    QCOMPARE(count(ledger, "POST"), 1);
}

QTEST_GUILESS_MAIN(TestPolling)
#include "tst_polling.moc"
