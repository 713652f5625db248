#include "ui/services/breakerwording.h"
#include "ui/services/serviceheading.h"

#include <QLabel>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// How a breaker and its service's silence are told together.
class TestBreakerWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void tellsOfASilence();
    void forcedClosedAndSilentIsLeftAlone();
    void forcedClosedIsAWarning();
};

void TestBreakerWords::tellsOfASilence()
{
    ServiceHealth health;
    const Policy &policy = health.revision.service.policy;
    const Timestamp now = SystemClock().now();
    QCOMPARE(breakerBrief(health, now), u"closed"_s);
    settle(health.state, policy, {0, Category::RateLimit, 429, false, Milliseconds(300'000)}, now);
    QCOMPARE(breakerBrief(health, now), u"closed; left alone for another 5m"_s);
    QCOMPARE(wellbeingOf(health, now), Wellbeing::Shut);
    QVERIFY(breakerCause(health, now).startsWith(u"It asked to be left alone"_s));
    QCOMPARE(nextCallText(health, now), u"in 5m"_s);
    ServiceHeading heading;
    heading.setHealth(health, now);
    const QString facts = heading.findChild<QLabel *>(u"serviceState"_s)->text();
    QVERIFY2(facts.contains(u"breaker closed; left alone for another 5m"_s), qPrintable(facts));
    QCOMPARE(breakerTitle(health, now), u"Closed, but left alone"_s);
    QCOMPARE(lookOf(health, now), Look::Blocked);
    endSilence(health.state, now);
    QCOMPARE(breakerCause(health, now), u"Calls are sent as the policy allows."_s);
}

/// What it asked for after the order holds all the same, until it is ordered once more.
void TestBreakerWords::forcedClosedAndSilentIsLeftAlone()
{
    ServiceHealth health;
    const Policy &policy = health.revision.service.policy;
    const Timestamp now = SystemClock().now();
    health.state.breaker.force({false, now + std::chrono::minutes(10), u"we know better"_s}, now);
    settle(health.state, policy, {0, Category::RateLimit, 429, false, Milliseconds(300'000)}, now);
    QCOMPARE(breakerTitle(health, now), u"Forced closed, but left alone"_s);
    QCOMPARE(lookOf(health, now), Look::Blocked);
    const QString cause = breakerCause(health, now);
    QVERIFY2(cause.startsWith(u"The order keeps the breaker closed, but"_s) && cause.endsWith(u"once more ends that."_s),
             qPrintable(cause));
}

void TestBreakerWords::forcedClosedIsAWarning()
{
    const Timestamp now = SystemClock().now();
    ServiceHealth health;
    QCOMPARE(lookOf(health, now), Look::Succeeded);
    health.state.breaker.force({false, now + std::chrono::minutes(10), u"it is urgent"_s}, now);
    QCOMPARE(lookOf(health, now), Look::WaitingRetry);
    QVERIFY(windowText(health, now).contains(u"The order keeps it closed"_s));
}

QTEST_MAIN(TestBreakerWords)
#include "tst_gui_breakerwords.moc"
