#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace cairn::testing;

/// Breaker, limits and categories as the real runner carries them out, judged by the service's own ledger.
class TestPolicies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailingServiceIsLeftAloneAndComesBack();
    void whatIsUnderWayIsShown();
    void aForcedBreakerSurvivesTheRunner();
    void whatIsHeldIsReleasedInWaves();
    void aBadWaveHoldsTheRest();
    void trendsTellWhatWasCounted();
    void aRateIsKept();
    void aSlowServiceTakesNoPlacesFromOthers();
    void categoriesAreTheServicesOwn_data();
    void categoriesAreTheServicesOwn();
    void slowAnswersAreCounted();

private:
    static void write(const CairnProgram &cairn, const QString &name, quint16 port, const QByteArray &policy,
                      const QByteArray &more = {});
    static void submit(const CairnProgram &cairn, const QString &pipeline, int files);
    static QList<QJsonObject> runs(const CairnProgram &cairn, const QString &filter = {});
    static std::unique_ptr<QProcess> startRunner(const CairnProgram &cairn);
    static void order(const CairnProgram &cairn, const QStringList &words, const QByteArray &told);
    static QStringList breakerHistory(const CairnProgram &cairn);
    static QJsonObject show(const CairnProgram &cairn, const QJsonObject &run);
};

/// Service and pipeline of one name: a single POST of the file.
void TestPolicies::write(const CairnProgram &cairn, const QString &name, quint16 port, const QByteArray &policy,
                         const QByteArray &more)
{
    const QByteArray word = name.toUtf8();
    cairn.write(QStringLiteral("services/%1.yaml").arg(name),
                "service: " + word + "\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + more + "policy: { " +
                    policy + " }\n");
    cairn.write(QStringLiteral("pipelines/%1.yaml").arg(name),
                "pipeline: " + word + "\nversion: 1\nsteps:\n  post:\n    service: " + word +
                    "\n    request: { method: POST, path: /" + word + ", body: { file: \"${{ .input }}\" } }\n");
}

void TestPolicies::submit(const CairnProgram &cairn, const QString &pipeline, int files)
{
    QStringList words{QStringLiteral("submit"), pipeline};
    for (int i = 0; i < files; ++i) {
        const QString name = QStringLiteral("%1-%2.txt").arg(pipeline).arg(i);
        cairn.write(name, name.toUtf8());
        words.append(cairn.path(name));
    }
    QCOMPARE(cairn.run(words).exitCode, 0);
}

QList<QJsonObject> TestPolicies::runs(const CairnProgram &cairn, const QString &filter)
{
    QStringList words{QStringLiteral("runs"), QStringLiteral("--json"), QStringLiteral("--limit"), QStringLiteral("0")};
    words += filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return cairn.run(words).json();
}

QJsonObject TestPolicies::show(const CairnProgram &cairn, const QJsonObject &run)
{
    return cairn.run({QStringLiteral("show"), run.value(QStringLiteral("id")).toString(), QStringLiteral("--json")}).json().value(0);
}

void TestPolicies::aFailingServiceIsLeftAloneAndComesBack()
{
    constexpr int Files = 40;
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number <= 12 ? 500 : 200;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(),
          "retry: { attempts: 4, backoff: { initial: 10ms, max: 20ms } }, concurrency: { max: 4 }, "
          "breaker: { min_calls: 8, open: 1100ms, probes: 2 }");
    submit(cairn, QStringLiteral("api"), Files);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(runs(cairn, QStringLiteral("state:succeeded")).size(), Files);

    int attempts = 0;
    int held = 0;
    const auto all = runs(cairn);
    for (const QJsonObject &run : all) {
        const QJsonObject detail = show(cairn, run);
        const int made = int(detail.value(QStringLiteral("attempts")).toArray().size());
        attempts += made;
        QCOMPARE(detail.value(QStringLiteral("steps")).toArray()[0].toObject().value(QStringLiteral("attempts")).toInt(), made);
        const QJsonArray checkpoints = detail.value(QStringLiteral("checkpoints")).toArray();
        for (const QJsonValue &one : checkpoints) {
            const QJsonObject checkpoint = one.toObject();
            if (checkpoint.value(QStringLiteral("state")) != QLatin1String("held"))
                continue;
            ++held;
            QCOMPARE(checkpoint.value(QStringLiteral("decision")).toString(), QStringLiteral("hold"));
            QVERIFY(!checkpoint.value(QStringLiteral("reason")).toString().isEmpty());
        }
    }
    QCOMPARE(attempts, ledger.count()); // whoever was held used up no attempt
    QVERIFY(held > 0);
    // 8 failures open it; probes and what was in flight make the other failures; all else succeeded at the first try
    QCOMPARE(ledger.count(), Files + 12);
    const QStringList history = breakerHistory(cairn); // each opening, also after probes that took no longer than a moment
    QCOMPARE(history.value(0), QStringLiteral("open after 8 of 8 calls failed"));
    QVERIFY2(history.filter(QStringLiteral("open after")).size() > 1, qPrintable(history.join(QLatin1Char('\n'))));
    QCOMPARE(history.last(), QStringLiteral("closed "));
}

/// What is on the wire is shown while it is, at the service as at the run: a second try that lasts is no wait.
void TestPolicies::whatIsUnderWayIsShown()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number == 1 ? 200 : 503;
        answer.delayMs = number == 1 ? 0 : 4'000;
        answer.end = number < 3 ? LedgerAnswer::End::Normal : LedgerAnswer::End::Silent;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "concurrency: { max: 4 }");
    submit(cairn, QStringLiteral("api"), 1);
    const auto runner = cairn.start({QStringLiteral("runner")});
    const auto inFlight = [&] {
        return cairn.run({QStringLiteral("service"), QStringLiteral("list"), QStringLiteral("--json")})
            .json()
            .value(0)
            .value(QStringLiteral("in_flight"))
            .toInt();
    };
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 0, 5'000);
    submit(cairn, QStringLiteral("api"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 1, 3'000); // although nothing else changes there
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 3, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:running")).size(), 1, 5'000);
    const QString id = runs(cairn, QStringLiteral("state:running")).first().value(QStringLiteral("id")).toString();
    QCOMPARE(cairn.run({QStringLiteral("cancel"), id}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 0, 5'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

void TestPolicies::aForcedBreakerSurvivesTheRunner()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "concurrency: { max: 4 }");
    submit(cairn, QStringLiteral("api"), 3);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), 3, 20'000);
    const Outcome opened = cairn.run({QStringLiteral("breaker"), QStringLiteral("api"), QStringLiteral("open"), QStringLiteral("--for"),
                                      QStringLiteral("1h"), QStringLiteral("--reason"), QStringLiteral("maintenance window")});
    QCOMPARE(opened.exitCode, 0);
    QVERIFY2(opened.output.contains("nothing is sent to api for 1h"), opened.output.constData());
    submit(cairn, QStringLiteral("api"), 3);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:held")).size(), 3, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();

    runner = cairn.start({QStringLiteral("runner")});
    submit(cairn, QStringLiteral("api"), 2);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:held")).size(), 5, 20'000);
    QCOMPARE(ledger.count(), 3);
    const QJsonObject run = runs(cairn, QStringLiteral("state:held")).value(0);
    QVERIFY(run.value(QStringLiteral("cause")).toString().contains(QStringLiteral("maintenance window")));
    QVERIFY(cairn.run({QStringLiteral("service")}).output.contains("forced open for another"));

    QCOMPARE(cairn.run({QStringLiteral("breaker"), QStringLiteral("api"), QStringLiteral("auto")}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), 8, 20'000);
    QCOMPARE(ledger.count(), 8);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// On what the workspace's files say; it is at work when this returns.
std::unique_ptr<QProcess> TestPolicies::startRunner(const CairnProgram &cairn)
{
    cairn.run({QStringLiteral("apply")});
    auto runner = cairn.start({QStringLiteral("runner")});
    const auto isAtWork = [&] { return !cairn.run({QStringLiteral("status")}).output.contains("runner     none"); };
    if (!QTest::qWaitFor(isAtWork, 10'000))
        qWarning("the runner does not start");
    return runner;
}

void TestPolicies::order(const CairnProgram &cairn, const QStringList &words, const QByteArray &told)
{
    const Outcome outcome = cairn.run(QStringList{QStringLiteral("breaker"), QStringLiteral("api")} + words);
    QVERIFY2(outcome.exitCode == 0 && outcome.output.contains(told), outcome.output.constData());
}

/// "open after 8 of 8 calls failed", oldest first.
QStringList TestPolicies::breakerHistory(const CairnProgram &cairn)
{
    QStringList history;
    const auto moments =
        cairn.run({QStringLiteral("breaker"), QStringLiteral("api"), QStringLiteral("history"), QStringLiteral("--json")}).json();
    for (const QJsonObject &moment : moments)
        history.prepend(QStringLiteral("%1 %2").arg(moment.value(QStringLiteral("state")).toString(),
                                                    moment.value(QStringLiteral("cause")).toString()));
    return history;
}

/// The service sees one request, then five at once, then ten: never more of a wave before all of it have come back.
void TestPolicies::whatIsHeldIsReleasedInWaves()
{
    constexpr int Files = 30;
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = 300;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "concurrency: { max: 64 }");
    const auto runner = startRunner(cairn);
    order(cairn,
          {QStringLiteral("open"), QStringLiteral("--for"), QStringLiteral("1h"), QStringLiteral("--reason"),
           QStringLiteral("maintenance")},
          "nothing is sent to api for 1h");
    submit(cairn, QStringLiteral("api"), Files);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:held")).size(), Files, 20'000);
    QCOMPARE(ledger.count(), 0);
    order(cairn, {QStringLiteral("release"), QStringLiteral("--reason"), QStringLiteral("it is back")},
          "let through in waves, for 1h at most");
    QList<int> seen;
    QElapsedTimer timer;
    timer.start();
    while (ledger.count() < Files && timer.elapsed() < 30'000) {
        const int count = ledger.count();
        if (count > 0 && (seen.isEmpty() || seen.last() != count))
            seen.append(count);
        QTest::qWait(5);
    }
    QCOMPARE(ledger.count(), Files);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), Files, 20'000);
    for (const int boundary : {1, 6, 16}) // a wave's answers take 300 ms: its end is seen
        QVERIFY2(seen.contains(boundary), qPrintable(QString::number(boundary)));
    const QByteArray state = cairn.run({QStringLiteral("breaker"), QStringLiteral("api")}).output;
    QVERIFY2(state.contains("held       0 runs"), state.constData());
    QTRY_VERIFY_WITH_TIMEOUT(cairn.run({QStringLiteral("breaker"), QStringLiteral("api")}).output.contains("breaker    closed"),
                             10'000); // it ended by itself, and all have passed
    const QStringList history = breakerHistory(cairn);
    QVERIFY2(history.value(0).startsWith(QLatin1String("open by order: maintenance")) &&
                 history.value(1).startsWith(QLatin1String("half_open in waves, by order: it is back")),
             qPrintable(history.join(QLatin1Char('\n'))));
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestPolicies::aBadWaveHoldsTheRest()
{
    constexpr int Files = 20;
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number == 1 ? 200 : 503;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "retry: { attempts: 9 }, breaker: { open: 5m }");
    const auto runner = startRunner(cairn);
    order(cairn, {QStringLiteral("open"), QStringLiteral("--for"), QStringLiteral("1h")}, "nothing is sent");
    submit(cairn, QStringLiteral("api"), Files);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:held")).size(), Files, 20'000);
    order(cairn, {QStringLiteral("release")}, "in waves");
    QTRY_VERIFY_WITH_TIMEOUT(breakerHistory(cairn).last() == QLatin1String("open after 5 of 5 calls failed"), 20'000);
    QCOMPARE(ledger.count(), 6); // one, and a wave of five
    QVERIFY(cairn.run({QStringLiteral("audit"), QStringLiteral("list")}).output.contains("breaker.release_stopped"));
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), 1, 20'000);
    const QJsonObject told =
        cairn.run({QStringLiteral("breaker"), QStringLiteral("api"), QStringLiteral("--json")}).json().value(0);
    QCOMPARE(told.value(QStringLiteral("breaker")).toString(), QStringLiteral("open"));
    QCOMPARE(told.value(QStringLiteral("opened_for")).toString(), QStringLiteral("5 of 5 calls failed"));
    QVERIFY(told.value(QStringLiteral("held_runs")).toInt() >= Files - 6);
    order(cairn, {QStringLiteral("probe"), QStringLiteral("--path"), QStringLiteral("/health")}, "HTTP 503");
    QCOMPARE(ledger.entries().last().path, QByteArray("/health"));
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// What the service's ledger saw is what the trends tell, once the runner has counted it.
void TestPolicies::trendsTellWhatWasCounted()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number % 4 == 0 ? 503 : 200;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "retry: { attempts: 9, backoff: { initial: 10ms, max: 20ms } }",
          "contract: { latency_budget: 1m }\n");
    submit(cairn, QStringLiteral("api"), 30);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("state:succeeded")).size(), 30, 30'000);
    const auto last = [&](const QString &figure) {
        const auto lines = cairn
                               .run({QStringLiteral("trends"), QStringLiteral("api"), QStringLiteral("--figure"), figure,
                                     QStringLiteral("--json")})
                               .json();
        return lines.value(0).value(QStringLiteral("points")).toArray().last().toObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(last(QStringLiteral("failures")).value(QStringLiteral("of")).toInt(), ledger.count(), 20'000);
    const double failed = ledger.count() / 4; // every fourth
    QCOMPARE(last(QStringLiteral("failures")).value(QStringLiteral("value")).toDouble(), failed / ledger.count());
    QCOMPARE(last(QStringLiteral("retries")).value(QStringLiteral("value")).toDouble(), failed / 30);
    QCOMPARE(last(QStringLiteral("over_budget")).value(QStringLiteral("value")).toDouble(-1), 0.0);
    QVERIFY(last(QStringLiteral("recovery_median")).value(QStringLiteral("of")).toInt() > 0);
    const QStringList words = last(QStringLiteral("retries")).value(QStringLiteral("runs")).toString().split(QLatin1Char(' '));
    const auto retried = cairn.run(QStringList{QStringLiteral("runs"), QStringLiteral("--json")} + words).json();
    QCOMPARE(retried.size(), last(QStringLiteral("recovery_median")).value(QStringLiteral("of")).toInt());
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestPolicies::aRateIsKept()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "rate: { per: 1s, limit: 20, burst: 20 }");
    submit(cairn, QStringLiteral("api"), 45);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(ledger.count(), 45);
    QVERIFY2(timer.elapsed() >= 1'200, qPrintable(QString::number(timer.elapsed()))); // 25 beyond the burst at 20 a second
}

void TestPolicies::aSlowServiceTakesNoPlacesFromOthers()
{
    std::atomic<bool> slow = true;
    LedgerServer ledger([&slow](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.delayMs = entry.path == "/slow" && slow ? 300 : 0;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("slow"), ledger.port(), "concurrency: { max: 1 }");
    write(cairn, QStringLiteral("quick"), ledger.port(), "concurrency: { max: 8 }");
    submit(cairn, QStringLiteral("slow"), 300); // more than a runner has in memory at once
    submit(cairn, QStringLiteral("quick"), 30);
    auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("pipeline:quick state:succeeded")).size(), 30, 30'000);
    QVERIFY(runs(cairn, QStringLiteral("pipeline:slow state:succeeded")).size() < 300);
    slow = false;
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, QStringLiteral("pipeline:slow state:succeeded")).size(), 300, 60'000);
    QCOMPARE(ledger.count(), 330);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestPolicies::categoriesAreTheServicesOwn_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QString>("category");
    QTest::addColumn<int>("requests");
    QTest::newRow("as it is") << QByteArray("{}") << QStringLiteral("conflict") << 1;
    QTest::newRow("by status") << QByteArray("{ 409: { as: data } }") << QStringLiteral("data") << 1;
    QTest::newRow("a test that holds")
        << QByteArray("[{ status: 409, test: '.body.busy == true', as: service, attempts: 3 }]") << QStringLiteral("service") << 3;
    QTest::newRow("a test that does not")
        << QByteArray("[{ status: 409, test: '.body.busy == false', as: service }]") << QStringLiteral("conflict") << 1;
    QTest::newRow("problem type") << QByteArray("[{ problem: 'https://e.net/out-of-credit', as: policy }]") << QStringLiteral("policy") << 1;
    QTest::newRow("header") << QByteArray("[{ header: { x-lock: held }, as: service, automatic: true, attempts: 2 }]")
                            << QStringLiteral("service") << 2;
}

void TestPolicies::categoriesAreTheServicesOwn()
{
    QFETCH(QByteArray, rules);
    QFETCH(QString, category);
    QFETCH(int, requests);
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.status = 409;
        answer.body = "{\"type\":\"https://e.net/out-of-credit\",\"busy\":true}";
        answer.extraHeaders = "Content-Type: Application/Problem+JSON\r\nX-Lock: held\r\n";
        return answer;
    });
    const CairnProgram cairn;
    const QByteArray categories = rules == "{}" ? QByteArray() : ", categories: " + rules;
    write(cairn, QStringLiteral("api"), ledger.port(), "retry: { backoff: { initial: 10ms, max: 10ms } }" + categories);
    cairn.write(QStringLiteral("a.txt"), "content");
    const Outcome outcome = cairn.run({QStringLiteral("run"), QStringLiteral("api"), cairn.path(QStringLiteral("a.txt"))});
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(runs(cairn).value(0).value(QStringLiteral("category")).toString(), category);
    QCOMPARE(ledger.count(), requests);
}

void TestPolicies::slowAnswersAreCounted()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.delayMs = number == 1 ? 150 : 0;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, QStringLiteral("api"), ledger.port(), "concurrency: { max: 1 }", "contract: { latency_budget: 100ms, owner: docs }\n");
    submit(cairn, QStringLiteral("api"), 3);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    const QJsonObject service = cairn.run({QStringLiteral("service"), QStringLiteral("show"), QStringLiteral("api"), QStringLiteral("--json")})
                                    .json()
                                    .value(0);
    QCOMPARE(service.value(QStringLiteral("exchanges")).toInt(), 3);
    QVERIFY(service.value(QStringLiteral("over_latency_budget")).toInt() >= 1);
    QCOMPARE(service.value(QStringLiteral("breaker")).toString(), QStringLiteral("closed"));
}

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
