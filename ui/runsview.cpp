#include "ui/runsview.h"

#include "ui/runsmodel.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace cairn {

RunsView::RunsView(QWidget *parent) : ValueTable(parent)
{
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunsView::viewChanged);
}

void RunsView::setModel(QAbstractItemModel *model)
{
    ValueTable::setModel(model);
    setStateColumn(RunsModel::StateColumn);
    setColumnCharacters(RunsModel::InputColumn, 42);
    setColumnCharacters(RunsModel::PipelineColumn, 20);
    setColumnCharacters(RunsModel::StepColumn, 12);
    setColumnCharacters(RunsModel::SubmittedColumn, 17);
    setColumnCharacters(RunsModel::TookColumn, 8);
    setColumnCharacters(RunsModel::CauseColumn, 40);
    setImportance({RunsModel::StateColumn, RunsModel::InputColumn, RunsModel::SubmittedColumn, RunsModel::PipelineColumn,
                   RunsModel::CauseColumn, RunsModel::StepColumn, RunsModel::TookColumn},
                  2, {RunsModel::CauseColumn, RunsModel::InputColumn});
}

int RunsView::firstVisibleRow() const
{
    return std::max(rowAt(0), 0);
}

int RunsView::lastVisibleRow() const
{
    const int row = rowAt(viewport()->height() - 1);
    return row >= 0 ? row : (model() ? model()->rowCount() - 1 : -1);
}

bool RunsView::isBeingRead() const
{
    return verticalScrollBar()->value() > 0 || (selectionModel() && selectionModel()->hasSelection());
}

void RunsView::backToNewest()
{
    clearSelection();
    setCurrentIndex({});
    scrollToTop();
}

/// With nothing chosen, an arrow chooses what is seen first: the newest run, not the second.
void RunsView::keyPressEvent(QKeyEvent *event)
{
    const bool arrow = event->key() == Qt::Key_Down || event->key() == Qt::Key_Up;
    if (!arrow || selectionModel()->hasSelection() || model()->rowCount() == 0) {
        ValueTable::keyPressEvent(event);
        return;
    }
    const QModelIndex current = currentIndex();
    const bool seen = current.isValid() && current.row() >= firstVisibleRow() && current.row() <= lastVisibleRow();
    const QModelIndex chosen = seen && isBeingRead() ? current : model()->index(firstVisibleRow(), 0);
    selectionModel()->setCurrentIndex(chosen, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RunsView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const bool above = isBeingRead() && start <= firstVisibleRow() && end - start + 1 < model()->rowCount();
    const int place = verticalScrollBar()->value();
    ValueTable::rowsInserted(parent, start, end);
    if (above) {
        updateGeometries(); // the scroll bar learns of the new rows now, not at the next layout
        verticalScrollBar()->setValue(place + end - start + 1);
    }
    Q_EMIT viewChanged();
}

void RunsView::resizeEvent(QResizeEvent *event)
{
    ValueTable::resizeEvent(event);
    Q_EMIT viewChanged();
}

void RunsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    ValueTable::selectionChanged(selected, deselected);
    Q_EMIT viewChanged();
}

} // namespace cairn
