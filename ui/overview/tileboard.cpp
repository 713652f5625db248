#include "ui/overview/tileboard.h"

#include <QEvent>
#include <QGridLayout>

#include <algorithm>

namespace cairn {

namespace {
constexpr int TileGap = 10;
constexpr int LeastColumns = 2;
} // namespace

TileBoard::TileBoard(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(TileGap);
}

void TileBoard::addTile(QWidget *tile)
{
    tile->setParent(this);
    m_tiles.append(tile);
    m_columns = 0;
    arrange();
}

QSize TileBoard::minimumSizeHint() const
{
    return {widthOf(LeastColumns), m_grid->minimumSize().height()};
}

/// What they need when so many stand beside each other: each column is as wide as its widest tile.
int TileBoard::widthOf(int columns) const
{
    int width = (columns - 1) * TileGap;
    for (int column = 0; column < columns; ++column) {
        int widest = 0;
        for (qsizetype tile = column; tile < m_tiles.size(); tile += columns)
            widest = std::max(widest, m_tiles.at(tile)->minimumSizeHint().width());
        width += widest;
    }
    return width;
}

/// Only such numbers as leave no row with a gap at its end.
int TileBoard::columnsFor(int width) const
{
    const int count = int(m_tiles.size());
    for (int rows = 1; rows * LeastColumns <= count; ++rows) {
        const int columns = (count + rows - 1) / rows;
        if (count % columns == 0 && widthOf(columns) <= width)
            return columns;
    }
    return std::min(count, LeastColumns);
}

void TileBoard::arrange()
{
    const int columns = columnsFor(width());
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int tile = 0; tile < int(m_tiles.size()); ++tile)
        m_grid->addWidget(m_tiles.at(tile), tile / columns, tile % columns);
    updateGeometry();
}

bool TileBoard::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // a tile says more than before
        arrange();
    return done;
}

void TileBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace cairn
