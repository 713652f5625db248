#pragma once

#include <QWidget>

class QGridLayout;

namespace cairn {

/// Tiles beside each other, in as few rows as leave each one room for its words.
class TileBoard : public QWidget
{
    Q_OBJECT
public:
    explicit TileBoard(QWidget *parent = nullptr);

    /// Belongs to the board from then on.
    void addTile(QWidget *tile);
    int columns() const { return m_columns; }
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int columnsFor(int width) const;
    int widthOf(int columns) const;
    void arrange();

    QGridLayout *m_grid;
    QList<QWidget *> m_tiles;
    int m_columns = 0;
};

} // namespace cairn
