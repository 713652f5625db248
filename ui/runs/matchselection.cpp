#include "ui/runs/matchselection.h"

#include "ui/runs/runsmodel.h"
#include "ui/runs/runsview.h"

namespace cairn {

MatchSelection::MatchSelection(RunsView &view, RunsModel &model, QObject *parent) : QObject(parent), m_view(view), m_model(model)
{
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &MatchSelection::scheduleCheck);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { selectInserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &MatchSelection::scheduleCheck);
    connect(&model, &QAbstractItemModel::modelReset, this, &MatchSelection::scheduleCheck);
}

void MatchSelection::setMatching(qint64 count)
{
    m_matching = count;
    scheduleCheck();
}

void MatchSelection::take()
{
    if (m_taken || !allLoadedSelected())
        return;
    m_taken = true;
    m_offered = false;
    Q_EMIT changed();
}

void MatchSelection::letGo()
{
    if (!m_taken)
        return;
    m_taken = false;
    Q_EMIT changed();
    scheduleCheck();
}

bool MatchSelection::allLoadedSelected() const
{
    int selected = 0;
    for (const QItemSelectionRange &range : m_view.selectionModel()->selection())
        selected += range.height();
    return selected > 0 && selected == m_model.rowCount();
}

void MatchSelection::selectInserted(int first, int last)
{
    if (m_taken) {
        const QItemSelection rows(m_model.index(first, 0), m_model.index(last, 0));
        m_view.selectionModel()->select(rows, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    scheduleCheck();
}

/// Later, when the model and the selection agree again.
void MatchSelection::scheduleCheck()
{
    if (!std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &MatchSelection::check, Qt::QueuedConnection);
}

void MatchSelection::check()
{
    m_scheduled = false;
    const bool all = allLoadedSelected();
    const bool taken = m_taken && all;
    const bool offered = !taken && all && m_matching > m_model.rowCount();
    if (taken == m_taken && offered == m_offered)
        return;
    m_taken = taken;
    m_offered = offered;
    Q_EMIT changed();
}

} // namespace cairn
