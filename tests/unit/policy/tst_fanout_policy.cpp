#include "policy/fanout.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What becomes of a fanned-out step, and how its items move: pure.
class TestFanOutPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void enough_data();
    void enough();
    void anUnknownOutcomeIsTheWorst();
    void itemsStartAndTheirStepIsGatheredLast();
    void anotherGenerationHasOtherItems();
    void itemsMayHaveBeenSentBeforeTheyWereMade();
    void itemsThatWaitParkTheRun();
    void itemsWithoutAPlaceWakeNobody();

private:
    static QList<StepProgress> items(const QByteArray &states);
    static Checkpoint fannedOut(int count, int generation = 0);
    static Checkpoint ofItem(int item, StepState state);
    static Pipeline onePipeline();
};

/// s: succeeded, k: skipped, b: blocked, u: unknown.
QList<StepProgress> TestFanOutPolicy::items(const QByteArray &states)
{
    QList<StepProgress> list;
    for (const char state : states) {
        StepProgress item;
        item.id = StepId(u"x"_s);
        item.item = int(list.size());
        item.state = state == 's'   ? StepState::Succeeded
                     : state == 'k' ? StepState::Skipped
                     : state == 'u' ? StepState::OutcomeUnknown
                                    : StepState::Blocked;
        list.append(item);
    }
    return list;
}

Checkpoint TestFanOutPolicy::fannedOut(int count, int generation)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(u"x"_s);
    checkpoint.state = StepState::InFlight;
    checkpoint.decision = Action::FanOut;
    checkpoint.items = count;
    checkpoint.generation = generation;
    return checkpoint;
}

Checkpoint TestFanOutPolicy::ofItem(int item, StepState state)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(u"x"_s);
    checkpoint.item = item;
    checkpoint.state = state;
    return checkpoint;
}

Pipeline TestFanOutPolicy::onePipeline()
{
    Pipeline pipeline;
    Step step;
    step.id = StepId(u"x"_s);
    step.forEach = u"${{ .input }}"_s;
    pipeline.steps.append(step);
    return pipeline;
}

void TestFanOutPolicy::enough_data()
{
    QTest::addColumn<QByteArray>("states");
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("enough");
    QTest::newRow("none at all") << QByteArray() << 0 << 1.0 << true;
    QTest::newRow("all") << QByteArray("sss") << 0 << 1.0 << true;
    QTest::newRow("all but one") << QByteArray("ssb") << 0 << 1.0 << false;
    QTest::newRow("a skipped one counts") << QByteArray("ssk") << 0 << 1.0 << true;
    QTest::newRow("exactly the share") << QByteArray("sssssssssb") << 0 << 0.9 << true;
    QTest::newRow("less than the share") << QByteArray("ssssssssbb") << 0 << 0.9 << false;
    QTest::newRow("share of a few is rounded up") << QByteArray("sb") << 0 << 0.6 << false;
    QTest::newRow("a third of three, whatever doubles say") << QByteArray("sbb") << 0 << 1.0 / 3 << true;
    QTest::newRow("number") << QByteArray("ssb") << 2 << 1.0 << true;
    QTest::newRow("number missed") << QByteArray("sbb") << 2 << 1.0 << false;
    QTest::newRow("more than there are") << QByteArray("ss") << 5 << 1.0 << true;
}

void TestFanOutPolicy::enough()
{
    QFETCH(QByteArray, states);
    QFETCH(int, count);
    QFETCH(double, share);
    QFETCH(bool, enough);
    QCOMPARE(judgeItems(items(states), PartialRule{count, share}).isEnough, enough);
    if (count == 0 && share == 1.0)
        QCOMPARE(judgeItems(items(states), std::nullopt).isEnough, enough);
}

void TestFanOutPolicy::anUnknownOutcomeIsTheWorst()
{
    const FanOutResult result = judgeItems(items("sbubu"), std::nullopt);
    QCOMPARE(result.succeeded, 1);
    QCOMPARE(result.failed, 4);
    QVERIFY(result.unknown);
    QCOMPARE(result.worst.item, 2);
    QCOMPARE(judgeItems(items("ssbb"), std::nullopt).worst.item, 2);
}

void TestFanOutPolicy::itemsStartAndTheirStepIsGatheredLast()
{
    const StepId x(u"x"_s);
    RunProgress progress(onePipeline(), {});
    QCOMPARE(progress.startable(Timestamp{}), QList<StepKey>{StepKey(x)});
    progress.apply(fannedOut(3));
    QCOMPARE(progress.startable(Timestamp{}), (QList<StepKey>{{x, 0}, {x, 1}, {x, 2}}));
    progress.apply(ofItem(0, StepState::Succeeded));
    progress.apply(ofItem(2, StepState::Blocked));
    QCOMPARE(progress.startable(Timestamp{}), (QList<StepKey>{{x, 1}}));
    progress.apply(ofItem(1, StepState::InFlight));
    QVERIFY(progress.startable(Timestamp{}).isEmpty());
    progress.apply(ofItem(1, StepState::Succeeded));
    QCOMPARE(progress.startable(Timestamp{}), QList<StepKey>{StepKey(x)});
    progress.apply(ofItem(7, StepState::Succeeded)); // no such item: nothing
    QCOMPARE(progress.items(x).size(), 3);
    QCOMPARE(progress.all().size(), 4);
}

void TestFanOutPolicy::anotherGenerationHasOtherItems()
{
    RunProgress progress(onePipeline(), {});
    progress.apply(fannedOut(3));
    progress.apply(ofItem(1, StepState::Succeeded));
    progress.apply(fannedOut(3)); // reopened: the same
    QCOMPARE(progress.items(StepId(u"x"_s))[1].state, StepState::Succeeded);
    progress.apply(fannedOut(2, 1));
    QCOMPARE(progress.items(StepId(u"x"_s)).size(), 2);
    QCOMPARE(progress.items(StepId(u"x"_s))[1].state, StepState::Pending);
    QCOMPARE(progress.items(StepId(u"x"_s))[1].generation, 1);
    Checkpoint plain = fannedOut(0, 2);
    plain.items.reset();
    progress.apply(plain); // a newer version has none
    QVERIFY(progress.items(StepId(u"x"_s)).isEmpty());
    QVERIFY(!progress.step(StepId(u"x"_s))->isFannedOut());
}

/// As a store that was put back notes it; read again as it was then, or later.
void TestFanOutPolicy::itemsMayHaveBeenSentBeforeTheyWereMade()
{
    const StepId x(u"x"_s);
    RunHistory history;
    history.sendings = {{RunId(1), x, NoItem, 0, Timestamp(5s)}};
    RunProgress live(onePipeline(), history);
    live.apply(fannedOut(2));
    history.checkpoints = {fannedOut(2)};
    for (RunProgress progress : {live, RunProgress(onePipeline(), history)}) {
        QCOMPARE(progress.items(x)[1].sendings, QList<Timestamp>{Timestamp(5s)});
        progress.apply(fannedOut(2, 1));
        QVERIFY(progress.items(x)[1].sendings.isEmpty());
    }
}

void TestFanOutPolicy::itemsThatWaitParkTheRun()
{
    RunProgress progress(onePipeline(), {});
    progress.apply(fannedOut(3));
    Checkpoint waiting = ofItem(1, StepState::WaitingRetry);
    waiting.nextAt = Timestamp(Milliseconds(900));
    progress.apply(waiting);
    progress.apply(ofItem(0, StepState::Blocked));
    progress.apply(ofItem(2, StepState::Succeeded));
    const RunSummary summary = progress.summary();
    QCOMPARE(summary.state, RunState::WaitingRetry); // one that is blocked does not stop the others
    QCOMPARE(summary.item, 1);
    QCOMPARE(summary.wakeAt, std::optional(Timestamp(Milliseconds(900))));
    QVERIFY(progress.startable(Timestamp(Milliseconds(899))).isEmpty());
    QCOMPARE(progress.startable(Timestamp(Milliseconds(900))).size(), 1);
}

/// One that failed gave its place to the next, which is asked about until its job is done.
void TestFanOutPolicy::itemsWithoutAPlaceWakeNobody()
{
    Pipeline pipeline = onePipeline();
    pipeline.steps[0].parallel = 1;
    const StepId x(u"x"_s);
    RunProgress progress(pipeline, {});
    progress.apply(fannedOut(3));
    Checkpoint waiting = ofItem(0, StepState::WaitingRetry);
    waiting.nextAt = Timestamp(Milliseconds(100));
    progress.apply(waiting);
    QCOMPARE(progress.summary().wakeAt, std::optional(Timestamp(Milliseconds(100))));
    QVERIFY(!progress.summary({{x, 1}}).wakeAt); // under way, it has the place
    Checkpoint asked = ofItem(1, StepState::WaitingCallback);
    asked.nextAt = Timestamp(Milliseconds(900));
    progress.apply(asked);
    QCOMPARE(progress.summary().wakeAt, std::optional(Timestamp(Milliseconds(900))));
    QCOMPARE(progress.summary().state, RunState::WaitingCallback);
    QVERIFY(!progress.summary({{x, 1}}).wakeAt);
    progress.apply(ofItem(1, StepState::Succeeded));
    QCOMPARE(progress.summary().wakeAt, std::optional(Timestamp(Milliseconds(100))));
}

QTEST_APPLESS_MAIN(TestFanOutPolicy)
#include "tst_fanout_policy.moc"
