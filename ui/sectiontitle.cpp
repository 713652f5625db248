#include "ui/sectiontitle.h"

#include <QLabel>

namespace cairn {

QLabel *sectionTitle(const QString &text, double scale)
{
    auto *label = new QLabel(text);
    QFont bold = label->font();
    bold.setPointSizeF(bold.pointSizeF() * scale);
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace cairn
