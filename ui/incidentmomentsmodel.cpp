#include "ui/incidentmomentsmodel.h"

#include "ui/plaintip.h"
#include "ui/statelook.h"
#include "ui/tableexport.h"
#include "ui/wording.h"

namespace cairn {

int IncidentMomentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_moments.size());
}

int IncidentMomentsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IncidentMomentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IncidentMoment &moment = m_moments.at(index.row());
    if (role == LookRole)
        return moment.state ? QVariant(int(lookOf(*moment.state))) : QVariant();
    if (role == ExportRole)
        return index.column() == AtColumn ? toRfc3339(moment.at) : QString();
    if (role == Qt::ToolTipRole)
        return index.column() == AtColumn ? utcTime(moment.at) : index.column() == WhyColumn ? plainTip(moment.why) : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case AtColumn: return localTimeExact(moment.at);
    case ActorColumn: return moment.actor;
    case RunColumn: return moment.run.isValid() ? moment.run.toString() : QString();
    case StepColumn: return moment.step;
    case WhatColumn: return moment.state ? StateLook::word(lookOf(*moment.state)) : moment.what;
    case WhyColumn: return moment.why;
    default: return {};
    }
}

QVariant IncidentMomentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AtColumn: return tr("Time");
    case ActorColumn: return tr("Who");
    case RunColumn: return tr("Run");
    case StepColumn: return tr("Step");
    case WhatColumn: return tr("What");
    case WhyColumn: return tr("Why");
    default: return {};
    }
}

void IncidentMomentsModel::setMoments(const QList<IncidentMoment> &moments)
{
    beginResetModel();
    m_moments = moments;
    endResetModel();
}

} // namespace cairn
