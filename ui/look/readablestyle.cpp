#include "ui/look/readablestyle.h"

#include "ui/look/statelook.h"

#include <QPainter>
#include <QStyleOption>

namespace cairn {

using namespace Qt::StringLiterals;

ReadableStyle::ReadableStyle() : QProxyStyle(u"Fusion"_s) {}

QColor frameInk(const QPalette &palette)
{
    return blend(palette.color(QPalette::Active, QPalette::Text), palette.color(QPalette::Active, QPalette::Window), 0.55);
}

namespace {

/// Over the style's own, which hardly differs from a dark ground.
void drawFrame(const QStyleOption &option, QPainter &painter, bool round)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(option.state.testFlag(QStyle::State_Enabled) ? 1 : 0.5);
    painter.setPen(frameInk(option.palette));
    painter.setBrush(Qt::NoBrush);
    const QRectF area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    round ? painter.drawEllipse(area) : painter.drawRoundedRect(area, 2, 2);
    painter.restore();
}

} // namespace

void ReadableStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!isDark(option->palette))
        return;
    const bool radio = element == PE_IndicatorRadioButton;
    if (!radio && element != PE_IndicatorCheckBox && element != PE_FrameLineEdit)
        return;
    if (element == PE_FrameLineEdit && option->state.testFlag(State_HasFocus))
        return; // it has the highlight's colour
    drawFrame(*option, *painter, radio);
}

int ReadableStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    return hint == SH_EtchDisabledText ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

void ReadableStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                       const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    const bool hasFrame = control == CC_SpinBox && spin && spin->frame && !spin->state.testFlag(State_HasFocus);
    if (hasFrame && isDark(option->palette))
        drawFrame(*option, *painter, false);
}

} // namespace cairn
