#include "ui/framedline.h"

#include "ui/statelook.h"

#include <QPainter>

namespace cairn {

void FramedLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Active, QPalette::Highlight), 1.5)
                              : QPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.4), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
}

} // namespace cairn
