#include "ui/overview/stattile.h"

#include "ui/look/tintedicon.h"

#include <QPainter>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Padding = 12;
constexpr int IconGap = 6;
} // namespace

StatTile::StatTile(const QString &title, std::optional<Look> look, QWidget *parent) : QAbstractButton(parent), m_look(look)
{
    setText(title);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFigure(u"–"_s, {}, false);
}

void StatTile::setFigure(const QString &figure, const QString &detail, bool loud)
{
    const QSize before = sizeHint();
    m_figure = figure;
    m_detail = detail;
    m_loud = loud;
    setAccessibleName(detail.isEmpty() ? tr("%1: %2").arg(text(), figure) : tr("%1: %2, %3").arg(text(), figure, detail));
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QFont StatTile::figureFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.75);
    large.setWeight(QFont::DemiBold);
    return large;
}

QSize StatTile::sizeHint() const
{
    const QFontMetrics large(figureFont());
    const int title = fontMetrics().horizontalAdvance(text()) + (m_look ? fontMetrics().height() + IconGap : 0);
    const int detail = fontMetrics().horizontalAdvance(m_detail) + 2; // eliding counts in fractions of a pixel
    const int widest = std::max({title, large.horizontalAdvance(m_figure), detail});
    return {widest + 2 * Padding, 2 * fontMetrics().height() + large.height() + 2 * Padding};
}

QSize StatTile::minimumSizeHint() const
{
    return sizeHint();
}

void StatTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    const QColor ink = m_look ? StateLook::ink(*m_look, palette()) : text;
    const QColor accent = StateLook::ink(Look::Running, palette());
    painter.setPen(QPen(hasFocus() ? accent : m_loud ? blend(ink, base, 0.6) : blend(text, base, 0.16), hasFocus() ? 1.6 : 1));
    painter.setBrush(m_loud && m_look ? StateLook::wash(*m_look, palette()) : underMouse() ? blend(text, base, 0.04) : base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8), 6, 6);

    int left = Padding;
    const int line = fontMetrics().height();
    if (m_look) {
        const int side = fontMetrics().ascent() + 1;
        paintIcon(painter, QRectF(left, Padding + (line - side) / 2.0, side, side), StateLook::iconName(*m_look), ink);
        left += side + IconGap;
    }
    painter.setPen(m_loud ? ink : quietInk(palette()));
    painter.drawText(QRect(left, Padding, width() - left - 4, line), Qt::AlignLeft | Qt::AlignVCenter, QAbstractButton::text());
    const QFont large = figureFont();
    painter.setFont(large);
    painter.setPen(m_loud ? ink : text);
    const int figureTop = Padding + line;
    painter.drawText(QRect(Padding, figureTop, width() - 2 * Padding, QFontMetrics(large).height()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_figure);
    painter.setFont(font());
    painter.setPen(quietInk(palette()));
    painter.drawText(QRect(Padding, figureTop + QFontMetrics(large).height(), width() - 2 * Padding, line),
                     Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_detail, Qt::ElideRight, width() - 2 * Padding));
}

} // namespace cairn
