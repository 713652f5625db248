#include "pipelinesroom.h"

#include "ui/graph/stepgraph.h"
#include "ui/pipelines/changesview.h"
#include "ui/pipelines/pipelinepage.h"
#include "ui/pipelines/pipelinesmodel.h"
#include "ui/pipelines/versionsmodel.h"
#include "ui/window/submitter.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

using Room = PipelinesRoom;

void withRuns(PipelinesWorkspace &files)
{
    for (int i = 0; i < 3; ++i)
        files.addRun(u"invoice-intake"_s, 1, RunState::Succeeded);
    files.addRun(u"invoice-intake"_s, 1, RunState::Blocked);
    files.addRun(u"invoice-intake"_s, 2, RunState::Blocked);
    files.addRun(u"invoice-intake"_s, 2, RunState::Running);
}

enum Tab { StepsTab, SourceTab, VersionsTab, ChangesTab };

} // namespace

/// The room of pipelines, by mouse and keyboard.
class TestPipelines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsAndShowsTheNewest();
    void arrowsMoveThroughTheList();
    void theFilterNarrowsTheList();
    void anOldVersionCanBeChosen();
    void countsLeadToTheirRuns();
    void theKeyboardReachesCounts();
    void chipsLeadToTheirRuns();
    void staysFreshAndKeepsItsPlace();
    void comparesVersions();
    void nothingIsSaidOfVersionsThatAreNotRead();
    void filesAreDroppedOnAPipeline();
    void filesAreDroppedOnThePage();
    void runAFileAsksForFiles();
    void whatIsNotThereIsSaid();
    void withoutPipelinesItSaysWhatToDo();
    void anUnreadableVersionShowsNothingOfAnother();
    void modelsHold();

private:
    static QStringList names(const Room &room);
    static std::unique_ptr<QMimeData> drag(const QString &path);
};

QStringList TestPipelines::names(const Room &room)
{
    QStringList all;
    for (int row = 0; row < room.list()->model()->rowCount(); ++row)
        all.append(room.list()->model()->index(row, 0).data().toString());
    return all;
}

void TestPipelines::listsAndShowsTheNewest()
{
    Room room(withRuns);
    QTRY_COMPARE(names(room), (QStringList{u"invoice-intake"_s, u"photos"_s}));
    QTRY_COMPARE(room.source().section(u'\n', 0, 2), u"# Invoices from the mail room.\npipeline: invoice-intake\nversion: 2"_s);
    QCOMPARE(room.find<QComboBox>("pipelineVersion")->count(), 2);
    QVERIFY(room.find<QWidget>("pipelineInput")->accessibleName().startsWith(u"*.pdf from the folder inbox"_s));
    QVERIFY(room.find<QWidget>("pipelineDeadline")->accessibleName().startsWith(u"2h"_s));
    QVERIFY(room.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"2 Blocked"_s));
    auto *graph = room.find<StepGraph>("pipelineGraph");
    graph->setCurrent(StepId(u"store"_s)); // it knows the steps
    QCOMPARE(graph->current().name(), u"store"_s);
}

void TestPipelines::arrowsMoveThroughTheList()
{
    Room room;
    QTRY_COMPARE(names(room).size(), 2);
    room.panel->focusList();
    QTest::keyClick(room.list(), Qt::Key_Down);
    QTRY_VERIFY(room.source().contains(u"pipeline: photos"_s));
    QCOMPARE(room.panel->currentPipeline(), u"photos"_s);
    QTest::keyClick(room.list(), Qt::Key_Up);
    QTRY_VERIFY(room.source().contains(u"pipeline: invoice-intake"_s));
}

void TestPipelines::theFilterNarrowsTheList()
{
    Room room;
    QTRY_COMPARE(names(room).size(), 2);
    room.panel->focusFilter();
    QTest::keyClicks(room.find<QLineEdit>("pipelineFilter"), u"PHO"_s);
    QCOMPARE(names(room), QStringList{u"photos"_s});
    QTRY_VERIFY(room.source().contains(u"pipeline: photos"_s));
    QTest::keyClick(room.find<QLineEdit>("pipelineFilter"), Qt::Key_Return);
    QVERIFY(room.list()->hasFocus());
    room.panel->showPipeline(u"invoice-intake"_s);
    QCOMPARE(room.panel->currentPipeline(), u"invoice-intake"_s);
}

void TestPipelines::anOldVersionCanBeChosen()
{
    Room room(withRuns);
    QTRY_VERIFY(room.source().contains(u"/v2/scan"_s));
    auto *versions = room.find<QComboBox>("pipelineVersion");
    versions->setFocus();
    QTest::keyClick(versions, Qt::Key_Down);
    QTRY_VERIFY(room.source().contains(u"/v1/scan"_s));
    room.files.addRun(u"invoice-intake"_s, 2, RunState::Held); // what is read stays
    room.showTab(VersionsTab);
    QTRY_COMPARE(room.versions()->model()->index(0, VersionsModel::RunsColumn).data().toString(), u"3"_s);
    QVERIFY(room.source().contains(u"/v1/scan"_s));
    const QModelIndex newest = room.versions()->model()->index(0, VersionsModel::VersionColumn);
    Room::click(room.versions(), newest);
    QTest::keyClick(room.versions(), Qt::Key_Return);
    QTRY_VERIFY(room.source().contains(u"/v2/scan"_s));
    QCOMPARE(room.find<QTabWidget>("pipelineTabs")->currentIndex(), int(SourceTab));
}

void TestPipelines::countsLeadToTheirRuns()
{
    Room room(withRuns);
    QSignalSpy wanted(room.panel.get(), &PipelinesPanel::runsWanted);
    room.showTab(VersionsTab);
    QTRY_COMPARE(room.versions()->model()->rowCount(), 2);
    const QAbstractItemModel &model = *room.versions()->model();
    QCOMPARE(model.columnCount(), VersionsModel::FirstStateColumn + 3); // running, blocked, succeeded: no others
    QStringList filters;
    for (int column = VersionsModel::RunsColumn; column < model.columnCount(); ++column) {
        const QModelIndex cell = model.index(1, column);
        if (cell.data().toString().isEmpty())
            continue;
        Room::click(room.versions(), cell);
        filters.append(cell.data().toString() + u": "_s + wanted.takeFirst().value(0).toString());
    }
    filters.sort();
    QCOMPARE(filters,
             (QStringList{u"1: pipeline:invoice-intake version:1 state:blocked"_s,
                          u"3: pipeline:invoice-intake version:1 state:succeeded"_s, u"4: pipeline:invoice-intake version:1"_s}));
    const QModelIndex digest = model.index(1, VersionsModel::DigestColumn);
    Room::click(room.versions(), digest);
    QVERIFY(wanted.isEmpty());
}

void TestPipelines::theKeyboardReachesCounts()
{
    Room room(withRuns);
    QSignalSpy wanted(room.panel.get(), &PipelinesPanel::runsWanted);
    room.showTab(VersionsTab);
    QTRY_COMPARE(room.versions()->model()->rowCount(), 2);
    room.versions()->setFocus();
    room.versions()->setCurrentIndex(room.versions()->model()->index(0, VersionsModel::DigestColumn));
    QTest::keyClick(room.versions(), Qt::Key_Right);
    QTest::keyClick(room.versions(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"pipeline:invoice-intake version:2"_s);
}

void TestPipelines::chipsLeadToTheirRuns()
{
    Room room(withRuns);
    QSignalSpy wanted(room.panel.get(), &PipelinesPanel::runsWanted);
    auto *chip = room.find<QAbstractButton>("chip_blocked");
    QTRY_VERIFY(chip->isVisible());
    QTest::mouseClick(chip, Qt::LeftButton);
    QCOMPARE(wanted.takeFirst().first().toString(), u"pipeline:invoice-intake state:blocked"_s);
    QVERIFY(!room.find<QAbstractButton>("chip_held")->isVisible());
    room.clickRow(1);
    QTRY_VERIFY(!chip->isVisible());
    QVERIFY(room.find<QLabel>("pipelineNoRuns")->isVisible());
}

void TestPipelines::staysFreshAndKeepsItsPlace()
{
    Room room(withRuns);
    QTRY_COMPARE(names(room).size(), 2);
    room.clickRow(1);
    QTRY_VERIFY(room.source().contains(u"pipeline: photos"_s));
    room.files.addRun(u"photos"_s, 1, RunState::Held);
    QTRY_VERIFY(room.find<QAbstractButton>("chip_held")->isVisible());
    QCOMPARE(room.panel->currentPipeline(), u"photos"_s);
    room.files.write(u"pipelines/another.yaml"_s, PipelinesWorkspace::intake(1).replace("invoice-intake", "another"));
    room.files.apply();
    QTRY_COMPARE(names(room).size(), 3); // the list is another one
    QCOMPARE(room.panel->currentPipeline(), u"photos"_s);
    QVERIFY(room.source().contains(u"pipeline: photos"_s));
}

void TestPipelines::comparesVersions()
{
    Room room;
    room.showTab(ChangesTab);
    auto *text = room.find<LinedText>("changesText");
    QTRY_VERIFY(text->toPlainText().contains(u"/v2/scan"_s));
    QVERIFY(text->toPlainText().contains(u"/v1/scan"_s));
    QVERIFY(!text->toPlainText().contains(u"deliver:"_s));                // far from what changed
    QCOMPARE(room.find<QLabel>("changesSummary")->text().count(u'2'), 2); // two lines added, two removed
    auto *extent = room.find<QComboBox>("changesExtent");
    extent->setFocus();
    QTest::keyClick(extent, Qt::Key_Down);
    QVERIFY(text->toPlainText().contains(u"deliver:"_s));
    auto *before = room.find<QComboBox>("changesBefore");
    before->setFocus();
    QTest::keyClick(before, Qt::Key_Up);
    QTRY_COMPARE(room.find<QLabel>("changesSummary")->text(), u"The same version"_s);
}

void TestPipelines::nothingIsSaidOfVersionsThatAreNotRead()
{
    Room room;
    QList<PipelineHead> intake, photos;
    const auto heads = room.files.workspace().reader().pipelineHeads();
    for (const PipelineHead &head : *heads)
        (head.name == "photos"_L1 ? photos : intake).append(head);
    ChangesView view(room.files.desk());
    const auto *summary = view.findChild<QLabel *>(u"changesSummary"_s);
    view.setVersions(intake);
    QTRY_VERIFY(!summary->text().isEmpty());
    view.setVersions(photos);
    QVERIFY(summary->text().isEmpty());
    QVERIFY(view.findChild<LinedText *>(u"changesText"_s)->toPlainText().isEmpty());
    QTRY_COMPARE(summary->text(), u"The same version"_s); // there is but one
}

void TestPipelines::anUnreadableVersionShowsNothingOfAnother()
{
    Room room;
    PipelinePage page(room.files.desk());
    QSignalSpy failed(&page, &PipelinePage::failed);
    page.setUse(readPipelineUses(room.files.workspace().reader())->first());
    const auto *source = page.findChild<LinedText *>(u"pipelineSource"_s);
    QTRY_VERIFY(!source->toPlainText().isEmpty());
    page.showVersion(99'999);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(source->toPlainText().isEmpty());
    page.setUse(readPipelineUses(room.files.workspace().reader())->first()); // as at each refresh
    QTest::qWait(100);
    QCOMPARE(failed.size(), 1); // it is said once
}

std::unique_ptr<QMimeData> TestPipelines::drag(const QString &path)
{
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

void TestPipelines::filesAreDroppedOnAPipeline()
{
    Room room;
    Submitter submitter(room.files.desk(), room.panel.get());
    connect(room.panel.get(), &PipelinesPanel::filesDropped, &submitter, &Submitter::submitTo);
    QTRY_COMPARE(names(room).size(), 2);
    room.files.write(u"ship.jpg"_s, "picture");
    const auto data = drag(room.files.workspace().path(u"ship.jpg"_s));
    const QPoint onPhotos = room.list()->visualRect(room.list()->model()->index(1, 0)).center();
    QWidget *viewport = room.list()->viewport();
    QDragEnterEvent enter(onPhotos, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::ShiftModifier);
    QApplication::sendEvent(viewport, &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent beside(QPoint(20, viewport->height() - 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(viewport, &beside);
    QVERIFY(!beside.isAccepted());
    QDropEvent drop(onPhotos, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::ShiftModifier);
    QApplication::sendEvent(viewport, &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(drop.dropAction(), Qt::CopyAction);
    QTRY_COMPARE(room.files.runs().size(), 1);
    QCOMPARE(room.files.runs().first().pipeline, u"photos"_s);
}

void TestPipelines::filesAreDroppedOnThePage()
{
    Room room;
    QSignalSpy dropped(room.panel.get(), &PipelinesPanel::filesDropped);
    QTRY_COMPARE(names(room).size(), 2);
    const auto data = drag(u"/nowhere/invoice.pdf"_s);
    auto *page = room.find<QWidget>("pipelinePage");
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(room.find<QWidget>("dropTarget")->isVisible());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &drop);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.first().first().toString(), u"invoice-intake"_s);
    QCOMPARE(dropped.first().at(1).toStringList(), QStringList{u"/nowhere/invoice.pdf"_s});
}

void TestPipelines::runAFileAsksForFiles()
{
    Room room;
    QSignalSpy wanted(room.panel.get(), &PipelinesPanel::submitRequested);
    QTRY_COMPARE(names(room).size(), 2);
    QTest::mouseClick(room.find<QPushButton>("runAFile"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"invoice-intake"_s);
}

void TestPipelines::whatIsNotThereIsSaid()
{
    Room room(withRuns);
    QTRY_COMPARE(names(room).size(), 2);
    room.clickRow(1);
    const QString chosen = room.panel->currentPipeline();
    QSignalSpy failed(room.panel.get(), &PipelinesPanel::failed);
    room.panel->showPipeline(u"claims"_s);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().detail.contains(u"no pipeline claims"_s));
    QCOMPARE(room.panel->currentPipeline(), chosen);
    room.files.addRun(u"invoice-intake"_s, 1, RunState::Pending);
    QTRY_VERIFY(room.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"1 Pending"_s)); // read again
    QCOMPARE(room.panel->currentPipeline(), chosen);
    QCOMPARE(failed.size(), 1);
}

void TestPipelines::withoutPipelinesItSaysWhatToDo()
{
    GuiWorkspace workspace;
    workspace.write(u"cairn.yaml"_s, "workspace: empty\n");
    PipelinesPanel panel(workspace.desk(), workspace.path({}));
    panel.show();
    auto *empty = panel.findChild<QWidget *>(u"emptyState"_s);
    QTRY_COMPARE(empty->accessibleName(), u"No pipelines yet"_s);
    QVERIFY(empty->isVisible());
}

void TestPipelines::modelsHold()
{
    Room room(withRuns);
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester list(room.list()->model(), mode);
    const QAbstractItemModelTester versions(room.versions()->model(), mode);
    QTRY_COMPARE(names(room).size(), 2);
    room.clickRow(1);
    room.files.addRun(u"photos"_s, 1, RunState::Held);
    QTRY_COMPARE(room.versions()->model()->columnCount(), VersionsModel::FirstStateColumn + 1);
    room.clickRow(0);
    QTRY_COMPARE(room.versions()->model()->rowCount(), 2);
}

QTEST_MAIN(TestPipelines)
#include "tst_gui_pipelines.moc"
