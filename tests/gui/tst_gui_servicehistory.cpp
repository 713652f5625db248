#include "servicesroom.h"

#include "ui/services/revisionsmodel.h"
#include "ui/services/servicefilebox.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QMessageBox>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {
using Room = ServicesRoom;
} // namespace

/// The history of a service's policy: comparing, going back, and the file beside it.
class TestServiceHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void historyComparesAndRollsBack();
    void theBoxesSayWhatIsCompared();
    void theFileIsTakenOrWritten();
    void whatCairnYamlGivesIsNotTheFilesFault();
    void oneServicesFileIsNotWrittenIntoAnothers();
    void aFileThatIsNoYamlIsToldOf();
    void whatIsNotReadIsNotOffered();
    void aViewerChangesNothing();

private:
    static QByteArray content(const Room &room, const QString &name)
    {
        QFile file(room.workspace.path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestServiceHistory::historyComparesAndRollsBack()
{
    Room room;
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *table = room.find<QTableView>("revisionsTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, RevisionsModel::RevisionColumn).data().toString(), u"2, live"_s);
    QCOMPARE(table->model()->index(0, RevisionsModel::ReasonColumn).data().toString(), u"too many at night"_s);
    QTRY_COMPARE(room.differences("serviceHistoryPage"), u"Attempts: 5 → 2 (retry.attempts)"_s);
    QVERIFY(!room.find<QPushButton>("revisionRollBack")->isEnabled());
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    auto *rollBack = room.find<QPushButton>("revisionRollBack");
    QVERIFY(rollBack->isEnabled());
    click(rollBack);
    giveReason(u"it was better before"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QCOMPARE(table->model()->index(0, RevisionsModel::ReasonColumn).data().toString(), u"as revision 1: it was better before"_s);
    const ServiceRevision live = room.live(u"ocr"_s);
    QCOMPARE(live.revision, 3);
    QCOMPARE(live.source, Room::ocr());
    QCOMPARE(live.reason, u"it was better before"_s);
    QCOMPARE(live.digest, room.workspace.reader().serviceHistory(u"ocr"_s, 10).value().last().digest);
}

void TestServiceHistory::theBoxesSayWhatIsCompared()
{
    Room room;
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 7"));
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *before = room.find<QComboBox>("revisionBefore");
    auto *after = room.find<QComboBox>("revisionAfter");
    QTRY_COMPARE(before->currentText() + u" to "_s + after->currentText(), u"revision 1 to revision 2, live"_s);
    QTRY_COMPARE(room.find<QLabel>("serviceFileTitle")->text(), u"services/ocr.yaml is not what is live"_s);
    click(room.find<QPushButton>("serviceFileCompare"));
    QCOMPARE(before->currentText() + u" to "_s + after->currentText(), u"revision 2, live to services/ocr.yaml"_s);
    QCOMPARE(room.differences("serviceHistoryPage"), u"Attempts: 2 → 7 (retry.attempts)"_s);
    click(room.find<QPushButton>("serviceFileWrite"));
    QTRY_VERIFY(qobject_cast<QMessageBox *>(QApplication::activeModalWidget()));
    click(QApplication::activeModalWidget()->findChild<QPushButton *>(u"serviceFileGo"_s));
    const auto *summary = room.find<QWidget>("serviceHistoryPage")->findChild<QLabel *>(u"differencesSummary"_s);
    QTRY_VERIFY2(summary->text().startsWith(u"No value differs."_s), qPrintable(summary->text())); // the old ones are gone
    before->setCurrentIndex(1);
    QCOMPARE(room.differences("serviceHistoryPage"), u"Attempts: 5 → 2 (retry.attempts)"_s); // from any revision
    auto *table = room.find<QTableView>("revisionsTable");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down); // the first has none before it
    QCOMPARE(before->currentText() + u" to "_s + after->currentText(), u"revision 1 to revision 2, live"_s);
}

void TestServiceHistory::theFileIsTakenOrWritten()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *title = room.find<QLabel>("serviceFileTitle");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    QVERIFY(!room.find<QPushButton>("serviceFileTake")->isVisible());
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 7"));
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is not what is live"_s);
    click(room.find<QPushButton>("serviceFileCompare"));
    QCOMPARE(room.differences("serviceHistoryPage"), u"Attempts: 5 → 7 (retry.attempts)"_s);
    click(room.find<QPushButton>("serviceFileTake"));
    giveReason(u"reviewed"_s);
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    QCOMPARE(room.live(u"ocr"_s).service.policy.retry.attempts, 7);
    // the other way
    room.workspace.write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\n");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is not what is live"_s);
    click(room.find<QPushButton>("serviceFileWrite"));
    QTRY_VERIFY(qobject_cast<QMessageBox *>(QApplication::activeModalWidget()));
    click(QApplication::activeModalWidget()->findChild<QPushButton *>(u"serviceFileGo"_s));
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    QFile file(room.workspace.path(u"services/ocr.yaml"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), room.live(u"ocr"_s).source);
}

void TestServiceHistory::whatCairnYamlGivesIsNotTheFilesFault()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *title = room.find<QLabel>("serviceFileTitle");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    room.workspace.write(u"cairn.yaml"_s, "workspace: harbour\npolicy: { retry: { backoff: { max: 25s } } }\n");
    QTRY_COMPARE(title->text(), u"cairn.yaml gives it something else than what is live"_s);
    QVERIFY(!room.find<QPushButton>("serviceFileWrite")->isVisible()); // it would change nothing
    QVERIFY(room.find<QPushButton>("serviceFileTake")->isVisible());
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 7"));
    QTRY_COMPARE(title->text(), u"services/ocr.yaml and cairn.yaml are not what is live"_s);
    click(room.find<QPushButton>("serviceFileTake"));
    giveReason(u"reviewed"_s);
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    QCOMPARE(room.live(u"ocr"_s).service.policy.retry.max, Milliseconds(25'000));
}

/// A link leads to another service while the question stands there.
void TestServiceHistory::oneServicesFileIsNotWrittenIntoAnothers()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *title = room.find<QLabel>("serviceFileTitle");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    room.workspace.write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\n");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is not what is live"_s);
    const QByteArray geo = content(room, u"services/geo.yaml"_s);
    click(room.find<QPushButton>("serviceFileWrite"));
    QTRY_VERIFY(qobject_cast<QMessageBox *>(QApplication::activeModalWidget()));
    room.panel->showService(u"geo"_s);
    QTRY_COMPARE(title->text(), u"services/geo.yaml is what is live"_s);
    click(QApplication::activeModalWidget()->findChild<QPushButton *>(u"serviceFileGo"_s));
    QTRY_COMPARE(content(room, u"services/ocr.yaml"_s), room.live(u"ocr"_s).source);
    QCOMPARE(content(room, u"services/geo.yaml"_s), geo);
}

/// Half edited, or with another service in it.
void TestServiceHistory::aFileThatIsNoYamlIsToldOf()
{
    Room room;
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *title = room.find<QLabel>("serviceFileTitle");
    const auto *text = room.find<QLabel>("serviceFileText");
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr() + "contract: {\n");
    QTRY_COMPARE(title->text(), u"What the files say cannot be taken"_s);
    QVERIFY2(text->text().startsWith(u"services/ocr.yaml:"_s), qPrintable(text->text()));
    QVERIFY(!room.find<QPushButton>("serviceFileCompare")->isVisible()); // it says nothing
    QVERIFY(!room.find<QPushButton>("serviceFileTake")->isEnabled());
    click(room.find<QPushButton>("serviceFileWrite"));
    QTRY_VERIFY(qobject_cast<QMessageBox *>(QApplication::activeModalWidget()));
    auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    QVERIFY2(question->informativeText().contains(u"is replaced"_s), qPrintable(question->informativeText()));
    click(question->findChild<QPushButton *>(u"serviceFileGo"_s));
    QTRY_COMPARE(title->text(), u"services/ocr.yaml is what is live"_s);
    QCOMPARE(content(room, u"services/ocr.yaml"_s), Room::ocr());
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("service: ocr", "service: scan"));
    QTRY_COMPARE(title->text(), u"What the files say cannot be taken"_s);
    QVERIFY2(text->text().startsWith(u"services/ocr.yaml:2: this defines service 'scan'"_s), qPrintable(text->text()));
    room.workspace.write(u"services/other.yaml"_s, Room::ocr()); // the file's name does not matter
    QTRY_COMPARE(title->text(), u"services/other.yaml is what is live"_s);
}

void TestServiceHistory::whatIsNotReadIsNotOffered()
{
    Room room;
    room.workspace.write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\n");
    QWidget window;
    auto *box = new ServiceFileBox(room.workspace.desk(), room.workspace.path({}), &window);
    window.show();
    QVERIFY(!box->isVisible());
    box->setLive(room.live(u"ocr"_s));
    QTRY_VERIFY(box->isVisible());
    QVERIFY(box->findChild<QPushButton *>(u"serviceFileWrite"_s)->isVisible());
    box->setLive(room.live(u"geo"_s));
    QVERIFY(!box->isVisible()); // what it knows is of the other
    QTRY_VERIFY(box->isVisible());
    QCOMPARE(box->findChild<QLabel *>(u"serviceFileTitle"_s)->text(), u"services/geo.yaml is what is live"_s);
}

void TestServiceHistory::aViewerChangesNothing()
{
    Room room(false, Role::Viewer);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr().replace("attempts: 5", "attempts: 2"));
    room.apply(u"too many at night"_s);
    room.workspace.write(u"services/ocr.yaml"_s, Room::ocr());
    QVERIFY(room.choose(u"ocr"_s));
    room.draft().setValue(u"policy.retry.attempts"_s, u"3"_s);
    auto *apply = room.find<QPushButton>("draftApply");
    QTRY_VERIFY(room.draft().isSound() && room.draft().isDifferent());
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *table = room.find<QTableView>("revisionsTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTRY_COMPARE(room.find<QLabel>("serviceFileTitle")->text(), u"services/ocr.yaml is not what is live"_s);
    QVERIFY(room.find<QPushButton>("serviceFileCompare")->isEnabled());
    for (const QPushButton *button : {apply, room.find<QPushButton>("revisionRollBack"),
                                      room.find<QPushButton>("serviceFileTake"), room.find<QPushButton>("serviceFileWrite")}) {
        QVERIFY2(!button->isEnabled(), qPrintable(button->objectName()));
        QVERIFY2(button->toolTip().contains(u"role editor"_s), qPrintable(button->toolTip()));
    }
    const auto written =
        ServiceDesk(room.workspace.desk())
            .writeFile(room.workspace.path({}), readServiceOnDisk(room.workspace.path({}), u"ocr"_s), "service: ocr\n")
            .result();
    QVERIFY(!written && written.error().kind == ErrorKind::Forbidden);
    QCOMPARE(content(room, u"services/ocr.yaml"_s), Room::ocr());
}

QTEST_MAIN(TestServiceHistory)
#include "tst_gui_servicehistory.moc"
