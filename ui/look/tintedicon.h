#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>

namespace cairn {

/// One of our drawings (ui/icons/NAME.svg) as an icon in the colour of the palette's text, in light and dark.
QIcon tintedIcon(const QString &name);

/// Draws ui/icons/NAME.svg into a square area in one colour.
void paintIcon(QPainter &painter, const QRectF &area, const QString &name, const QColor &colour);

/// The same as a pixmap of `side` logical pixels.
QPixmap iconPixmap(const QString &name, const QColor &colour, int side, double ratio);

} // namespace cairn
