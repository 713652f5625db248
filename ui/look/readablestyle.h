#pragma once

#include <QProxyStyle>

namespace cairn {

/// Fusion, whose frames around lines, numbers, boxes and radio buttons can be seen on dark grounds too (WCAG 2.1, 1.4.11: 3:1),
/// and whose disabled texts throw no shadow: on dark grounds it would be the brighter of the two.
class ReadableStyle : public QProxyStyle
{
    Q_OBJECT
public:
    ReadableStyle();
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
                  QStyleHintReturn *data = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
};

/// The colour of such a frame.
QColor frameInk(const QPalette &palette);

} // namespace cairn
