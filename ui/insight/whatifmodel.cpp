#include "ui/insight/whatifmodel.h"

#include <algorithm>

namespace cairn {

namespace {

QVariantList sharesOf(const WhatIfFigure &figure)
{
    const double most = std::max(figure.live ? figure.live->most : 0, figure.draft ? figure.draft->most : 0);
    QVariantList shares;
    for (const auto &side : {figure.live, figure.draft}) {
        for (const double value : {side ? side->least : 0, side ? side->median : 0, side ? side->most : 0})
            shares.append(!side ? -1.0 : most > 0 ? value / most : 0.0);
    }
    return shares;
}

} // namespace

QVariant WhatIfModel::cell(const WhatIfFigure &figure, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(figure, column);
    case SharesRole: return sharesOf(figure);
    case Qt::AccessibleTextRole:
        if (column == PictureColumn)
            return tr("live %1, draft %2").arg(text(figure, LiveColumn), text(figure, DraftColumn));
        return {};
    case Qt::ToolTipRole: // there may be too little room for the text
        return QString(text(figure, column) + u'\n' + figure.tip).trimmed();
    default: return {};
    }
}

QString WhatIfModel::text(const WhatIfFigure &figure, int column) const
{
    switch (column) {
    case FigureColumn: return figure.name;
    case LiveColumn: return spreadText(figure.live, figure.isTime);
    case DraftColumn: return spreadText(figure.draft, figure.isTime);
    case DifferenceColumn: return differenceText(figure);
    default: return {};
    }
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == PictureColumn)
        return tr("The upper bar is the live policy, the lower one the draft; the thin line reaches from the least to the most "
                  "that chance makes of it.");
    return ValueRows::headerData(section, orientation, role);
}

QString WhatIfModel::head(int column) const
{
    switch (column) {
    case FigureColumn: return tr("Figure");
    case PictureColumn: return tr("Live above draft");
    case LiveColumn: return tr("Live");
    case DraftColumn: return tr("Draft");
    default: return tr("Difference");
    }
}

void WhatIfModel::setFigures(const QList<WhatIfFigure> &figures)
{
    if (figures.size() == rows().size())
        change(figures);
    else
        reset(figures);
}

} // namespace cairn
