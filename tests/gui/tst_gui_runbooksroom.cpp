#include "runbooksample.h"

#include "ui/editor/codeview.h"
#include "ui/editor/filepage.h"
#include "ui/parts/unsavedline.h"
#include "ui/runbooks/runbookspanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The room of runbooks: found, read, and what is wrong with their files.
class TestRunbooksRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void listsAndReads();
    void namesProblems();
    void aSoundOneIsEditedToo();
    void whatIsNotThereIsSaid();

private:
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    void press(QWidget *widget) const { QTest::mouseClick(widget, Qt::LeftButton, {}, widget->rect().center()); }
    void open();

    std::optional<RunbookSample> m_sample;
    std::unique_ptr<QMainWindow> m_window;
    RunbooksPanel *m_room = nullptr;
};

void TestRunbooksRoom::init()
{
    QLocale::setDefault(QLocale::c());
    m_sample.emplace();
    m_window = std::make_unique<QMainWindow>();
}

void TestRunbooksRoom::cleanup()
{
    m_window.reset();
    m_sample.reset();
}

void TestRunbooksRoom::open()
{
    m_room = new RunbooksPanel(m_sample->workspace.desk(), m_sample->root());
    m_window->setCentralWidget(m_room);
    m_window->resize(1100, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestRunbooksRoom::listsAndReads()
{
    open();
    auto *table = find<QTableView>("runbooksTable");
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 12);
    QCOMPARE(m_room->currentRunbook(), u"publisher-down"_s);
    QTRY_COMPARE(find<QLabel>("runbookTitle")->text(), u"The publisher is down"_s);
    QVERIFY(find<QLabel>("runbookFacts")->text().contains(u"runbooks/publisher-down.md"_s));
    QTRY_VERIFY(m_room->findChild<QPushButton *>(u"actionButton1"_s));
    QVERIFY(!m_room->findChild<QPushButton *>(u"actionButton1"_s)->isEnabled()); // there is no incident that it would be about
    m_room->focusFilter();
    QTest::keyClicks(QApplication::focusWidget(), u"lock the account"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(table, Qt::Key_Home);
    QTRY_COMPARE(find<QLabel>("runbookTitle")->text(), u"The service refuses our credential"_s);
    QVERIFY(find<QLabel>("runbookFacts")->text().contains(u"Comes with Cairn"_s));
    m_room->showRunbook(u"standard-data"_s);
    QTRY_COMPARE(find<QLabel>("runbookTitle")->text(), u"The service does not take this data"_s);
    QVERIFY(!find<QPushButton>("editRunbook")->isEnabled());                  // it has no file
    m_sample->writeRunbook(u"another"_s, "---\ntitle: Another\n---\nText\n"); // is seen by itself
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 13, 20'000);
    QCOMPARE(m_room->currentRunbook(), u"standard-data"_s);
}

void TestRunbooksRoom::aSoundOneIsEditedToo()
{
    open();
    auto *table = find<QTableView>("runbooksTable");
    QTRY_COMPARE(m_room->currentRunbook(), u"publisher-down"_s);
    QTRY_VERIFY(find<QPushButton>("editRunbook")->isEnabled());
    press(find<QPushButton>("editRunbook"));
    auto *page = find<FilePage>("filePage");
    QTRY_VERIFY(page->isVisible());
    QCOMPARE(page->file(), u"runbooks/publisher-down.md"_s);
    auto *text = find<CodeView>("fileText");
    QTRY_VERIFY(!text->text().isEmpty());
    text->changeText(text->text() + u"More\n"_s);
    QTest::keyClick(table, Qt::Key_Down); // list and page say the same
    QVERIFY(!page->isVisible());
    QVERIFY(find<UnsavedLine>("unsavedLine")->isVisible());
    QVERIFY(!m_room->goBack());
}

void TestRunbooksRoom::namesProblems()
{
    m_sample->writeRunbook(u"bad"_s, "---\ntitle: Bad\nmatch: { category: netwrk }\n---\nText\n");
    open();
    auto *problems = find<QTableView>("runbookProblems");
    const auto line = [&] {
        for (int row = 0; row < problems->model()->rowCount(); ++row) {
            if (problems->model()->index(row, 0).data().toString().contains(u"bad.md"_s))
                return row;
        }
        return -1;
    };
    QTRY_VERIFY(line() >= 0 && problems->isVisible());
    const QModelIndex index = problems->model()->index(line(), 0);
    problems->scrollTo(index);
    QTest::mouseClick(problems->viewport(), Qt::LeftButton, {}, problems->visualRect(index).center());
    QTRY_VERIFY(find<FilePage>("filePage")->isVisible());
    QCOMPARE(find<FilePage>("filePage")->file(), u"runbooks/bad.md"_s);
    const int before = find<QTableView>("runbooksTable")->model()->rowCount();
    m_sample->writeRunbook(u"another"_s, "---\ntitle: Another\n---\nText\n"); // somebody saves a file meanwhile
    QTRY_COMPARE_WITH_TIMEOUT(find<QTableView>("runbooksTable")->model()->rowCount(), before + 1, 20'000);
    QVERIFY(find<FilePage>("filePage")->isVisible());
    press(find<QAbstractButton>("fileClose"));
    QTRY_VERIFY(!find<FilePage>("filePage")->isVisible());
}

void TestRunbooksRoom::whatIsNotThereIsSaid()
{
    open();
    QTRY_COMPARE(find<QTableView>("runbooksTable")->model()->rowCount(), 12);
    m_room->showRunbook(u"standard-data"_s);
    QSignalSpy failed(m_room, &RunbooksPanel::failed);
    m_room->showRunbook(u"nowhere"_s);
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().detail.contains(u"no runbook nowhere"_s));
    QCOMPARE(m_room->currentRunbook(), u"standard-data"_s);
}

QTEST_MAIN(TestRunbooksRoom)
#include "tst_gui_runbooksroom.moc"
