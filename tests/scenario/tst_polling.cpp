#include "cairnprogram.h"
#include "ledgerserver.h"
#include "workspacetest.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace cairn::testing;

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
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                    "\npolicy: { retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } } }\n");
    cairn.write(QStringLiteral("pipelines/p.yaml"),
                "pipeline: p\nversion: 1\nsteps:\n  job:\n    service: api\n"
                "    request: { method: POST, path: /jobs, body: { file: \"${{ .input }}\" } }\n"
                "    response: { status: 202 }\n"
                "    await: " + await + "\n"
                "  out:\n    needs: [job]\n    deliver: { to: outbox, name: r.json, content: \"${{ .steps.job.body.result }}\" }\n");
    cairn.write(QStringLiteral("a.txt"), "some content");
}

QJsonObject TestPolling::show(const CairnProgram &cairn)
{
    const QJsonObject run = cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0);
    return cairn.run({QStringLiteral("show"), run.value(QStringLiteral("id")).toString(), QStringLiteral("--json")}).json().value(0);
}

QString TestPolling::state(const CairnProgram &cairn)
{
    return show(cairn).value(QStringLiteral("state")).toString();
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(count(ledger, "GET"), 4);
    QCOMPARE(ledger.entries().last().path, QByteArray("/jobs/j7"));
    QCOMPARE(cairn.read(QStringLiteral("outbox/r.json")).trimmed(), QByteArray("42"));
    const QJsonArray checkpoints = show(cairn).value(QStringLiteral("checkpoints")).toArray();
    QCOMPARE(checkpoints[0].toObject().value(QStringLiteral("state")).toString(), QStringLiteral("waiting_callback"));
    QCOMPARE(checkpoints[0].toObject().value(QStringLiteral("decision")).toString(), QStringLiteral("await"));
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
    write(cairn, ledger.port(), QByteArray(Poll).replace("1h", "1s"));
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 1, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    done = true;
    QTest::qWait(1'100); // its time, which cannot be simulated in another process
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(cairn), QStringLiteral("succeeded"));
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
    write(cairn, ledger.port(), QByteArray(Poll).replace("1h", "2s"));
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 1, 20'000);
    for (const char *lasting : {"3s", "5s"}) {
        const QStringList words{QStringLiteral("breaker"), QStringLiteral("api"), QStringLiteral("open"), QStringLiteral("--for"),
                                QString::fromLatin1(lasting)};
        QCOMPARE(cairn.run(words).exitCode, 0);
    }
    done = true;
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn), QStringLiteral("succeeded"), 20'000);
    QCOMPARE(count(ledger, "POST"), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// A service that cannot say how it stands keeps nobody waiting for longer than one that says "not yet".
void TestPolling::itsTimeIsOverWhereQuestionsFailAsWell()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? json("{\"id\":\"j7\"}", 202) : json("{}", 500);
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace("1h", "1s"));
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                    "\npolicy: { retry: { attempts: 15, backoff: { initial: 300ms, max: 300ms, jitter: none } } }\n");
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(QStringLiteral("category")).toString(), QStringLiteral("timeout"));
    const QString cause = blocked.value(QStringLiteral("cause")).toString();
    QVERIFY2(cause.contains(QStringLiteral("not done within 1s")) && cause.contains(QStringLiteral("500")), qPrintable(cause));
    QVERIFY(count(ledger, "GET") < 15);
    const QJsonValue last = blocked.value(QStringLiteral("attempts")).toArray().last();
    QCOMPARE(last[QStringLiteral("category")].toString(), QStringLiteral("service")); // as it was
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
    const QString file = QStringLiteral("pipelines/p.yaml");
    cairn.write(file, cairn.read(file).replace("version: 1\n", "version: 1\n" + head));
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    QCOMPARE(show(cairn).value(QStringLiteral("category")).toString(), QStringLiteral("timeout"));
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
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_VERIFY_WITH_TIMEOUT(count(ledger, "GET") >= 3, 20'000);
    QCOMPARE(state(cairn), QStringLiteral("waiting_callback"));
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    done = true;
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(cairn), QStringLiteral("succeeded"));
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(ledger.count(), 8);
}

/// However often another step of the run is: neither its interval nor its backoff is shortened.
void TestPolling::eachIsAskedAboutInItsOwnTime()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return json("{}", 202);
        return entry.path == "/failing" ? json("{}", 503) : json("{\"state\":\"working\"}");
    });
    const CairnProgram cairn;
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                    "\npolicy: { retry: { attempts: 6, backoff: { initial: 5m, max: 5m, jitter: none } } }\n");
    const auto step = [](const QByteArray &name, const QByteArray &every) {
        return "  " + name + ": { service: api, request: { method: POST, path: /jobs }, response: { status: 202 }, await: { poll: { path: /" +
               name + ", every: " + every + ", until: '.body.state == \"done\"' } } }\n";
    };
    cairn.write(QStringLiteral("pipelines/p.yaml"),
                "pipeline: p\nversion: 1\nsteps:\n" + step("often", "50ms") + step("seldom", "1h") + step("failing", "50ms"));
    cairn.write(QStringLiteral("a.txt"), "some content");
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    const auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET", "/often") >= 10, 20'000);
    QVERIFY(countOf(ledger, "GET", "/seldom") <= 1);
    QCOMPARE(countOf(ledger, "GET", "/failing"), 1);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// A person knows that the service has the job, not that it is done.
void TestPolling::whatAPersonSaysHappenedIsAskedAbout()
{
    LedgerServer ledger([](const LedgerEntry &entry, int number) {
        if (entry.method != "POST")
            return json(number < 4 ? "{\"state\":\"working\"}" : "{\"state\":\"done\",\"result\":42}");
        LedgerAnswer answer;
        answer.end = LedgerAnswer::End::ResetBeforeReply;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, ledger.port(), QByteArray(Poll).replace(".response.body.id", ".run.id"));
    const QString file = QStringLiteral("services/api.yaml");
    cairn.write(file, cairn.read(file) + "idempotent: false\n");
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    QCOMPARE(state(cairn), QStringLiteral("outcome_unknown"));
    const QString id = show(cairn).value(QStringLiteral("id")).toString();
    QCOMPARE(cairn.run({QStringLiteral("decide"), id, QStringLiteral("happened")}).exitCode, 0);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(cairn), QStringLiteral("succeeded"));
    QCOMPARE(count(ledger, "POST"), 1);
    QCOMPARE(count(ledger, "GET"), 3);
    QCOMPARE(cairn.read(QStringLiteral("outbox/r.json")).trimmed(), QByteArray("42"));
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
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
    QTest::newRow("see other") << QByteArray("until: '.status == 303'") << QList<int>{200, 303} << QStringLiteral("succeeded") << 2;
    QTest::newRow("gone when it is done") << QByteArray("until: '.status == 404'") << QList<int>{200, 404}
                                          << QStringLiteral("succeeded") << 2;
    QTest::newRow("gone when it failed") << QByteArray("until: '.body.state == \"done\"', fail_when: '.status == 410'")
                                         << QList<int>{200, 410} << QStringLiteral("blocked") << 2;
    QTest::newRow("no error is what a test says of a body")
        << QByteArray("until: '.body.state != \"working\"'") << QList<int>{503, 500, 503} << QStringLiteral("blocked") << 3;
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
    const QString file = QStringLiteral("pipelines/p.yaml");
    cairn.write(file, cairn.read(file).replace(".steps.job.body.result", ".steps.job.status"));
    cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    QCOMPARE(this->state(cairn), state);
    QCOMPARE(count(ledger, "GET"), questions);
    if (tests.contains("fail_when"))
        QVERIFY(show(cairn).value(QStringLiteral("cause")).toString().contains(QStringLiteral("says that it failed")));
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(QStringLiteral("state")).toString(), QStringLiteral("blocked"));
    QCOMPARE(blocked.value(QStringLiteral("category")).toString(), QStringLiteral("data"));
    QVERIFY(blocked.value(QStringLiteral("cause")).toString().contains(QStringLiteral("says that it failed")));
    cairn.run({QStringLiteral("retry"), blocked.value(QStringLiteral("id")).toString()});
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(cairn), QStringLiteral("succeeded"));
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    const QJsonObject blocked = show(cairn);
    QCOMPARE(blocked.value(QStringLiteral("category")).toString(), QStringLiteral("timeout"));
    QCOMPARE(blocked.value(QStringLiteral("cause")).toString(), QStringLiteral("it was not done within 200ms"));
    done = true;
    cairn.run({QStringLiteral("retry"), blocked.value(QStringLiteral("id")).toString()});
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(state(cairn), QStringLiteral("succeeded"));
    QCOMPARE(count(ledger, "POST"), 1);
}

QTEST_GUILESS_MAIN(TestPolling)
#include "tst_polling.moc"
