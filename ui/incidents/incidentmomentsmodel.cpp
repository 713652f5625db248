#include "ui/incidents/incidentmomentsmodel.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

namespace cairn {

QVariant IncidentMomentsModel::cell(const IncidentMoment &moment, int column, int role) const
{
    if (role == LookRole)
        return moment.state ? QVariant(int(lookOf(*moment.state))) : QVariant();
    if (role == ExportRole)
        return column == AtColumn ? toRfc3339(moment.at) : QString();
    if (role == Qt::ToolTipRole)
        return column == AtColumn ? utcTime(moment.at) : column == WhyColumn ? plainTip(moment.why) : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case AtColumn: return localTimeExact(moment.at);
    case ActorColumn: return moment.actor;
    case RunColumn: return moment.run.isValid() ? moment.run.toString() : QString();
    case StepColumn: return moment.step;
    case WhatColumn: return moment.state ? StateLook::word(lookOf(*moment.state)) : moment.what;
    case WhyColumn: return moment.why;
    default: return {};
    }
}

QString IncidentMomentsModel::head(int column) const
{
    switch (column) {
    case AtColumn: return tr("Time");
    case ActorColumn: return tr("Who");
    case RunColumn: return tr("Run");
    case StepColumn: return tr("Step");
    case WhatColumn: return tr("What");
    case WhyColumn: return tr("Why");
    default: return {};
    }
}

} // namespace cairn
