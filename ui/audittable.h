#pragma once

#include "ui/valuetable.h"

namespace cairn {

/// A table of entries of the audit. Nothing jumps while it is being read: entries that come in above stay above.
class AuditTable : public ValueTable
{
    Q_OBJECT
public:
    explicit AuditTable(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    /// Somebody has chosen an entry below the newest, or scrolled away from it.
    bool isBeingRead() const;

Q_SIGNALS:
    void opened();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
};

} // namespace cairn
