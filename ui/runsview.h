#pragma once

#include "ui/valuetable.h"

namespace cairn {

/// The table of runs. Nothing jumps while it is being read: rows that come in above stay above.
class RunsView : public ValueTable
{
    Q_OBJECT
public:
    explicit RunsView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    int firstVisibleRow() const;
    int lastVisibleRow() const;
    /// Somebody has chosen a row or scrolled away from the newest.
    bool isBeingRead() const;
    /// Lets go of the selection and shows the newest.
    void backToNewest();

Q_SIGNALS:
    void viewChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
};

} // namespace cairn
