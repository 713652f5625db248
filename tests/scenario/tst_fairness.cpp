#include "cairnprogram.h"
#include "ledgerserver.h"
#include "workspacetest.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;
using namespace std::chrono_literals;

/// What waits for a slow service keeps nothing else waiting, and is not kept by it beyond its time.
class TestFairness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSlowServiceLeavesPlacesToOthers();
    void aSlowServiceKeepsOthersQuick();
    void heldRunsOfOthersAreReleased();
    void retriesAtASlowServiceKeepNoPollsWaiting();
    void whatWasBegunGoesOnFirst_data();
    void whatWasBegunGoesOnFirst();
    void aDeadlinePassesAtTheGate();
    void aCancelDoesNotWaitAtTheGate();

private:
    static void writeService(const CairnProgram &cairn, const LedgerServer &ledger, const QByteArray &name, int most);
    static void writePipeline(const CairnProgram &cairn, const QByteArray &name, const QByteArray &rest);
    static std::unique_ptr<QProcess> startBesideSlow(const CairnProgram &cairn, const LedgerServer &ledger);
    static QString submit(const CairnProgram &cairn, const QByteArray &pipeline);
    static QJsonObject show(const CairnProgram &cairn, const QString &run);
    static QString state(const CairnProgram &cairn, const QString &run);
    static void prepareWaiting(const CairnProgram &cairn, const LedgerServer &ledger, const QByteArray &deadline);
};

namespace {
/// Half of those requests came no later after the one before.
std::chrono::nanoseconds usualPause(const QList<LedgerEntry> &entries, const QByteArray &path)
{
    std::vector<std::chrono::nanoseconds> pauses;
    std::optional<std::chrono::steady_clock::time_point> before;
    for (const LedgerEntry &entry : entries) {
        if (entry.path != path)
            continue;
        if (before)
            pauses.push_back(entry.arrived - *before);
        before = entry.arrived;
    }
    const auto middle = pauses.begin() + std::ptrdiff_t(pauses.size() / 2);
    std::nth_element(pauses.begin(), middle, pauses.end());
    return *middle;
}
} // namespace

void TestFairness::writeService(const CairnProgram &cairn, const LedgerServer &ledger, const QByteArray &name, int most)
{
    cairn.write(u"services/%1.yaml"_s.arg(QString::fromLatin1(name)),
                "service: " + name + "\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                    "\npolicy: { concurrency: { max: " + QByteArray::number(most) +
                    " }, breaker: { min_calls: 1000 }, timeout: { idle: 1h, attempt: 1h }, retry: { attempts: 3, backoff: { "
                    "initial: 100ms, max: 100ms, jitter: none } } }\n");
}

void TestFairness::writePipeline(const CairnProgram &cairn, const QByteArray &name, const QByteArray &rest)
{
    cairn.write(u"pipelines/%1.yaml"_s.arg(QString::fromLatin1(name)), "pipeline: " + name + "\nversion: 1\n" + rest);
    cairn.write(u"a.txt"_s, "some content");
}

/// The run's id.
QString TestFairness::submit(const CairnProgram &cairn, const QByteArray &pipeline)
{
    const QStringList words{u"submit"_s, QString::fromLatin1(pipeline), cairn.path(u"a.txt"_s)};
    return QString::fromLatin1(cairn.run(words).output.trimmed());
}

QJsonObject TestFairness::show(const CairnProgram &cairn, const QString &run)
{
    return cairn.run({u"show"_s, run, u"--json"_s}).json().value(0);
}

QString TestFairness::state(const CairnProgram &cairn, const QString &run)
{
    return show(cairn, run).value(u"state"_s).toString();
}

/// All places that one pipeline may have are taken by runs that hang; a quick service has a pipeline of its own.
std::unique_ptr<QProcess> TestFairness::startBesideSlow(const CairnProgram &cairn, const LedgerServer &ledger)
{
    writeService(cairn, ledger, "slow", 80);
    writeService(cairn, ledger, "quick", 8);
    writePipeline(cairn, "s", "steps:\n  one: { service: slow, request: { method: POST, path: /slow } }\n");
    writePipeline(cairn, "q", "steps:\n  one: { service: quick, request: { method: POST, path: /quick } }\n");
    for (int run = 0; run < 10; ++run)
        submit(cairn, "s");
    return cairn.start({u"runner"_s, u"--max-active"_s, u"8"_s});
}

void TestFairness::aSlowServiceLeavesPlacesToOthers()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/slow" ? silent() : LedgerAnswer(); });
    const CairnProgram cairn;
    const auto runner = startBesideSlow(cairn, ledger);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/slow"), 7, 20'000);
    const QString quick = submit(cairn, "q");
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, quick), u"succeeded"_s, 20'000);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// One place is left, and is filled again as soon as it is free: not only ten times a second.
void TestFairness::aSlowServiceKeepsOthersQuick()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/slow" ? silent() : LedgerAnswer(); });
    const CairnProgram cairn;
    const auto runner = startBesideSlow(cairn, ledger);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/slow"), 7, 20'000);
    constexpr int Many = 300;
    QStringList words{u"submit"_s, u"q"_s};
    for (int file = 0; file < Many; ++file)
        words.append(cairn.path(u"a.txt"_s));
    cairn.run(words);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/quick"), Many, 60'000);
    const std::chrono::nanoseconds usual = usualPause(ledger.entries(), "/quick");
    QVERIFY2(usual < 90ms, qPrintable(QString::number(usual.count())));
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// Although more runs of a pipeline that has all its places were held before them.
void TestFairness::heldRunsOfOthersAreReleased()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.path == "/hang" ? silent() : LedgerAnswer(); });
    const CairnProgram cairn;
    writeService(cairn, ledger, "s", 8);
    writeService(cairn, ledger, "t", 80);
    writePipeline(cairn, "a", "steps:\n  one: { service: s, request: { method: POST, path: /a } }\n");
    writePipeline(cairn, "b", "steps:\n  one: { service: s, request: { method: POST, path: /b } }\n");
    const auto runner = cairn.start({u"runner"_s, u"--max-active"_s, u"8"_s});
    submit(cairn, "a");
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/a"), 1, 20'000);
    cairn.run({u"breaker"_s, u"s"_s, u"open"_s, u"--reason"_s, u"x"_s});
    QString last;
    for (int run = 0; run < 20; ++run)
        last = submit(cairn, "a");
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, last), u"held"_s, 20'000);
    cairn.write(u"pipelines/a.yaml"_s,
                "pipeline: a\nversion: 2\nsteps:\n  one: { service: t, request: { method: POST, path: /hang } }\n");
    const auto applied = cairn.run({u"apply"_s});
    QVERIFY2(applied.output.contains("a@2"), (applied.output + applied.errors).constData());
    for (int run = 0; run < 7; ++run)
        submit(cairn, "a");
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/hang"), 7, 20'000);
    const QString other = submit(cairn, "b");
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, other), u"held"_s, 20'000);
    cairn.run({u"breaker"_s, u"s"_s, u"close"_s});
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, other), u"succeeded"_s, 20'000);
    QCOMPARE(countOf(ledger, "POST", "/a"), 1);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// More retries are due at it than there are places.
void TestFairness::retriesAtASlowServiceKeepNoPollsWaiting()
{
    QSet<QByteArray> tried;
    std::atomic<int> passed = 0;
    std::atomic<int> passedAtFirstJob = -1;
    std::atomic<int> passedAtFirstPoll = -1;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        if (entry.path == "/first" && !tried.contains(entry.key)) {
            tried.insert(entry.key);
            return jsonAnswer("{}", 503);
        }
        LedgerAnswer answer = jsonAnswer("{}", entry.path == "/job" ? 202 : 200);
        if (entry.path == "/first") {
            ++passed;
            answer.delayMs = 100;
        }
        if (entry.path == "/job" && passedAtFirstJob < 0)
            passedAtFirstJob = passed.load();
        if (entry.path == "/state" && passedAtFirstPoll < 0)
            passedAtFirstPoll = passed.load();
        return answer;
    });
    const CairnProgram cairn;
    writeService(cairn, ledger, "first", 1);
    writeService(cairn, ledger, "second", 8);
    writePipeline(cairn, "p",
                  "steps:\n  one: { service: first, request: { method: POST, path: /first } }\n"
                  "  two: { needs: [one], service: second, request: { method: POST, path: /job }, response: { status: 202 }, "
                  "await: { poll: { path: /state, every: 100ms, until: 'true' } } }\n");
    QStringList words{u"submit"_s, u"p"_s};
    for (int file = 0; file < 60; ++file)
        words.append(cairn.path(u"a.txt"_s));
    cairn.run(words);
    const auto runner = cairn.start({u"runner"_s, u"--max-active"_s, u"8"_s});
    QTRY_VERIFY_WITH_TIMEOUT(passedAtFirstPoll >= 0, 30'000);
    QVERIFY2(passedAtFirstPoll - passedAtFirstJob < 15, qPrintable(QString::number(passedAtFirstPoll - passedAtFirstJob)));
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

void TestFairness::whatWasBegunGoesOnFirst_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("polls") << QByteArray(
        "response: { status: 202 }, await: { poll: { path: /state, every: 100ms, until: 'true' } }");
    QTest::newRow("retries") << QByteArray();
}

/// While many that have not been begun wait for the first service.
void TestFairness::whatWasBegunGoesOnFirst()
{
    QFETCH(QByteArray, second);
    std::atomic<int> begun = 0;
    std::atomic<int> begunBefore = 0;
    QSet<QByteArray> jobs;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{}", entry.path == "/job" ? (second.isEmpty() ? 503 : 202) : 200);
        if (entry.path == "/first") {
            ++begun;
            answer.delayMs = 100;
        }
        const bool isAgain = entry.path == "/state" || jobs.contains(entry.key);
        if (begunBefore == 0 && isAgain)
            begunBefore = begun.load();
        if (entry.path == "/job")
            jobs.insert(entry.key);
        return answer;
    });
    const CairnProgram cairn;
    writeService(cairn, ledger, "first", 1);
    writeService(cairn, ledger, "second", 8);
    writePipeline(cairn, "p",
                  "steps:\n  one: { service: first, request: { method: POST, path: /first } }\n"
                  "  two: { needs: [one], service: second, request: { method: POST, path: /job }" +
                      (second.isEmpty() ? QByteArray() : ", " + second) + " }\n");
    for (int run = 0; run < 30; ++run)
        submit(cairn, "p");
    const auto runner = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(begunBefore > 0, 20'000);
    QVERIFY2(begunBefore < 20, qPrintable(QString::number(begunBefore)));
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// A run of another pipeline has the only place there is, once a runner goes on.
void TestFairness::prepareWaiting(const CairnProgram &cairn, const LedgerServer &ledger, const QByteArray &deadline)
{
    writeService(cairn, ledger, "slow", 1);
    writePipeline(cairn, "other", "steps:\n  one: { service: slow, request: { method: POST, path: /other } }\n");
    writePipeline(cairn, "p", deadline + "steps:\n  one: { service: slow, request: { method: POST, path: /p } }\n");
    submit(cairn, "other");
}

void TestFairness::aDeadlinePassesAtTheGate()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return silent(); });
    const CairnProgram cairn;
    prepareWaiting(cairn, ledger, "deadline: 1s\n");
    const auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/other"), 1, 20'000);
    const QString run = submit(cairn, "p");
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, run), u"blocked"_s, 20'000);
    QVERIFY(show(cairn, run).value(u"cause"_s).toString().contains(u"deadline"_s));
    QCOMPARE(countOf(ledger, "POST", "/p"), 0);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

void TestFairness::aCancelDoesNotWaitAtTheGate()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return silent(); });
    const CairnProgram cairn;
    prepareWaiting(cairn, ledger, {});
    const auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/other"), 1, 20'000);
    const QString run = submit(cairn, "p");
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, run), u"running"_s, 20'000);
    cairn.run({u"cancel"_s, run});
    QTRY_COMPARE_WITH_TIMEOUT(state(cairn, run), u"cancelled"_s, 20'000);
    QCOMPARE(countOf(ledger, "POST", "/p"), 0);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

QTEST_GUILESS_MAIN(TestFairness)
#include "tst_fairness.moc"
