#include "policy/advice.h"
#include "policy/backoff.h"
#include "policy/classify.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How long a service asks to wait, in each of the ways in which services say so; and how far the jitters spread.
class TestAdvice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void headers_data();
    void headers();
    void adviceReachesTheOutcome();
    void jitters_data();
    void jitters();
    void decorrelatedGrowsFromThePreviousWait();
    void anyJitterStaysInBounds();
};

void TestAdvice::headers_data()
{
    QTest::addColumn<HeaderList>("list");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("seconds"); // -1: no advice
    QTest::addColumn<QString>("by");
    const auto row = [](const char *name, const HeaderList &list, int status, qint64 seconds, const char *by = "") {
        QTest::newRow(name) << list << status << seconds << QString::fromLatin1(by);
    };
    row("nothing", {}, 429, -1);
    row("Retry-After", {{"retry-after", "7"}}, 503, 7, "Retry-After");
    row("Retry-After goes before", {{"ratelimit", "\"d\";r=0;t=90"}, {"retry-after", "7"}}, 429, 7, "Retry-After");
    row("nonsense does not", {{"retry-after", "soon"}, {"ratelimit", "\"d\";r=0;t=90"}}, 429, 90, "RateLimit");
    row("structured", {{"ratelimit", "\"default\";r=0;t=30"}}, 429, 30, "RateLimit");
    row("structured, spaces", {{"ratelimit", " \"default\" ; r=0 ; t=30 "}}, 429, 30, "RateLimit");
    row("something remains", {{"ratelimit", "\"default\";r=5;t=30"}}, 429, -1);
    row("the longest that is used up", {{"ratelimit", "\"burst\";r=0;t=5, \"day\";r=0;t=600, \"year\";r=9;t=9999"}}, 429, 600,
        "RateLimit");
    row("names may hold anything", {{"ratelimit", "\"a,b;t=9\\\";r=0\";r=0;t=30"}}, 429, 30, "RateLimit");
    row("no reset", {{"ratelimit", "\"default\";r=0"}}, 429, -1);
    row("remaining unsaid, 429", {{"ratelimit", "\"default\";t=30"}}, 429, 30, "RateLimit");
    row("remaining unsaid, 500", {{"ratelimit", "\"default\";t=30"}}, 500, -1);
    row("open quote", {{"ratelimit", "\"default;r=0;t=30"}}, 429, -1);
    row("older form", {{"ratelimit", "limit=100, remaining=0, reset=50"}}, 429, 50, "RateLimit");
    row("older form, some left", {{"ratelimit", "limit=100, remaining=3, reset=50"}}, 429, -1);
    row("pair", {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "12"}}, 429, 12, "RateLimit-Reset");
    row("pair on another failure", {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "12"}}, 500, 12, "RateLimit-Reset");
    row("pair with some left", {{"ratelimit-remaining", "1"}, {"ratelimit-reset", "12"}}, 429, -1);
    row("X, seconds", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "12"}}, 403, 12, "X-RateLimit-Reset");
    row("X, seconds since 1970", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000060"}}, 403, 60,
        "X-RateLimit-Reset");
    row("X, milliseconds since 1970", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000060000"}}, 403, 60,
        "X-RateLimit-Reset");
    row("X, past", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1700000000"}}, 403, 0, "X-RateLimit-Reset");
    row("X, reset only", {{"x-ratelimit-reset", "12"}}, 429, 12, "X-RateLimit-Reset");
    row("negative", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "-12"}}, 429, -1);
    row("fraction", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1.5"}}, 429, -1);
    row("huge", {{"ratelimit", "\"d\";r=0;t=99999999999999999999999"}}, 429, 31'536'000, "RateLimit");
    row("huge moment", {{"x-ratelimit-reset", "99999999999999999999999"}}, 429, 31'536'000, "X-RateLimit-Reset");
    row("endless", {{"ratelimit", QByteArray(100'000, '"')}}, 429, -1);
}

void TestAdvice::headers()
{
    QFETCH(HeaderList, list);
    QFETCH(int, status);
    QFETCH(qint64, seconds);
    QFETCH(QString, by);
    const auto advice = adviceFrom(list, status, Timestamp(1'800'000'000s));
    QCOMPARE(advice ? qint64(advice->wait.count()) : -1, seconds < 0 ? -1 : seconds * 1000);
    if (advice)
        QCOMPARE(advice->by, by);
}

void TestAdvice::adviceReachesTheOutcome()
{
    Exchange exchange;
    exchange.status = 503;
    exchange.headers = {{"ratelimit", "\"d\";r=0;t=4"}};
    const Outcome outcome = classify(exchange, {}, Timestamp{});
    QCOMPARE(*outcome.category, Category::RateLimit);
    QCOMPARE(outcome.advised, std::optional<Milliseconds>(4s));
    QCOMPARE(outcome.advisedBy, u"RateLimit"_s);
}

void TestAdvice::jitters_data()
{
    QTest::addColumn<Jitter>("jitter");
    QTest::addColumn<double>("random");
    QTest::addColumn<qint64>("wait"); // before the third retry, cap 2 s, previous wait 1 s
    QTest::newRow("none") << Jitter::None << 0.5 << qint64(2000);
    QTest::newRow("full, least") << Jitter::Full << 0.0 << qint64(0);
    QTest::newRow("full, half") << Jitter::Full << 0.5 << qint64(1000);
    QTest::newRow("equal, least") << Jitter::Equal << 0.0 << qint64(1000);
    QTest::newRow("equal, half") << Jitter::Equal << 0.5 << qint64(1500);
    QTest::newRow("decorrelated, least") << Jitter::Decorrelated << 0.0 << qint64(500);
    QTest::newRow("decorrelated, half") << Jitter::Decorrelated << 0.5 << qint64(1750);
}

void TestAdvice::jitters()
{
    QFETCH(Jitter, jitter);
    QFETCH(double, random);
    QFETCH(qint64, wait);
    RetryPolicy policy;
    policy.jitter = jitter;
    QCOMPARE(qint64(backoffDelay(policy, 3, random, Milliseconds(1s)).count()), wait);
}

void TestAdvice::decorrelatedGrowsFromThePreviousWait()
{
    RetryPolicy policy;
    policy.jitter = Jitter::Decorrelated;
    QCOMPARE(backoffDelay(policy, 1, 0.5), 1000ms);                      // none before: from initial, [500, 1500)
    QCOMPARE(backoffDelay(policy, 9, 0.999999, Milliseconds(10s)), 30s); // whatever the number of the retry
    QCOMPARE(backoffDelay(policy, 2, 0.999999, Milliseconds(50s)), 60s);
    QCOMPARE(backoffDelay(policy, 2, 0.9, Milliseconds(0)), 500ms);
}

void TestAdvice::anyJitterStaysInBounds()
{
    std::mt19937 engine(20261125);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int i = 0; i < 20'000; ++i) {
        RetryPolicy policy;
        policy.jitter = Jitter(i % 4);
        policy.initial = Milliseconds(1 + engine() % 5'000);
        policy.max = policy.initial + Milliseconds(engine() % 100'000);
        policy.factor = 1 + 9 * uniform(engine);
        const Milliseconds previous(engine() % 200'000);
        const Milliseconds wait = backoffDelay(policy, int(engine() % 200), uniform(engine), previous);
        QVERIFY(wait.count() >= 0 && wait <= policy.max);
        if (policy.jitter == Jitter::Decorrelated)
            QVERIFY(wait >= policy.initial);
        if (policy.jitter == Jitter::Equal)
            QVERIFY(wait * 2 >= policy.initial - 1ms);
    }
}

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"
