#include "ui/parts/focusmark.h"

#include "ui/look/statelook.h"

#include <QAbstractItemView>
#include <QPainter>

namespace cairn {

void paintFocusFrame(QWidget &viewport)
{
    QPainter painter(&viewport);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(StateLook::ink(Look::Running, viewport.palette()), 1.6));
    painter.drawRoundedRect(QRectF(viewport.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 3, 3);
}

void chooseCurrent(const QAbstractItemView &view)
{
    const QModelIndex current = view.currentIndex();
    if (current.isValid() && !view.selectionModel()->isSelected(current))
        view.selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

/// Qt does nothing if the first one takes no focus.
void tabAfter(QWidget *before, QWidget *widget)
{
    const QWidget *window = before->window();
    while (before->focusPolicy() == Qt::NoFocus && before != window)
        before = before->previousInFocusChain();
    QWidget::setTabOrder(before, widget);
}

} // namespace cairn
