#include "insight/tuning.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Timestamp Now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 26)};

/// May have its concurrency and its attempts upon timeouts changed; a trial lasts a day.
ServiceRevision live()
{
    ServiceRevision revision;
    revision.revision = 4;
    revision.service.name = u"ocr"_s;
    revision.service.tuning.bounds = {
        {u"concurrency.max"_s, 4, 64}, {u"retry.per_category.timeout"_s, 1, 6}, {u"breaker.open"_s, 10'000, 45'000}};
    return revision;
}

Recommendation lessAtOnce(int proposed, Confidence confidence = Confidence::Strong)
{
    Recommendation advice;
    advice.kind = AdviceKind::ConcurrencyTooHigh;
    advice.confidence = confidence;
    advice.draft = live().service;
    advice.draft->policy.maxConcurrency = proposed;
    return advice;
}

Recommendation fewerRetries(int proposed, Category category = Category::Timeout)
{
    Recommendation advice;
    advice.kind = AdviceKind::RetriesNeverHelp;
    advice.category = category;
    advice.confidence = Confidence::Fair;
    advice.draft = live().service;
    advice.draft->policy.retry.perCategory.insert(category, proposed);
    return advice;
}

TuningView view(const QList<Recommendation> &advice)
{
    TuningView made;
    made.live = live();
    made.advice = advice;
    made.now = Now;
    return made;
}

/// That began a day ago, and no worse than before.
TuningView onTrial()
{
    TuningView made = view({});
    made.trial = TuningTrial{u"concurrency_too_high"_s, u"concurrency.max"_s, 4, 3, Now - 24h};
    made.before = made.during = {1'000, 20, 1'200, 30s};
    return made;
}

} // namespace

/// The tuner's moves: what it may change, when it waits, and when it takes back.
class TestTuning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesOneSetting();
    void takesTheSurestThatItMay();
    void staysWithinTheBounds_data();
    void staysWithinTheBounds();
    void whatFollowsGoesWithIt();
    void waits_data();
    void waits();
    void restsBetweenTrials();
    void refusesWhatMadeItWorse();
    void judgesATrial_data();
    void judgesATrial();
    void muchWorseEndsItAtOnce();
    void waitsForEnoughAndThenTakesBack();
    void anothersChangeEndsIt();
    void figuresOfTelemetry();
    void tellsWhatIsForeseen();
};

void TestTuning::changesOneSetting()
{
    const TuningMove move = nextMove(view({lessAtOnce(8)}));
    QCOMPARE(move.kind, TuningMove::Begin);
    QCOMPARE(move.setting, u"concurrency.max"_s);
    QCOMPARE(move.advice, u"concurrency_too_high"_s);
    QCOMPARE(move.next.policy.maxConcurrency, 8);
    QCOMPARE(serviceChanges(live().service, move.next).size(), 1);
    QCOMPARE(move.why, u"concurrency_too_high: concurrency.max from 16 to 8"_s);
}

void TestTuning::takesTheSurestThatItMay()
{
    // network has no bounds, and a whole policy at once is no single change
    Recommendation much = lessAtOnce(8);
    much.draft->policy.retry.attempts = 2;
    const TuningMove move = nextMove(view({fewerRetries(1, Category::Network), much, fewerRetries(2)}));
    QCOMPARE(move.kind, TuningMove::Begin);
    QCOMPARE(move.setting, u"retry.per_category.timeout"_s);
    QCOMPARE(move.next.policy.retry.perCategory, (QMap<Category, int>{{Category::Timeout, 2}}));
}

void TestTuning::staysWithinTheBounds_data()
{
    QTest::addColumn<int>("proposed");
    QTest::addColumn<int>("becomes"); // 0: nothing
    QTest::newRow("within") << 8 << 8;
    QTest::newRow("below") << 2 << 4;
    QTest::newRow("above") << 200 << 64;
    QTest::newRow("as it is") << 16 << 0;
}

void TestTuning::staysWithinTheBounds()
{
    QFETCH(const int, proposed);
    QFETCH(const int, becomes);
    const TuningMove move = nextMove(view({lessAtOnce(proposed)}));
    QCOMPARE(move.kind, becomes > 0 ? TuningMove::Begin : TuningMove::Wait);
    if (becomes > 0)
        QCOMPARE(move.next.policy.maxConcurrency, becomes);
    // at its bound already, there is nothing left to do
    TuningView atBound = view({lessAtOnce(proposed)});
    atBound.live.service.policy.maxConcurrency = 4;
    QCOMPARE(nextMove(atBound).kind, proposed == 2 ? TuningMove::Wait : TuningMove::Begin);
}

void TestTuning::whatFollowsGoesWithIt()
{
    Recommendation advice;
    advice.kind = AdviceKind::BreakerFlaps;
    advice.confidence = Confidence::Fair;
    TuningView made = view({});
    made.live.service.policy.breaker.open = made.live.service.policy.breaker.openMax = 30s;
    advice.draft = made.live.service;
    advice.draft->policy.breaker.open = advice.draft->policy.breaker.openMax = 60s;
    made.advice = {advice};
    const TuningMove move = nextMove(made);
    QCOMPARE(move.kind, TuningMove::Begin);
    QCOMPARE(move.next.policy.breaker.open, Milliseconds(45s)); // its bound
    QCOMPARE(move.next.policy.breaker.openMax, Milliseconds(45s));
}

void TestTuning::waits_data()
{
    QTest::addColumn<TuningView>("view");
    TuningView off = view({lessAtOnce(8)});
    off.live.service.tuning.bounds.clear();
    QTest::newRow("switched off") << off;
    QTest::newRow("no advice") << view({});
    QTest::newRow("weak evidence") << view({lessAtOnce(8, Confidence::Weak)});
    Recommendation elsewhere = lessAtOnce(8);
    elsewhere.draft.reset();
    QTest::newRow("nothing of the policy") << view({elsewhere});
}

void TestTuning::waits()
{
    QFETCH(const TuningView, view);
    QCOMPARE(nextMove(view).kind, TuningMove::Wait);
}

void TestTuning::restsBetweenTrials()
{
    TuningView made = view({lessAtOnce(8)});
    made.lastEnd = Now - 24h + 1ms;
    QCOMPARE(nextMove(made).kind, TuningMove::Wait);
    made.lastEnd = Now - 24h;
    QCOMPARE(nextMove(made).kind, TuningMove::Begin);
}

void TestTuning::refusesWhatMadeItWorse()
{
    TuningView made = view({lessAtOnce(8), fewerRetries(2)});
    made.refused = {u"concurrency_too_high"_s};
    QCOMPARE(nextMove(made).setting, u"retry.per_category.timeout"_s);
}

void TestTuning::judgesATrial_data()
{
    QTest::addColumn<TrialFigures>("during");
    QTest::addColumn<TuningMove::Kind>("move");
    QTest::newRow("the same") << TrialFigures{1'000, 20, 1'200, 30s} << TuningMove::Keep;
    QTest::newRow("better") << TrialFigures{1'000, 0, 1'000, {}} << TuningMove::Keep;
    QTest::newRow("hardly more left") << TrialFigures{1'000, 35, 1'200, 30s} << TuningMove::Keep;
    QTest::newRow("more left") << TrialFigures{1'000, 36, 1'200, 30s} << TuningMove::RollBack;
    QTest::newRow("hardly more requests") << TrialFigures{1'000, 20, 1'500, 30s} << TuningMove::Keep;
    QTest::newRow("more requests") << TrialFigures{1'000, 20, 1'501, 30s} << TuningMove::RollBack;
    QTest::newRow("hardly later") << TrialFigures{1'000, 20, 1'200, 45s} << TuningMove::Keep;
    QTest::newRow("later") << TrialFigures{1'000, 20, 1'200, 45'001ms} << TuningMove::RollBack;
    QTest::newRow("too little") << TrialFigures{49, 49, 1'200, 45s} << TuningMove::Wait;
}

void TestTuning::judgesATrial()
{
    QFETCH(const TrialFigures, during);
    QFETCH(const TuningMove::Kind, move);
    TuningView made = onTrial();
    made.during = during;
    const TuningMove found = nextMove(made);
    QCOMPARE(found.kind, move);
    QCOMPARE(found.why.isEmpty(), move == TuningMove::Wait);
    made.now -= 1ms; // not over yet
    QCOMPARE(nextMove(made).kind, TuningMove::Wait);
}

void TestTuning::muchWorseEndsItAtOnce()
{
    TuningView made = onTrial();
    made.now = made.trial->since + 1h;
    made.during = {100, 9, 120, 30s}; // 9 of 100, where 2 of 100 were left
    QCOMPARE(nextMove(made).kind, TuningMove::Wait);
    made.during.left = 10;
    QCOMPARE(nextMove(made).kind, TuningMove::RollBack);
    made.during = {49, 49, 60, {}}; // an hour's bad luck
    QCOMPARE(nextMove(made).kind, TuningMove::Wait);
}

void TestTuning::waitsForEnoughAndThenTakesBack()
{
    TuningView made = onTrial();
    made.during = {10, 0, 10, {}};
    made.now = made.trial->since + 7 * 24h - 1ms;
    QCOMPARE(nextMove(made).kind, TuningMove::Wait);
    made.now += 1ms;
    QCOMPARE(nextMove(made).kind, TuningMove::RollBack);
}

void TestTuning::anothersChangeEndsIt()
{
    TuningView made = onTrial();
    made.live.revision = 5;
    made.advice = {lessAtOnce(8)};
    QCOMPARE(nextMove(made).kind, TuningMove::Abandon);
}

void TestTuning::figuresOfTelemetry()
{
    Telemetry telemetry;
    QVERIFY(!trialFigures(telemetry).recoveryP90);
    telemetry.steps = 20;
    telemetry.left = 3;
    telemetry.facts = 33;
    for (int i = 1; i <= 10; ++i)
        telemetry.recoveries.push_back(i * 1s);
    const TrialFigures figures = trialFigures(telemetry);
    QCOMPARE(figures.steps, 20);
    QCOMPARE(figures.left, 3);
    QCOMPARE(figures.requests, 33);
    QCOMPARE(figures.recoveryP90, std::optional<Milliseconds>(10s));
}

void TestTuning::tellsWhatIsForeseen()
{
    WhatIf foreseen;
    foreseen.live.left = {19, 20, 21};
    foreseen.live.requests = {980, 1'000, 1'020};
    foreseen.draft.left = {18, 18, 18};
    foreseen.draft.requests = {2'000, 2'000, 2'000};
    const QString counts = u"18 calls left to people instead of 20, 2000 requests instead of 1000"_s;
    QCOMPARE(foreseenText(foreseen), counts);
    foreseen.live.recoveryP90 = Spread{29e3, 30e3, 31e3};
    foreseen.draft.recoveryP90 = Spread{60e3, 60e3, 60e3};
    QCOMPARE(foreseenText(foreseen), counts + u", nine of ten recoveries within 1m instead of 30s"_s);
}

QTEST_GUILESS_MAIN(TestTuning)
#include "tst_tuning.moc"
