#include "ui/parts/sectiontitle.h"

#include <QLabel>

namespace cairn {

QFont sectionFont(QFont text, double scale)
{
    if (scale != 1) // a size that was set follows the desktop's no more
        text.setPointSizeF(text.pointSizeF() * scale);
    text.setBold(true);
    return text;
}

QLabel *sectionTitle(const QString &text, double scale)
{
    auto *label = new QLabel(text);
    label->setFont(sectionFont(label->font(), scale));
    return label;
}

} // namespace cairn
