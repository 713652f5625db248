#include "ui/overview/sparkline.h"

#include "ui/services/servicesmodel.h"

#include <QPainter>

namespace cairn {

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const QVariantList attempts = index.data(ServicesModel::AttemptsRole).toList();
    const QVariantList failures = index.data(ServicesModel::FailuresRole).toList();
    qint64 most = 0;
    for (const QVariant &count : attempts)
        most = std::max(most, count.toLongLong());
    if (most == 0)
        return;
    const QRectF area = QRectF(cell.rect).adjusted(Margin, 6, -Margin, -6);
    const double step = area.width() / double(attempts.size());
    const QColor good = blend(cell.palette.color(QPalette::Text), cell.palette.color(QPalette::Base), 0.38);
    const QColor bad = StateLook::ink(Look::Blocked, cell.palette);
    for (qsizetype bar = 0; bar < attempts.size(); ++bar) {
        const double whole = area.height() * double(attempts.at(bar).toLongLong()) / double(most);
        const double failed = area.height() * double(failures.at(bar).toLongLong()) / double(most);
        if (whole <= 0)
            continue;
        const double left = area.left() + double(bar) * step;
        const double width = std::max(step - 1, 1.0);
        painter->fillRect(QRectF(left, area.bottom() - std::max(whole, 1.0), width, std::max(whole, 1.0)), good);
        if (failed > 0)
            painter->fillRect(QRectF(left, area.bottom() - std::max(failed, 1.0), width, std::max(failed, 1.0)), bad);
    }
}

} // namespace cairn
