#include "changedvariable.h"

#include "policy/backoff.h"
#include "policy/decide.h"

#include <QTest>

using namespace Qt::StringLiterals;

using namespace cairn;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsToItsCap_data();
    void growsToItsCap();
    void fullJitterSpansTheWholeRange();
    void adviceIsAFloorWithPositiveJitter();
    void retryAfter_data();
    void retryAfter();
    void retryAfterADate_data();
    void retryAfterADate();
    void decides_data();
    void decides();
    void anAnswerWithoutRoomIsAskedForAgain();
    void adviceBeyondTheLimitBlocks();
    void deadlineBlocksRatherThanShortens();
};

void TestBackoff::growsToItsCap_data()
{
    QTest::addColumn<int>("retry");
    QTest::addColumn<qint64>("wait");
    QTest::newRow("first") << 1 << qint64(500);
    QTest::newRow("second") << 2 << qint64(1000);
    QTest::newRow("fifth") << 5 << qint64(8000);
    QTest::newRow("at the cap") << 9 << qint64(60'000);
    QTest::newRow("far beyond, no overflow") << 5000 << qint64(60'000);
}

void TestBackoff::growsToItsCap()
{
    QFETCH(int, retry);
    QFETCH(qint64, wait);
    RetryPolicy policy;
    policy.jitter = Jitter::None;
    QCOMPARE(backoffDelay(policy, retry, 0.3).count(), wait);
}

void TestBackoff::fullJitterSpansTheWholeRange()
{
    RetryPolicy policy;
    QCOMPARE(backoffDelay(policy, 2, 0.0), 0ms);
    QCOMPARE(backoffDelay(policy, 2, 0.5), 500ms);
    QVERIFY(backoffDelay(policy, 2, 0.999999) <= 1000ms);
}

void TestBackoff::adviceIsAFloorWithPositiveJitter()
{
    QCOMPARE(adviseDelay(100ms, 4000ms, 0.0), 4000ms);
    QCOMPARE(adviseDelay(100ms, 4000ms, 0.5), 4200ms);
    QCOMPARE(adviseDelay(9000ms, 4000ms, 0.0), 9000ms);
}

void TestBackoff::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("wait"); // -1: not understood
    QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("spaces") << QByteArray(" 7 ") << qint64(7'000);
    QTest::newRow("twice") << QByteArray("120, 120") << qint64(120'000);
    QTest::newRow("of two") << QByteArray("5,120") << qint64(120'000);
    QTest::newRow("date") << QByteArray("Fri, 31 Dec 1999 23:59:59 GMT") << qint64(59'000);
    QTest::newRow("rfc 850 date") << QByteArray("Friday, 31-Dec-99 23:59:59 GMT") << qint64(59'000);
    QTest::newRow("asctime date") << QByteArray("Fri Dec 31 23:59:59 1999") << qint64(59'000);
    QTest::newRow("past date") << QByteArray("Fri, 31 Dec 1999 23:00:00 GMT") << qint64(0);
    QTest::newRow("huge") << QByteArray("99999999999999999999") << qint64(31'536'000'000);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
    QTest::newRow("empty") << QByteArray("") << qint64(-1);
    QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
    QTest::newRow("endless") << QByteArray(5000, '1') << qint64(-1);
}

void TestBackoff::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, wait);
    const Timestamp now = *fromRfc3339(u"1999-12-31T23:59:00.000Z"_s);
    const auto parsed = parseRetryAfter(value, now);
    QCOMPARE(parsed ? qint64(parsed->count()) : -1, wait);
}

void TestBackoff::retryAfterADate_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("understood");
    QTest::newRow("of now") << QByteArray("Sun, 29 Mar 2026 02:30:00 GMT") << true;
    QTest::newRow("rfc 850") << QByteArray("Sunday, 29-Mar-26 02:30:00 GMT") << true;
    QTest::newRow("asctime") << QByteArray("Sun Mar 29 02:30:00 2026") << true;
    QTest::newRow("another zone") << QByteArray("Sun, 29 Mar 2026 02:30:00 CET") << false;
    QTest::newRow("no such day") << QByteArray("Sun, 31 Feb 2026 02:30:00 GMT") << false;
    QTest::newRow("no such hour") << QByteArray("Sun, 29 Mar 2026 25:30:00 GMT") << false;
}

/// A moment that the clocks of central Europe leave out, seen there.
void TestBackoff::retryAfterADate()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, understood);
    const ChangedVariable zone("TZ", "Europe/Berlin");
    const Timestamp now = *fromRfc3339(u"2026-03-29T02:29:00.000Z"_s);
    const auto parsed = parseRetryAfter(value, now);
    QCOMPARE(parsed, understood ? std::optional<Milliseconds>(1min) : std::nullopt);
}

void TestBackoff::decides_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<bool>("maybeHappened");
    QTest::addColumn<bool>("idempotent");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<Action>("action");
    for (Category category : {Category::Network, Category::Timeout, Category::RateLimit, Category::Service}) {
        const QByteArray name = word(category).toLatin1();
        QTest::newRow((name + " is retried").constData()) << category << true << true << 1 << Action::Retry;
        QTest::newRow((name + " until attempts are used").constData()) << category << true << true << 6 << Action::Block;
        QTest::newRow((name + " unsent, not idempotent").constData()) << category << false << false << 1 << Action::Retry;
        QTest::newRow((name + " maybe done, not idempotent").constData()) << category << true << false << 1 << Action::AskOutcome;
    }
    for (Category category :
         {Category::Auth, Category::Data, Category::Schema, Category::Conflict, Category::Policy, Category::Internal}) {
        const QByteArray name = word(category).toLatin1();
        QTest::newRow((name + " needs a person").constData()) << category << false << true << 1 << Action::Block;
        QTest::newRow((name + " needs one in any case").constData()) << category << true << true << 1 << Action::Block;
        QTest::newRow((name + " maybe done, not idempotent").constData()) << category << true << false << 1 << Action::AskOutcome;
    }
}

void TestBackoff::decides()
{
    QFETCH(Category, category);
    QFETCH(bool, maybeHappened);
    QFETCH(bool, idempotent);
    QFETCH(int, attempts);
    QFETCH(Action, action);
    Service service;
    service.name = u"ocr"_s;
    service.idempotent = idempotent;
    const Verdict verdict = decide({category, u"x"_s, maybeHappened, {}}, service, {attempts, Timestamp{}, {}, 0.5});
    QCOMPARE(verdict.action, action);
    QVERIFY(!verdict.reason.isEmpty());
}

/// A full disk is no failure of the service: however many attempts there were, it waits, but not longer than anything else may.
void TestBackoff::anAnswerWithoutRoomIsAskedForAgain()
{
    Service service;
    Outcome outcome{Category::Internal, u"x"_s, true, {}};
    outcome.lacksRoom = true;
    DecisionContext context{99, Timestamp(1000s), {}, 0};
    QCOMPARE(decide(outcome, service, context).action, Action::Retry);
    QCOMPARE(decide(outcome, service, context).delay, Milliseconds(1s));
    context.previousDelay = Milliseconds(8s);
    QCOMPARE(decide(outcome, service, context).delay, Milliseconds(16s));
    context.previousDelay = Milliseconds(1h);
    QCOMPARE(decide(outcome, service, context).delay, Milliseconds(1min));
    context.keyFirstUsedAt = Timestamp(1000s) - service.idempotencyLifetime;
    QCOMPARE(decide(outcome, service, context).action, Action::Block);
    service.idempotent = false;
    QCOMPARE(decide(outcome, service, context).action, Action::AskOutcome);
}

void TestBackoff::adviceBeyondTheLimitBlocks()
{
    Service service;
    const Outcome outcome{Category::RateLimit, u"429"_s, false, Milliseconds(11min)};
    QCOMPARE(decide(outcome, service, {1, Timestamp{}, {}, 0}).action, Action::Block);
    service.policy.retry.retryAfterMax = 12min;
    const Verdict verdict = decide(outcome, service, {1, Timestamp{}, {}, 0});
    QCOMPARE(verdict.action, Action::Retry);
    QVERIFY(verdict.delay >= 11min);
}

void TestBackoff::deadlineBlocksRatherThanShortens()
{
    const Service service;
    const Outcome outcome{Category::RateLimit, u"429"_s, false, Milliseconds(30s)};
    DecisionContext context{1, Timestamp(1000s), Timestamp(1020s), 0};
    QCOMPARE(decide(outcome, service, context).action, Action::Block);
    context.deadline = Timestamp(1031s);
    QCOMPARE(decide(outcome, service, context).action, Action::Retry);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
