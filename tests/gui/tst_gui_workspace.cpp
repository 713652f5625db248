#include "pipelinesroom.h"

#include "ui/editor/codeview.h"
#include "ui/editor/filepage.h"
#include "ui/editor/linedtext.h"
#include "ui/editor/problemsmodel.h"
#include "ui/graph/stepgraph.h"
#include "ui/pipelines/applydialog.h"

#include "definition/canonical.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

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

ServiceRevision movedOcr()
{
    ServiceRevision revision;
    revision.service.name = u"ocr"_s;
    revision.service.baseUrl = QUrl(u"https://elsewhere.example.net"_s);
    revision.source = "service: ocr";
    revision.digest = digestOf(revision.service);
    return revision;
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
    void aPipelineIsWrittenHere();
    void whatOthersWroteIsNotOverwritten();
    void applyingAsksForAReason();
    void aReasonIsKeptWhereApplyingIsRefused();
    void whatIsOfferedIsReadAnew_data();
    void whatIsOfferedIsReadAnew();
    void nothingIsOfferedLaterThatCannotBeRead();
    void driftGoesWhenSomebodyElseApplies();
    void aChangedTextNeedsAVersion();
    void whatNoFileSaysIsRetired();
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
    auto *text = room.find<CodeView>("fileText");
    QVERIFY(text->isVisible());
    QTRY_COMPARE(text->currentLine(), 4); // from 0
    QTRY_COMPARE(text->remarks().keys(), QList<int>{4});
    QVERIFY(text->remarks().value(4).contains(u"thumbnial"_s));
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
    auto *text = room.find<CodeView>("fileText");
    QTRY_VERIFY(text->isVisible());
    QTRY_COMPARE(text->remarks().size(), 1);
    room.files.write(u"pipelines/photos.yaml"_s, "pipeline: photos\nversion: 2\nsteps:\n  thumbnail:\n    service: thumbnail\n"
                                                 "    request: { method: POST, path: /v1/thumbnails }\n");
    QTRY_VERIFY(!room.problems()->isVisible());
    QVERIFY(room.title().contains(u"differ"_s));
    QVERIFY(text->isVisible());             // what is read stays
    QTRY_VERIFY(text->remarks().isEmpty()); // and it follows the file
    QVERIFY(room.find<QLabel>("fileState")->text().contains(u"in order"_s));
}

void TestWorkspaceBox::escapeLeavesTheFile()
{
    Room room(withAProblem);
    QTRY_VERIFY(room.problems()->isVisible());
    Room::click(room.problems(), room.problems()->model()->index(0, 0));
    auto *text = room.find<CodeView>("fileText");
    QTRY_VERIFY(text->isVisible());
    text->editor()->setFocus();
    QTest::keyClick(text->editor(), Qt::Key_Escape);
    QVERIFY(!text->isVisible());
    QVERIFY(room.find<QWidget>("pipelinePage")->isVisible());
}

/// From a slip to its mend, saved, and then applied as any other change of a file.
void TestWorkspaceBox::aPipelineIsWrittenHere()
{
    Room room;
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    QTRY_VERIFY(room.find<QPushButton>("editPipeline")->isVisible());
    QTest::mouseClick(room.find<QPushButton>("editPipeline"), Qt::LeftButton);
    auto *text = room.find<CodeView>("fileText");
    auto *save = room.find<QToolButton>("fileSave");
    auto *state = room.find<QLabel>("fileState");
    QTRY_VERIFY(text->isVisible() && text->text().contains(u"/v2/scan"_s));
    QVERIFY(!save->isEnabled());
    const QString file = room.find<FilePage>("filePage")->file();
    const QString before = text->text();
    text->changeText(QString(before).replace(u"path: "_s, u"pth: "_s)); // as somebody types
    QTRY_VERIFY(!text->remarks().isEmpty());
    QTRY_VERIFY(state->text().contains(u"problem"_s) && state->text().contains(u"not saved"_s));
    text->goToLine(0);
    text->editor()->setFocus();
    QTest::keyClick(text->editor(), Qt::Key_F8);
    QCOMPARE(text->currentLine(), text->remarks().firstKey());

    text->changeText(QString(before).replace(u"version: 2"_s, u"version: 3"_s).replace(u"/v2/scan"_s, u"/v3/scan"_s));
    QTRY_VERIFY(text->remarks().isEmpty() && state->text().contains(u"in order"_s));
    QVERIFY(room.find<StepGraph>("fileGraph")->isVisible());
    QCOMPARE(room.panel->unsavedFiles(), QStringList{file});
    QTest::keyClick(text->editor(), Qt::Key_Escape); // it is kept
    QTest::mouseClick(room.find<QPushButton>("editPipeline"), Qt::LeftButton);
    QTRY_VERIFY(text->isVisible());
    QVERIFY(text->text().contains(u"/v3/scan"_s));
    QTest::keyClick(text->editor(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(room.panel->unsavedFiles().isEmpty());
    QFile saved(QDir(room.files.root()).filePath(file));
    QVERIFY(saved.open(QIODevice::ReadOnly) && saved.readAll().contains("/v3/scan"));
    QTRY_VERIFY(room.title().contains(u"differ"_s));
    QVERIFY(room.apply()->isEnabled());
}

void TestWorkspaceBox::whatOthersWroteIsNotOverwritten()
{
    Room room;
    QTRY_VERIFY(room.find<QPushButton>("editPipeline")->isVisible());
    QTest::mouseClick(room.find<QPushButton>("editPipeline"), Qt::LeftButton);
    auto *text = room.find<CodeView>("fileText");
    QTRY_VERIFY(text->text().contains(u"/v2/scan"_s));
    const QString file = room.find<FilePage>("filePage")->file();
    text->changeText(text->text() + u"# mine\n"_s);
    room.files.write(file, PipelinesWorkspace::intake(2) + "# theirs\n");
    QTRY_VERIFY(room.find<QLabel>("fileState")->text().contains(u"somebody else"_s));
    QVERIFY(text->text().contains(u"# mine"_s));
    QTest::mouseClick(room.find<QToolButton>("fileDiscard"), Qt::LeftButton);
    QTest::mouseClick(room.find<QPushButton>("overwriteGo"), Qt::LeftButton);
    QVERIFY(text->text().contains(u"# theirs"_s) && !text->text().contains(u"# mine"_s));
    QVERIFY(room.panel->unsavedFiles().isEmpty());
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
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"applyChanges"_s)->text().contains(u"invoice-intake: version 2 → 3"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"the scanner has moved"_s);
    QVERIFY(go->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told.first().first().toString().contains(u"invoice-intake@3"_s));
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    QTRY_VERIFY(room.find<LinedText>("pipelineSource")->toPlainText().contains(u"/v3/scan"_s)); // the newest is followed
}

/// Somebody else has recorded another text under that version while it was written.
void TestWorkspaceBox::aReasonIsKeptWhereApplyingIsRefused()
{
    Room room(
        [](PipelinesWorkspace &files) { files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3, "/v3/scan")); });
    QTRY_VERIFY(room.apply()->isVisible());
    QTest::mouseClick(room.apply(), Qt::LeftButton);
    auto *dialog = room.panel->findChild<ApplyDialog *>();
    QVERIFY(dialog);
    room.files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3, "/v4/scan"));
    room.files.apply();
    auto *reason = dialog->findChild<QLineEdit *>(u"reasonLine"_s);
    QTest::keyClicks(reason, u"the scanner has moved"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    const auto *refusal = dialog->findChild<QLabel *>(u"reasonRefusal"_s);
    QTRY_VERIFY(refusal->isVisible());
    QVERIFY2(refusal->text().contains(u"version"_s), qPrintable(refusal->text()));
    QCOMPARE(reason->text(), u"the scanner has moved"_s);
    QVERIFY(dialog->findChild<QPushButton *>(u"reasonGo"_s)->isEnabled());
    dialog->findChild<QPushButton *>(u"reasonLeave"_s)->click();
    QTRY_VERIFY(!room.panel->findChild<ApplyDialog *>());
}

void TestWorkspaceBox::whatIsOfferedIsReadAnew_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("offered");
    QTest::newRow("somebody else has applied it") << 3 << 0;
    QTest::newRow("somebody else has recorded what the files do not say") << 2 << 1;
}

/// What was recorded while nobody looked has changed no file.
void TestWorkspaceBox::whatIsOfferedIsReadAnew()
{
    QFETCH(int, before);
    QFETCH(int, offered);
    Room room([before](PipelinesWorkspace &files) {
        files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(before, "/v2/scan"));
    });
    const QString there = before == 3 ? u"differ"_s : u"in order and live"_s;
    QTRY_VERIFY(room.title().contains(there));
    room.panel->hide();
    if (before == 3)
        room.files.apply();
    else
        room.files.workspace().commit(Transaction(PutServiceRevision{movedOcr(), SystemClock().now(), u"ann"_s, u"moved"_s}));
    QTest::qWait(300); // the box hears of it, and asks nothing
    QVERIFY(room.title().contains(there));
    room.panel->show();
    room.panel->offerApply();
    QTRY_VERIFY(!room.title().contains(there));
    QTRY_COMPARE(room.panel->findChildren<ApplyDialog *>().size(), offered);
    QTest::qWait(100);
    QCOMPARE(room.panel->findChildren<ApplyDialog *>().size(), offered);
}

/// Nobody waits for it any more when it can.
void TestWorkspaceBox::nothingIsOfferedLaterThatCannotBeRead()
{
    Room room([](PipelinesWorkspace &files) { files.write(u"pipelines/intake.yaml"_s, PipelinesWorkspace::intake(3)); });
    QTRY_VERIFY(room.apply()->isVisible());
    const QString rename = u"ALTER TABLE %1 RENAME TO %2"_s;
    room.files.workspace().meddle(rename.arg(u"pipeline_version"_s, u"elsewhere"_s));
    room.panel->offerApply();
    QTRY_VERIFY(room.title().contains(u"could not be read"_s));
    room.files.workspace().meddle(rename.arg(u"elsewhere"_s, u"pipeline_version"_s));
    room.panel->hide();
    room.panel->show();
    QTRY_VERIFY(room.title().contains(u"differ"_s));
    QTest::qWait(100);
    QVERIFY(!room.panel->findChild<ApplyDialog *>());
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

void TestWorkspaceBox::whatNoFileSaysIsRetired()
{
    Room room([](PipelinesWorkspace &files) { QFile::remove(QDir(files.root()).filePath(u"pipelines/intake.yaml"_s)); });
    QTRY_VERIFY(room.title().contains(u"no file says any more"_s));
    QVERIFY(room.apply()->isEnabled());
    QTest::mouseClick(room.apply(), Qt::LeftButton);
    auto *dialog = room.panel->findChild<ApplyDialog *>();
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(u"reasonGo"_s);
    auto *retire = dialog->findChild<QCheckBox *>(u"retire_invoice-intake"_s);
    QVERIFY(retire && !retire->isChecked() && retire->text().contains(u"inbox"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"the mail room is closed"_s);
    QVERIFY(!go->isEnabled()); // nothing would come of it
    QTest::keyClick(retire, Qt::Key_Space);
    QVERIFY(go->isEnabled());
    QSignalSpy told(room.panel.get(), &PipelinesPanel::told);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(room.title().contains(u"in order and live"_s));
    QCOMPARE(told.last().first().toString(), u"Retired: invoice-intake."_s); // it is not live now
    const auto *list = room.find<QAbstractItemView>("pipelineList");
    const auto spoken = [&] { return list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    QTRY_VERIFY2(spoken().startsWith(u"invoice-intake, retired as version 3"_s), qPrintable(spoken()));
    const auto retired = room.files.workspace().reader().pipeline(u"invoice-intake"_s);
    QVERIFY(retired && isRetired(*retired));
    QCOMPARE(retired->pipeline.version, 3);
}

QTEST_MAIN(TestWorkspaceBox)
#include "tst_gui_workspace.moc"
