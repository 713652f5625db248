#include "rundetails.h"

#include "ui/look/timeticks.h"
#include "ui/run/timelinegeometry.h"

#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What happened to a run over time, as rows of spans; and the axis above it.
class TestTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void attemptsHavePhases();
    void phasesNeverRunBackwards();
    void failuresAreRedAndNamed();
    void waitsEndWithTheNextAttempt();
    void openWaitsGoOnUntilNow();
    void waitsOfAFinishedRunAreOver();
    void whatIsSettledWithoutARequestIsAMoment();
    void itemsThatMatterHaveRows();
    void aFewItemsAllHave();
    void notTooManyItemsHave();
    void aLongWaitAtTheEndIsNotShownAtFirst();
    void arrowsGoFromBarToBar();
    void clicksFindBars();
    void ticks_data();
    void ticks();
    void ticksAreNeverTooMany();
};

void TestTimeline::attemptsHavePhases()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 500).timing = {Milliseconds(50), Milliseconds(100), Milliseconds(400), Milliseconds(500)};
    const Timeline timeline = timelineOf(recorded.detail(), at(5'000));
    QCOMPARE(timeline.rows.size(), 1); // nothing happened to b and c
    const TimelineSpan &span = timeline.rows[0].spans[0];
    QCOMPARE(span.attempt, 0);
    QVERIFY(span.from == at(1'000) && span.connecting == at(1'050) && span.asking == at(1'150));
    QVERIFY(span.answering == at(1'400) && span.until == at(1'500));
    QCOMPARE(span.look, Look::Succeeded);
    QVERIFY(span.text.contains(u"a, attempt 1"_s));
    QVERIFY(span.text.contains(u"HTTP 200"_s));
    QVERIFY(span.text.contains(u"queued 50ms"_s));
    QVERIFY(timeline.from == at(1'000)); // not the submission: what waited for a runner is not the run's doing
    QVERIFY(timeline.isOpen && timeline.until == at(5'000));
}

void TestTimeline::phasesNeverRunBackwards()
{
    Recorded recorded;
    recorded.attempt("a", 0, 100).timing = {Milliseconds(80), Milliseconds(90), Milliseconds(20), Milliseconds(100)};
    const TimelineSpan span = timelineOf(recorded.detail(), at(500)).rows[0].spans[0];
    QVERIFY(span.from <= span.connecting && span.connecting <= span.asking);
    QVERIFY(span.asking <= span.answering && span.answering <= span.until);
}

void TestTimeline::failuresAreRedAndNamed()
{
    Recorded recorded;
    Attempt &attempt = recorded.attempt("a", 0, 100);
    attempt.category = Category::RateLimit;
    attempt.status = 429;
    attempt.cause = u"the service answered 429"_s;
    const TimelineSpan span = timelineOf(recorded.detail(), at(500)).rows[0].spans[0];
    QCOMPARE(span.look, Look::Blocked);
    QCOMPARE(span.label, u"Rate limit"_s);
    QVERIFY(span.text.contains(attempt.cause));
}

void TestTimeline::waitsEndWithTheNextAttempt()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 200).category = Category::Service;
    Checkpoint &waiting = recorded.checkpoint("a", StepState::WaitingRetry, 1'210);
    waiting.reason = u"1 of 6; waits 700ms"_s;
    recorded.attempt("a", 1'900, 300);
    recorded.checkpoint("a", StepState::Succeeded, 2'205);
    const Timeline timeline = timelineOf(recorded.detail(), at(9'000));
    QCOMPARE(timeline.rows[0].spans.size(), 3);
    const TimelineSpan &wait = timeline.rows[0].spans[1];
    QCOMPARE(wait.kind, TimelineSpan::Wait);
    QCOMPARE(wait.look, Look::WaitingRetry);
    QVERIFY(wait.from == at(1'210) && wait.until == at(1'900) && !wait.open);
    QVERIFY(wait.text.contains(waiting.reason));
    QVERIFY(wait.text.contains(u"690ms"_s));
    QVERIFY(timeline.busyUntil == at(2'200));
}

void TestTimeline::openWaitsGoOnUntilNow()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 200).category = Category::Service;
    recorded.checkpoint("a", StepState::Blocked, 1'200).cause = u"the service answered 503"_s;
    const TimelineSpan wait = timelineOf(recorded.detail(), at(61'200)).rows[0].spans[1];
    QVERIFY(wait.open && wait.until == at(61'200));
    QVERIFY(wait.text.contains(u"1m so far"_s));
}

void TestTimeline::waitsOfAFinishedRunAreOver()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 200).category = Category::Service;
    recorded.checkpoint("a", StepState::WaitingRetry, 1'200);
    recorded.checkpoint("a", StepState::Cancelled, 4'000).actor = u"ann"_s;
    recorded.run().state = RunState::Cancelled;
    recorded.run().finishedAt = at(4'000);
    const Timeline timeline = timelineOf(recorded.detail(), at(900'000));
    QVERIFY(!timeline.isOpen);
    QVERIFY(timeline.until == at(4'000));
    QVERIFY(timeline.rows[0].spans[1].until == at(4'000) && !timeline.rows[0].spans[1].open);
    QCOMPARE(timeline.rows[0].spans[2].kind, TimelineSpan::Moment);
    QVERIFY(timeline.rows[0].spans[2].text.contains(u"By ann"_s));
}

void TestTimeline::whatIsSettledWithoutARequestIsAMoment()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 200);
    recorded.checkpoint("a", StepState::Succeeded, 1'200); // its attempt says it already
    recorded.checkpoint("b", StepState::Skipped, 1'300);
    const Timeline timeline = timelineOf(recorded.detail(), at(2'000));
    QCOMPARE(timeline.rows.size(), 2);
    QCOMPARE(timeline.rows[0].spans.size(), 1);
    QCOMPARE(timeline.rows[1].key, StepKey(StepId(u"b"_s)));
    QCOMPARE(timeline.rows[1].spans[0].kind, TimelineSpan::Moment);
    QCOMPARE(timeline.rows[1].spans[0].look, Look::Skipped);
}

void TestTimeline::aFewItemsAllHave()
{
    Recorded recorded;
    recorded.checkpoint("c", StepState::InFlight, 2'000).items = 4;
    for (int item = 0; item < 3; ++item) {
        recorded.attempt("c", 2'000 - item, 50, item);
        recorded.checkpoint("c", StepState::Succeeded, 2'050 - item, item);
    }
    const Timeline timeline = timelineOf(recorded.detail(), at(9'000));
    QCOMPARE(timeline.rows.size(), 4); // nothing happened to the last item
    QCOMPARE(timeline.rows.first().leftOut, 0);
    for (int item = 0; item < 3; ++item)
        QCOMPARE(timeline.rows[item + 1].key.item, item);
}

void TestTimeline::notTooManyItemsHave()
{
    Recorded recorded;
    recorded.checkpoint("c", StepState::InFlight, 2'000).items = 200;
    for (int item = 0; item < 200; ++item)
        recorded.checkpoint("c", StepState::Held, 2'050, item);
    const Timeline timeline = timelineOf(recorded.detail(), at(9'000));
    QVERIFY(timeline.rows.size() <= 60);
    QCOMPARE(timeline.rows.first().leftOut, 200 - int(timeline.rows.size()) + 1);
}

void TestTimeline::itemsThatMatterHaveRows()
{
    Recorded recorded;
    recorded.checkpoint("c", StepState::InFlight, 2'000).items = 300;
    for (int item = 0; item < 300; ++item) {
        recorded.attempt("c", 2'000 + item, 50, item).category = item == 299 ? std::optional(Category::Data) : std::nullopt;
        recorded.checkpoint("c", item == 299 ? StepState::Blocked : StepState::Succeeded, 2'050 + item, item);
    }
    const Timeline timeline = timelineOf(recorded.detail(), at(9'000));
    QCOMPARE(timeline.rows.first().key.item, NoItem);
    QCOMPARE(timeline.rows.first().spans[0].kind, TimelineSpan::Work);
    QVERIFY(timeline.rows.first().spans[0].open);
    QCOMPARE(timeline.rows.last().key.item, 299);
    QCOMPARE(timeline.rows.size(), 2);
    QCOMPARE(timeline.rows.first().leftOut, 299);
}

void TestTimeline::aLongWaitAtTheEndIsNotShownAtFirst()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 6'000).category = Category::Service;
    recorded.checkpoint("a", StepState::Blocked, 7'000);
    const Timeline waiting = timelineOf(recorded.detail(), at(3'600'000));
    QVERIFY(homeEnd(waiting) > at(7'000));
    QVERIFY(homeEnd(waiting) < at(12'000));
    const Timeline busy = timelineOf(recorded.detail(), at(7'500));
    QVERIFY(homeEnd(busy) == at(7'500));
}

void TestTimeline::arrowsGoFromBarToBar()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 200).category = Category::Service;
    recorded.checkpoint("a", StepState::WaitingRetry, 1'200);
    recorded.attempt("a", 3'000, 200);
    recorded.attempt("b", 3'100, 200);
    const Timeline timeline = timelineOf(recorded.detail(), at(9'000));
    QCOMPARE(neighbour(timeline, {}, 0, 1), (TimelinePlace{0, 0}));
    QCOMPARE(neighbour(timeline, {0, 0}, 0, 1), (TimelinePlace{0, 1}));
    QCOMPARE(neighbour(timeline, {0, 2}, 0, 1), (TimelinePlace{0, 2}));
    QCOMPARE(neighbour(timeline, {1, 0}, -1, 0), (TimelinePlace{0, 2})); // the nearest in time
    QCOMPARE(neighbour(timeline, {1, 0}, 1, 0), (TimelinePlace{1, 0}));
    QCOMPARE(placeOfAttempt(timeline, 2), (TimelinePlace{1, 0}));
    QCOMPARE(placeOfAttempt(timeline, 17), TimelinePlace());
}

void TestTimeline::clicksFindBars()
{
    Recorded recorded;
    recorded.attempt("a", 1'000, 1'000).category = Category::Service;
    recorded.checkpoint("a", StepState::WaitingRetry, 2'000);
    recorded.attempt("b", 1'000, 1'000);
    const Timeline timeline = timelineOf(recorded.detail(), at(5'000));
    TimelineGeometry geometry;
    geometry.from = timeline.from;
    geometry.window = {600, 200};
    geometry.labels = 100;
    geometry.row = 20;
    geometry.axis = 25;
    QCOMPARE(geometry.area(timeline.rows[0].spans[0], 0), QRect(100, 25, 100, 20));
    QCOMPARE(geometry.placeAt(timeline, {150, 30}), (TimelinePlace{0, 0}));
    QCOMPARE(geometry.placeAt(timeline, {200, 30}), (TimelinePlace{0, 0})); // attempts lie above waits
    QCOMPARE(geometry.placeAt(timeline, {300, 30}), (TimelinePlace{0, 1}));
    QCOMPARE(geometry.placeAt(timeline, {150, 50}), (TimelinePlace{1, 0}));
    QCOMPARE(geometry.placeAt(timeline, {300, 50}), TimelinePlace());
    QCOMPARE(geometry.placeAt(timeline, {50, 30}), TimelinePlace());  // a name
    QCOMPARE(geometry.placeAt(timeline, {150, 70}), TimelinePlace()); // below all rows
    geometry.scrolled = {100, 20};
    QCOMPARE(geometry.placeAt(timeline, {101, 30}), (TimelinePlace{1, 0}));
}

void TestTimeline::ticks_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("until");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels");
    QTest::newRow("milliseconds") << 0LL << 8LL << 10 << u"0 0.001s 0.002s 0.003s 0.004s 0.005s 0.006s 0.007s 0.008s"_s;
    QTest::newRow("tenths") << 0LL << 1'000LL << 6 << u"0 0.2s 0.4s 0.6s 0.8s 1.0s"_s;
    QTest::newRow("seconds") << 0LL << 4'300LL << 6 << u"0 1s 2s 3s 4s"_s;
    QTest::newRow("from the middle") << 3'100LL << 11'000LL << 6 << u"4s|6s|8s|10s"_s;
    QTest::newRow("minutes") << 0LL << 300'000LL << 6 << u"0 1m 2m 3m 4m 5m"_s;
    QTest::newRow("seconds in minutes") << 100'000LL << 160'000LL << 5 << u"1m 45s|2m|2m 15s|2m 30s"_s;
    QTest::newRow("hours") << 0LL << 7'200'000LL << 5 << u"0|30m|1h|1h 30m|2h"_s;
    QTest::newRow("days") << 0LL << 259'200'000LL << 4 << u"0|1d|2d|3d"_s;
    QTest::newRow("deep in a long run") << 3'600'100LL << 3'600'900LL << 5 << u"1h 200ms|1h 400ms|1h 600ms|1h 800ms"_s;
    QTest::newRow("nothing") << 5LL << 4LL << 5 << QString();
    QTest::newRow("a moment") << 0LL << 0LL << 5 << u"0"_s;
}

void TestTimeline::ticks()
{
    QFETCH(qint64, from);
    QFETCH(qint64, until);
    QFETCH(int, most);
    QFETCH(QString, labels);
    QStringList found;
    for (const TimeTick &tick : timeTicks(Milliseconds(from), Milliseconds(until), most))
        found.append(tick.label);
    QCOMPARE(found, labels.split(labels.contains(u'|') ? u'|' : u' ', Qt::SkipEmptyParts));
}

void TestTimeline::ticksAreNeverTooMany()
{
    for (qint64 span = 1; span < 400LL * 86'400'000; span = span * 3 + 1) {
        for (int most : {1, 2, 5, 20}) {
            const QList<TimeTick> ticks = timeTicks(Milliseconds(span / 7), Milliseconds(span / 7 + span), most);
            QVERIFY(ticks.size() <= most);
            QSet<QString> labels;
            for (const TimeTick &tick : ticks) {
                QVERIFY(tick.at.count() >= span / 7 && tick.at.count() <= span / 7 + span);
                labels.insert(tick.label);
            }
            QCOMPARE(labels.size(), ticks.size()); // no two alike
            QVERIFY(most < 20 || ticks.size() >= 3 || span < 3);
        }
    }
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
