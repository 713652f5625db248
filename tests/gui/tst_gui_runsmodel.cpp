#include "ui/look/statelook.h"
#include "ui/runs/runsmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

using Ids = QList<int>;

/// The list's model on its own: pages are added and merged row by row, so that views keep selection and place.
class TestRunsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAreMerged_data();
    void pagesAreMerged();
    void searchesTellDownToWhere_data();
    void searchesTellDownToWhere();
    void changedRowsAreToldOnce();
    void indexesFollowTheirRuns();
    void moreIsAskedForAndAdded();
    void rowsAreFound();
    void anyHistoryOfMergesEndsAtTheTruth();
    void cellsSayWhatTheRunIs();
};

namespace {

RunRecord runOf(int id, RunState state = RunState::Running)
{
    RunRecord run;
    run.id = RunId(id);
    run.state = state;
    run.inputName = u"file-%1.pdf"_s.arg(id);
    run.pipeline = u"intake"_s;
    run.version = 3;
    return run;
}

QList<RunRecord> runsOf(const Ids &ids)
{
    QList<RunRecord> runs;
    for (int id : ids)
        runs.append(runOf(id));
    return runs;
}

Ids idsIn(const RunsModel &model)
{
    Ids ids;
    for (const RunRecord &run : model.runs())
        ids.append(int(run.id.value()));
    return ids;
}

} // namespace

void TestRunsModel::pagesAreMerged_data()
{
    QTest::addColumn<Ids>("loaded");
    QTest::addColumn<int>("before");
    QTest::addColumn<Ids>("page");
    QTest::addColumn<bool>("toEnd");
    QTest::addColumn<Ids>("expected");
    const Ids loaded{90, 80, 70, 60, 50};
    QTest::newRow("nothing new") << loaded << 0 << Ids{90, 80, 70} << false << loaded;
    QTest::newRow("new at the top") << loaded << 0 << Ids{99, 95, 90} << false << Ids{99, 95, 90, 80, 70, 60, 50};
    QTest::newRow("one gone") << loaded << 0 << Ids{90, 70, 60} << false << Ids{90, 70, 60, 50};
    QTest::newRow("one came between") << loaded << 0 << Ids{90, 85, 80} << false << Ids{90, 85, 80, 70, 60, 50};
    QTest::newRow("the first gone, new ones come") << loaded << 0 << Ids{99, 80, 75} << false << Ids{99, 80, 75, 70, 60, 50};
    QTest::newRow("a window further down") << loaded << 80 << Ids{70, 65} << false << Ids{90, 80, 70, 65, 60, 50};
    QTest::newRow("a window reaching below") << loaded << 60 << Ids{50, 40} << false << Ids{90, 80, 70, 60, 50, 40};
    QTest::newRow("the whole") << loaded << 0 << Ids{90, 60} << true << Ids{90, 60};
    QTest::newRow("all gone") << loaded << 0 << Ids{} << true << Ids{};
    QTest::newRow("the rest gone") << loaded << 80 << Ids{} << true << Ids{90, 80};
    QTest::newRow("into an empty list") << Ids{} << 0 << Ids{3, 2, 1} << true << Ids{3, 2, 1};
}

void TestRunsModel::pagesAreMerged()
{
    QFETCH(Ids, loaded);
    QFETCH(int, before);
    QFETCH(Ids, page);
    QFETCH(bool, toEnd);
    QFETCH(Ids, expected);
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset(runsOf(loaded), false);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.merge(RunId(before), runsOf(page), toEnd);
    QCOMPARE(idsIn(model), expected);
    QCOMPARE(model.isWhole(), toEnd);
    QCOMPARE(resets.size(), 0);
}

void TestRunsModel::searchesTellDownToWhere_data()
{
    QTest::addColumn<Ids>("page");
    QTest::addColumn<int>("downTo");
    QTest::addColumn<Ids>("outcome");
    QTest::newRow("nothing changed") << Ids{50, 40} << 35 << Ids{50, 40, 30, 20, 10};
    QTest::newRow("one is gone between the last row and the place") << Ids{50} << 35 << Ids{50, 30, 20, 10};
    QTest::newRow("the place itself was looked at") << Ids{50} << 30 << Ids{50, 20, 10};
    QTest::newRow("none is left above it") << Ids{} << 15 << Ids{10};
    QTest::newRow("nothing above it") << Ids{} << 60 << Ids{50, 40, 30, 20, 10};
    QTest::newRow("new ones") << Ids{60, 50, 45, 40} << 35 << Ids{60, 50, 45, 40, 30, 20, 10};
}

void TestRunsModel::searchesTellDownToWhere()
{
    QFETCH(const Ids, page);
    QFETCH(const int, downTo);
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset(runsOf({50, 40, 30, 20, 10}), false);
    model.merge({}, runsOf(page), false, RunId(downTo));
    QTEST(idsIn(model), "outcome");
    QVERIFY(!model.isWhole());
}

void TestRunsModel::changedRowsAreToldOnce()
{
    RunsModel model;
    model.reset(runsOf({3, 2, 1}), true);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.merge({}, runsOf({3, 2, 1}), true);
    QCOMPARE(changes.size(), 0);
    model.merge({}, {runOf(3), runOf(2, RunState::Blocked), runOf(1)}, true);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(model.index(1, RunsModel::StateColumn).data(LookRole).toInt(), int(Look::Blocked));
}

void TestRunsModel::indexesFollowTheirRuns()
{
    RunsModel model;
    model.reset(runsOf({30, 20, 10}), true);
    const QPersistentModelIndex twenty = model.index(1, 0);
    model.merge({}, runsOf({50, 40, 30, 20, 10}), true);
    QCOMPARE(twenty.row(), 3);
    model.merge({}, runsOf({50, 20}), true);
    QCOMPARE(twenty.row(), 1);
    model.merge({}, runsOf({50}), true);
    QVERIFY(!twenty.isValid());
}

void TestRunsModel::moreIsAskedForAndAdded()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset(runsOf({9, 8}), false);
    QSignalSpy wanted(&model, &RunsModel::moreWanted);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(wanted.size(), 1);
    model.append(runsOf({7, 6}), true);
    QCOMPARE(idsIn(model), (Ids{9, 8, 7, 6}));
    QVERIFY(!model.canFetchMore({}));
    model.trim(3);
    QCOMPARE(idsIn(model), (Ids{9, 8, 7}));
    QVERIFY(model.canFetchMore({}));
}

void TestRunsModel::rowsAreFound()
{
    RunsModel model;
    model.reset(runsOf({9, 7, 5}), true);
    QCOMPARE(model.rowOf(RunId(9)), 0);
    QCOMPARE(model.rowOf(RunId(5)), 2);
    for (int missing : {10, 8, 4, 0})
        QCOMPARE(model.rowOf(RunId(missing)), -1);
}

void TestRunsModel::anyHistoryOfMergesEndsAtTheTruth()
{
    QRandomGenerator random(4711);
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Ids truth;
    int newest = 0;
    for (int round = 0; round < 400; ++round) {
        for (int i = random.bounded(3); i > 0; --i)
            truth.prepend(++newest);
        if (!truth.isEmpty() && random.bounded(3) == 0)
            truth.removeAt(random.bounded(int(truth.size())));
        constexpr int PageSize = 6;
        const int start = random.bounded(int(truth.size()) + 1) * int(random.bounded(2));
        const RunId before = start > 0 ? RunId(truth.at(start - 1)) : RunId();
        const Ids page = truth.mid(start, PageSize);
        model.merge(before, runsOf(page), page.size() < PageSize);
    }
    model.merge({}, runsOf(truth), true);
    QCOMPARE(idsIn(model), truth);
}

void TestRunsModel::cellsSayWhatTheRunIs()
{
    RunRecord run = runOf(7, RunState::Blocked);
    run.step = StepId(u"publish"_s);
    run.category = Category::RateLimit;
    run.cause = u"the service answered 429"_s;
    run.submittedAt = *fromRfc3339(u"2026-11-24T09:30:00.123Z"_s);
    run.startedAt = run.submittedAt;
    run.finishedAt = run.submittedAt + Milliseconds(4200);
    RunsModel model;
    model.reset({run}, true);
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(RunsModel::StateColumn), u"Blocked"_s);
    QCOMPARE(text(RunsModel::InputColumn), u"file-7.pdf"_s);
    QCOMPARE(text(RunsModel::PipelineColumn), u"intake@3"_s);
    QCOMPARE(text(RunsModel::StepColumn), u"publish"_s);
    QCOMPARE(text(RunsModel::CauseColumn), u"Rate limit: the service answered 429"_s);
    QCOMPARE(text(RunsModel::TookColumn), u"4.2s"_s);
    QCOMPARE(model.index(0, RunsModel::SubmittedColumn).data(Qt::ToolTipRole).toString(), u"2026-11-24T09:30:00.123Z"_s);
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

QTEST_MAIN(TestRunsModel)
#include "tst_gui_runsmodel.moc"
