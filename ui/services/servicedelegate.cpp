#include "ui/services/servicedelegate.h"

#include "ui/look/tintedicon.h"
#include "ui/services/servicesmodel.h"

#include <QPainter>

namespace cairn {

namespace {

constexpr int Side = 12;
constexpr int Above = 8;
constexpr int Between = 3;
constexpr int Gap = 10;

QString cell(const QModelIndex &index, int column)
{
    return index.siblingAtColumn(column).data().toString();
}

} // namespace

void ServiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    paintGround(painter, item);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const bool loud = item.state.testFlag(QStyle::State_Selected) && item.widget && item.widget->hasFocus();
    const QColor chosen = item.palette.color(QPalette::Active, QPalette::HighlightedText);
    const auto look = Look(index.siblingAtColumn(ServicesModel::HealthColumn).data(LookRole).toInt());
    const QColor ink = loud ? chosen : StateLook::ink(look, item.palette);
    const int height = item.fontMetrics.height();
    QRect line(item.rect.left() + Side, item.rect.top() + Above, item.rect.width() - 2 * Side, height);
    const QString health = cell(index, ServicesModel::HealthColumn);
    const int side = item.fontMetrics.ascent();
    const int healthWidth = side + 5 + item.fontMetrics.horizontalAdvance(health);
    painter->setFont(item.font);
    painter->setPen(ink);
    paintIcon(*painter, QRectF(line.right() - healthWidth, line.top() + (height - side) / 2.0, side, side),
              StateLook::iconName(look), ink);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, health);
    QFont bold = item.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(loud ? chosen : item.palette.color(QPalette::Active, QPalette::Text));
    const QRect name = line.adjusted(0, 0, -healthWidth - Gap, 0);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(cell(index, ServicesModel::NameColumn), Qt::ElideMiddle, name.width()));
    line.translate(0, height + Between);
    painter->setFont(item.font);
    if (index.data(ServicesModel::DiffersRole).toBool()) {
        const QString differs = ServicesModel::tr("file differs");
        painter->setPen(loud ? chosen : StateLook::ink(Look::WaitingRetry, item.palette));
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, differs);
        line.setRight(line.right() - item.fontMetrics.horizontalAdvance(differs) - Gap);
    }
    painter->setPen(loud ? chosen : quietInk(item.palette));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      item.fontMetrics.elidedText(ServicesModel::tr("breaker %1").arg(cell(index, ServicesModel::BreakerColumn)),
                                                  Qt::ElideRight, line.width()));
    painter->restore();
}

QSize ServiceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {180, 2 * option.fontMetrics.height() + Between + 2 * Above};
}

} // namespace cairn
