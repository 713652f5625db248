#include "insight/harm.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// When a change is called one for the worse, by whoever asks.
class TestHarm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWhatCounts_data();
    void isWhatCounts();
    void isNotWhatServesOtherEnds();
    void aTimeThatOneSideHasNotIsNoHarm();
};

namespace {

/// Over the seeds 19 to 21 calls of 1,000 left, 980 to 1,020 requests, nine of ten recoveries within 29 s to 31 s; the draft as
/// the live policy's medians.
WhatIf alike()
{
    WhatIf told;
    told.calls = 1'000;
    told.live.left = {19, 20, 21};
    told.live.requests = {980, 1'000, 1'020};
    told.live.recoveryP90 = Spread{29e3, 30e3, 31e3};
    told.draft = told.live;
    return told;
}

Spread surely(double value)
{
    return {value, value, value};
}

} // namespace

void TestHarm::isWhatCounts_data()
{
    QTest::addColumn<double>("left");
    QTest::addColumn<double>("requests");
    QTest::addColumn<double>("recoveryMs");
    QTest::addColumn<QString>("why");
    QTest::newRow("the same") << 20.0 << 1'000.0 << 30e3 << u""_s;
    QTest::newRow("by chance") << 21.0 << 1'020.0 << 31e3 << u""_s;
    QTest::newRow("hardly more left") << 31.0 << 1'000.0 << 30e3 << u""_s; // one call in a hundred
    QTest::newRow("more left") << 32.0 << 900.0 << 10e3 << u"32 calls would be left to people instead of 20"_s;
    QTest::newRow("hardly more requests") << 20.0 << 1'275.0 << 30e3 << u""_s;
    QTest::newRow("more requests") << 20.0 << 1'276.0 << 30e3 << u"1276 requests would be sent instead of 1000"_s;
    QTest::newRow("hardly later") << 20.0 << 1'000.0 << 32e3 << u""_s;
    QTest::newRow("later") << 20.0 << 1'000.0 << 33e3 << u"nine of ten recoveries would take up to 33s instead of 30s"_s;
    QTest::newRow("all of it") << 32.0 << 1'276.0 << 33e3 << u"32 calls would be left to people instead of 20"_s;
    QTest::newRow("fewer left, with more requests, later") << 18.0 << 2'000.0 << 60e3 << u""_s;
}

void TestHarm::isWhatCounts()
{
    QFETCH(const double, left);
    QFETCH(const double, requests);
    QFETCH(const double, recoveryMs);
    WhatIf told = alike();
    told.draft.left = surely(left);
    told.draft.requests = surely(requests);
    told.draft.recoveryP90 = surely(recoveryMs);
    const auto harm = harmOf(told);
    QTEST(harm ? toText(*harm) : QString(), "why");
}

void TestHarm::isNotWhatServesOtherEnds()
{
    WhatIf told = alike();
    told.draft.openings = surely(40);
    told.draft.held = surely(3'600e3);
    told.draft.failed = surely(900);
    told.draft.peak = surely(50);
    told.draft.recoveryMean = told.draft.recoveryMedian = surely(60e3);
    QVERIFY(!harmOf(told));
}

void TestHarm::aTimeThatOneSideHasNotIsNoHarm()
{
    WhatIf told = alike();
    told.draft.recoveryP90 = surely(60e3);
    QCOMPARE(harmOf(told), (Harm{Harm::Recovery, 30e3, 60e3}));
    told.live.recoveryP90 = std::nullopt;
    QVERIFY(!harmOf(told));
    std::swap(told.live, told.draft);
    QVERIFY(!harmOf(told));
}

QTEST_GUILESS_MAIN(TestHarm)
#include "tst_harm.moc"
