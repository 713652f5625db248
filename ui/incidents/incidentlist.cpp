#include "ui/incidents/incidentlist.h"

#include "ui/incidents/incidentdelegate.h"
#include "ui/incidents/incidentsmodel.h"
#include "ui/parts/focusmark.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace cairn {

using namespace Qt::StringLiterals;

IncidentList::IncidentList(IncidentsModel &model, QWidget *parent) : QListView(parent), m_model(model)
{
    setObjectName(u"incidentList"_s);
    setAccessibleName(tr("Incidents"));
    setItemDelegate(new IncidentDelegate(this));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    connect(this, &QAbstractItemView::doubleClicked, this, &IncidentList::opened);
    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this, &IncidentList::holdPlace);
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &IncidentList::holdPlace);
    connect(&model, &QAbstractItemModel::rowsAboutToBeMoved, this, &IncidentList::holdPlace);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &IncidentList::restorePlace, Qt::QueuedConnection);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &IncidentList::restorePlace, Qt::QueuedConnection);
    connect(&model, &QAbstractItemModel::rowsMoved, this, &IncidentList::restorePlace, Qt::QueuedConnection);
}

qint64 IncidentList::current() const
{
    return currentIndex().isValid() ? m_model.row(currentIndex().row()).incident.id : 0;
}

bool IncidentList::choose(qint64 incident)
{
    const int row = m_model.rowOf(incident);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    return true;
}

/// The chosen one if it is seen, else the first that is seen; at the very top without a choice, newer ones may come in.
void IncidentList::holdPlace()
{
    if (m_anchor.isValid())
        return;
    QModelIndex anchor = currentIndex();
    if (!anchor.isValid() || !viewport()->rect().intersects(visualRect(anchor)))
        anchor = verticalScrollBar()->value() > 0 ? indexAt({4, 4}) : QModelIndex();
    m_anchor = anchor;
    m_anchorTop = anchor.isValid() ? visualRect(anchor).top() : 0;
}

void IncidentList::restorePlace()
{
    if (!m_anchor.isValid())
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(m_anchor).top() - m_anchorTop);
    m_anchor = QPersistentModelIndex();
}

void IncidentList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    chooseCurrent(*this);
    if (!m_leaving)
        Q_EMIT currentChosen();
}

/// The view would go on to the next row, away from what somebody just sees resolved.
void IncidentList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const int row = currentIndex().row();
    if (row >= start && row <= end) {
        m_leaving = true;
        setCurrentIndex({});
        m_leaving = false;
        Q_EMIT currentLeft();
    }
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void IncidentList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            Q_EMIT opened();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace cairn
