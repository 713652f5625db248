#pragma once

#include <QTableView>

namespace cairn {

/// A table as all of ours look: whole rows, no grid. Columns that do not fit make room, the least important first. Without a
/// chosen row, a frame around it tells that it has the focus.
class ValueTable : public QTableView
{
    Q_OBJECT
public:
    explicit ValueTable(QWidget *parent = nullptr);

    /// The column of states is painted as pills and as wide as the widest.
    void setStateColumn(int column);
    /// Widths in characters, for columns whose contents vary; the rest is as wide as its heading needs.
    void setColumnCharacters(int column, int characters);
    void setStretchColumn(int column);
    /// Columns from the most important to the one that goes first when room is short; the first `always` stay in any case.
    /// Of `stretched`, the first that is shown takes what room is left.
    void setImportance(const QList<int> &columns, int always, const QList<int> &stretched);
    /// Columns that are only shown when somebody wants them.
    void setOptionalColumns(const QList<int> &columns);
    /// Somebody wants a column in any case, or not at all.
    void chooseColumn(int column, bool shown);
    void forgetColumnChoices();
    const QHash<int, bool> &columnChoices() const { return m_choices; }
    /// Shown, or hidden for want of room alone.
    bool isColumnWanted(int column) const;
    /// Nobody can do without it.
    bool isColumnNeeded(int column) const { return m_importance.indexOf(column) < m_always; }

    /// From left to right.
    QList<int> columnOrder() const;
    void setColumnOrder(const QList<int> &columns);

    /// Makes a column wide enough for what it shows at present; never narrower.
    void growColumn(int column);

    /// What columns are given where there is room for all.
    QList<int> columnWidths() const { return m_widths; }
    void setColumnWidths(const QList<int> &widths);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void scrollContentsBy(int x, int y) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool showsFocusByFrame() const;
    void setRowHeight();
    void fitColumns();
    QList<bool> fittingColumns(int &room) const;
    int leastWidth(int column) const;
    void noteWidth(int column, int width);

    QList<int> m_importance; ///< empty: columns are never hidden
    QList<int> m_stretched;
    QList<int> m_widths;
    QList<int> m_optional;
    QHash<int, bool> m_choices;
    int m_always = 0;
    bool m_fitting = false;
};

} // namespace cairn
