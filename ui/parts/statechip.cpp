#include "ui/parts/statechip.h"

#include "ui/look/tintedicon.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int ChipPadding = 6;
constexpr int ChipIconGap = 5;
} // namespace

StateChip::StateChip(RunState state, QWidget *parent) : QAbstractButton(parent), m_state(state)
{
    setObjectName(u"chip_%1"_s.arg(cairn::word(state)));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void StateChip::setCount(qint64 count)
{
    m_count = count;
    setAccessibleName(label(false));
    setToolTip(tr("%1: list them").arg(label(false)));
    setVisible(count > 0);
    updateGeometry();
    update();
}

void StateChip::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

QString StateChip::label(bool compact) const
{
    const QString number = QLocale().toString(m_count);
    return compact ? number : u"%1 %2"_s.arg(number, StateLook::word(lookOf(m_state)));
}

int StateChip::width(bool compact) const
{
    return 2 * ChipPadding + fontMetrics().ascent() + 1 + ChipIconGap + fontMetrics().horizontalAdvance(label(compact)) + 1;
}

QSize StateChip::sizeHint() const
{
    return {width(m_compact), fontMetrics().height() + 6};
}

void StateChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor ink = StateLook::ink(lookOf(m_state), palette());
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(ink) : QPen(Qt::NoPen));
        painter.setBrush(StateLook::wash(lookOf(m_state), palette()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    const int side = fontMetrics().ascent() + 1;
    paintIcon(painter, QRectF(ChipPadding, (height() - side) / 2.0, side, side), StateLook::iconName(lookOf(m_state)), ink);
    painter.setPen(ink);
    painter.drawText(rect().adjusted(ChipPadding + side + ChipIconGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     label(m_compact));
}

} // namespace cairn
