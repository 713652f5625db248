#include "ui/runs/columnsmenu.h"

#include "ui/look/tintedicon.h"
#include "ui/runs/columnsdialog.h"
#include "ui/runs/runcolumns.h"
#include "ui/runs/runsmodel.h"
#include "ui/runs/runsview.h"

namespace cairn {

using namespace Qt::StringLiterals;

ColumnsMenu::ColumnsMenu(RunsView &view, QWidget *parent) : QMenu(tr("&Columns"), parent), m_view(view)
{
    setObjectName(u"columnsMenu"_s);
    setIcon(tintedIcon(u"columns"_s));
    for (int column = 0; column < RunsModel::ColumnCount; ++column) {
        QAction *action = addAction(runColumnTitle(column));
        action->setProperty("hiddenFromPalette", true); // a column's name alone says too little there
        action->setObjectName(u"column_"_s + runColumnWord(column));
        action->setCheckable(true);
        action->setEnabled(!view.isColumnNeeded(column));
        connect(action, &QAction::triggered, this, [this, column](bool shown) { m_view.chooseColumn(column, shown); });
        m_columns.append(action);
    }
    addSeparator();
    m_arrange = addAction(tintedIcon(u"columns"_s), tr("Arran&ge columns…"), this, &ColumnsMenu::arrange);
    m_arrange->setObjectName(u"arrangeColumns"_s);
    QAction *reset = addAction(tr("As at &first"), &view, &RunsView::resetColumns);
    reset->setObjectName(u"resetColumns"_s);
    connect(this, &QMenu::aboutToShow, this, &ColumnsMenu::showChoices);
    showChoices();
}

void ColumnsMenu::showChoices()
{
    for (int column = 0; column < m_columns.size(); ++column)
        m_columns.at(column)->setChecked(m_view.isColumnWanted(column));
}

void ColumnsMenu::arrange()
{
    QStringList all;
    QStringList needed;
    for (int column : m_view.columnOrder()) {
        all.append(runColumnWord(column));
        if (m_view.isColumnNeeded(column))
            needed.append(runColumnWord(column));
    }
    auto *dialog = new ColumnsDialog(all, m_view.wantedColumns(), needed, m_view.window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_view.setWantedColumns(dialog->wanted()); });
    dialog->open();
}

} // namespace cairn
