#pragma once

#include "ui/parts/valuetable.h"

namespace cairn {

/// A table of entries of the audit. As long as nobody has chosen one, the newest is the current one. After that nothing jumps:
/// entries that come in above stay above.
class AuditTable : public ValueTable
{
    Q_OBJECT
public:
    explicit AuditTable(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    /// Goes to the newest entry, and on to newer ones as they come in, until somebody chooses.
    void follow();
    /// Somebody has chosen an entry, or scrolled away from the newest.
    bool isBeingRead() const;

Q_SIGNALS:
    void opened();
    /// Besides scrolling.
    void readingChanged();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void setChosen(bool chosen);

    bool m_chosen = false; ///< by a person
};

} // namespace cairn
