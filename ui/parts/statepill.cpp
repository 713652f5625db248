#include "ui/parts/statepill.h"

#include "ui/look/tintedicon.h"

#include <QPainter>

namespace cairn {

namespace {
constexpr int PillPadding = 7;
constexpr int PillIconGap = 6;

int iconSide(const QFontMetrics &metrics)
{
    return metrics.ascent() + 1;
}
} // namespace

QSize pillSize(const QString &word, const QFont &font)
{
    const QFontMetrics metrics(font);
    return {2 * PillPadding + iconSide(metrics) + PillIconGap + metrics.horizontalAdvance(word) + 1, metrics.height() + 5};
}

QSize pillSize(Look look, const QFont &font)
{
    return pillSize(StateLook::word(look), font);
}

int widestPill(const QFont &font)
{
    int widest = 0;
    for (int look = 0; look < LookCount; ++look)
        widest = std::max(widest, pillSize(Look(look), font).width());
    return widest + 2 * TableDelegate::Margin;
}

void paintPill(QPainter &painter, const QRect &area, Look look, const QPalette &palette, const QFont &font)
{
    paintPill(painter, area, look, StateLook::word(look), palette, font);
}

void paintPill(QPainter &painter, const QRect &area, Look look, const QString &word, const QPalette &palette, const QFont &font)
{
    const QFontMetrics metrics(font);
    QRect pill(area.topLeft(), pillSize(word, font).boundedTo(area.size()));
    pill.moveTop(area.center().y() - pill.height() / 2);
    const int side = iconSide(metrics);
    const QRect icon(pill.left() + PillPadding, pill.top() + (pill.height() - side) / 2, side, side);
    const QRect text = pill.adjusted(PillPadding + side + PillIconGap, 0, -PillPadding + 1, 0);
    const QColor ink = StateLook::ink(look, palette);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    painter.setBrush(StateLook::wash(look, palette));
    painter.drawRoundedRect(QRectF(pill), 5, 5);
    paintIcon(painter, icon, StateLook::iconName(look), ink);
    painter.setPen(ink);
    painter.setFont(font);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(word, Qt::ElideRight, text.width()));
    painter.restore();
}

void paintCard(QPainter &painter, const QRect &area, Look look, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(blend(StateLook::ink(look, palette), palette.color(QPalette::Base), 0.5), 1));
    painter.setBrush(StateLook::wash(look, palette));
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.restore();
}

void StatePillDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.data(LookRole).isValid()) { // no state, but words
        TableDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    paintPill(*painter, cell.rect.adjusted(Margin, 0, 0, 0), Look(index.data(LookRole).toInt()), index.data().toString(),
              cell.palette, cell.font);
}

QSize StatePillDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.data(LookRole).isValid())
        return TableDelegate::sizeHint(option, index);
    return pillSize(index.data().toString(), option.font) + QSize(2 * Margin, 2);
}

StatePill::StatePill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatePill::setLook(Look look)
{
    m_look = look;
    setAccessibleName(StateLook::word(look));
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    return pillSize(m_look, font());
}

void StatePill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(painter, rect(), m_look, palette(), font());
}

} // namespace cairn
