#include "control/filter.h"
#include "control/trenddesk.h"
#include "rawstore.h"
#include "store/sqlcatalog.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Trends are read from what the store counts, and compared with what was recorded.
class TestTrends : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsComeBack();
    void weeksBeginOnMondays();
    void countsFailuresByService();
    void countsFailuresByCause();
    void countsRetriesForEachSuccess();
    void saysWhatOlderStoresCannotTell();
    void measuresLatencies();
    void judgesByThePromiseOfThatTime();
    void measuresRecoveries();
    void tellsStepsOfPipelinesApart();
    void marksWhatIsUnusual();
    void fewCasesAreNotJudged();
    void refusesWhatMakesNoSense();
    void pointsOpenTheirRuns();
    void writesCsv();

private:
    static constexpr qint64 Now = 1'795'000'000'000; // 2026-11-18T11:06:40Z, a Wednesday
    static constexpr qint64 Day = 86'400'000;
    static void note(Fixture &fixture, int daysAgo, int count, std::optional<Category> category = {}, qint64 tookMs = 100,
                     bool retried = false, const QString &service = u"ocr"_s, const QString &step = u"scan"_s);
    static void tally(Fixture &fixture);
    static Trends trends(Fixture &fixture, const TrendQuestion &question);
    static const TrendLine &line(const Trends &trends, const QString &name);
};

void TestTrends::note(Fixture &fixture, int daysAgo, int count, std::optional<Category> category, qint64 tookMs, bool retried,
                      const QString &service, const QString &step)
{
    if (!fixture.reader().run(RunId(1)))
        fixture.addRun(1);
    Transaction recorded;
    for (int i = 0; i < count; ++i) {
        Attempt made = attempt(RunId(1), step);
        made.startedAt = at(Now - daysAgo * Day);
        made.timing.total = Milliseconds(tookMs);
        made.category = category;
        made.service = service;
        made.decision = retried ? Action::Retry : category ? Action::Block : Action::Succeed;
        recorded.add(AddAttempt{made});
    }
    VERIFY_OK(fixture.store().commitAndWait(std::move(recorded)));
}

void TestTrends::tally(Fixture &fixture)
{
    for (bool more = true; more;) {
        const auto done = fixture.store().commitAndWait(Transaction(Tally{at(Now)}));
        VERIFY_OK(done);
        more = done->tallyMore;
    }
}

Trends TestTrends::trends(Fixture &fixture, const TrendQuestion &question)
{
    auto read = readTrends(fixture.reader(), question, at(Now));
    if (!read)
        qFatal("%s", qPrintable(describe(read.error())));
    return *read;
}

const TrendLine &TestTrends::line(const Trends &trends, const QString &name)
{
    for (const TrendLine &one : trends.lines) {
        if (one.name == name)
            return one;
    }
    qFatal("no line %s", qPrintable(name));
}

void TestTrends::wordsComeBack()
{
    for (const TrendFigure figure : allTrendFigures())
        QCOMPARE(trendFigureFromWord(word(figure)), std::optional(figure));
    for (const TrendGroup group :
         {TrendGroup::Whole, TrendGroup::Service, TrendGroup::Step, TrendGroup::Pipeline, TrendGroup::Cause})
        QCOMPARE(trendGroupFromWord(word(group)), std::optional(group));
    QVERIFY(!trendFigureFromWord(u"speed"_s));
    QVERIFY(!trendGroupFromWord(u"colour"_s));
}

void TestTrends::weeksBeginOnMondays()
{
    Fixture fixture;
    note(fixture, 2, 3); // Monday
    note(fixture, 3, 5); // the Sunday before
    tally(fixture);
    const Trends read = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Service, true, 2, {}});
    const TrendLine &ocr = line(read, u"ocr"_s);
    QCOMPARE(ocr.points.size(), 2);
    QCOMPARE(toRfc3339(ocr.points.last().start), u"2026-11-16T00:00:00.000Z"_s);
    QCOMPARE(ocr.points.last().of, 3);
    QVERIFY(ocr.points.last().isLast);
    QCOMPARE(ocr.points.first().of, 5);
    QVERIFY(!ocr.points.first().isLast);
    const Trends days = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Service, false, 4, {}});
    QList<qint64> counts;
    for (const TrendPoint &point : line(days, u"ocr"_s).points)
        counts.append(point.of);
    QCOMPARE(counts, QList<qint64>({5, 3, 0, 0}));
    QVERIFY(!line(days, u"ocr"_s).points.last().value); // nothing is no nought
}

void TestTrends::countsFailuresByService()
{
    Fixture fixture;
    note(fixture, 0, 6);
    note(fixture, 0, 2, Category::Timeout);
    note(fixture, 0, 4, Category::Service, 100, false, u"antivirus"_s);
    tally(fixture);
    const Trends read = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Service, true, 3, {}});
    QCOMPARE(read.lines.size(), 2);
    QCOMPARE(read.lines.first().name, u"ocr"_s); // it tells of most
    QCOMPARE(*line(read, u"ocr"_s).points.last().value, 0.25);
    QCOMPARE(*line(read, u"antivirus"_s).points.last().value, 1.0);
    const Trends whole = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Whole, true, 3, {}});
    QCOMPARE(whole.lines.size(), 1);
    QCOMPARE(*whole.lines.first().points.last().value, 0.5);
    const Trends one = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Whole, true, 3, u"ocr"_s});
    QCOMPARE(*one.lines.first().points.last().value, 0.25);
}

void TestTrends::countsFailuresByCause()
{
    Fixture fixture;
    note(fixture, 0, 7);
    note(fixture, 0, 2, Category::Timeout);
    note(fixture, 0, 1, Category::RateLimit);
    note(fixture, 7, 10);
    tally(fixture);
    const Trends read = trends(fixture, {TrendFigure::FailureShare, TrendGroup::Cause, true, 2, {}});
    QCOMPARE(read.lines.size(), 2);
    QCOMPARE(*line(read, u"timeout"_s).points.last().value, 0.2);
    QCOMPARE(*line(read, u"rate_limit"_s).points.last().value, 0.1);
    QCOMPARE(*line(read, u"timeout"_s).points.first().value, 0.0); // there were attempts, and none failed so
    QCOMPARE(line(read, u"timeout"_s).points.first().of, 10);
}

void TestTrends::countsRetriesForEachSuccess()
{
    Fixture fixture;
    note(fixture, 0, 8);
    note(fixture, 0, 6, Category::Network, 100, true);
    note(fixture, 0, 5, Category::Network, 100, false); // given up
    tally(fixture);
    const Trends read = trends(fixture, {TrendFigure::RetriesPerSuccess, TrendGroup::Service, true, 2, {}});
    QCOMPARE(*line(read, u"ocr"_s).points.last().value, 0.75);
    QCOMPARE(line(read, u"ocr"_s).points.last().of, 8);
    QVERIFY(!read.retriesSince);
}

/// What was counted before retries were: the migration notes up to when.
void TestTrends::saysWhatOlderStoresCannotTell()
{
    Fixture fixture;
    note(fixture, 9, 4);
    note(fixture, 9, 4, Category::Network, 100, true);
    tally(fixture);
    fixture.close();
    QStringList statements{u"DROP INDEX event_of_breaker"_s,
                           u"ALTER TABLE attempt_tally DROP COLUMN retried"_s,
                           u"ALTER TABLE tallied DROP COLUMN retried_since"_s,
                           u"DELETE FROM tally_span WHERE seconds = 604800"_s,
                           u"DELETE FROM attempt_tally WHERE span = 604800"_s,
                           u"DELETE FROM run_tally WHERE span = 604800"_s};
    const SqlCatalog catalog;
    for (const Migration &migration : catalog.migrations()) {
        if (migration.statements.join(u' ').contains("retried_since"_L1))
            statements += migration.statements;
    }
    QVERIFY(statements.size() > 6);
    cairn::testing::RawStore(fixture.folder()).run(statements);
    const auto store = open(fixture.folder());
    const auto reading = reader(*store);
    const auto read = readTrends(*reading, {TrendFigure::RetriesPerSuccess, TrendGroup::Service, true, 3, {}}, at(Now));
    VERIFY_OK(read);
    QCOMPARE(read->retriesSince, std::optional(at(Now - 9 * Day)));
    QVERIFY(!line(*read, u"ocr"_s).points.at(1).value); // its beginning is not known
    const auto failures = readTrends(*reading, {TrendFigure::FailureShare, TrendGroup::Service, true, 3, {}}, at(Now));
    QCOMPARE(*line(*failures, u"ocr"_s).points.at(1).value, 0.5);
    QVERIFY(!failures->retriesSince);
}

void TestTrends::measuresLatencies()
{
    Fixture fixture;
    note(fixture, 0, 90, {}, 220);
    note(fixture, 0, 10, {}, 5'500);
    note(fixture, 0, 50, Category::Timeout, 60'000); // what failed tells nothing of it
    tally(fixture);
    const auto value = [&](TrendFigure figure) {
        return *line(trends(fixture, {figure, TrendGroup::Service, true, 2, {}}), u"ocr"_s).points.last().value;
    };
    QVERIFY(value(TrendFigure::LatencyMedian) >= 200 && value(TrendFigure::LatencyMedian) <= 250);
    QVERIFY(value(TrendFigure::LatencyP90) <= 250);
}

void TestTrends::judgesByThePromiseOfThatTime()
{
    Fixture fixture;
    const auto promise = [&](Milliseconds budget, int daysAgo) {
        ServiceRevision revision = serviceRevision(u"ocr"_s, QString::number(budget.count()));
        revision.service.contract.latencyBudget = budget;
        VERIFY_OK(
            fixture.store().commitAndWait(Transaction(PutServiceRevision{revision, at(Now - daysAgo * Day), u"ann"_s, {}})));
    };
    note(fixture, 8, 10, {}, 2'100);
    note(fixture, 0, 10, {}, 2'100);
    note(fixture, 0, 30, {}, 100);
    note(fixture, 0, 10, {}, 100, false, u"nobody"_s); // promises nothing
    tally(fixture);
    promise(std::chrono::seconds(5), 20);
    promise(std::chrono::seconds(1), 1);
    const Trends read = trends(fixture, {TrendFigure::OverBudget, TrendGroup::Service, true, 2, {}});
    QCOMPARE(*line(read, u"ocr"_s).points.first().value, 0.0); // 5 s then
    QCOMPARE(*line(read, u"ocr"_s).points.last().value, 0.25); // 1 s now
    QVERIFY(!line(read, u"nobody"_s).points.last().value);
    // Within a week each day is judged by what was promised when it ended.
    note(fixture, 2, 40, {}, 2'100);
    tally(fixture);
    QCOMPARE(*line(trends(fixture, {TrendFigure::OverBudget, TrendGroup::Service, true, 2, {}}), u"ocr"_s).points.last().value,
             0.125);
    const Trends latency = trends(fixture, {TrendFigure::LatencyP90, TrendGroup::Step, true, 2, u"ocr"_s});
    QCOMPARE(latency.budgets, QList<std::optional<Milliseconds>>({Milliseconds(5'000), Milliseconds(1'000)}));
}

void TestTrends::measuresRecoveries()
{
    Fixture fixture;
    for (int i = 1; i <= 12; ++i) {
        const RunId run = fixture.addRun(i);
        for (const bool good : {false, true}) {
            Checkpoint change = checkpoint(run);
            change.state = good ? StepState::Succeeded : StepState::WaitingRetry;
            change.category = good ? std::nullopt : std::optional(i <= 9 ? Category::Network : Category::Service);
            change.at = at(good ? Now : Now - (i <= 9 ? 10'000 : 300'000));
            VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{change})));
        }
    }
    tally(fixture);
    const Trends median = trends(fixture, {TrendFigure::RecoveryMedian, TrendGroup::Service, true, 2, {}});
    const TrendPoint &last = line(median, u"antivirus"_s).points.last();
    QCOMPARE(last.of, 12);
    QVERIFY(*last.value >= 10'000 && *last.value <= 12'500);
    const Trends p90 = trends(fixture, {TrendFigure::RecoveryP90, TrendGroup::Cause, true, 2, {}});
    QVERIFY(*line(p90, u"service"_s).points.last().value > 250'000);
    QVERIFY(*line(p90, u"network"_s).points.last().value <= 12'500);
}

void TestTrends::tellsStepsOfPipelinesApart()
{
    Fixture fixture;
    note(fixture, 0, 3, {}, 100, false, u"ocr"_s, u"extract"_s);
    note(fixture, 0, 2, {}, 100, false, u"antivirus"_s, u"scan"_s);
    tally(fixture);
    const Trends steps = trends(fixture, {TrendFigure::LatencyMedian, TrendGroup::Step, true, 1, {}});
    QCOMPARE(steps.lines.size(), 2);
    QCOMPARE(steps.lines.first().name, u"intake/extract"_s);
    const Trends pipelines = trends(fixture, {TrendFigure::LatencyMedian, TrendGroup::Pipeline, true, 1, {}});
    QCOMPARE(pipelines.lines.size(), 1);
    QCOMPARE(pipelines.lines.first().of, 5);
}

void TestTrends::marksWhatIsUnusual()
{
    Fixture fixture;
    for (int week = 1; week <= 7; ++week) {
        note(fixture, 7 * week, 95 + week % 3);
        note(fixture, 7 * week, 5 - week % 3, Category::Service);
    }
    note(fixture, 0, 60);
    note(fixture, 0, 40, Category::Service);
    tally(fixture);
    const TrendQuestion question{TrendFigure::FailureShare, TrendGroup::Service, true, 8, {}};
    const Trends read = trends(fixture, question);
    const QList<TrendPoint> points = line(read, u"ocr"_s).points;
    for (const TrendPoint &point : points)
        QCOMPARE(point.anomaly.has_value(), point.isLast);
    QVERIFY(points.last().anomaly->score > FarOff);
    QCOMPARE(points.last().anomaly->of, 7);
    QCOMPARE(anomalyText(question, points.last()), u"unusually high: 40.0%, when 4.0% was usual over the 7 weeks before"_s);
    QCOMPARE(anomalyText(question, points.first()), QString());
}

void TestTrends::fewCasesAreNotJudged()
{
    Fixture fixture;
    for (int week = 1; week <= 7; ++week)
        note(fixture, 7 * week, 100);
    note(fixture, 0, int(LeastOf) - 1, Category::Service);
    tally(fixture);
    const TrendQuestion question{TrendFigure::FailureShare, TrendGroup::Service, true, 8, {}};
    QVERIFY(!line(trends(fixture, question), u"ocr"_s).points.last().anomaly);
    note(fixture, 0, 1, Category::Service);
    tally(fixture);
    QVERIFY(line(trends(fixture, question), u"ocr"_s).points.last().anomaly);
}

void TestTrends::refusesWhatMakesNoSense()
{
    Fixture fixture;
    COMPARE_ERROR(readTrends(fixture.reader(), {TrendFigure::LatencyP90, TrendGroup::Cause, true, 2, {}}, at(Now)),
                  ErrorKind::Usage);
    COMPARE_ERROR(readTrends(fixture.reader(), {TrendFigure::LatencyP90, TrendGroup::Step, true, 0, {}}, at(Now)),
                  ErrorKind::Usage);
    COMPARE_ERROR(readTrends(fixture.reader(), {TrendFigure::LatencyP90, TrendGroup::Step, true, 401, {}}, at(Now)),
                  ErrorKind::Usage);
    QVERIFY(trends(fixture, {}).lines.isEmpty());
}

/// The line that a point gives is understood, and finds its runs and no others.
void TestTrends::pointsOpenTheirRuns()
{
    Fixture fixture;
    const auto run = [&](qint64 id, int daysAgo, std::optional<Category> category, bool retried) {
        RunRecord record = runRecord(id, fixture.pipelineId);
        record.id = RunId((Now - daysAgo * Day) << 21 | id);
        record.submittedAt = at(Now - daysAgo * Day);
        Attempt made = attempt(record.id, u"extract"_s);
        made.startedAt = record.submittedAt;
        made.category = category;
        made.decision = retried ? Action::Retry : Action::Succeed;
        if (const auto added = fixture.store().commitAndWait(Transaction(InsertRun{record}, AddAttempt{made})); !added)
            qFatal("%s", qPrintable(describe(added.error())));
        return record.id;
    };
    const RunId good = run(1, 0, {}, false);
    const RunId timedOut = run(2, 0, Category::Timeout, false);
    const RunId retried = run(3, 0, Category::Network, true);
    const RunId earlier = run(4, 7, Category::Timeout, false);
    tally(fixture);
    const auto found = [&](TrendFigure figure, TrendGroup group, const QString &name, int bar) {
        const TrendQuestion question{figure, group, true, 2, {}};
        const Trends read = trends(fixture, question);
        const TrendLine &of = line(read, name);
        const auto filter = parseFilter(splitFilterLine(runsFilter(question, of, of.points.at(bar))), at(Now));
        if (!filter)
            qFatal("%s", qPrintable(describe(filter.error())));
        QList<RunId> ids;
        const auto runs = fixture.reader().runs(*filter, {}, 100);
        for (const RunRecord &record : runs.value_or(QList<RunRecord>()))
            ids.append(record.id);
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    QCOMPARE(found(TrendFigure::FailureShare, TrendGroup::Service, u"ocr"_s, 1), QList<RunId>({timedOut, retried}));
    QCOMPARE(found(TrendFigure::FailureShare, TrendGroup::Service, u"ocr"_s, 0), QList<RunId>({earlier}));
    QCOMPARE(found(TrendFigure::FailureShare, TrendGroup::Cause, u"timeout"_s, 1), QList<RunId>({timedOut}));
    QCOMPARE(found(TrendFigure::RetriesPerSuccess, TrendGroup::Pipeline, u"intake"_s, 1), QList<RunId>({retried}));
    QCOMPARE(found(TrendFigure::LatencyP90, TrendGroup::Step, u"intake/extract"_s, 1), QList<RunId>({good, timedOut, retried}));
    QCOMPARE(found(TrendFigure::LatencyP90, TrendGroup::Whole, {}, 1), QList<RunId>({good, timedOut, retried}));
}

void TestTrends::writesCsv()
{
    Fixture fixture;
    note(fixture, 0, 3);
    note(fixture, 0, 1, Category::Service);
    tally(fixture);
    const QByteArray csv = trendsCsv(trends(fixture, {TrendFigure::FailureShare, TrendGroup::Service, true, 2, {}}));
    QCOMPARE(csv, QByteArray("figure,unit,line,from,until,value,of,usual,score\r\n"
                             "failures,share,ocr,2026-11-09T00:00:00.000Z,2026-11-16T00:00:00.000Z,,0,,\r\n"
                             "failures,share,ocr,2026-11-16T00:00:00.000Z,2026-11-23T00:00:00.000Z,0.25,4,,\r\n"));
}

QTEST_GUILESS_MAIN(TestTrends)
#include "tst_trends.moc"
