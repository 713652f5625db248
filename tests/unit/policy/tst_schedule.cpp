#include "policy/schedule.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;

/// When attempts start that all fail, and what ends them.
class TestSchedule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void windowsFollowTheJitter_data();
    void windowsFollowTheJitter();
    void timeSpentCounts();
    void nothingTakesLongerThanAnAttemptMay();
    void theStepEndsIt();
    void theKeyEndsIt();
    void whatMayHaveHappenedIsNotRepeated();
    void whatIsNotRepeatedIsTriedOnce();
    void theBudgetHoldsThem();
};

namespace {

Service service(Jitter jitter, int attempts = 3)
{
    Service made;
    made.policy.retry.jitter = jitter;
    made.policy.retry.attempts = attempts;
    made.policy.retry.initial = 1s;
    made.policy.retry.max = 60s;
    return made;
}

} // namespace

void TestSchedule::windowsFollowTheJitter_data()
{
    QTest::addColumn<int>("jitter");
    QTest::addColumn<QList<qint64>>("second"); // least, expected, most
    QTest::addColumn<QList<qint64>>("third");
    QTest::newRow("none") << int(Jitter::None) << QList<qint64>{1000, 1000, 1000} << QList<qint64>{3000, 3000, 3000};
    QTest::newRow("full") << int(Jitter::Full) << QList<qint64>{0, 500, 1000} << QList<qint64>{0, 1500, 3000};
    QTest::newRow("equal") << int(Jitter::Equal) << QList<qint64>{500, 750, 1000} << QList<qint64>{1500, 2250, 3000};
    QTest::newRow("decorrelated") << int(Jitter::Decorrelated) << QList<qint64>{1000, 2000, 3000}
                                  << QList<qint64>{2000, 5500, 12000};
}

void TestSchedule::windowsFollowTheJitter()
{
    QFETCH(int, jitter);
    QFETCH(QList<qint64>, second);
    QFETCH(QList<qint64>, third);
    const Schedule schedule = scheduleOf(service(Jitter(jitter)), {});
    QCOMPARE(schedule.attempts.size(), 3);
    QCOMPARE(schedule.attempts.first(), ScheduledAttempt());
    const auto starts = [](const ScheduledAttempt &attempt) {
        return QList<qint64>{attempt.least.count(), attempt.expected.count(), attempt.most.count()};
    };
    QCOMPARE(starts(schedule.attempts.at(1)), second);
    QCOMPARE(starts(schedule.attempts.at(2)), third);
    QVERIFY(schedule.end == Schedule::End::Attempts);
    QCOMPARE(schedule.made, 3);
    QCOMPARE(schedule.givenUp().count(), third.at(1));
}

void TestSchedule::timeSpentCounts()
{
    const Schedule schedule = scheduleOf(service(Jitter::None), {Category::Service, 4s});
    QCOMPARE(schedule.attempts.at(1).expected, 5s);
    QCOMPARE(schedule.attempts.at(2).expected, 11s);
    QCOMPARE(schedule.givenUp(), 15s);
}

void TestSchedule::nothingTakesLongerThanAnAttemptMay()
{
    Service quick = service(Jitter::None);
    quick.policy.timeout.attempt = 2s;
    QCOMPARE(scheduleOf(quick, {Category::Service, 4s}).each, 2s);
}

void TestSchedule::theStepEndsIt()
{
    Service bounded = service(Jitter::Full, 4);
    bounded.policy.timeout.step = 3s;
    const Schedule schedule = scheduleOf(bounded, {});
    QCOMPARE(schedule.step, std::optional<Milliseconds>(3s));
    QVERIFY(!schedule.attempts.at(1).seldom);
    QVERIFY(schedule.attempts.at(2).seldom); // at most 3 s
    QVERIFY(schedule.attempts.at(3).seldom); // expected after 3.5 s
    QVERIFY(!schedule.attempts.at(3).never);
    QCOMPARE(schedule.made, 3);
    QVERIFY(schedule.end == Schedule::End::Step);
    bounded.policy.retry.jitter = Jitter::None;
    QVERIFY(scheduleOf(bounded, {}).attempts.at(2).never); // exactly at the end is too late, as decide() has it
    QCOMPARE(scheduleOf(bounded, {}).made, 2);
}

void TestSchedule::theKeyEndsIt()
{
    Service forgetful = service(Jitter::None, 4);
    forgetful.idempotencyLifetime = 2s;
    const Schedule schedule = scheduleOf(forgetful, {});
    QCOMPARE(schedule.made, 2);
    QVERIFY(schedule.end == Schedule::End::Key);
    forgetful.idempotent = false; // keys mean nothing to it
    QVERIFY(!scheduleOf(forgetful, {}).key);
    QCOMPARE(scheduleOf(forgetful, {}).made, 4);
}

void TestSchedule::whatMayHaveHappenedIsNotRepeated()
{
    Service careful = service(Jitter::None);
    careful.idempotent = false;
    const Schedule schedule = scheduleOf(careful, {Category::Timeout, 1s});
    QCOMPARE(schedule.attempts.size(), 1);
    QVERIFY(schedule.end == Schedule::End::Unknown);
}

void TestSchedule::whatIsNotRepeatedIsTriedOnce()
{
    const Schedule schedule = scheduleOf(service(Jitter::None), {Category::Data});
    QCOMPARE(schedule.attempts.size(), 1);
    QVERIFY(schedule.end == Schedule::End::Never);
}

void TestSchedule::theBudgetHoldsThem()
{
    Service busy = service(Jitter::None);
    busy.policy.budget = {500, 5, 10};
    // the first retries of 100 steps are paid from what there is; the second cost 500 more, which come back at 50 a second
    const Schedule hundred = scheduleOf(busy, {Category::Service, 0ms, 100});
    QCOMPARE(hundred.attempts.at(1).held, 0ms);
    QCOMPARE(hundred.attempts.at(1).expected, 1s);
    QCOMPARE(hundred.attempts.at(2).held, 7s);
    QCOMPARE(hundred.attempts.at(2).expected, 10s);
    const Schedule timeouts = scheduleOf(busy, {Category::Timeout, 0ms, 100}); // twice the price
    QCOMPARE(timeouts.attempts.at(1).held, 9s);
    QCOMPARE(scheduleOf(busy, {}).attempts.at(2).held, 0ms);
}

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
