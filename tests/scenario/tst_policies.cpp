#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;
using namespace std::chrono_literals;

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
    cairn.write(u"services/%1.yaml"_s.arg(name), "service: " + word + "\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                                     "\n" + more + "policy: { " + policy + " }\n");
    cairn.write(u"pipelines/%1.yaml"_s.arg(name), "pipeline: " + word + "\nversion: 1\nsteps:\n  post:\n    service: " + word +
                                                      "\n    request: { method: POST, path: /" + word +
                                                      ", body: { file: \"${{ .input }}\" } }\n");
}

void TestPolicies::submit(const CairnProgram &cairn, const QString &pipeline, int files)
{
    QStringList words{u"submit"_s, pipeline};
    for (int i = 0; i < files; ++i) {
        const QString name = u"%1-%2.txt"_s.arg(pipeline).arg(i);
        cairn.write(name, name.toUtf8());
        words.append(cairn.path(name));
    }
    QCOMPARE(cairn.run(words).exitCode, 0);
}

QList<QJsonObject> TestPolicies::runs(const CairnProgram &cairn, const QString &filter)
{
    QStringList words{u"runs"_s, u"--json"_s, u"--limit"_s, u"0"_s};
    words += filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return cairn.run(words).json();
}

QJsonObject TestPolicies::show(const CairnProgram &cairn, const QJsonObject &run)
{
    return cairn.run({u"show"_s, run.value(u"id"_s).toString(), u"--json"_s}).json().value(0);
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
    write(cairn, u"api"_s, ledger.port(),
          "retry: { attempts: 4, backoff: { initial: 10ms, max: 20ms } }, concurrency: { max: 4 }, "
          "breaker: { min_calls: 8, open: 1100ms, probes: 2 }");
    submit(cairn, u"api"_s, Files);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(runs(cairn, u"state:succeeded"_s).size(), Files);

    int attempts = 0;
    int held = 0;
    const auto all = runs(cairn);
    for (const QJsonObject &run : all) {
        const QJsonObject detail = show(cairn, run);
        const int made = int(detail.value(u"attempts"_s).toArray().size());
        attempts += made;
        QCOMPARE(detail.value(u"steps"_s).toArray()[0].toObject().value(u"attempts"_s).toInt(), made);
        const QJsonArray checkpoints = detail.value(u"checkpoints"_s).toArray();
        for (const QJsonValue &one : checkpoints) {
            const QJsonObject checkpoint = one.toObject();
            if (checkpoint.value(u"state"_s) != "held"_L1)
                continue;
            ++held;
            QCOMPARE(checkpoint.value(u"decision"_s).toString(), u"hold"_s);
            QVERIFY(!checkpoint.value(u"reason"_s).toString().isEmpty());
        }
    }
    QCOMPARE(attempts, ledger.count()); // whoever was held used up no attempt
    QVERIFY(held > 0);
    // 8 failures open it; probes and what was in flight make the other failures; all else succeeded at the first try
    QCOMPARE(ledger.count(), Files + 12);
    const QStringList history = breakerHistory(cairn); // each opening, also after probes that took no longer than a moment
    QCOMPARE(history.value(0), u"open after 8 of 8 calls failed"_s);
    QVERIFY2(history.filter(u"open after"_s).size() > 1, qPrintable(history.join(QLatin1Char('\n'))));
    QCOMPARE(history.last(), u"closed "_s);
}

/// What is on the wire is shown while it is, at the service as at the run: a second try that lasts is no wait.
void TestPolicies::whatIsUnderWayIsShown()
{
    std::atomic<bool> isSeen = false;
    LedgerServer ledger([&isSeen](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number == 1 ? 200 : 503;
        answer.until = number == 2 ? &isSeen : nullptr;
        answer.end = number < 3 ? LedgerAnswer::End::Normal : LedgerAnswer::End::Silent;
        return answer;
    });
    const CairnProgram cairn;
    write(cairn, u"api"_s, ledger.port(), "concurrency: { max: 4 }");
    submit(cairn, u"api"_s, 1);
    const auto runner = cairn.start({u"runner"_s});
    const auto inFlight = [&] {
        return cairn.run({u"service"_s, u"list"_s, u"--json"_s}).json().value(0).value(u"in_flight"_s).toInt();
    };
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 0, 20'000);
    submit(cairn, u"api"_s, 1);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 1, 20'000); // although nothing else changes there
    isSeen = true;
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 3, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:running"_s).size(), 1, 20'000);
    const QString id = runs(cairn, u"state:running"_s).first().value(u"id"_s).toString();
    QCOMPARE(cairn.run({u"cancel"_s, id}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(inFlight(), 0, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

void TestPolicies::aForcedBreakerSurvivesTheRunner()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    write(cairn, u"api"_s, ledger.port(), "concurrency: { max: 4 }");
    submit(cairn, u"api"_s, 3);
    auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), 3, 20'000);
    const Outcome opened =
        cairn.run({u"breaker"_s, u"api"_s, u"open"_s, u"--for"_s, u"1h"_s, u"--reason"_s, u"maintenance window"_s});
    QCOMPARE(opened.exitCode, 0);
    QVERIFY2(opened.output.contains("nothing is sent to api for 1h"), opened.output.constData());
    submit(cairn, u"api"_s, 3);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:held"_s).size(), 3, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();

    runner = cairn.start({u"runner"_s});
    submit(cairn, u"api"_s, 2);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:held"_s).size(), 5, 20'000);
    QCOMPARE(ledger.count(), 3);
    const QJsonObject run = runs(cairn, u"state:held"_s).value(0);
    QVERIFY(run.value(u"cause"_s).toString().contains(u"maintenance window"_s));
    QVERIFY(cairn.run({u"service"_s}).output.contains("forced open for another"));

    QCOMPARE(cairn.run({u"breaker"_s, u"api"_s, u"auto"_s}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), 8, 20'000);
    QCOMPARE(ledger.count(), 8);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// On what the workspace's files say; it is at work when this returns.
std::unique_ptr<QProcess> TestPolicies::startRunner(const CairnProgram &cairn)
{
    cairn.run({u"apply"_s});
    auto runner = cairn.start({u"runner"_s});
    const auto isAtWork = [&] { return cairn.run({u"status"_s, u"--json"_s}).json().value(0).value(u"runner"_s).isString(); };
    if (!QTest::qWaitFor(isAtWork, 20'000))
        qWarning("the runner does not start");
    return runner;
}

void TestPolicies::order(const CairnProgram &cairn, const QStringList &words, const QByteArray &told)
{
    const Outcome outcome = cairn.run(QStringList{u"breaker"_s, u"api"_s} + words);
    QVERIFY2(outcome.exitCode == 0 && outcome.output.contains(told), outcome.output.constData());
}

/// "open after 8 of 8 calls failed", oldest first.
QStringList TestPolicies::breakerHistory(const CairnProgram &cairn)
{
    QStringList history;
    const auto moments = cairn.run({u"breaker"_s, u"api"_s, u"history"_s, u"--json"_s}).json();
    for (const QJsonObject &moment : moments)
        history.prepend(u"%1 %2"_s.arg(moment.value(u"state"_s).toString(), moment.value(u"cause"_s).toString()));
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
    write(cairn, u"api"_s, ledger.port(), "concurrency: { max: 64 }");
    const auto runner = startRunner(cairn);
    order(cairn, {u"open"_s, u"--for"_s, u"1h"_s, u"--reason"_s, u"maintenance"_s}, "nothing is sent to api for 1h");
    submit(cairn, u"api"_s, Files);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:held"_s).size(), Files, 20'000);
    QCOMPARE(ledger.count(), 0);
    order(cairn, {u"release"_s, u"--reason"_s, u"it is back"_s}, "let through in waves, for 1h at most");
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), Files, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), Files, 20'000);
    for (const int first : {2, 7, 17}) // of a wave: the one before has been answered, 300 ms after its last request
        QVERIFY2(ledger.pauseBefore(first) >= 290ms, qPrintable(QString::number(first)));
    const QByteArray state = cairn.run({u"breaker"_s, u"api"_s}).output;
    QVERIFY2(state.contains("held       0 runs"), state.constData());
    QTRY_VERIFY_WITH_TIMEOUT(cairn.run({u"breaker"_s, u"api"_s}).output.contains("breaker    closed"),
                             10'000); // it ended by itself, and all have passed
    const QStringList history = breakerHistory(cairn);
    QVERIFY2(history.value(0).startsWith("open by order: maintenance"_L1) &&
                 history.value(1).startsWith("half_open in waves, by order: it is back"_L1),
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
    write(cairn, u"api"_s, ledger.port(), "retry: { attempts: 9 }, breaker: { open: 5m }");
    const auto runner = startRunner(cairn);
    order(cairn, {u"open"_s, u"--for"_s, u"1h"_s}, "nothing is sent");
    submit(cairn, u"api"_s, Files);
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:held"_s).size(), Files, 20'000);
    order(cairn, {u"release"_s}, "in waves");
    QTRY_VERIFY_WITH_TIMEOUT(breakerHistory(cairn).last() == "open after 5 of 5 calls failed"_L1, 20'000);
    QCOMPARE(ledger.count(), 6); // one, and a wave of five
    QVERIFY(cairn.run({u"audit"_s, u"list"_s}).output.contains("breaker.release_stopped"));
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), 1, 20'000);
    const QJsonObject told = cairn.run({u"breaker"_s, u"api"_s, u"--json"_s}).json().value(0);
    QCOMPARE(told.value(u"breaker"_s).toString(), u"open"_s);
    QCOMPARE(told.value(u"opened_for"_s).toString(), u"5 of 5 calls failed"_s);
    QVERIFY(told.value(u"held_runs"_s).toInt() >= Files - 6);
    order(cairn, {u"probe"_s, u"--path"_s, u"/health"_s}, "HTTP 503");
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
    write(cairn, u"api"_s, ledger.port(), "retry: { attempts: 9, backoff: { initial: 10ms, max: 20ms } }",
          "contract: { latency_budget: 1m }\n");
    submit(cairn, u"api"_s, 30);
    auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"state:succeeded"_s).size(), 30, 30'000);
    const auto last = [&](const QString &figure) {
        const auto lines = cairn.run({u"trends"_s, u"api"_s, u"--figure"_s, figure, u"--json"_s}).json();
        return lines.value(0).value(u"points"_s).toArray().last().toObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(last(u"failures"_s).value(u"of"_s).toInt(), ledger.count(), 20'000);
    const double failed = ledger.count() / 4; // every fourth
    QCOMPARE(last(u"failures"_s).value(u"value"_s).toDouble(), failed / ledger.count());
    QCOMPARE(last(u"retries"_s).value(u"value"_s).toDouble(), failed / 30);
    QCOMPARE(last(u"over_budget"_s).value(u"value"_s).toDouble(-1), 0.0);
    QVERIFY(last(u"recovery_median"_s).value(u"of"_s).toInt() > 0);
    const QStringList words = last(u"retries"_s).value(u"runs"_s).toString().split(QLatin1Char(' '));
    const auto retried = cairn.run(QStringList{u"runs"_s, u"--json"_s} + words).json();
    QCOMPARE(retried.size(), last(u"recovery_median"_s).value(u"of"_s).toInt());
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestPolicies::aRateIsKept()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    write(cairn, u"api"_s, ledger.port(), "rate: { per: 1s, limit: 20, burst: 20 }");
    submit(cairn, u"api"_s, 45);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
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
    write(cairn, u"slow"_s, ledger.port(), "concurrency: { max: 1 }");
    write(cairn, u"quick"_s, ledger.port(), "concurrency: { max: 8 }");
    submit(cairn, u"slow"_s, 300); // more than a runner has in memory at once
    submit(cairn, u"quick"_s, 30);
    auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"pipeline:quick state:succeeded"_s).size(), 30, 30'000);
    QVERIFY(runs(cairn, u"pipeline:slow state:succeeded"_s).size() < 300);
    slow = false;
    QTRY_COMPARE_WITH_TIMEOUT(runs(cairn, u"pipeline:slow state:succeeded"_s).size(), 300, 60'000);
    QCOMPARE(ledger.count(), 330);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestPolicies::categoriesAreTheServicesOwn_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QString>("category");
    QTest::addColumn<int>("requests");
    QTest::newRow("as it is") << QByteArray("{}") << u"conflict"_s << 1;
    QTest::newRow("by status") << QByteArray("{ 409: { as: data } }") << u"data"_s << 1;
    QTest::newRow("a test that holds") << QByteArray("[{ status: 409, test: '.body.busy == true', as: service, attempts: 3 }]")
                                       << u"service"_s << 3;
    QTest::newRow("a test that does not") << QByteArray("[{ status: 409, test: '.body.busy == false', as: service }]")
                                          << u"conflict"_s << 1;
    QTest::newRow("problem type") << QByteArray("[{ problem: 'https://e.net/out-of-credit', as: policy }]") << u"policy"_s << 1;
    QTest::newRow("header") << QByteArray("[{ header: { x-lock: held }, as: service, automatic: true, attempts: 2 }]")
                            << u"service"_s << 2;
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
    write(cairn, u"api"_s, ledger.port(), "retry: { backoff: { initial: 10ms, max: 10ms } }" + categories);
    cairn.write(u"a.txt"_s, "content");
    const Outcome outcome = cairn.run({u"run"_s, u"api"_s, cairn.path(u"a.txt"_s)});
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(runs(cairn).value(0).value(u"category"_s).toString(), category);
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
    write(cairn, u"api"_s, ledger.port(), "concurrency: { max: 1 }", "contract: { latency_budget: 100ms, owner: docs }\n");
    submit(cairn, u"api"_s, 3);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    const QJsonObject service = cairn.run({u"service"_s, u"show"_s, u"api"_s, u"--json"_s}).json().value(0);
    QCOMPARE(service.value(u"exchanges"_s).toInt(), 3);
    QVERIFY(service.value(u"over_latency_budget"_s).toInt() >= 1);
    QCOMPARE(service.value(u"breaker"_s).toString(), u"closed"_s);
}

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
