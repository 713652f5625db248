#include "ui/runs/runsview.h"

#include "ui/runs/runcolumns.h"
#include "ui/runs/runsmodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int OptionalColumns[] = {RunsModel::IdColumn,       RunsModel::VersionColumn,  RunsModel::ServiceColumn,
                                   RunsModel::CategoryColumn, RunsModel::AttemptsColumn, RunsModel::SizeColumn,
                                   RunsModel::StartedColumn,  RunsModel::FinishedColumn, RunsModel::NextTryColumn};

QStringList words(const QList<int> &columns)
{
    QStringList all;
    for (int column : columns)
        all.append(runColumnWord(column));
    return all;
}

/// The columns of these words, then the others.
QList<int> columnsInOrder(const QStringList &order)
{
    QList<int> columns;
    for (const QString &word : order) {
        if (const int column = runColumnFromWord(word); column >= 0 && !columns.contains(column))
            columns.append(column);
    }
    for (int column = 0; column < RunsModel::ColumnCount; ++column) {
        if (!columns.contains(column))
            columns.append(column);
    }
    return columns;
}

} // namespace

RunsView::RunsView(QWidget *parent) : ValueTable(parent)
{
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunsView::viewChanged);
}

void RunsView::setModel(QAbstractItemModel *model)
{
    ValueTable::setModel(model);
    setStateColumn(RunsModel::StateColumn);
    setColumnCharacters(RunsModel::InputColumn, 42);
    setColumnCharacters(RunsModel::PipelineColumn, 20);
    setColumnCharacters(RunsModel::StepColumn, 12);
    setColumnCharacters(RunsModel::SubmittedColumn, 18);
    setColumnCharacters(RunsModel::TookColumn, 8);
    setColumnCharacters(RunsModel::CauseColumn, 40);
    setColumnCharacters(RunsModel::IdColumn, 20);
    setColumnCharacters(RunsModel::VersionColumn, 5);
    setColumnCharacters(RunsModel::ServiceColumn, 14);
    setColumnCharacters(RunsModel::CategoryColumn, 13);
    setColumnCharacters(RunsModel::AttemptsColumn, 5);
    setColumnCharacters(RunsModel::SizeColumn, 9);
    for (int column : {RunsModel::StartedColumn, RunsModel::FinishedColumn, RunsModel::NextTryColumn})
        setColumnCharacters(column, 17);
    const QList<int> optional(std::begin(OptionalColumns), std::end(OptionalColumns));
    setImportance(QList<int>{RunsModel::StateColumn, RunsModel::InputColumn, RunsModel::SubmittedColumn,
                             RunsModel::PipelineColumn, RunsModel::CauseColumn, RunsModel::StepColumn, RunsModel::TookColumn} +
                      optional,
                  2, {RunsModel::CauseColumn, RunsModel::InputColumn});
    setOptionalColumns(optional);
}

QVariantMap RunsView::columns() const
{
    QVariantMap widths;
    for (int column = 0; column < columnWidths().size(); ++column)
        widths.insert(runColumnWord(column), columnWidths().at(column));
    QVariantMap choices;
    for (const auto &[column, shown] : columnChoices().asKeyValueRange())
        choices.insert(runColumnWord(column), shown);
    return {{u"order"_s, words(columnOrder())}, {u"choices"_s, choices}, {u"widths"_s, widths}};
}

void RunsView::setColumns(const QVariantMap &columns)
{
    const QVariantMap widths = columns.value(u"widths"_s).toMap();
    QList<int> all = columnWidths();
    for (int column = 0; column < all.size(); ++column)
        all[column] = widths.value(runColumnWord(column), all.at(column)).toInt();
    setColumnWidths(all);
    setColumnOrder(columnsInOrder(columns.value(u"order"_s).toStringList()));
    const QVariantMap choices = columns.value(u"choices"_s).toMap();
    for (const auto &[word, shown] : choices.asKeyValueRange()) {
        if (const int column = runColumnFromWord(word); column >= 0)
            chooseColumn(column, shown.toBool());
    }
}

QStringList RunsView::wantedColumns() const
{
    QList<int> wanted = columnOrder();
    wanted.removeIf([this](int column) { return !isColumnWanted(column); });
    return words(wanted);
}

void RunsView::setWantedColumns(const QStringList &wanted)
{
    setColumnOrder(columnsInOrder(wanted));
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        chooseColumn(column, wanted.contains(runColumnWord(column)));
}

void RunsView::resetColumns()
{
    setColumnOrder(columnsInOrder({}));
    forgetColumnChoices();
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
    m_instead = QModelIndex();
    clearSelection();
    setCurrentIndex({});
    scrollToTop();
}

/// Whole rows are chosen, not cells: Home and End mean the first and the last of them.
QModelIndex RunsView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model()->rowCount();
    if ((action != MoveHome && action != MoveEnd) || rows == 0)
        return ValueTable::moveCursor(action, modifiers);
    const int column = std::max(currentIndex().column(), 0);
    return model()->index(action == MoveHome ? 0 : rows - 1, column);
}

/// With nothing chosen, an arrow, a page key or Enter chooses what is seen first: the newest run, not the second.
bool RunsView::chooseFirst(int key)
{
    const bool opens = key == Qt::Key_Return || key == Qt::Key_Enter;
    const bool moves = key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp;
    if (!(opens || moves) || selectionModel()->hasSelection() || model()->rowCount() == 0)
        return false;
    const QModelIndex from = m_instead.isValid() ? QModelIndex(m_instead) : isBeingRead() ? currentIndex() : QModelIndex();
    const bool seen = from.isValid() && from.row() >= firstVisibleRow() && from.row() <= lastVisibleRow();
    chooseRow(seen ? from.row() : firstVisibleRow());
    if (opens)
        Q_EMIT firstWanted();
    return true;
}

/// Makes it the one row that is chosen, and the one from which Shift extends.
void RunsView::chooseRow(int row)
{
    const QModelIndex index = model()->index(row, 0);
    setCurrentIndex(index);
    selectionModel()->select(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RunsView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == 0;
    const int rows = model()->rowCount();
    if (plain && rows > 0 && (event->key() == Qt::Key_Home || event->key() == Qt::Key_End))
        chooseRow(event->key() == Qt::Key_Home ? 0 : rows - 1); // also if it is the current one already
    else if (!chooseFirst(event->key()))
        ValueTable::keyPressEvent(event);
}

/// When the chosen run goes, the arrows go on from the one that takes its place.
void RunsView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const QModelIndex chosen = m_instead.isValid() ? QModelIndex(m_instead) : currentIndex();
    const bool counts = m_instead.isValid() || selectionModel()->isSelected(chosen);
    if (counts && chosen.row() >= start && chosen.row() <= end)
        m_instead = model()->index(end + 1 < model()->rowCount() ? end + 1 : start - 1, 0);
    ValueTable::rowsAboutToBeRemoved(parent, start, end);
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
    if (selectionModel()->hasSelection())
        m_instead = QModelIndex();
    Q_EMIT viewChanged();
}

} // namespace cairn
