#include "ui/whatifmodel.h"

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

int WhatIfModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.size());
}

int WhatIfModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WhatIfModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const WhatIfFigure &figure = m_figures.at(index.row());
    if (role == SharesRole)
        return sharesOf(figure);
    const QString live = spreadText(figure.live, figure.isTime);
    const QString draft = spreadText(figure.draft, figure.isTime);
    if (role == Qt::AccessibleTextRole && index.column() == PictureColumn)
        return tr("live %1, draft %2").arg(live, draft);
    if (role == Qt::ToolTipRole && index.column() == PictureColumn)
        return figure.tip;
    if (role == Qt::ToolTipRole) // there may be too little room for the text
        return QString(index.data().toString() + u'\n' + figure.tip).trimmed();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case FigureColumn: return figure.name;
    case LiveColumn: return live;
    case DraftColumn: return draft;
    case DifferenceColumn: return differenceText(figure);
    default: return {};
    }
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == PictureColumn)
        return tr("The upper bar is the live policy, the lower one the draft; the thin line reaches from the least to the most "
                  "that chance makes of it.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FigureColumn: return tr("Figure");
    case PictureColumn: return tr("Live above draft");
    case LiveColumn: return tr("Live");
    case DraftColumn: return tr("Draft");
    default: return tr("Difference");
    }
}

void WhatIfModel::setFigures(const QList<WhatIfFigure> &figures)
{
    if (figures.size() != m_figures.size()) {
        beginResetModel();
        m_figures = figures;
        endResetModel();
        return;
    }
    m_figures = figures; // the same rows: nothing jumps
    if (!figures.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace cairn
