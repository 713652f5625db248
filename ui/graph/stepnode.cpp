#include "ui/graph/stepnode.h"

#include "ui/look/tintedicon.h"

#include <QKeyEvent>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NodePadding = 9;
constexpr int NodeIconGap = 6;
constexpr int MostWidth = 230;
constexpr double BarHeight = 3;

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

int nodeIconSide(const QFontMetrics &metrics)
{
    return metrics.ascent() + 2;
}

} // namespace

StepNode::StepNode(const Step &step, QWidget *parent)
    : QAbstractButton(parent), m_step(step.id), m_place(step.service), m_fansOut(step.isFannedOut())
{
    setObjectName(u"node_%1"_s.arg(step.id.name()));
    setFocusPolicy(Qt::ClickFocus);
    setAttribute(Qt::WA_Hover);
    if (step.deliver)
        m_place = tr("to %1").arg(step.deliver->to);
    describe();
}

void StepNode::setFace(const std::optional<StepFace> &face)
{
    if (face == m_face)
        return;
    m_face = face;
    describe();
    update();
}

void StepNode::setZoom(double zoom)
{
    m_zoom = zoom;
    update();
}

/// Of many nodes only the current one is met by the Tab key; arrows lead from it to the others.
void StepNode::setCurrent(bool current)
{
    m_current = current;
    setFocusPolicy(current ? Qt::StrongFocus : Qt::ClickFocus);
    update();
}

QString StepNode::counter() const
{
    if (m_face && m_face->items > 0)
        return u"%L1/%L2"_s.arg(m_face->passed).arg(m_face->items);
    return m_fansOut ? u"×n"_s : QString();
}

QString StepNode::stateLine() const
{
    if (!m_face)
        return {};
    const QString word = StateLook::word(m_face->look);
    return m_face->tries > 1 ? u"%1 · %2×"_s.arg(word).arg(m_face->tries) : word;
}

/// The same as is seen, for those who hear it.
void StepNode::describe()
{
    QStringList parts{tr("Step %1").arg(m_step.name())};
    if (!m_place.isEmpty())
        parts.append(m_place);
    if (m_face) {
        parts.append(StateLook::word(m_face->look));
        if (m_face->tries > 0)
            parts.append(tr("%Ln attempt(s)", nullptr, m_face->tries));
        if (m_face->items > 0)
            parts.append(tr("%L1 of %L2 items passed").arg(m_face->passed).arg(m_face->items));
        if (m_face->failed > 0)
            parts.append(tr("%L1 failed").arg(m_face->failed));
    }
    setAccessibleName(parts.join(u", "_s));
    setToolTip(parts.join(QLatin1Char('\n')));
}

QSize StepNode::naturalSize(bool withFace) const
{
    const QFontMetrics metrics(font()), strong(bold(font()));
    int width = strong.horizontalAdvance(m_step.name());
    if (withFace)
        width += nodeIconSide(metrics) + NodeIconGap;
    if (m_fansOut)
        width += 10 + metrics.horizontalAdvance(withFace ? u"100/100"_s : u"×n"_s);
    width = std::max(width, metrics.horizontalAdvance(m_place));
    if (withFace) {
        for (int look = 0; look < LookCount; ++look)
            width = std::max(width, metrics.horizontalAdvance(StateLook::word(Look(look))));
    }
    const int lines = withFace ? 3 : 2;
    return {std::clamp(width + 2 * NodePadding + 2, 96, MostWidth), lines * (metrics.height() + 1) + 2 * 7};
}

void StepNode::paintGround(QPainter &painter, const QRectF &area) const
{
    const QColor base = palette().color(QPalette::Base);
    const QColor text = palette().color(QPalette::Text);
    QColor ground = m_face ? StateLook::wash(m_face->look, palette()) : blend(text, base, 0.04);
    if (underMouse())
        ground = blend(text, ground, 0.05);
    QPen line(m_face ? blend(StateLook::ink(m_face->look, palette()), base, 0.5) : blend(text, base, 0.3), 1);
    if (m_current)
        line = QPen(palette().color(QPalette::Active, QPalette::Highlight), hasFocus() ? 2.5 : 1.8);
    painter.setPen(line);
    painter.setBrush(ground);
    const double inset = 1.25;
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 6, 6);
}

/// How far the items are: passed, failed, the rest.
void StepNode::paintBar(QPainter &painter, const QRectF &area) const
{
    const QColor base = palette().color(QPalette::Base);
    const auto fill = [&](double from, double share, const QColor &colour) {
        painter.fillRect(QRectF(area.left() + from * area.width(), area.top(), share * area.width(), area.height()), colour);
    };
    const double passed = double(m_face->passed) / m_face->items, failed = double(m_face->failed) / m_face->items;
    fill(0, 1, blend(palette().color(QPalette::Text), base, 0.15));
    fill(0, passed, StateLook::ink(Look::Succeeded, palette()));
    fill(passed, failed, StateLook::ink(Look::Blocked, palette()));
}

void StepNode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(m_zoom, m_zoom);
    const QRectF area(0, 0, width() / m_zoom, height() / m_zoom);
    paintGround(painter, area);

    const QFontMetrics metrics(font());
    const QRectF room = area.adjusted(NodePadding, 7, -NodePadding, -7);
    const double line = metrics.height() + 1;
    const auto write = [&](int row, double left, double right, int side, const QString &text, const QColor &ink,
                           const QFont &face) {
        const QRectF place(room.left() + left, room.top() + row * line, room.width() - left - right, line);
        painter.setFont(face);
        painter.setPen(ink);
        painter.drawText(place, Qt::AlignVCenter | side,
                         QFontMetrics(face).elidedText(text, Qt::ElideRight, int(place.width()) + 1));
    };
    const QColor text = palette().color(QPalette::Text);
    const double icon = m_face ? nodeIconSide(metrics) + NodeIconGap : 0;
    if (m_face) {
        const QColor ink = StateLook::ink(m_face->look, palette());
        const double side = nodeIconSide(metrics);
        paintIcon(painter, QRectF(room.left(), room.top() + (line - side) / 2, side, side), StateLook::iconName(m_face->look),
                  ink);
        write(1, 0, 0, Qt::AlignLeft, stateLine(), ink, font());
    }
    const double count = counter().isEmpty() ? 0 : metrics.horizontalAdvance(counter()) + 8;
    write(0, icon, count, Qt::AlignLeft, m_step.name(), text, bold(font()));
    if (count > 0)
        write(0, 0, 0, Qt::AlignRight, counter(), text, font());
    write(m_face ? 2 : 1, 0, 0, Qt::AlignLeft, m_place, quietInk(palette()), font());
    if (m_face && m_face->items > 0)
        paintBar(painter, QRectF(room.left(), area.bottom() - 3 - BarHeight, room.width(), BarHeight));
}

/// Keys are the picture's.
void StepNode::keyPressEvent(QKeyEvent *event)
{
    event->ignore();
}

void StepNode::mouseDoubleClickEvent(QMouseEvent *event)
{
    QAbstractButton::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton)
        Q_EMIT opened();
}

} // namespace cairn
