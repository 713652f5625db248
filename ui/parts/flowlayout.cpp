#include "ui/parts/flowlayout.h"

#include <algorithm>

namespace cairn {

FlowLayout::FlowLayout(int spacing)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

/// All in one row.
QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        const QSize hint = item->sizeHint();
        size = QSize(size.width() + hint.width() + spacing(), std::max(size.height(), hint.height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    place(area, true);
}

/// The height that it takes.
int FlowLayout::place(const QRect &area, bool really) const
{
    QPoint at = area.topLeft();
    int row = 0; // its height
    for (QLayoutItem *item : m_items) {
        const QSize hint = item->sizeHint().expandedTo(item->minimumSize());
        if (at.x() > area.left() && at.x() + hint.width() > area.left() + area.width()) {
            at = QPoint(area.left(), at.y() + row + spacing());
            row = 0;
        }
        if (really)
            item->setGeometry({at, hint});
        at.rx() += hint.width() + spacing();
        row = std::max(row, hint.height());
    }
    return at.y() + row - area.top();
}

} // namespace cairn
