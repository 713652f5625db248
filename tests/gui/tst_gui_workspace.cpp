#include "pipelinesroom.h"

#include "ui/applydialog.h"
#include "ui/problemsmodel.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

using Room = PipelinesRoom;

void withAProblem(PipelinesWorkspace &files)
{
    files.write(u"pipelines/photos.yaml"_s, "pipeline: photos\nversion: 2\nsteps:\n  thumbnail:\n    service: thumbnial\n"
                                            "    request: { method: POST, path: /v1/thumbnails }\n");
}

} // namespace

/// What is said of the workspace's files while they are edited, and applying them.
class TestWorkspaceBox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inOrderIsSaid();
    void aProblemIsShownAtItsPlace();
    void aProblemAppearsAndGoesWithTheFile();
    void escapeLeavesTheFile();
    void applyingAsksForAReason();
    void driftGoesWhenSomebodyElseApplies();
    void aChangedTextNeedsAVersion();
};

void TestWorkspaceBox::inOrderIsSaid()
{
    Room room;
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    QVERIFY(!room.apply()->isVisible());
    QVERIFY(!room.problems()->isVisible());
}

void TestWorkspaceBox::aProblemIsShownAtItsPlace()
{
    Room room(withAProblem);
    const QAbstractItemModelTester tester(room.problems()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(room.problems()->isVisible());
    QCOMPARE(room.problems()->model()->rowCount(), 1);
    const auto cell = [&](int column) { return room.problems()->model()->index(0, column); };
    QVERIFY(cell(ProblemsModel::PlaceColumn).data().toString().startsWith(u"pipelines/photos.yaml:5:"_s));
    QVERIFY(cell(ProblemsModel::RemedyColumn).data().toString().contains(u"thumbnail"_s));
    QVERIFY(room.apply()->isVisible() && !room.apply()->isEnabled());
    Room::click(room.problems(), cell(ProblemsModel::WhatColumn));
    auto *text = room.find<LinedText>("fileText");
    QVERIFY(text->isVisible());
    QCOMPARE(text->currentLine(), 5);
    QVERIFY(text->lines().at(4).look.has_value());
    QVERIFY(text->lines().at(4).tip.contains(u"thumbnial"_s));
    QVERIFY(!text->lines().at(3).look.has_value());
}

void TestWorkspaceBox::aProblemAppearsAndGoesWithTheFile()
{
    Room room;
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    withAProblem(room.files);
    QTRY_VERIFY(room.problems()->isVisible());
    QVERIFY(room.title().startsWith(u"1 "_s));
    room.problems()->setFocus();
    QTest::keyClick(room.problems(), Qt::Key_Down);
    QTest::keyClick(room.problems(), Qt::Key_Return);
    auto *text = room.find<LinedText>("fileText");
    QTRY_VERIFY(text->isVisible());
    room.files.write(u"pipelines/photos.yaml"_s, "pipeline: photos\nversion: 2\nsteps:\n  thumbnail:\n    service: thumbnail\n"
                                                 "    request: { method: POST, path: /v1/thumbnails }\n");
    QTRY_VERIFY(!room.problems()->isVisible());
    QVERIFY(room.title().contains(u"differ"_s));
    QVERIFY(text->isVisible()); // what is read stays
    QVERIFY(!text->lines().at(4).look.has_value());
    QVERIFY(room.find<QWidget>("fileName")->accessibleName().contains(u"in order"_s));
}

void TestWorkspaceBox::escapeLeavesTheFile()
{
    Room room(withAProblem);
    QTRY_VERIFY(room.problems()->isVisible());
    Room::click(room.problems(), room.problems()->model()->index(0, 0));
    auto *text = room.find<LinedText>("fileText");
    QTRY_VERIFY(text->isVisible());
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!text->isVisible());
    QVERIFY(room.find<QWidget>("pipelinePage")->isVisible());
}

void TestWorkspaceBox::applyingAsksForAReason()
{
    Room room(
        [](PipelinesWorkspace &files) { files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3, "/v3/scan")); });
    QSignalSpy told(room.panel.get(), &PipelinesPanel::told);
    QTRY_VERIFY(room.apply()->isVisible());
    QTest::mouseClick(room.apply(), Qt::LeftButton);
    auto *dialog = room.panel->findChild<ApplyDialog *>();
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(u"applyGo"_s);
    QVERIFY(!go->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"applyChanges"_s)->text().contains(u"invoice-intake: version 2 → 3"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"applyReason"_s), u"the scanner has moved"_s);
    QVERIFY(go->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told.first().first().toString().contains(u"invoice-intake@3"_s));
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    QTRY_VERIFY(room.find<LinedText>("pipelineSource")->toPlainText().contains(u"/v3/scan"_s)); // the newest is followed
}

void TestWorkspaceBox::driftGoesWhenSomebodyElseApplies()
{
    Room room([](PipelinesWorkspace &files) { files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3)); });
    QTRY_VERIFY(room.title().contains(u"differ"_s));
    room.files.apply();
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
}

void TestWorkspaceBox::aChangedTextNeedsAVersion()
{
    Room room(
        [](PipelinesWorkspace &files) { files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(2, "/v4/scan")); });
    QTRY_VERIFY(room.find<QLabel>("workspaceText")->text().contains(u"version: 3"_s));
    QVERIFY(room.apply()->isVisible() && !room.apply()->isEnabled());
}

QTEST_MAIN(TestWorkspaceBox)
#include "tst_gui_workspace.moc"
