#include "windowtest.h"

#include "ui/runs/runsmodel.h"
#include "ui/runs/runsview.h"
#include "ui/runs/savedview.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QHeaderView>
#include <QListWidget>
#include <QMenu>
#include <QSettings>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Saved views and the columns of the list: chosen, remembered, put in order.
class TestViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void builtInViewsFilter();
    void aFilterIsSavedAndRemembered();
    void aViewBringsItsColumns();
    void viewsAreManaged();
    void removedBuiltInViewsComeBack();
    void whatIsStoredIsReadBack();
    void columnsAreChosenInTheMenu();
    void aChosenColumnStays();
    void columnsAreRemembered();
    void columnsAreArrangedByKeyboard();
    void furtherColumnsSayWhatTheyShould();

private:
    static void few(GuiWorkspace &workspace)
    {
        workspace.addPipeline(u"intake"_s, {u"scan"_s, u"publish<scan"_s});
        workspace.addRun(u"intake"_s, u"invoice-1.pdf"_s, RunState::Succeeded);
        workspace.addRun(u"intake"_s, u"invoice-2.pdf"_s, RunState::Blocked);
        workspace.addRun(u"intake"_s, u"invoice-3.pdf"_s, RunState::OutcomeUnknown);
    }
    struct Window : WindowTest
    {
        Window() : WindowTest(few) {}
        RunsView *view() const { return static_cast<RunsView *>(runs()); }
        QAction *action(const QString &name) const { return window->findChild<QAction *>(name); }
        QStringList viewNames() const
        {
            QStringList names;
            for (const QAction *entry : find<QMenu>("viewsMenu")->actions())
                names.append(entry->text());
            return names.first(names.size() - 3); // without the line and what is below it
        }
        /// Saves the present filter as a view.
        void saveAs(const QString &name, bool withColumns = false) const
        {
            action(u"saveView"_s)->trigger();
            auto *dialog = find<QDialog>("saveViewDialog");
            if (withColumns)
                dialog->findChild<QCheckBox *>()->setChecked(true);
            QTest::keyClicks(dialog->findChild<QLineEdit *>(u"viewName"_s), name);
            QTest::keyClick(dialog, Qt::Key_Return);
            QTRY_VERIFY(!window->findChild<QDialog *>(u"saveViewDialog"_s));
        }
    };
};

void TestViews::builtInViewsFilter()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    auto *button = test.find<QAbstractButton>("viewsButton");
    QVERIFY(button->isVisible() && button->x() < test.filter()->x());
    QVERIFY(!test.action(u"saveView"_s)->isEnabled()); // no filter, nothing to save
    auto *menu = test.find<QMenu>("viewsMenu");
    QTimer::singleShot(0, menu, [menu] { // the button opens its menu and waits for it
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
    });
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(test.inputs(), (QStringList{u"invoice-3.pdf"_s, u"invoice-2.pdf"_s}));
    QCOMPARE(test.filter()->text(), u"state:blocked,outcome_unknown,paused"_s);
    QVERIFY(test.action(u"view_needs_person"_s)->isChecked());
    QVERIFY(!test.action(u"view_waiting"_s)->isChecked());
    QCOMPARE(test.window->focusWidget(), test.runs());
    test.action(u"view_today"_s)->trigger();
    QTRY_COMPARE(test.inputs().size(), 3);
    QVERIFY(!test.action(u"view_needs_person"_s)->isChecked());
    test.typeFilter(u"since:today state:held"_s);
    QVERIFY(!test.action(u"view_today"_s)->isChecked());
    QVERIFY(test.action(u"saveView"_s)->isEnabled());
}

void TestViews::aFilterIsSavedAndRemembered()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"invoice-1"_s);
    test.saveAs(u"Mine & yours"_s);
    QCOMPARE(test.viewNames().last(), u"Mine && yours"_s);
    QVERIFY(test.action(u"view_Mine & yours"_s)->isChecked());
    MainWindow again(test.workspace.desk(), u"harbour"_s, u"/srv/harbour"_s,
                     test.workspace.copies()); // the first is still open: it is written at once
    auto *action = again.findChild<QAction *>(u"view_Mine & yours"_s);
    QVERIFY(action);
    action->trigger();
    QCOMPARE(again.findChild<QLineEdit *>(u"runFilter"_s)->text(), u"invoice-1"_s);

    test.filter()->setText(u"invoice-2"_s);
    test.action(u"saveView"_s)->trigger();
    auto *dialog = test.find<QDialog>("saveViewDialog");
    auto *save = dialog->findChild<QAbstractButton *>(u"viewSave"_s);
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"viewName"_s), u"Mine & yours"_s);
    QVERIFY(dialog->findChild<QLabel *>(u"viewNameTaken"_s)->isVisible());
    const auto count = test.viewNames().size();
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE(test.action(u"view_Mine & yours"_s)->toolTip(), u"invoice-2"_s);
    QCOMPARE(test.viewNames().size(), count);
}

void TestViews::aViewBringsItsColumns()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.action(u"column_id"_s)->trigger();
    test.action(u"column_cause"_s)->trigger();
    test.typeFilter(u"invoice"_s);
    test.saveAs(u"Ids"_s, true);
    test.action(u"resetColumns"_s)->trigger();
    QVERIFY(test.runs()->isColumnHidden(RunsModel::IdColumn));
    test.action(u"view_Ids"_s)->trigger();
    QVERIFY(!test.runs()->isColumnHidden(RunsModel::IdColumn));
    QVERIFY(test.runs()->isColumnHidden(RunsModel::CauseColumn));
}

void TestViews::viewsAreManaged()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    const QStringList before = test.viewNames();
    test.action(u"manageViews"_s)->trigger();
    auto *dialog = test.find<QDialog>("viewsDialog");
    auto *list = dialog->findChild<QListWidget *>();
    QTRY_VERIFY(list->hasFocus());
    QCOMPARE(list->count(), int(before.size()));
    QVERIFY(!dialog->findChild<QAbstractButton *>(u"moveUp"_s)->isEnabled());
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier); // the first becomes the second
    QCOMPARE(list->currentRow(), 1);
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"moveDown"_s), Qt::LeftButton); // and the third
    list->setCurrentRow(0);
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"removeView"_s), Qt::LeftButton);
    list->setCurrentRow(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_F2);
    auto *editor = list->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"Asleep"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(list->item(0)->text(), u"Asleep"_s);
    QCOMPARE(test.viewNames(), before); // not yet
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"viewsKeep"_s), Qt::LeftButton);
    QTRY_COMPARE(test.viewNames(), (QStringList{u"Asleep"_s, before[0]} + before.mid(3)));
    QCOMPARE(test.action(u"view_Asleep"_s)->toolTip(), builtInViews().at(2).filter);
}

void TestViews::removedBuiltInViewsComeBack()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    const QStringList before = test.viewNames();
    test.action(u"manageViews"_s)->trigger();
    auto *dialog = test.find<QDialog>("viewsDialog");
    auto *list = dialog->findChild<QListWidget *>();
    while (list->count() > 0) {
        list->setCurrentRow(0);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"removeView"_s), Qt::LeftButton);
    }
    QVERIFY(!dialog->findChild<QAbstractButton *>(u"removeView"_s)->isEnabled());
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"viewsRestore"_s), Qt::LeftButton);
    QCOMPARE(list->count(), int(before.size()));
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"viewsKeep"_s), Qt::LeftButton);
    QTRY_COMPARE(test.viewNames(), before);
}

void TestViews::whatIsStoredIsReadBack()
{
    const GuiWorkspace settingsOfNobody;
    QSettings settings(u"Cairn"_s, u"Test"_s);
    QCOMPARE(readViews(settings), builtInViews());
    const QList<SavedView> views{{{}, u"Mine"_s, u"pipeline:\"a b\" c,d"_s, {u"state"_s, u"id"_s}}, builtInViews().at(1)};
    writeViews(settings, views);
    QCOMPARE(readViews(settings), views);
    writeViews(settings, {});
    QCOMPARE(readViews(settings), QList<SavedView>());
    writeViews(settings, builtInViews());
    QVERIFY(settings.allKeys().isEmpty()); // so that new ones of a later version are seen
}

void TestViews::columnsAreChosenInTheMenu()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    auto *menu = test.find<QMenu>("columnsMenu");
    QHeaderView *header = test.runs()->horizontalHeader();
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(30, 5), header->viewport()->mapToGlobal(QPoint(30, 5)));
    QApplication::sendEvent(header->viewport(), &event);
    QTRY_VERIFY(menu->isVisible());
    QVERIFY(!test.action(u"column_state"_s)->isEnabled()); // nobody can do without it
    QVERIFY(test.action(u"column_submitted"_s)->isChecked());
    QVERIFY(!test.action(u"column_id"_s)->isChecked());
    QVERIFY(test.runs()->isColumnHidden(RunsModel::IdColumn));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(test.action(u"column_id"_s)).center());
    QVERIFY(!test.runs()->isColumnHidden(RunsModel::IdColumn));
    test.action(u"column_submitted"_s)->trigger();
    QVERIFY(test.runs()->isColumnHidden(RunsModel::SubmittedColumn));
    test.action(u"resetColumns"_s)->trigger();
    QVERIFY(test.runs()->isColumnHidden(RunsModel::IdColumn));
    QVERIFY(!test.runs()->isColumnHidden(RunsModel::SubmittedColumn));
}

void TestViews::aChosenColumnStays()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.window->resize(560, 600);
    const auto narrow = [&] { // columns that give way for want of room
        QList<int> columns;
        for (int column = 0; column < RunsModel::ColumnCount; ++column) {
            if (test.runs()->isColumnHidden(column) && test.view()->isColumnWanted(column))
                columns.append(column);
        }
        return columns;
    };
    QTRY_VERIFY(narrow().size() >= 2);
    const int chosen = narrow().first();
    test.view()->chooseColumn(chosen, true);
    test.action(u"column_id"_s)->trigger();
    for (int column : {chosen, int(RunsModel::IdColumn), int(RunsModel::StateColumn), int(RunsModel::InputColumn)}) {
        QVERIFY(!test.runs()->isColumnHidden(column));
        QVERIFY(test.runs()->columnWidth(column) > 40);
    }
    QVERIFY(!narrow().isEmpty()); // the others still do
    test.window->resize(1900, 600);
    QTRY_VERIFY(narrow().isEmpty());
}

void TestViews::columnsAreRemembered()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.action(u"column_size"_s)->trigger();
    test.action(u"column_cause"_s)->trigger();
    QHeaderView *header = test.runs()->horizontalHeader();
    header->moveSection(header->visualIndex(RunsModel::SizeColumn), 1);
    test.runs()->setColumnWidth(RunsModel::SizeColumn, 133);
    test.window->close();
    MainWindow again(test.workspace.desk(), u"harbour"_s, u"/srv/harbour"_s, test.workspace.copies());
    again.show();
    auto *view = static_cast<RunsView *>(again.findChild<QTableView *>(u"runsTable"_s));
    QCOMPARE(view->columnWidth(RunsModel::SizeColumn), 133);
    QCOMPARE(view->horizontalHeader()->visualIndex(RunsModel::SizeColumn), 1);
    QVERIFY(view->isColumnHidden(RunsModel::CauseColumn));
    QCOMPARE(view->wantedColumns().first(3), (QStringList{u"state"_s, u"size"_s, u"input"_s}));
}

void TestViews::columnsAreArrangedByKeyboard()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.action(u"arrangeColumns"_s)->trigger();
    auto *dialog = test.find<QDialog>("columnsDialog");
    auto *list = dialog->findChild<QListWidget *>();
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_End);
    QCOMPARE(list->currentItem()->text(), u"Next try"_s);
    QTest::keyClick(list, Qt::Key_Space);
    for (int i = 0; i < RunsModel::ColumnCount; ++i)
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 0);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(!test.window->findChild<QDialog *>(u"columnsDialog"_s));
    QCOMPARE(test.view()->wantedColumns().first(3), (QStringList{u"next_try"_s, u"state"_s, u"input"_s}));
    QVERIFY(!test.runs()->isColumnHidden(RunsModel::NextTryColumn));
}

void TestViews::furtherColumnsSayWhatTheyShould()
{
    Window test;
    QTRY_COMPARE(test.inputs().size(), 3);
    RunRecord run = test.workspace.reader().runs({}, {}, 1).value().first();
    run.state = RunState::WaitingRetry;
    run.step = StepId(u"publish"_s);
    run.category = Category::Network;
    run.attempts = 3;
    run.nextAt = run.submittedAt + std::chrono::hours(1);
    test.workspace.commit(Transaction(UpdateRun{run, SystemClock().now()}));
    const auto cell = [&](int column) { return WindowTest::cell(test.runs(), 0, column); };
    QTRY_COMPARE(cell(RunsModel::ServiceColumn), u"publish"_s); // the step's, by its pipeline
    QCOMPARE(cell(RunsModel::IdColumn), run.id.toString());
    QCOMPARE(cell(RunsModel::CategoryColumn), u"Network"_s);
    QCOMPARE(cell(RunsModel::AttemptsColumn), u"3"_s);
    QCOMPARE(cell(RunsModel::VersionColumn), u"1"_s);
    QVERIFY(cell(RunsModel::SizeColumn).endsWith(u"B"_s) || cell(RunsModel::SizeColumn).endsWith(u"bytes"_s));
    QVERIFY(!cell(RunsModel::NextTryColumn).isEmpty());
    QVERIFY(WindowTest::cell(test.runs(), 1, RunsModel::NextTryColumn).isEmpty());
}

QTEST_MAIN(TestViews)
#include "tst_gui_views.moc"
