#include "windowtest.h"

#include "ui/runs/runsmodel.h"

#include <QAction>

namespace cairn::testing {

using namespace Qt::StringLiterals;

WindowTest::WindowTest(const std::function<void(GuiWorkspace &)> &fill)
{
    QLocale::setDefault(QLocale::c());
    if (fill)
        fill(workspace);
    window = std::make_unique<MainWindow>(workspace.desk(), u"harbour"_s, workspace.path({}), workspace.copies());
    window->resize(1280, 800);
    window->show();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window.get()))
        qFatal("the window does not become active");
    enter("showRuns");
}

void WindowTest::enter(const char *room) const
{
    QTest::keySequence(window.get(), find<QAction>(room)->shortcut());
}

QString WindowTest::cell(const QTableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

QStringList WindowTest::inputs() const
{
    QStringList names;
    for (int row = 0; row < runs()->model()->rowCount(); ++row)
        names.append(cell(runs(), row, RunsModel::InputColumn));
    return names;
}

int WindowTest::rowOf(const QString &input) const
{
    return int(inputs().indexOf(input));
}

void WindowTest::selectRow(int row) const
{
    const QModelIndex index = runs()->model()->index(row, RunsModel::InputColumn);
    runs()->scrollTo(index);
    QTest::mouseClick(runs()->viewport(), Qt::LeftButton, {}, runs()->visualRect(index).center());
}

void WindowTest::typeFilter(const QString &text) const
{
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(filter(), text);
}

} // namespace cairn::testing
