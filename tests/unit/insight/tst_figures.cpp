#include "insight/figures.h"
#include "insight/tallier.h"
#include "storetesting.h"

#include <random>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Figures are counted by the store as things are recorded; here they are compared with what was recorded.
class TestFigures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void barsEndWithNow_data();
    void barsEndWithNow();
    void countsAttempts();
    void countsEachThingOnce();
    void countsWhatRunsCameTo();
    void measuresRecovery();
    void anItemsRecoveryIsOne();
    void groupsTroubles();
    void forgetsFineCounts();
    void anotherRunnersCountsAreRefused();
    void aClockSetBackIsNoRest();
    void listsByWhenRunsEnded();

private:
    static constexpr qint64 Now = 1'795'000'000'000; // 2026-11-18T11:06:40Z, a Wednesday
    static Attempt attemptAt(RunId run, qint64 ms, qint64 tookMs, std::optional<Category> category = {});
    static void finish(Fixture &fixture, RunId id, RunState state, qint64 ms);
    static Committed tally(Fixture &fixture, qint64 now = Now);
    static void tallyAll(Fixture &fixture, qint64 now = Now);
    static Figures figures(Fixture &fixture, Period period, qint64 now = Now);
};

Attempt TestFigures::attemptAt(RunId run, qint64 ms, qint64 tookMs, std::optional<Category> category)
{
    Attempt made = attempt(run);
    made.startedAt = at(ms);
    made.timing.total = Milliseconds(tookMs);
    made.category = category;
    return made;
}

void TestFigures::finish(Fixture &fixture, RunId id, RunState state, qint64 ms)
{
    auto run = fixture.reader().run(id);
    VERIFY_OK(run);
    run->state = state;
    run->finishedAt = isFinished(state) ? std::optional(at(ms)) : std::nullopt;
    VERIFY_OK(fixture.store().commitAndWait(Transaction(UpdateRun{*run, at(ms)})));
}

Committed TestFigures::tally(Fixture &fixture, qint64 now)
{
    const auto done = fixture.store().commitAndWait(Transaction(Tally{at(now)}));
    return done.value_or(Committed());
}

void TestFigures::tallyAll(Fixture &fixture, qint64 now)
{
    for (int i = 0; i < 100; ++i) {
        if (!tally(fixture, now).tallyMore)
            return;
    }
    QFAIL("there is always more to be counted");
}

Figures TestFigures::figures(Fixture &fixture, Period period, qint64 now)
{
    auto read = readFigures(fixture.reader(), period, at(now), at(now - now % 86'400'000));
    if (!read)
        qFatal("%s", qPrintable(describe(read.error())));
    return *read;
}

void TestFigures::barsEndWithNow_data()
{
    QTest::addColumn<Period>("period");
    QTest::addColumn<qint64>("whole");
    QTest::newRow("hour") << Period::Hour << qint64(3'600'000);
    QTest::newRow("day") << Period::Day << qint64(86'400'000);
    QTest::newRow("week") << Period::Week << qint64(7 * 86'400'000);
}

void TestFigures::barsEndWithNow()
{
    QFETCH(const Period, period);
    QFETCH(const qint64, whole);
    const Bars bars = barsOf(period, at(Now));
    QCOMPARE((bars.until() - bars.from).count(), whole);
    QCOMPARE(bars.at(at(Now)), bars.count - 1);
    QCOMPARE(bars.at(bars.from), 0);
    QCOMPARE(bars.at(bars.from - Milliseconds(1)), -1);
    QCOMPARE(bars.at(bars.until()), -1);
}

void TestFigures::countsAttempts()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    constexpr int Seed = 20261126;
    std::mt19937_64 random(Seed);
    QMap<Category, qint64> failures;
    qint64 withinHour = 0;
    Transaction recorded;
    constexpr qint64 Attempts = 9'000; // more than are counted within one commit
    for (qint64 i = 0; i < Attempts; ++i) {
        const qint64 moment = Now - qint64(random() % 84'000'000);
        const std::optional<Category> category = random() % 4 == 0 ? std::optional(Category(random() % 4)) : std::nullopt;
        recorded.add(AddAttempt{attemptAt(run, moment, qint64(random() % 3'000), category)});
        if (category)
            ++failures[*category];
        withinHour += moment >= barsOf(Period::Hour, at(Now)).from.time_since_epoch().count() ? 1 : 0;
    }
    VERIFY_OK(fixture.store().commitAndWait(std::move(recorded)));
    QVERIFY(tally(fixture).tallyMore);
    tallyAll(fixture);

    const Figures day = figures(fixture, Period::Day);
    QCOMPARE(day.services.size(), 1);
    QCOMPARE(day.services.first().service, u"ocr"_s);
    QCOMPARE(day.services.first().attempts, Attempts);
    QCOMPARE(day.failures, failures);
    qint64 inBars = 0;
    for (const qint64 count : day.services.first().attemptsPerBar)
        inBars += count;
    QCOMPARE(inBars, Attempts);
    QVERIFY(std::abs(day.latencies.quantile(0.5)->count() - 1'500) < 150); // they were spread evenly up to 3 s
    const Figures hour = figures(fixture, Period::Hour);
    QCOMPARE(hour.services.isEmpty() ? 0 : hour.services.first().attempts, withinHour);
}

void TestFigures::countsEachThingOnce()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    tallyAll(fixture);
    tallyAll(fixture);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    tallyAll(fixture);
    QCOMPARE(figures(fixture, Period::Week).services.first().attempts, 2);
}

void TestFigures::countsWhatRunsCameTo()
{
    Fixture fixture;
    for (int i = 1; i <= 3; ++i)
        finish(fixture, fixture.addRun(i, RunState::Running), RunState::Succeeded, Now);
    finish(fixture, fixture.addRun(4, RunState::Running), RunState::Blocked, Now);
    finish(fixture, fixture.addRun(5, RunState::Running), RunState::Degraded, Now);
    tallyAll(fixture);
    auto read = readFigures(fixture.reader(), Period::Day, at(Now), at(Now - 3'600'000));
    VERIFY_OK(read);
    QCOMPARE(read->throughput.last().value(RunState::Succeeded), 3);
    QCOMPARE(read->today.value(RunState::Blocked), 1);
    QCOMPARE(*successRatio(read->today), 0.8);
    QVERIFY(!successRatio({}));
    const Outcomes withCancelled{{RunState::Succeeded, 3}, {RunState::Blocked, 1}, {RunState::Cancelled, 9}};
    QCOMPARE(judgedOf(withCancelled), 4);
    QCOMPARE(*successRatio(withCancelled), 0.75);
}

void TestFigures::measuresRecovery()
{
    Fixture fixture;
    const auto note = [&](RunId run, StepState state, qint64 ms, std::optional<Category> category = {}) {
        Checkpoint change = checkpoint(run);
        change.state = state;
        change.category = category;
        change.at = at(ms);
        VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{change})));
    };
    const RunId first = fixture.addRun(1);
    note(first, StepState::WaitingRetry, Now - 100'000, Category::Network);
    note(first, StepState::Blocked, Now - 60'000, Category::Service);
    tallyAll(fixture); // what was counted before does not hide where it began
    note(first, StepState::Succeeded, Now);
    const RunId second = fixture.addRun(2);
    note(second, StepState::Succeeded, Now); // never failed: no recovery
    const RunId third = fixture.addRun(3);
    note(third, StepState::Blocked, Now - 1'000, Category::Data); // has not recovered
    tallyAll(fixture);
    const QList<RecoveryWeek> weeks = figures(fixture, Period::Day).recovery;
    QCOMPARE(weeks.size(), 8);
    QCOMPARE(weeks.last().recoveries, 1);
    QVERIFY(*weeks.last().median >= std::chrono::seconds(100) && *weeks.last().median < std::chrono::seconds(125));
    QCOMPARE(weeks.first().recoveries, 0);
    QVERIFY(!weeks.first().median);
}

/// The step as a whole is blocked and done because its item is.
void TestFigures::anItemsRecoveryIsOne()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    const auto note = [&](int item, StepState state, qint64 ms, std::optional<Category> category = {}) {
        Checkpoint c = checkpoint(run, u"extract"_s);
        c.item = item;
        c.state = state;
        c.category = category;
        c.at = at(ms);
        VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{c})));
    };
    note(0, StepState::Succeeded, Now - 9'000);
    note(1, StepState::Blocked, Now - 8'000, Category::Service);
    note(NoItem, StepState::Blocked, Now - 8'000, Category::Service);
    note(1, StepState::Succeeded, Now - 1'000);
    note(NoItem, StepState::Succeeded, Now - 1'000);
    tallyAll(fixture);
    QCOMPARE(figures(fixture, Period::Day).recovery.last().recoveries, 1);
}

void TestFigures::groupsTroubles()
{
    Fixture fixture;
    for (int i = 1; i <= 5; ++i) {
        auto run = fixture.reader().run(fixture.addRun(i, RunState::Running));
        VERIFY_OK(run);
        run->state = i == 5 ? RunState::OutcomeUnknown : RunState::Blocked;
        run->step = StepId(i <= 3 ? u"extract"_s : u"scan"_s);
        run->category = i <= 3 ? Category::Data : Category::Service;
        run->cause = u"cause %1"_s.arg(i);
        VERIFY_OK(fixture.store().commitAndWait(Transaction(UpdateRun{*run, at(Now)})));
    }
    const QList<Trouble> troubles = figures(fixture, Period::Hour).troubles;
    QCOMPARE(troubles.size(), 3);
    QCOMPARE(troubles.first().state, RunState::OutcomeUnknown); // before any number of others
    QCOMPARE(troubles.first().count, 1);
    QCOMPARE(troubles.at(1).count, 3);
    QCOMPARE(troubles.at(1).service, u"ocr"_s);
    QCOMPARE(troubles.at(1).step, StepId(u"extract"_s));
    QCOMPARE(troubles.at(1).cause, u"cause 3"_s);
    QCOMPARE(troubles.at(2).count, 1);
}

void TestFigures::forgetsFineCounts()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    tallyAll(fixture);
    const TallySpan minutes{std::chrono::seconds(60), at(0), at(2 * Now), Milliseconds(60'000)};
    const TallySpan days{std::chrono::seconds(86'400), at(0), at(2 * Now), Milliseconds(86'400'000)};
    QCOMPARE(fixture.reader().attemptTallies(minutes)->size(), 1);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now + 10 * 86'400'000LL, 10)})));
    tallyAll(fixture, Now + 10 * 86'400'000LL);
    QCOMPARE(fixture.reader().attemptTallies(minutes)->size(), 1); // the new one
    QCOMPARE(fixture.reader().attemptTallies(days)->size(), 2);
    // What is older than fine counts are kept is not finely counted at all.
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    tallyAll(fixture, Now + 10 * 86'400'000LL);
    QCOMPARE(fixture.reader().attemptTallies(minutes)->size(), 1);
    QCOMPARE(fixture.reader().attemptTallies(days)->first().count, 2);
}

void TestFigures::anotherRunnersCountsAreRefused()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    Transaction stale(Tally{at(Now)});
    stale.fence = 77;
    COMPARE_ERROR(fixture.store().commitAndWait(std::move(stale)), ErrorKind::LeaseLost);
    QVERIFY(figures(fixture, Period::Day).services.isEmpty());

    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);
    Tallier tallier(fixture.store(), fixture.reader(), lease->fence);
    for (int i = 0; i < 1'000 && figures(fixture, Period::Day).services.isEmpty(); ++i) {
        tallier.tick(at(Now + i * 1'000));
        VERIFY_OK(fixture.store().commitAndWait({})); // the tally's commit lies before this one
    }
    QCOMPARE(figures(fixture, Period::Day).services.size(), 1);
}

void TestFigures::aClockSetBackIsNoRest()
{
    Fixture fixture;
    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);
    Tallier tallier(fixture.store(), fixture.reader(), lease->fence);
    const RunId run = fixture.addRun(1);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now, 10)})));
    tallier.tick(at(Now + 3'600'000));
    VERIFY_OK(fixture.store().commitAndWait({})); // the tally's commit lies before this one
    tallier.noteChange();
    tallier.tick(at(Now + 3'600'001)); // it rests
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{attemptAt(run, Now + 10, 10)})));
    const auto counted = [&] {
        const auto tallies =
            fixture.reader().attemptTallies({std::chrono::seconds(86'400), at(0), at(Now + 86'400'000), std::chrono::hours(24)});
        qint64 attempts = 0;
        for (const AttemptTally &tally : tallies.value())
            attempts += tally.count;
        return attempts;
    };
    QCOMPARE(counted(), 1);
    for (int i = 0; i < 100 && counted() < 2; ++i) { // its thread may have been about to say that it is done
        tallier.tick(at(Now + i * 1'001));
        VERIFY_OK(fixture.store().commitAndWait({}));
    }
    QCOMPARE(counted(), 2);
}

void TestFigures::listsByWhenRunsEnded()
{
    Fixture fixture;
    for (int i = 1; i <= 4; ++i)
        finish(fixture, fixture.addRun(i, RunState::Running), RunState::Succeeded, Now + i * 1'000);
    fixture.addRun(5, RunState::Running);
    RunFilter filter;
    filter.endedSince = at(Now + 2'000);
    filter.endedUntil = at(Now + 4'000);
    const auto runs = fixture.reader().runs(filter, {}, 100);
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), 2);
    QCOMPARE(runs->first().id, RunId(3));
    QCOMPARE(*fixture.reader().countRuns(filter), 2);
    filter.states = {RunState::Cancelled};
    QCOMPARE(*fixture.reader().countRuns(filter), 0);
    filter = {};
    filter.endedSince = at(Now + 9'000);
    QVERIFY(fixture.reader().runs(filter, {}, 100)->isEmpty());
}

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
