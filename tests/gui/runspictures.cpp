#include "runspictures.h"

#include "ui/parts/progressdialog.h"
#include "ui/run/commanddialog.h"
#include "ui/runs/runsnote.h"

#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

void takeDialog(MainWindow &window, const char *action, const QString &dialogName,
                const std::function<void(QWidget &, const QString &)> &take)
{
    window.findChild<QAction *>(QString::fromLatin1(action))->trigger();
    auto *dialog = window.findChild<QDialog *>(dialogName);
    take(*dialog, u"runs-"_s + dialogName);
    dialog->reject();
}

void takeMenu(MainWindow &window, const QString &name, const std::function<void(QWidget &, const QString &)> &take)
{
    auto *menu = window.findChild<QMenu *>(name);
    menu->popup(window.mapToGlobal(QPoint(20, 120)));
    take(*menu, u"runs-"_s + name);
    menu->hide();
}

} // namespace

void takeRunsList(MainWindow &window, const std::function<void(QWidget &, const QString &)> &take)
{
    auto *filter = window.findChild<QLineEdit *>(u"runFilter"_s);
    filter->setFocus();
    QTest::keyClicks(filter, u"s"_s);
    take(window, u"runs-keys"_s);
    filter->clear();
    QTest::keyClicks(filter, u"invoice state:blocked,"_s);
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(filter, Qt::Key_Down);
    take(window, u"runs-states"_s);
    QTest::keyClick(filter, Qt::Key_Escape);
    filter->setText(u"state:blocked"_s);
    takeDialog(window, "saveView", u"saveViewDialog"_s, take);
    takeDialog(window, "manageViews", u"viewsDialog"_s, take);
    takeDialog(window, "arrangeColumns", u"columnsDialog"_s, take);
    takeMenu(window, u"viewsMenu"_s, take);
    filter->clear();
    takeMenu(window, u"columnsMenu"_s, take);
    for (const char *column : {"column_id", "column_size", "column_next_try", "column_service"})
        window.findChild<QAction *>(QString::fromLatin1(column))->trigger();
    auto *table = window.findChild<QTableView *>(u"runsTable"_s);
    table->setFocus();
    table->selectAll();
    auto *note = window.findChild<RunsNote *>();
    take(window, u"runs-columns"_s);
    note->setSelection(RunsNote::Selection::AllLoaded, 38);
    take(window, u"runs-offered"_s);
    note->setSelection(RunsNote::Selection::AllMatching, 38);
    take(window, u"runs-taken"_s);
    window.findChild<QAction *>(u"retryRun"_s)->trigger();
    if (!QTest::qWaitFor([&window] { return window.findChild<CommandDialog *>(); })) // it looks which of them can be asked
        qFatal("nothing is asked about the selected runs");
    take(*window.findChild<CommandDialog *>(), u"runs-left-out"_s);
    window.findChild<CommandDialog *>()->reject();
    auto *progress = new ProgressDialog(u"Retry"_s, u"Asking the runner: Retry"_s, &window);
    progress->open();
    progress->setProgress(1'400, 3'981);
    take(*progress, u"runs-progress"_s);
    progress->finish(
        u"“Retry” is asked for 3,978 runs"_s,
        u"3 are left out: they are no longer in such a state.\n232 of the 4,213 are left out, because their state does "
        "not allow it: 200 Succeeded, 32 Cancelled.\nThe runner carries it out; the list shows what becomes of the runs."_s);
    take(*progress, u"runs-result"_s);
    progress->reject();
    table->clearSelection();
    window.findChild<QAction *>(u"resetColumns"_s)->trigger();
    note->setSelection(RunsNote::Selection::Rows, 0);
}

} // namespace cairn::testing
