#include "rawstore.h"
#include "runfilters.h"
#include "storetesting.h"

#include "store/sqlcatalog.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

constexpr int AllRuns = 400;

bool mayFail(RunState state)
{
    return !isFinished(state) && state != RunState::Pending;
}

QString names(const QList<RunRecord> &runs)
{
    QStringList ids;
    for (const RunRecord &run : runs)
        ids.append(QString::number(run.id.value()));
    return ids.join(u' ');
}

} // namespace

/// Lists of runs under every sort of filter, against a plain model of what they should hold.
class TestStoreRunLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filters_data();
    void filters();
    void pagesThroughEverything();
    void filtersAtRandom();
    void findsWhatWasReached();
    void takesTextLiterally();
    void searchesTellHowFarTheyCame();
    void spansFindRunsByTheirIds();
    void needsNoSortAndNoScan_data();
    void needsNoSortAndNoScan();

private:
    void fail(RunId run, const QString &step, const QString &service, Category category);
    QList<RunRecord> expected(const RunFilter &filter) const;
    void check(const RunFilter &filter);
    void checkSearch(const RunFilter &filter, const QList<RunRecord> &wanted);

    Fixture m_fixture;
    QList<RunRecord> m_runs; ///< newest first
    QHash<RunId, QList<Place>> m_places;
};

void TestStoreRunLists::initTestCase()
{
    const auto other = m_fixture.store().commitAndWait(
        Transaction(PutPipelineVersion{pipelineVersion(u"archive"_s, 4, {{u"scan"_s, u"geo"_s}}), at(1)}));
    VERIFY_OK(other);
    const auto newer = m_fixture.store().commitAndWait(
        Transaction(PutPipelineVersion{pipelineVersion(u"archive"_s, 5, {{u"scan"_s, u"geo"_s}}), at(2)}));
    VERIFY_OK(newer);
    QRandomGenerator random(7);
    const auto states = allRunStates();
    for (int i = 1; i <= AllRuns; ++i) {
        const bool archive = i % 5 == 0;
        const qint64 archiveId = i % 3 ? newer->definitionId : other->definitionId;
        RunRecord run = runRecord(i * 3, archive ? archiveId : m_fixture.pipelineId, states.at(random.bounded(states.size())));
        run.pipeline = archive ? u"archive"_s : u"intake"_s;
        run.version = !archive ? 1 : i % 3 ? 5 : 4;
        run.submittedAt = at(1000 * i + random.bounded(20'000)); // not quite in order of id
        if (i % 2) {
            run.step = StepId(archive || i % 3 ? u"scan"_s : u"extract"_s);
            run.category = i % 7 ? Category::Data : Category::Network;
        }
        const QString service = !(i % 2)                       ? QString()
                                : archive                      ? u"geo"_s
                                : run.step.name() == "scan"_L1 ? u"antivirus"_s
                                                               : u"ocr"_s;
        m_places.insert(run.id, {{service, run.step.name(), run.category}});
        VERIFY_OK(m_fixture.store().commitAndWait(Transaction(InsertRun{run})));
        if (i % 4 < 2 && !archive && mayFail(run.state))
            fail(run.id, u"extract"_s, u"ocr"_s, i % 8 < 4 ? Category::Network : Category::Auth);
        if (i % 3 == 0 && !archive && mayFail(run.state))
            fail(run.id, u"scan"_s, u"antivirus"_s, Category::Data);
        m_runs.prepend(run);
    }
}

/// It stands there as well, or its row says so already.
void TestStoreRunLists::fail(RunId run, const QString &step, const QString &service, Category category)
{
    Checkpoint failed = checkpoint(run, step);
    failed.state = StepState::Blocked;
    failed.category = category;
    VERIFY_OK(m_fixture.store().commitAndWait(Transaction(AddCheckpoint{failed})));
    m_places[run].append({service, step, category});
}

QList<RunRecord> TestStoreRunLists::expected(const RunFilter &filter) const
{
    QList<RunRecord> found;
    std::copy_if(m_runs.begin(), m_runs.end(), std::back_inserter(found),
                 [&](const RunRecord &run) { return matches(run, m_places.value(run.id), filter); });
    return found;
}

void TestStoreRunLists::check(const RunFilter &filter)
{
    const auto wanted = expected(filter);
    const auto all = m_fixture.reader().runs(filter, {}, AllRuns + 1);
    VERIFY_OK(all);
    QCOMPARE(names(*all), names(wanted));
    QCOMPARE(m_fixture.reader().countRuns(filter).value(), wanted.size());
    const RunId before(AllRuns * 3 / 2);
    const auto page = m_fixture.reader().runs(filter, before, 7);
    VERIFY_OK(page);
    QList<RunRecord> older;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(older), [&](const RunRecord &run) { return run.id < before; });
    QCOMPARE(names(*page), names(older.mid(0, 7)));
    checkSearch(filter, wanted);
}

/// Searches that look at a few runs at a time come to the same in the end, and no step of them takes up more than a page.
void TestStoreRunLists::checkSearch(const RunFilter &filter, const QList<RunRecord> &wanted)
{
    constexpr int Limit = 5;
    constexpr int Rows = 17;
    QList<RunRecord> found;
    for (RunId before;;) {
        const auto page = m_fixture.reader().searchRuns(filter, before, Limit, Rows);
        VERIFY_OK(page);
        QVERIFY(page->runs.size() <= Limit);
        found += page->runs;
        const bool full = page->runs.size() == Limit;
        QVERIFY(!full || !page->searchedTo.isValid());
        if (!full && !page->searchedTo.isValid())
            break;
        QVERIFY(full || page->runs.isEmpty() || page->searchedTo <= page->runs.last().id);
        before = full ? page->runs.last().id : page->searchedTo;
    }
    QCOMPARE(names(found), names(wanted));
    qint64 matching = 0;
    RunId before;
    do {
        const auto some = m_fixture.reader().countSome(filter, before, Rows);
        VERIFY_OK(some);
        matching += some->matching;
        before = some->searchedTo;
    } while (before.isValid());
    QCOMPARE(matching, wanted.size());
}

/// What is found beyond the place where a search stops is not told before it is reached.
void TestStoreRunLists::searchesTellHowFarTheyCame()
{
    const RunFilter filter = with([](RunFilter &f) { f.text = u"no such input"_s; });
    const auto page = m_fixture.reader().searchRuns(filter, {}, 5, 100);
    VERIFY_OK(page);
    QVERIFY(page->runs.isEmpty());
    QCOMPARE(page->searchedTo, m_runs.at(99).id);
    QCOMPARE(page->searchedAt, m_runs.at(99).submittedAt);
    const RunFilter intake = with([](RunFilter &f) { f.pipeline = u"intake"_s; });
    QCOMPARE(m_fixture.reader().countSome(intake, {}, 100)->matching, 100);
    QCOMPARE(m_fixture.reader().countSome({}, {}, 100)->matching, AllRuns); // states alone are counted at once
    const auto rest = m_fixture.reader().searchRuns(filter, page->searchedTo, 5, AllRuns);
    QVERIFY(rest && rest->runs.isEmpty() && !rest->searchedTo.isValid());
}

/// Ids that tell the time, and one that does not.
void TestStoreRunLists::spansFindRunsByTheirIds()
{
    Fixture fixture;
    const auto add = [&](qint64 ms, qint64 idMs) {
        RunRecord run = runRecord(idMs << 21, fixture.pipelineId);
        run.submittedAt = at(ms);
        VERIFY_OK(fixture.store().commitAndWait(Transaction(InsertRun{run})));
    };
    constexpr qint64 Start = 1'790'000'000'000;
    for (int minute = 0; minute < 10; ++minute)
        add(Start + minute * 60'000, Start + minute * 60'000);
    add(Start + 90'000, Start - 86'400'000); // the clock was a day behind when its id was made
    add(Start + 100'000, Start + 86'400'000);
    const auto submitted = [&](qint64 from, qint64 to) {
        QList<qint64> times;
        const auto runs = fixture.reader().runs(span(Start + from, Start + to), {}, 20);
        for (const RunRecord &run : runs.value())
            times.append(run.submittedAt.time_since_epoch().count() - Start);
        return times;
    };
    QCOMPARE(submitted(60'000, 180'000), (QList<qint64>{100'000, 120'000, 60'000, 90'000}));
    QCOMPARE(submitted(180'000, 180'001), QList<qint64>{180'000});
    QCOMPARE(submitted(180'001, 240'000), QList<qint64>());
}

void TestStoreRunLists::filters_data()
{
    QTest::addColumn<RunFilter>("filter");
    QTest::newRow("all") << RunFilter();
    QTest::newRow("one state") << with([](RunFilter &f) { f.states = {RunState::Blocked}; });
    QTest::newRow("states") << with([](RunFilter &f) { f.states = {RunState::Blocked, RunState::Succeeded, RunState::Blocked}; });
    QTest::newRow("pipeline") << with([](RunFilter &f) { f.pipeline = u"archive"_s; });
    QTest::newRow("pipeline and states") << with([](RunFilter &f) {
        f.states = {RunState::Held, RunState::Paused};
        f.pipeline = u"intake"_s;
    });
    QTest::newRow("version") << with([](RunFilter &f) {
        f.pipeline = u"archive"_s;
        f.version = 4;
    });
    QTest::newRow("version and states") << with([](RunFilter &f) {
        f.states = {RunState::Held, RunState::Succeeded};
        f.pipeline = u"archive"_s;
        f.version = 5;
    });
    QTest::newRow("no such version") << with([](RunFilter &f) {
        f.pipeline = u"archive"_s;
        f.version = 1;
    });
    QTest::newRow("service") << with([](RunFilter &f) { f.service = u"ocr"_s; });
    QTest::newRow("step") << with([](RunFilter &f) { f.step = u"scan"_s; });
    QTest::newRow("category") << with([](RunFilter &f) { f.category = Category::Network; });
    QTest::newRow("a category of nothing that rows say") << with([](RunFilter &f) { f.category = Category::Auth; });
    QTest::newRow("of one step") << with([](RunFilter &f) { // scan fails with Data, extract with Network
        f.step = u"scan"_s;
        f.category = Category::Network;
    });
    QTest::newRow("category and states") << with([](RunFilter &f) {
        f.states = {RunState::Blocked, RunState::Held, RunState::Succeeded};
        f.category = Category::Auth;
    });
    QTest::newRow("since") << with([](RunFilter &f) { f.since = at(200'000); });
    QTest::newRow("until") << with([](RunFilter &f) { f.until = at(100'000); });
    QTest::newRow("span") << span(100'000, 120'000);
    QTest::newRow("empty span") << span(120'000, 120'000);
    QTest::newRow("future") << with([](RunFilter &f) { f.since = at(1'000'000'000); });
    QTest::newRow("name") << with([](RunFilter &f) { f.text = u"Scan-12"_s; });
    QTest::newRow("run id") << with([](RunFilter &f) { f.text = RunId(300).toString().toLower(); });
    QTest::newRow("nothing") << with([](RunFilter &f) { f.pipeline = u"none"_s; });
    QTest::newRow("much") << with([](RunFilter &f) {
        f.states = {RunState::Blocked, RunState::Succeeded, RunState::Held, RunState::Running};
        f.pipeline = u"intake"_s;
        f.service = u"antivirus"_s;
        f.step = u"scan"_s;
        f.category = Category::Data;
        f.since = at(10'000);
        f.until = at(400'000);
        f.text = u"1"_s;
    });
}

void TestStoreRunLists::filters()
{
    QFETCH(const RunFilter, filter);
    check(filter);
}

void TestStoreRunLists::pagesThroughEverything()
{
    const RunFilter filter = with([](RunFilter &f) { f.states = {RunState::Blocked, RunState::Succeeded, RunState::Pending}; });
    QList<RunRecord> gathered;
    RunId before;
    for (;;) {
        const auto page = m_fixture.reader().runs(filter, before, 9);
        VERIFY_OK(page);
        if (page->isEmpty())
            break;
        gathered += *page;
        before = page->last().id;
    }
    QCOMPARE(names(gathered), names(expected(filter)));
    QVERIFY(m_fixture.reader().runs({}, {}, 0)->isEmpty());
}

void TestStoreRunLists::filtersAtRandom()
{
    QRandomGenerator random(11);
    const auto maybe = [&] { return random.bounded(3) == 0; };
    for (int i = 0; i < 300; ++i) {
        RunFilter filter;
        for (const RunState state : allRunStates()) {
            if (maybe())
                filter.states.append(state);
        }
        if (maybe())
            filter.pipeline = maybe() ? u"archive"_s : u"intake"_s;
        if (!filter.pipeline.isEmpty() && maybe())
            filter.version = maybe() ? 1 : 4 + random.bounded(2);
        if (maybe())
            filter.service = maybe() ? u"ocr"_s : u"antivirus"_s;
        if (maybe())
            filter.step = u"scan"_s;
        if (maybe())
            filter.category = maybe() ? Category::Auth : Category::Data;
        if (maybe())
            filter.since = at(random.bounded(400'000));
        if (maybe())
            filter.until = at(random.bounded(420'000));
        if (maybe())
            filter.text = QString::number(random.bounded(10));
        check(filter);
        if (QTest::currentTestFailed())
            return;
    }
}

/// Whatever became of a run since.
void TestStoreRunLists::findsWhatWasReached()
{
    Fixture fixture;
    const auto add = [&](qint64 id, const QList<std::pair<qint64, RunState>> &course) {
        RunRecord run = runRecord(id, fixture.pipelineId);
        VERIFY_OK(fixture.store().commitAndWait(Transaction(InsertRun{run})));
        for (const auto &[ms, state] : course) {
            run.state = state;
            VERIFY_OK(fixture.store().commitAndWait(Transaction(UpdateRun{run, at(ms)})));
        }
    };
    add(1, {{100, RunState::Blocked}, {200, RunState::Succeeded}});
    add(2, {{150, RunState::Blocked}});
    add(3, {{300, RunState::Blocked}, {310, RunState::OutcomeUnknown}, {320, RunState::Blocked}});
    add(4, {{100, RunState::Succeeded}});
    const auto found = [&](const QList<RunState> &reached, std::optional<Timestamp> since, std::optional<Timestamp> until,
                           const QList<RunState> &now = {}) {
        RunFilter filter;
        filter.states = now;
        filter.reached = RunFilter::Reached{reached, since, until};
        const auto page = fixture.reader().searchRuns(filter, {}, 10, 100);
        return page && fixture.reader().countRuns(filter) == page->runs.size() ? names(page->runs) : u"differs"_s;
    };
    QCOMPARE(found({RunState::Blocked}, {}, {}), u"3 2 1"_s);
    QCOMPARE(found({RunState::Blocked}, at(100), at(150)), u"1"_s); // from the first moment on, up to the last
    QCOMPARE(found({RunState::Blocked}, at(101), {}), u"3 2"_s);
    QCOMPARE(found({RunState::Blocked}, at(301), at(320)), QString());
    QCOMPARE(found({RunState::Succeeded, RunState::OutcomeUnknown}, {}, {}), u"4 3 1"_s);
    QCOMPARE(found({RunState::Blocked}, {}, {}, {RunState::Succeeded}), u"1"_s);
}

void TestStoreRunLists::takesTextLiterally()
{
    Fixture fixture;
    const QStringList inputs{u"a%b.pdf"_s, u"a_b.pdf"_s, u"a\\b.pdf"_s, u"axb.pdf"_s, u"Größe.pdf"_s};
    for (int i = 0; i < inputs.size(); ++i) {
        RunRecord run = runRecord(i + 1, fixture.pipelineId);
        run.inputName = inputs[i];
        VERIFY_OK(fixture.store().commitAndWait(Transaction(InsertRun{run})));
    }
    const QList<std::pair<QString, int>> found{{u"a%b"_s, 1}, {u"a_b"_s, 1}, {u"a\\b"_s, 1}, {u"%"_s, 1},
                                               {u"A"_s, 4},   {u"ö"_s, 1},   {u"'"_s, 0},    {u".PDF"_s, 5}};
    for (const auto &[sought, count] : found)
        QCOMPARE(fixture.reader().countRuns(with([&text = sought](RunFilter &f) { f.text = text; })).value(), count);
}

void TestStoreRunLists::needsNoSortAndNoScan_data()
{
    QTest::addColumn<QString>("sql");
    const SqlCatalog catalog;
    const auto add = [&](const char *name, const QList<QLatin1String> &conditions) {
        QString list = catalog.text("run_list"_L1);
        QString count = catalog.text("run_count"_L1);
        for (const auto condition : conditions) {
            list += "\nAND "_L1 + catalog.text(condition);
            count += "\nAND "_L1 + catalog.text(condition);
        }
        QString floor = catalog.text("run_floor"_L1);
        for (const auto condition : conditions)
            floor += "\nAND "_L1 + catalog.text(condition);
        QTest::addRow("floor %s", name) << floor + u'\n' + catalog.text("run_floor_tail"_L1);
        QTest::addRow("list %s", name) << list + u'\n' + catalog.text("run_list_tail"_L1);
        QTest::addRow("count %s", name) << count;
    };
    add("all", {});
    add("state", {"run_where_state"_L1});
    add("pipeline", {"run_where_pipeline"_L1});
    add("pipeline and state", {"run_where_state"_L1, "run_where_pipeline"_L1});
    add("version and state", {"run_where_state"_L1, "run_where_version"_L1});
    add("service", {"run_where_service"_L1});
    add("step", {"run_where_step"_L1});
    add("category", {"run_where_category"_L1});
    add("service and state", {"run_where_state"_L1, "run_where_service"_L1});
    add("span", {"run_where_submitted"_L1});
    add("state and span", {"run_where_state"_L1, "run_where_submitted"_L1});
    add("service from", {"run_where_from"_L1, "run_where_state"_L1, "run_where_service"_L1});
    add("category from", {"run_where_from"_L1, "run_where_state"_L1, "run_where_pipeline"_L1, "run_where_category"_L1});
    add("reached", {"run_where_reached"_L1});
    add("text", {"run_where_text"_L1});
    add("state and text", {"run_where_state"_L1, "run_where_text"_L1});
    const QByteArray names = "run_by_id runnable_runs parked_runs due_pipelines held_runs holding_services service_state "
                             "checkpoints_of_run attempts_of_run run_id_bounds count_all count_by_other_state "
                             "count_by_version pipeline_by_name service_by_name pending_commands command_by_id events_after "
                             "is_taken refused_files payload_by_digest payload_size payloads_after live_service_revision "
                             "find_pipeline_version";
    for (const QByteArray &name : names.split(' '))
        QTest::newRow(name.constData()) << catalog.text(QLatin1String(name));
}

/// Asks SQLite how it would go about it: with a million runs, a scan or a sort would be felt.
void TestStoreRunLists::needsNoSortAndNoScan()
{
    QFETCH(const QString, sql);
    const QStringList plan = cairn::testing::RawStore(m_fixture.folder()).plan(sql);
    const QString steps = plan.join("; "_L1);
    QVERIFY2(!steps.contains("TEMP B-TREE"_L1), qPrintable(steps));
    for (const QString &step : plan)
        QVERIFY2(!step.startsWith("SCAN"_L1) || step == "SCAN due"_L1 /* names found so far */ ||
                     step.startsWith("SCAN json_each"_L1) /* what it is given */ || step.contains("COVERING INDEX"_L1) ||
                     step.contains("INDEX command_pending"_L1),
                 qPrintable(steps));
}

QTEST_GUILESS_MAIN(TestStoreRunLists)
#include "tst_store_runlists.moc"
