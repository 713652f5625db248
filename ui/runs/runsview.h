#pragma once

#include "ui/parts/valuetable.h"

#include <QPersistentModelIndex>
#include <QVariantMap>

namespace cairn {

/// The table of runs. Nothing jumps while it is being read: rows that come in above stay above. Which columns are shown, in what
/// order and how wide, is for people to say.
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

    /// The columns as remembered: order, choices and widths, by their words.
    QVariantMap columns() const;
    void setColumns(const QVariantMap &columns);
    /// The words of the columns that are wanted, from left to right.
    QStringList wantedColumns() const;
    /// Exactly these are wanted, in this order; unknown words are passed over.
    void setWantedColumns(const QStringList &words);
    /// As they were before anybody chose.
    void resetColumns();

Q_SIGNALS:
    void viewChanged();
    /// Enter, with nothing chosen before; now the first is.
    void firstWanted();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    bool chooseFirst(int key);
    void chooseRow(int row);

    QPersistentModelIndex m_instead; ///< the row that took the place of the chosen one; invalid once something is chosen
};

} // namespace cairn
