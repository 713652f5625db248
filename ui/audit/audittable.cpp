#include "ui/audit/audittable.h"

#include "ui/audit/auditmodel.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace cairn {

AuditTable::AuditTable(QWidget *parent) : ValueTable(parent)
{
    setSelectionMode(SingleSelection);
    connect(this, &QAbstractItemView::doubleClicked, this, &AuditTable::opened);
}

void AuditTable::setModel(QAbstractItemModel *model)
{
    ValueTable::setModel(model);
    setColumnCharacters(AuditModel::AtColumn, 12);
    setColumnCharacters(AuditModel::ActorColumn, 14);
    setColumnCharacters(AuditModel::ActionColumn, 22);
    setColumnCharacters(AuditModel::SubjectColumn, 24);
    setColumnCharacters(AuditModel::ReasonColumn, 26);
    setColumnCharacters(AuditModel::NumberColumn, 7);
    setImportance({AuditModel::AtColumn, AuditModel::ActionColumn, AuditModel::SubjectColumn, AuditModel::ActorColumn,
                   AuditModel::ReasonColumn, AuditModel::NumberColumn},
                  3, {AuditModel::ReasonColumn, AuditModel::SubjectColumn});
}

bool AuditTable::isBeingRead() const
{
    return verticalScrollBar()->value() > 0 || (m_chosen && currentIndex().isValid());
}

void AuditTable::setChosen(bool chosen)
{
    m_chosen = chosen;
    Q_EMIT readingChanged();
}

void AuditTable::follow()
{
    setCurrentIndex(model()->index(0, 0));
    scrollToTop();
    setChosen(false);
}

/// Rows are chosen, not cells: End leads to the last.
QModelIndex AuditTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action == MoveEnd)
        return model()->index(model()->rowCount() - 1, 0);
    return ValueTable::moveCursor(action, modifiers);
}

void AuditTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        return Q_EMIT opened();
    if (event->key() == Qt::Key_Home)
        return follow();
    const QModelIndex before = currentIndex();
    ValueTable::keyPressEvent(event);
    if (currentIndex() != before)
        setChosen(true);
}

void AuditTable::mousePressEvent(QMouseEvent *event)
{
    ValueTable::mousePressEvent(event);
    if (indexAt(event->position().toPoint()).isValid())
        setChosen(true);
}

void AuditTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int place = verticalScrollBar()->value();
    const int added = end - start + 1;
    ValueTable::rowsInserted(parent, start, end);
    if (start > 0)
        return;
    if (!isBeingRead())
        return follow();
    updateGeometries(); // the scroll bar learns of the new rows now, not at the next layout
    verticalScrollBar()->setValue(place + added);
}

} // namespace cairn
