#include "breakertesting.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// What waits for a service is let through in waves.
class TestBreakerRelease : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void releasesInWaves();
    void aBadWaveOpensItAgain();
    void lostCallsOfAWaveTellNothing();
    void abandonedCallsOfAWaveTellNothing();
    void aReleaseThatExpiresGoesOnProbing();
    void aReleaseWithNothingLeftIsJudgedByWhatPassed_data();
    void aReleaseWithNothingLeftIsJudgedByWhatPassed();
};

/// The calls that it lets through at a moment.
static QList<qint64> letThrough(Breaker &breaker, const BreakerPolicy &policy, Timestamp now)
{
    QList<qint64> probes;
    for (auto admission = breaker.admit(policy, ProbeLease, now); admission.admitted && admission.probe != 0;
         admission = breaker.admit(policy, ProbeLease, now))
        probes.append(admission.probe);
    return probes;
}

void TestBreakerRelease::releasesInWaves()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"mended"_s, true}, Start);
    QVERIFY(breaker.isReleasing(Start));
    QCOMPARE(breaker.state(Start), BreakerState::HalfOpen);
    Timestamp now = Start;
    QList<qsizetype> waves;
    while (breaker.state(now) == BreakerState::HalfOpen) {
        const QList<qint64> wave = letThrough(breaker, policy, now);
        QVERIFY(!wave.isEmpty());
        waves.append(wave.size());
        const auto more = breaker.admit(policy, ProbeLease, now);
        QVERIFY2(more.reason.text().contains("waves"_L1), qPrintable(more.reason.text()));
        QCOMPARE(more.until, now + ProbeLease);
        QCOMPARE(breaker.waveRoom(now), 0);
        now += 1s;
        for (qsizetype i = 0; i < wave.size(); ++i) {
            breaker.record(policy, wave.at(i), CallResult::Succeeded, 1ms, now);
            if (i + 1 < wave.size()) { // nothing more before it is known what came of all
                QVERIFY(letThrough(breaker, policy, now).isEmpty());
            }
        }
    }
    QCOMPARE(waves, QList<qsizetype>({1, 5, 10, 20, 40, 80, 160, 200}));
    QCOMPARE(breaker.state(now), BreakerState::Closed);
    QVERIFY(!breaker.order());
    QCOMPARE(breaker.admit(policy, ProbeLease, now).probe, 0);
}

void TestBreakerRelease::aBadWaveOpensItAgain()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"mended"_s, true}, Start);
    breaker.record(policy, letThrough(breaker, policy, Start).first(), CallResult::Succeeded, 1ms, Start);
    const QList<qint64> wave = letThrough(breaker, policy, Start);
    QCOMPARE(wave.size(), 5);
    for (int i = 0; i < 4; ++i)
        breaker.record(policy, wave.at(i), i < 3 ? CallResult::Failed : CallResult::Succeeded, 1ms, Start + 1s);
    QCOMPARE(breaker.state(Start + 1s), BreakerState::HalfOpen); // one is still out
    breaker.record(policy, wave.at(4), CallResult::Ignored, 1ms, Start + 2s);
    QCOMPARE(breaker.state(Start + 2s), BreakerState::Open);
    QVERIFY(!breaker.order());
    QCOMPARE(openedForText(breaker.picture(policy, Start + 2s).openedFor), u"3 of 4 calls failed"_s);
    QCOMPARE(breaker.state(Start + 2s + 60s), BreakerState::HalfOpen); // the second time: twice as long
}

void TestBreakerRelease::lostCallsOfAWaveTellNothing()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"mended"_s, true}, Start);
    const qint64 lost = letThrough(breaker, policy, Start).first();
    QVERIFY(letThrough(breaker, policy, Start + ProbeLease - 1ms).isEmpty());
    const QList<qint64> next = letThrough(breaker, policy, Start + ProbeLease);
    QCOMPARE(next.size(), 5);                                                  // a wave of which nothing came back did not fail
    breaker.record(policy, lost, CallResult::Failed, 1ms, Start + ProbeLease); // too late to count
    QCOMPARE(breaker.picture(policy, Start + ProbeLease).ofWave.failed, 0);
    QCOMPARE(breaker.state(Start + ProbeLease), BreakerState::HalfOpen);
}

void TestBreakerRelease::abandonedCallsOfAWaveTellNothing()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"mended"_s, true}, Start);
    QCOMPARE(letThrough(breaker, policy, Start).size(), 1);
    breaker.abandonProbes();
    QCOMPARE(breaker.waveRoom(Start), 5);
    QCOMPARE(letThrough(breaker, policy, Start).size(), 5);
}

void TestBreakerRelease::aReleaseThatExpiresGoesOnProbing()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 10s, u"mended"_s, true}, Start);
    QCOMPARE(letThrough(breaker, policy, Start).size(), 1);
    const Timestamp later = Start + 20s;
    QVERIFY(!breaker.isReleasing(later));
    QCOMPARE(breaker.state(later), BreakerState::HalfOpen);
    const QList<qint64> probes = letThrough(breaker, policy, later);
    QCOMPARE(probes.size(), policy.probes);
    for (const qint64 probe : probes)
        breaker.record(policy, probe, CallResult::Succeeded, 1ms, later);
    QCOMPARE(breaker.state(later), BreakerState::Closed);
}

void TestBreakerRelease::aReleaseWithNothingLeftIsJudgedByWhatPassed_data()
{
    QTest::addColumn<int>("waves");
    QTest::addColumn<BreakerState>("state");
    QTest::addColumn<int>("probed");
    QTest::newRow("six passed") << 2 << BreakerState::Closed << 0;
    QTest::newRow("one passed: two probes are left") << 1 << BreakerState::HalfOpen << 1;
}

void TestBreakerRelease::aReleaseWithNothingLeftIsJudgedByWhatPassed()
{
    QFETCH(int, waves);
    QFETCH(BreakerState, state);
    QFETCH(int, probed);
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"mended"_s, true}, Start);
    for (int i = 0; i < waves; ++i) {
        for (const qint64 probe : letThrough(breaker, policy, Start))
            breaker.record(policy, probe, CallResult::Succeeded, 1ms, Start);
    }
    breaker.endOrder(policy, Start + 1s);
    QVERIFY(!breaker.order());
    QCOMPARE(breaker.state(Start + 1s), state);
    QCOMPARE(breaker.picture(policy, Start + 1s).probed.calls, probed);
}

QTEST_GUILESS_MAIN(TestBreakerRelease)
#include "tst_breaker_release.moc"
